"""The newcomer's commands say what they need in one line, and stand where they are looked for."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from testkit.source import ROOT, shown

SCRIPTS = sorted((ROOT / "packaging").glob("*.sh"))
QT_LIBRARIES = ROOT / "packaging" / "qt_system_libraries.sh"
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="system packages of Linux")


def _run(*words: str | Path, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": str(path) if path else os.environ["PATH"], "HOME": os.environ["HOME"]}
    return subprocess.run(
        words, capture_output=True, text=True, cwd=ROOT, env=environment, check=False
    )


def _tools(folder: Path, *names: str) -> Path:
    """A PATH that holds only these programs: no package manager among them."""
    for name in names:
        found = shutil.which(name)
        assert found is not None
        (folder / name).symlink_to(found)
    return folder


@pytest.mark.parametrize("script", SCRIPTS, ids=shown)
def test_every_script_is_valid_shell(script: Path) -> None:
    assert _run("sh", "-n", script).stderr == ""


@pytest.mark.parametrize("target", ["demo", "run", "test", "lint", "bench", "package"])
def test_every_promised_command_exists(target: str) -> None:
    assert _run("make", "--dry-run", target).returncode == 0


def test_the_continuous_check_is_the_command_of_the_newcomer() -> None:
    check = ROOT / ".ci" / "run"

    assert os.access(check, os.X_OK)
    assert "exec make test" in check.read_text(encoding="utf-8")


@linux_only
def test_nothing_is_asked_where_qt_loads() -> None:
    asked = _run("sh", QT_LIBRARIES, sys.executable)

    assert (asked.returncode, asked.stdout, asked.stderr) == (0, "", "")


@linux_only
def test_a_missing_system_library_is_told_with_the_line_to_type(tmp_path: Path) -> None:
    tools = _tools(tmp_path, "sh", "uname", "id", "tail")
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\necho 'ImportError: libEGL.so.1'\nexit 1\n", encoding="utf-8")
    python.chmod(0o755)

    asked = _run("sh", QT_LIBRARIES, python, path=tools)

    assert asked.returncode == 1
    assert "    sudo apt-get install libegl1 " in asked.stderr
    assert "libEGL.so.1" in asked.stderr
