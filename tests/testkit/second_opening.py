"""A reader of packages written from FORMAT.md alone: it shares no line with the program."""

import hashlib
import hmac
import json
import sqlite3
import zipfile
from base64 import b64decode

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from testkit.second_reader import canonical, pages

SUITE = b"HPKE\x64\x7a\x00\x01\x00\x02"
X_WING = b"\\.//^\\"


def read_package(path, secret):
    """The manifest and the records, with the private keys of whom it is for."""
    with zipfile.ZipFile(path) as archive:
        manifest, data = (archive.read(name) for name in ("manifest.json", "data.db"))
    said, key = read_manifest(manifest, secret)
    assert hashlib.sha256(data).digest() == b64decode(said["database"]["sha256"])
    connection = sqlite3.connect(":memory:")
    salt = b64decode(said["database"]["salt"])
    connection.deserialize(b"".join(pages(data, key, salt)))
    return said, connection


def read_manifest(manifest, secret):
    """What it says, and the key of the database."""
    said = json.loads(manifest)
    signature = b64decode(said.pop("signature"))
    raw = b64decode(said["from"])
    signed = b"armoire-handover/1/signature\x00" + canonical(said)
    Ed25519PublicKey.from_public_bytes(raw[1216:]).verify(signature, signed)
    sealed = b64decode(said.pop("sealed"))
    opened = hpke(sealed, secret, b"armoire-handover/1/seal\x00" + canonical(said))
    return said, HKDF(SHA256(), 32, salt=None, info=b"armoire-handover/1/db").derive(opened)


def hpke(sealed, secret, info):
    """RFC 9180, base mode, with X-Wing."""
    ours = X25519PrivateKey.from_private_bytes(secret[64:96])
    lattice, curve, ciphertext = sealed[:1088], sealed[1088:1120], sealed[1120:]
    shared = MLKEM768PrivateKey.from_seed_bytes(secret[:64]).decapsulate(lattice)
    shared += ours.exchange(X25519PublicKey.from_public_bytes(curve))
    shared += curve + ours.public_key().public_bytes_raw() + X_WING
    context = b"\x00" + _extract(b"", b"psk_id_hash", b"") + _extract(b"", b"info_hash", info)
    drawn = _extract(hashlib.sha3_256(shared).digest(), b"secret", b"")
    key, nonce = _expand(drawn, b"key", context, 32), _expand(drawn, b"base_nonce", context, 12)
    return AESGCM(key).decrypt(nonce, ciphertext, b"")


def _extract(salt, label, data):
    return hmac.digest(salt or bytes(32), b"HPKE-v1" + SUITE + label + data, "sha256")


def _expand(key, label, info, length):
    told = length.to_bytes(2, "big") + b"HPKE-v1" + SUITE + label + info
    return hmac.digest(key, told + b"\x01", "sha256")[:length]
