"""A relaunch leaves nothing of the old process but the folder of the vault."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def stand_in(folder):
    """A `ui` that says how it was started, beside the real relaunch module."""
    package = folder / "ui"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "relaunch.py").write_text((ROOT / "ui" / "relaunch.py").read_text())
    (package / "__main__.py").write_text(
        "import os, sys\nprint('fresh', os.getpid(), *sys.argv[1:])\n"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows starts a detached process")
@pytest.mark.requirement("BRY-27")
def test_the_process_is_replaced_by_the_unlock_window(tmp_path):
    stand_in(tmp_path)
    code = (
        "import os, sys\nfrom pathlib import Path\nfrom ui.relaunch import relaunch\n"
        "secret = 'x'\nprint('old', os.getpid())\nrelaunch(Path('/coffre/essai.armoire'))\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    old, fresh = ended.stdout.splitlines()
    assert fresh == f"fresh {old.split()[1]} /coffre/essai.armoire", ended.stderr
