"""A disk that fills up when a test wants it: a small tmpfs, or a bound on the size of files."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

FILLER = "remplissage"
_BLOCK = 4096


@contextmanager
def small_disk(folder: Path, mib: int) -> Generator[Path]:
    """A disk of that size at `folder`; the test is skipped where mounting is refused."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("mounting a small disk takes root on Linux")
    folder.mkdir()
    options = ["-t", "tmpfs", "-o", f"size={mib}m,mode=700", "tmpfs", folder]
    mounted = subprocess.run(["mount", *options], capture_output=True, text=True, check=False)
    if mounted.returncode:
        pytest.skip(f"mounting is refused here: {mounted.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def free_bytes(disk: Path) -> int:
    """What is left on a disk."""
    found = os.statvfs(disk)
    return found.f_bavail * found.f_frsize


def fill(disk: Path, leaving: int) -> None:
    """Fill a disk until that many bytes are left, in whole blocks."""
    with (disk / FILLER).open("ab", buffering=0) as stream:
        while (left := free_bytes(disk) - leaving) >= _BLOCK:
            stream.write(bytes(min(left, 1 << 20) // _BLOCK * _BLOCK))


def make_room(disk: Path) -> None:
    """Take the filling away."""
    (disk / FILLER).unlink(missing_ok=True)


@contextmanager
def files_no_larger_than(size: int) -> Generator[None]:
    """No file of this process grows beyond so many bytes: EFBIG, whatever the room."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


_VERSION = 0x20080522
_MAY_WRITE_ANYWHERE = 1 << 1 | 1 << 2  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH


@contextmanager
def bound_by_permissions() -> Generator[None]:
    """Permissions count for root too, as for anybody."""
    if sys.platform != "linux" or os.geteuid() != 0:
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)
    who, rights = (ctypes.c_uint32 * 2)(_VERSION, 0), (ctypes.c_uint32 * 6)()
    assert libc.capget(who, rights) == 0
    before = rights[0]
    rights[0] = before & ~_MAY_WRITE_ANYWHERE
    assert libc.capset(who, rights) == 0
    try:
        yield
    finally:
        rights[0] = before
        assert libc.capset(who, rights) == 0
