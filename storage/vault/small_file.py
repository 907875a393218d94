"""Writes a small file so that a power cut leaves the old one or the new one, never a part."""

from __future__ import annotations

import os
import secrets
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

UNWRITTEN = ".tmp"
"""How a file ends until it takes the place of the one it replaces."""
_PRIVATE = 0o600
_TRIES, _PAUSE = 10, 0.05  # an antivirus may hold the file for a moment


def write_small_file(target: Path, data: bytes, check: Callable[[bytes], object]) -> None:
    """Replace `target` by `data`, once the written copy was read back and `check` took it."""
    temporary = target.with_name(f"{target.name}.{secrets.token_hex(6)}{UNWRITTEN}")
    try:
        write_new_file(temporary, data)
        check(temporary.read_bytes())
        _replace(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def write_new_file(path: Path, data: bytes | bytearray) -> None:
    """Write a private file that must not exist yet, and wait for the medium to have it."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, _PRIVATE), "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def sync_file(path: Path) -> None:
    """Wait until the medium has the content of a file."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _replace(source: Path, target: Path) -> None:
    tries = _TRIES if sys.platform == "win32" else 1
    for left in reversed(range(tries)):
        try:
            source.replace(target)
        except PermissionError:
            if not left:
                raise
            time.sleep(_PAUSE)
        else:
            return


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable; Windows has no such call and needs none."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
