"""A reader of vaults written from FORMAT.md alone: it shares no line with the program.

Only `json`, `hashlib`, `hmac`, plain `sqlite3` and the primitives of `cryptography`.
"""

import hashlib
import hmac
import json
import sqlite3
import unicodedata
from base64 import b64decode, b64encode
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PAGE, RESERVE = 4096, 80


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode("ascii")


def sub_key(master, header, purpose):
    info = f"armoire-vault/1/{purpose}/{header['mk_epoch']}".encode()
    return HKDF(SHA256(), 32, salt=b64decode(header["vault_id"]), info=info).derive(master)


def master_key(header, passphrase, kind="passphrase"):
    slot = next(slot for slot in header["slots"] if slot["kind"] == kind)
    wrap = slot.pop("wrap")
    cost = slot["kdf"]
    key = Argon2id(
        salt=b64decode(cost["salt"]),
        length=32,
        iterations=cost["t"],
        lanes=cost["p"],
        memory_cost=cost["m_kib"],
    ).derive(unicodedata.normalize("NFKC", passphrase).encode())
    bound = {name: header[name] for name in ("format", "version", "vault_id", "suite", "mk_epoch")}
    slot_bytes = canonical({**bound, "slot": slot})
    slot["wrap"] = wrap
    return AESGCM(key).decrypt(b64decode(wrap["nonce"]), b64decode(wrap["ct"]), slot_bytes)


def pages(data, key, salt):
    """Every page in clear, its seal verified first."""
    seal_salt = bytes(byte ^ 0x3A for byte in salt)
    seal_key = hashlib.pbkdf2_hmac("sha512", key, seal_salt, 2, 32)
    for number in range(1, len(data) // PAGE + 1):
        page = data[(number - 1) * PAGE : number * PAGE]
        start = 16 if number == 1 else 0
        body, iv = page[start : PAGE - RESERVE], page[PAGE - RESERVE : PAGE - RESERVE + 16]
        seal = hmac.digest(seal_key, body + iv + number.to_bytes(4, "little"), "sha512")
        assert hmac.compare_digest(seal, page[PAGE - 64 :])
        clear = Cipher(AES(key), CBC(iv)).decryptor().update(body)
        yield (b"SQLite format 3\x00" if number == 1 else b"") + clear + bytes(RESERVE)


def read_vault(folder: Path, passphrase: str):
    """The header, the records as a plain database in memory, and the journal key."""
    header = json.loads((folder / "vault.json").read_text("ascii"))
    mac, digest = header.pop("mac"), header.pop("sum")
    assert b64encode(hashlib.sha256(canonical(header)).digest()).decode() == digest
    master = master_key(header, passphrase)
    sealed = canonical({**header, "sum": digest})
    seal = hmac.digest(sub_key(master, header, "hdr"), sealed, "sha256")
    assert b64encode(seal).decode() == mac
    salt = bytes.fromhex(header["db"]["salt"])
    data = (folder / header["db"]["file"]).read_bytes()
    clear = bytearray(b"".join(pages(data, sub_key(master, header, "db"), salt)))
    clear[18:20] = b"\x01\x01"  # no write-ahead log in memory
    connection = sqlite3.connect(":memory:")
    connection.deserialize(bytes(clear))
    return header, connection, sub_key(master, header, "audit")


def journal_holds(connection, key):
    """Tell whether every entry follows from the one before."""
    names = ("seq", "at", "app_version", "event", "object_kind", "object_id", "fields")
    previous = bytes(32)
    for row in connection.execute(f"SELECT {', '.join(names)}, prev, hash FROM journal"):
        entry = {**dict(zip(names, row, strict=False)), "content_hash": None}
        expected = hmac.digest(key, canonical(entry) + previous, "sha256")
        if row[-2:] != (previous, expected):
            return False
        previous = row[-1]
    return True
