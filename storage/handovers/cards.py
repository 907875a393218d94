"""The public keys of an assistant: one line of a small file, and the words read aloud for them."""

from __future__ import annotations

import hashlib
import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PublicKey,
    Suite,
)

from app.ports.handovers import Card, PackageRefused
from storage.vault.passphrase import french_words

if TYPE_CHECKING:
    from cryptography.utils import Buffer

MARK = b"armoire-card-1"
WORDS = 8
SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
LATTICE_LENGTH, CURVE_LENGTH = 1184, 32
RAW_LENGTH = LATTICE_LENGTH + 2 * CURVE_LENGTH
_LARGEST_FILE = 4_096
_LINE = re.compile(rb"armoire-card-1 ([A-Za-z0-9+/]+={0,2}) ([0-9a-f]{8})")


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """What is sealed for an assistant (ML-KEM-768 with X25519) and what her signature is read with.

    `raw`: the key of ML-KEM-768, that of X25519, that of Ed25519.
    """

    raw: bytes

    @property
    def digest(self) -> bytes:
        """What tells these keys from all others."""
        return hashlib.sha256(MARK + b"\x00" + self.raw).digest()

    def card(self) -> Card:
        """The card that hands them on, and its words."""
        body = MARK + b" " + b64encode(self.raw)
        return Card(body + b" " + _check(body) + b"\n", _words(self.digest))

    def seal(self, secret: Buffer, bound: bytes) -> bytes:
        """Seal a secret that only the holder of the private part opens, with these facts."""
        lattice = MLKEM768PublicKey.from_public_bytes(self.raw[:LATTICE_LENGTH])
        curve = X25519PublicKey.from_public_bytes(self.raw[LATTICE_LENGTH:-CURVE_LENGTH])
        return SUITE.encrypt(secret, MLKEM768X25519PublicKey(lattice, curve), bound)

    def signed(self, signature: bytes, data: bytes) -> bool:
        """Tell whether the holder of the private part signed this."""
        try:
            Ed25519PublicKey.from_public_bytes(self.raw[-CURVE_LENGTH:]).verify(signature, data)
        except InvalidSignature:
            return False
        return True


def public_keys(raw: bytes) -> PublicKeys:
    """Keys from their bytes; ValueError when something cannot be sealed for them."""
    if len(raw) != RAW_LENGTH:
        raise ValueError(len(raw))
    curve = X25519PublicKey.from_public_bytes(raw[LATTICE_LENGTH:-CURVE_LENGTH])
    X25519PrivateKey.generate().exchange(curve)
    MLKEM768PublicKey.from_public_bytes(raw[:LATTICE_LENGTH])
    Ed25519PublicKey.from_public_bytes(raw[-CURVE_LENGTH:])
    return PublicKeys(raw)


def read_card(data: bytes) -> PublicKeys:
    """The keys in the bytes of a card file; PackageRefused("not_a_card")."""
    found = _LINE.fullmatch(data.strip()) if len(data) <= _LARGEST_FILE else None
    if found is None:
        raise PackageRefused("not_a_card")
    body = MARK + b" " + found[1]
    try:
        keys = public_keys(b64decode(found[1], validate=True))
    except ValueError as error:
        raise PackageRefused("not_a_card") from error
    if found[2] != _check(body) or b64encode(keys.raw) != found[1]:
        raise PackageRefused("not_a_card")
    return keys


def _check(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest()[:8].encode("ascii")


def _words(digest: bytes) -> tuple[str, ...]:
    """Eight words of the French list: 103 of the 256 bits, too many to look for another key."""
    words, left = french_words(), int.from_bytes(digest)
    chosen: list[str] = []
    for _ in range(WORDS):
        left, rank = divmod(left, len(words))
        chosen.append(words[rank])
    return tuple(chosen)
