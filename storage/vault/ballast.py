"""The ballast: room kept aside so that a full disk lets the last draft and the lock through.

Its bytes are known (FORMAT.md §10), so that a flipped bit in it tells of a failing medium.
"""

from __future__ import annotations

import hashlib
import shutil
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.ports.vault import VaultError
from storage.faults import translated
from storage.vault.small_file import write_small_file

if TYPE_CHECKING:
    from pathlib import Path

SIZE = 8 * 1024 * 1024
_TIGHT = 2 * 1024 * 1024
"""Below this much room, the ballast is given up for what must not wait."""
_PLENTY = 8
"""The ballast comes back when there is room for so many of it."""


class BallastUnfit(ValueError):
    """The ballast as read back is not what was written."""


@dataclass(frozen=True, slots=True)
class Ballast:
    """The ballast of one vault; of size 0, there is none."""

    path: Path
    vault_id: bytes
    size: int = SIZE

    def free(self) -> None:
        """Give the room up when the disk is nearly full."""
        with suppress(OSError):
            if self.size and shutil.disk_usage(self.path.parent).free < _TIGHT:
                self.path.unlink(missing_ok=True)

    def restore(self) -> None:
        """Make the ballast if it is missing and there is plenty of room."""
        with suppress(VaultError, BallastUnfit), translated():
            if not self.size or self.path.exists():
                return
            if shutil.disk_usage(self.path.parent).free > self.size * _PLENTY:
                write_small_file(self.path, content(self.vault_id, self.size), self._check)

    def sound(self) -> bool:
        """Tell whether every byte of it is as written; a size that is not ours is not."""
        with self.path.open("rb") as stream:
            found = stream.read(self.size + 1)
        return found == content(self.vault_id, self.size)

    def _check(self, found: bytes) -> None:
        if found != content(self.vault_id, self.size):
            raise BallastUnfit


def content(vault_id: bytes, size: int = SIZE) -> bytes:
    """The bytes of the ballast of a vault: SHAKE-256 of its name and id."""
    return hashlib.shake_256(b"armoire-ballast/1" + vault_id).digest(size)
