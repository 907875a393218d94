"""What a package says in clear, signed: random numbers, public keys, sums. Nothing about anybody.

The secret of the database is sealed for one card; its seal holds these very facts and no others.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.ports.handovers import PackageRefused
from storage.canonical import canonical, from_base64, to_base64
from storage.framed_zip import LARGEST_SMALL, Layout
from storage.handovers.cards import RAW_LENGTH, PublicKeys, public_keys
from storage.strict_json import (
    Malformed,
    Values,
    as_number,
    as_object,
    as_text,
    json_object,
    matching,
)
from storage.vault.keys import KEY_LENGTH, SecretKey

if TYPE_CHECKING:
    from pathlib import Path

    from storage.handovers.keys import OwnKeys

FORMAT, VERSION = "armoire-handover", 1
MANIFEST, DATABASE = "manifest.json", "data.db"
SALT_LENGTH = 16
LARGEST_DATABASE = 4 << 30
"""In bytes: a package of forty files with fifty large documents each; more is not looked at."""
SIGNATURE_LENGTH = 64
SEALED_LENGTH = 1_168
_CONTEXT = b"armoire-handover/1/"
_NAME = re.compile(r"[0-9a-f]{32}", re.ASCII)
_START = b"PK\x03\x04"
_NAME_AT = 30


def _damaged(reason: str) -> PackageRefused:
    return PackageRefused("damaged", part=reason)


LAYOUT = Layout((MANIFEST,), DATABASE, _damaged)


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is bound together: whom from, for whom, and the encrypted database."""

    package: str
    sender: PublicKeys
    recipient: bytes
    salt: bytes
    size: int
    sha256: bytes

    def described(self) -> Values:
        """As JSON values, in the order in which they are written."""
        return {
            "format": FORMAT,
            "version": VERSION,
            "package": self.package,
            "from": to_base64(self.sender.raw),
            "to": to_base64(self.recipient),
            "database": {
                "salt": to_base64(self.salt),
                "size": self.size,
                "sha256": to_base64(self.sha256),
            },
        }

    def bound(self) -> bytes:
        """What the seal of the secret holds."""
        return _CONTEXT + b"seal\x00" + canonical(self.described())


@dataclass(frozen=True, slots=True)
class Manifest:
    """The facts, the sealed secret, and the signature over both."""

    facts: Facts
    sealed: bytes
    signature: bytes

    @classmethod
    def made(cls, facts: Facts, secret: SecretKey, to: PublicKeys, by: OwnKeys) -> Manifest:
        """Seal the secret for a card, and sign."""
        sealed = to.seal(secret.raw, facts.bound())
        return cls(facts, sealed, by.sign(_signed(facts, sealed)))

    def require_signature(self) -> None:
        """Refuse what the holder of its card did not sign."""
        if not self.facts.sender.signed(self.signature, _signed(self.facts, self.sealed)):
            raise PackageRefused("damaged", part="signature")

    def to_bytes(self) -> bytes:
        """Write the member."""
        values = {
            **self.facts.described(),
            "sealed": to_base64(self.sealed),
            "signature": to_base64(self.signature),
        }
        return json.dumps(values, indent=1, ensure_ascii=True).encode("ascii") + b"\n"


def parse(data: bytes) -> Manifest:
    """Read a manifest; PackageRefused when it is not one that this program would write."""
    try:
        values = json_object(data, LARGEST_SMALL)
        if values["format"] != FORMAT:
            raise PackageRefused("not_a_package")
        if (found := as_number(values["version"])) > VERSION:
            raise PackageRefused("too_new", found=found, supported=VERSION)
        manifest = _manifest(values)
    except (ValueError, KeyError, RecursionError) as error:
        raise PackageRefused("damaged", part="manifest") from error
    if manifest.to_bytes() != data:
        raise PackageRefused("damaged", part="manifest")
    return manifest


def require_package(path: Path) -> None:
    """Tell a file that never was a package from one that is damaged."""
    with path.open("rb") as stream:
        start = stream.read(_NAME_AT + len(MANIFEST))
    if not start.startswith(_START) or start[_NAME_AT:] != MANIFEST.encode("ascii"):
        raise PackageRefused("not_a_package")


def database_key(secret: SecretKey) -> SecretKey:
    """The key of the database of a package."""
    return _derived(secret, b"db")


def receipt_of(secret: SecretKey) -> bytes:
    """What only who opened the package knows: the code read out is made from it."""
    with _derived(secret, b"receipt") as key:
        return bytes(key.raw)


def _manifest(values: Values) -> Manifest:
    database = as_object(values["database"])
    size = as_number(database["size"])
    if size > LARGEST_DATABASE:
        raise Malformed("size")
    facts = Facts(
        package=matching(_NAME, values["package"]),
        sender=public_keys(from_base64(as_text(values["from"]), RAW_LENGTH)),
        recipient=from_base64(as_text(values["to"]), hashlib.sha256().digest_size),
        salt=from_base64(as_text(database["salt"]), SALT_LENGTH),
        size=size,
        sha256=from_base64(as_text(database["sha256"]), hashlib.sha256().digest_size),
    )
    sealed = from_base64(as_text(values["sealed"]), SEALED_LENGTH)
    return Manifest(facts, sealed, from_base64(as_text(values["signature"]), SIGNATURE_LENGTH))


def _signed(facts: Facts, sealed: bytes) -> bytes:
    values = {**facts.described(), "sealed": to_base64(sealed)}
    return _CONTEXT + b"signature\x00" + canonical(values)


def _derived(secret: SecretKey, purpose: bytes) -> SecretKey:
    key = SecretKey()
    HKDF(SHA256(), KEY_LENGTH, salt=None, info=_CONTEXT + purpose).derive_into(secret.raw, key.raw)
    return key
