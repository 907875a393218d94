"""One program at a time on a vault: a lock that the system drops when the program dies."""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING, Self

from app.ports.vault import AlreadyOpen

if TYPE_CHECKING:
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _try_lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


_HELD_ELSEWHERE = frozenset({errno.EAGAIN, errno.EACCES, errno.EDEADLK})


class VaultLock:
    """The lock held on `vault.lock`, whose content means nothing."""

    def __init__(self, handle: int | None, *, can_write: bool) -> None:
        self._handle = handle
        self.can_write = can_write

    @classmethod
    def take(cls, path: Path) -> Self:
        """Take the lock at once, or raise AlreadyOpen; OSError when the file cannot be made.

        On a medium that takes no writes an existing file is locked as it is, else nothing is.
        """
        can_write = os.access(path.parent, os.W_OK)
        handle = _opened(path, can_write=can_write)
        if handle is None:
            return cls(None, can_write=False)
        try:
            _try_lock(handle)
        except OSError as error:
            os.close(handle)
            if error.errno in _HELD_ELSEWHERE:
                raise AlreadyOpen from error
            raise
        return cls(handle, can_write=can_write)

    def release(self) -> None:
        """Let another program in."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def _opened(path: Path, *, can_write: bool) -> int | None:
    if can_write:
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        return os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return None
