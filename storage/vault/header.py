"""The header of a vault, `vault.json`: its values, how they are written, summed and sealed."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from app.ports.vault import HeaderTampered
from storage.canonical import canonical, to_base64

if TYPE_CHECKING:
    from datetime import date, datetime

    from storage.vault.keys import SecretKey
    from storage.vault.slots import Slot

FORMAT = "armoire-vault"
VERSION = 1
PAGE_SIZE = 4096
APPLICATION_ID = 0x41524D4F  # "ARMO"
SUITE = {
    "kdf": "argon2id-v19",
    "wrap": "A256GCM",
    "hkdf": "HKDF-SHA256",
    "seal": "HMAC-SHA256",
    "db": "sqlcipher-4",
}
TEXT_NORM = "NFKC"
INSTANT = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True)
class DatabaseFile:
    """Which file holds the records, and its public salt."""

    name: str
    salt: bytes

    @classmethod
    def numbered(cls, number: int, salt: bytes) -> DatabaseFile:
        """The data file of that number."""
        return cls(f"data-{number:06}.db", salt)

    @property
    def number(self) -> int:
        """Its number: one more at each rotation or restoration."""
        return int(self.name.removeprefix("data-").removesuffix(".db"))


@dataclass(frozen=True, slots=True)
class Seen:
    """What the last session left: sealed here, compared with the database at the next opening.

    `at` is the moment of the last clean lock; `clean` is false during a session or after a crash.
    """

    commit_seq: int
    audit_len: int
    audit_head: bytes
    clean: bool
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Header:
    """All that is public about a vault, sealed by a key that only its owner can derive."""

    vault_id: bytes
    created: date
    generation: int
    mk_epoch: int
    database: DatabaseFile
    slots: tuple[Slot, ...]
    seen: Seen

    @property
    def label(self) -> str:
        """Six hexadecimal digits that tell this vault from another, on a sheet or a backup."""
        return self.vault_id.hex()[:6]

    def slot_context(self) -> dict[str, object]:
        """What every slot of this vault is bound to."""
        return {
            "format": FORMAT,
            "version": VERSION,
            "vault_id": to_base64(self.vault_id),
            "suite": SUITE,
            "mk_epoch": self.mk_epoch,
        }

    def described(self) -> dict[str, object]:
        """The header as JSON values, without sum and seal."""
        return {
            **self.slot_context(),
            "min_reader": VERSION,
            "created": self.created.isoformat(),
            "generation": self.generation,
            "db": {
                "file": self.database.name,
                "salt": self.database.salt.hex(),
                "page_size": PAGE_SIZE,
                "app_id": APPLICATION_ID,
            },
            "pw_norm": TEXT_NORM,
            "slots": [slot.written() for slot in self.slots],
            "seen": _written(self.seen),
        }


@dataclass(frozen=True, slots=True)
class SealedHeader:
    """A header with the seal found or made for it."""

    header: Header
    seal: bytes

    def verify(self, key: SecretKey) -> None:
        """Refuse a header that the holder of the key did not write."""
        if not hmac.compare_digest(seal_of(self.header, key), self.seal):
            raise HeaderTampered(reason="seal")

    def to_bytes(self) -> bytes:
        """Write the file."""
        values = _summed(self.header)
        text = json.dumps({**values, "mac": to_base64(self.seal)}, indent=1, ensure_ascii=True)
        return text.encode("ascii") + b"\n"


def seal(header: Header, key: SecretKey) -> SealedHeader:
    """Seal a header with the header key."""
    return SealedHeader(header, seal_of(header, key))


def seal_of(header: Header, key: SecretKey) -> bytes:
    """HMAC-SHA256 over the canonical header with its sum."""
    return hmac.digest(key.raw, canonical(_summed(header)), "sha256")


def sum_of(described: dict[str, object]) -> bytes:
    """SHA-256 over the canonical header without sum and seal: tells damage from a wrong phrase."""
    return hashlib.sha256(canonical(described)).digest()


def _summed(header: Header) -> dict[str, object]:
    described = header.described()
    return {**described, "sum": to_base64(sum_of(described))}


def _written(seen: Seen) -> dict[str, object]:
    return {
        "commit_seq": seen.commit_seq,
        "audit_len": seen.audit_len,
        "audit_head": to_base64(seen.audit_head),
        "clean": seen.clean,
        "at": None if seen.at is None else seen.at.astimezone(UTC).strftime(INSTANT),
    }
