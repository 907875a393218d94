"""Temporary files of others stay in memory, and nothing of them stays at all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINUX = sys.platform.startswith("linux")
pytestmark = pytest.mark.skipif(not LINUX, reason="Linux has file systems in memory")
if LINUX:
    from ui.private_temp import in_memory, sweep

MOUNTS = (
    "/dev/vda / ext4 rw 0 0",
    "tmpfs /dev/shm tmpfs rw 0 0",
    "tmpfs /run/my\\040place tmpfs rw 0 0",
    "/dev/vdb /dev/shm/disk ext4 rw 0 0",
)


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("/dev/shm", True),
        ("/dev/shm/a", True),
        ("/dev/shm/disk/a", False),
        ("/run/my place/a", True),
        ("/tmp", False),
        ("/dev/shmx", False),
    ],
)
def test_a_folder_in_memory_is_known_by_its_mount(folder: str, expected: bool) -> None:
    assert in_memory(Path(folder), MOUNTS) is expected


def test_leftovers_of_a_process_that_is_gone_are_swept(tmp_path) -> None:
    ended = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"],
                           capture_output=True, text=True, check=True)  # fmt: skip
    gone = tmp_path / f"armoire-{ended.stdout.strip()}-x"
    ours, other = tmp_path / f"armoire-{os.getpid()}-x", tmp_path / "armoire-notes"
    for folder in (gone, ours, other):
        folder.mkdir()
        (folder / "left").touch()

    sweep(tmp_path)

    assert sorted(one.name for one in tmp_path.iterdir()) == sorted([ours.name, other.name])


@pytest.mark.skipif(not os.access("/dev/shm", os.W_OK), reason="there is no shared memory here")
def test_a_run_points_there_and_its_replacement_finds_the_same_place_empty() -> None:
    start = "import os, sys, tempfile\nfrom ui.hardening import harden\nharden()\n"
    again = f"{start}print(os.environ['TMPDIR'], *os.listdir(tempfile.gettempdir()))"
    first = (
        f"{start}open(os.environ['TMPDIR'] + '/left', 'w').close()\n"
        "print(os.environ['TMPDIR'], oct(os.stat(os.environ['TMPDIR']).st_mode), flush=True)\n"
        f"os.environ['PYTHONPATH'] = {str(ROOT)!r}\n"
        f"os.execv(sys.executable, [sys.executable, '-c', {again!r}])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", first],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    place, mode, same = ended.stdout.split()
    assert same == place, ended.stderr
    assert mode == "0o40700"
    assert not Path(place).exists()
