"""Key slots: each wraps the master key under one secret, bound to its vault by associated data.

A kind is data: a recovery code or a key file adds a slot of its kind, the wrap stays the same.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.canonical import canonical, to_base64
from storage.vault import kdf
from storage.vault.keys import KEY_LENGTH, SecretKey

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from app.ports.vault import KdfCost

PASSPHRASE = "passphrase"
RECOVERY = "recovery"
PASSPHRASE_AND_KEYFILE = "passphrase+keyfile"
KINDS = frozenset({PASSPHRASE, RECOVERY, PASSPHRASE_AND_KEYFILE})

ID_LENGTH, NONCE_LENGTH, WRAPPED_LENGTH = 9, 12, KEY_LENGTH + 16


@dataclass(frozen=True, slots=True)
class Slot:
    """One wrapped copy of the master key."""

    id: bytes
    kind: str
    created: date
    epoch: int
    cost: KdfCost
    salt: bytes
    nonce: bytes
    wrapped: bytes

    @property
    def short_id(self) -> str:
        """Six hexadecimal digits that tell this slot from another, on paper."""
        return self.id.hex()[:6]

    def described(self) -> dict[str, object]:
        """The slot as JSON values, without its wrap: what the associated data binds."""
        return {
            "id": to_base64(self.id),
            "kind": self.kind,
            "created": self.created.isoformat(),
            "epoch": self.epoch,
            "kdf": {
                "alg": "argon2id",
                "v": 19,
                "m_kib": self.cost.memory_kib,
                "t": self.cost.passes,
                "p": self.cost.lanes,
                "salt": to_base64(self.salt),
            },
        }

    def written(self) -> dict[str, object]:
        """The whole slot as JSON values."""
        wrap = {"nonce": to_base64(self.nonce), "ct": to_base64(self.wrapped)}
        return {**self.described(), "wrap": wrap}


@dataclass(frozen=True, slots=True)
class Wrapping:
    """What a new slot is made of, besides the secret: kind, day, epoch and cost."""

    kind: str
    created: date
    epoch: int
    cost: KdfCost


def wrap(
    master: SecretKey,
    secret: bytearray,
    wrapping: Wrapping,
    context: Mapping[str, object],
    rules: kdf.KdfRules,
) -> Slot:
    """Wrap the master key under a secret, with a fresh salt: one key, one message."""
    bare = Slot(
        id=os.urandom(ID_LENGTH),
        kind=wrapping.kind,
        created=wrapping.created,
        epoch=wrapping.epoch,
        cost=wrapping.cost,
        salt=os.urandom(kdf.SALT_LENGTH),
        nonce=os.urandom(NONCE_LENGTH),
        wrapped=b"",
    )
    with kdf.derive(secret, bare.salt, bare.cost, rules) as key:
        wrapped = AESGCM(key.raw).encrypt(bare.nonce, master.raw, bound(bare, context))
    return replace(bare, wrapped=wrapped)


def unwrap(
    slot: Slot, secret: bytearray, context: Mapping[str, object], rules: kdf.KdfRules
) -> SecretKey | None:
    """Return the master key, or None when the secret is not the one of this slot."""
    master = SecretKey()
    with kdf.derive(secret, slot.salt, slot.cost, rules) as key:
        try:
            AESGCM(key.raw).decrypt_into(slot.nonce, slot.wrapped, bound(slot, context), master.raw)
        except InvalidTag:
            return None
    return master


def bound(slot: Slot, context: Mapping[str, object]) -> bytes:
    """The associated data of a slot: its vault and all of it but the wrap (FORMAT.md §5)."""
    return canonical({**context, "slot": slot.described()})
