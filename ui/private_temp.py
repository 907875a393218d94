"""Temporary files of libraries and of printing go to memory, into a folder that ends with us.

Armoire writes none itself. Linux only: elsewhere there is no file system in memory to go to.
"""

from __future__ import annotations

import atexit
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, MutableMapping

PREFIX = "armoire-"
_VARIABLE = "TMPDIR"
_SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 — in memory, and our folder in it is ours alone
_MOUNTS = Path("/proc/self/mounts")
_IN_MEMORY = frozenset({"ramfs", "tmpfs"})
_ESCAPED_SPACE = "\\040"


def keep_in_memory(environment: MutableMapping[str, str]) -> Path | None:
    """Point temporary files at a private folder in memory; None when there is no such place.

    The process that replaces this one at a lock finds the same folder, and empties it.
    """
    base = _memory_place(environment)
    if base is None:
        return None
    sweep(base)
    kept = Path(environment.get(_VARIABLE, ""))
    if kept.parent == base and _owner_of(kept.name) == os.getpid() and kept.is_dir():
        _empty(kept)
        folder = kept
    else:
        folder = base / f"{PREFIX}{os.getpid()}-{os.urandom(8).hex()}"
        folder.mkdir(mode=0o700)
    environment[_VARIABLE] = str(folder)
    atexit.register(_forget, folder, os.getpid())
    return folder


def sweep(base: Path) -> None:
    """Take away what processes that are gone left there."""
    for folder in base.glob(f"{PREFIX}*"):
        owner = _owner_of(folder.name)
        ours = folder.is_dir() and not folder.is_symlink() and folder.stat().st_uid == os.getuid()
        if ours and owner is not None and not Path(f"/proc/{owner}").exists():
            _remove(folder)


def in_memory(folder: Path, mounts: Iterable[str]) -> bool:
    """Tell whether a folder lies on a file system in memory, from the lines of the mounts."""
    nearest, kind = Path(), ""
    for line in mounts:
        _, point, found, *_ = line.split(" ")
        mounted = Path(point.replace(_ESCAPED_SPACE, " "))
        if folder.is_relative_to(mounted) and len(mounted.parts) >= len(nearest.parts):
            nearest, kind = mounted, found
    return kind in _IN_MEMORY


def _memory_place(environment: MutableMapping[str, str]) -> Path | None:
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    runtime = environment.get("XDG_RUNTIME_DIR", "")
    places = [Path(runtime)] if runtime else []
    for place in (*places, _SHARED_MEMORY):
        if place.is_dir() and os.access(place, os.W_OK) and in_memory(place.resolve(), mounts):
            return place
    return None


def _owner_of(name: str) -> int | None:
    """The process that a folder of ours belongs to, by its name."""
    number = name.removeprefix(PREFIX).partition("-")[0]
    return (
        int(number) if name.startswith(PREFIX) and number.isascii() and number.isdigit() else None
    )


def _empty(folder: Path) -> None:
    for inside in folder.iterdir():
        if inside.is_dir() and not inside.is_symlink():
            _remove(inside)
        else:
            inside.unlink(missing_ok=True)


def _forget(folder: Path, owner: int) -> None:
    if os.getpid() == owner:
        _remove(folder)


def _remove(folder: Path) -> None:
    import shutil  # slow to load, and rarely needed: the window waits for what stands above

    shutil.rmtree(folder, ignore_errors=True)
