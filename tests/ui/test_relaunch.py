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


SCAN = """
import re, sys
needle = sys.argv[1][::-1].encode()
found = 0
for line in open('/proc/self/maps'):
    start, end, access = re.match(r'([0-9a-f]+)-([0-9a-f]+) (....)', line).groups()
    if access[0] == 'r' and '[v' not in line:
        with open('/proc/self/mem', 'rb', 0) as memory:
            memory.seek(int(start, 16))
            try:
                found += memory.read(int(end, 16) - int(start, 16)).count(needle)
            except OSError:
                pass
print(found)
"""
HELD = """
import sys
from pathlib import Path
from testkit.vaults import fast_vaults, phrase
from app.domain.journal import JournalEntry
from ui.relaunch import relaunch
secret = sys.argv[2][::-1]
vault = fast_vaults().create(Path(sys.argv[1]), phrase(secret))
with vault.transaction() as write:
    write.execute('INSERT INTO setting VALUES (?, ?)', ('k', secret * 50))
    write.commit(JournalEntry('setting_changed', 'setting', None))
sys.argv[1:] = [sys.argv[2]]
exec(Path('scan.py').read_text())
vault.close()
relaunch(Path(sys.argv[1]))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads its own memory")
@pytest.mark.requirement("BRY-27")
def test_neither_phrase_nor_text_survives_a_relaunch(tmp_path):
    stand_in(tmp_path)
    (tmp_path / "scan.py").write_text(SCAN)
    (tmp_path / "ui" / "__main__.py").write_text(SCAN)
    for package in ("app", "storage", "resources"):
        (tmp_path / package).symlink_to(ROOT / package)
    backwards = "niomet ed esarhp eriotnemom enu"
    ended = subprocess.run(
        [sys.executable, "-c", HELD, tmp_path / "v", backwards],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "tests")},
        capture_output=True,
        text=True,
        check=False,
    )
    before, after = map(int, ended.stdout.split())
    assert before > 50
    assert 0 < after < 4, ended.stderr  # the word looked for, which the scan itself just made
