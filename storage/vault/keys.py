"""Keys in memory: never shown, never pickled, wiped after use; sub-keys by HKDF.

Wiping is best effort in Python (a library may keep a copy): locking replaces the whole process.
"""

from __future__ import annotations

import os
from enum import StrEnum
from typing import TYPE_CHECKING, NoReturn

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

if TYPE_CHECKING:
    from types import TracebackType

KEY_LENGTH = 32


def wipe(buffer: bytearray) -> None:
    """Overwrite a buffer with zeros, in place."""
    buffer[:] = bytes(len(buffer))


class SecretKey:
    """32 secret bytes, wiped when a `with` block ends or when told to."""

    __slots__ = ("raw",)

    def __init__(self) -> None:
        self.raw = bytearray(KEY_LENGTH)

    @classmethod
    def random(cls) -> SecretKey:
        """Draw a new key from the system."""
        key = cls()
        key.raw[:] = os.urandom(KEY_LENGTH)
        return key

    def wipe(self) -> None:
        """Forget the key."""
        wipe(self.raw)

    def __enter__(self) -> SecretKey:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.wipe()

    def __repr__(self) -> str:
        return "SecretKey(hidden)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a key is never stored")


class Purpose(StrEnum):
    """What a sub-key serves: one purpose, one key."""

    DATABASE = "db"
    HEADER = "hdr"
    AUDIT = "audit"
    BACKUP = "backup"
    WITNESS = "witness"


def sub_key(master: SecretKey, vault_id: bytes, purpose: Purpose, epoch: int) -> SecretKey:
    """Derive the key of one purpose from the master key (FORMAT.md §4)."""
    key = SecretKey()
    info = f"armoire-vault/1/{purpose}/{epoch}".encode("ascii")
    HKDF(SHA256(), KEY_LENGTH, salt=vault_id, info=info).derive_into(master.raw, key.raw)
    return key
