"""Her own keys for handovers: made once, kept in the vault, the private part never leaves it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey

from app.ports.handovers import PackageRefused
from storage.days import written
from storage.handovers.cards import CURVE_LENGTH, SUITE, PublicKeys
from storage.vault.keys import KEY_LENGTH, SecretKey

if TYPE_CHECKING:
    from datetime import date

    from storage.driver import Connection

_SEED_LENGTH = 64


@dataclass(frozen=True, slots=True, repr=False)
class OwnKeys:
    """The private keys: of ML-KEM-768, of X25519, of Ed25519."""

    lattice: MLKEM768PrivateKey
    curve: X25519PrivateKey
    signing: Ed25519PrivateKey

    @classmethod
    def made(cls) -> Self:
        """Draw new keys."""
        return cls(
            MLKEM768PrivateKey.generate(),
            X25519PrivateKey.generate(),
            Ed25519PrivateKey.generate(),
        )

    @classmethod
    def read(cls, secret: bytes) -> Self:
        """The keys as the vault holds them."""
        curve, signing = secret[_SEED_LENGTH:-CURVE_LENGTH], secret[-CURVE_LENGTH:]
        return cls(
            MLKEM768PrivateKey.from_seed_bytes(secret[:_SEED_LENGTH]),
            X25519PrivateKey.from_private_bytes(curve),
            Ed25519PrivateKey.from_private_bytes(signing),
        )

    def secret(self) -> bytes:
        """What the vault keeps."""
        return (
            self.lattice.private_bytes_raw()
            + self.curve.private_bytes_raw()
            + self.signing.private_bytes_raw()
        )

    @property
    def public(self) -> PublicKeys:
        """The public part."""
        return PublicKeys(
            self.lattice.public_key().public_bytes_raw()
            + self.curve.public_key().public_bytes_raw()
            + self.signing.public_key().public_bytes_raw()
        )

    def sign(self, data: bytes) -> bytes:
        """Sign what leaves."""
        return self.signing.sign(data)

    def unseal(self, sealed: bytes, bound: bytes) -> SecretKey:
        """Open a secret sealed for these keys with these facts; PackageRefused("damaged")."""
        private = MLKEM768X25519PrivateKey(self.lattice, self.curve)
        try:
            secret = SUITE.decrypt(sealed, private, bound)
        except InvalidTag as error:
            raise PackageRefused("damaged", part="seal") from error
        if len(secret) != KEY_LENGTH:
            raise PackageRefused("damaged", part="seal")
        key = SecretKey()
        key.raw[:] = secret
        return key


def own_keys(connection: Connection) -> OwnKeys | None:
    """Her keys; None until they are made."""
    row = connection.execute("SELECT secret FROM handover_key").fetchone()
    return None if row is None else OwnKeys.read(bytes(row[0]))


def make_keys(connection: Connection, on: date) -> OwnKeys:
    """Make and keep her keys; what is there already stays."""
    known = own_keys(connection)
    if known is not None:
        return known
    keys = OwnKeys.made()
    connection.execute(
        "INSERT INTO handover_key (only, made_on, secret) VALUES (1, ?, ?)",
        (written(on), keys.secret()),
    )
    return keys
