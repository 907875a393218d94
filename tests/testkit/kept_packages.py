"""Packages kept for ever, small: the pages in clear and compressed, sealed again byte for byte.

Encrypted pages do not compress, and most pages of a package are empty. What is kept is the whole
file with its pages as they are in clear, each with the random start of its encryption; sealing
them again by FORMAT.md §6 gives the file back, as the SHA-256 in FORMAT.md §13 proves.
"""

import hashlib
import hmac
import lzma
import struct
from base64 import b64decode

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from testkit.second_opening import read_manifest
from testkit.second_reader import PAGE, RESERVE, pages

LENGTHS = struct.Struct(">QQ")
CLEAR, IV = PAGE - RESERVE, 16
BEGINS, ENDS = b'{\n "format"', b"}\n"


def small(package, secret):
    """What is kept of a package, with the private keys of whom it is for."""
    said, key = _manifest(package[:65_536], secret)
    size = said["database"]["size"]
    start = package.index(b64decode(said["database"]["salt"]))
    data = package[start : start + size]
    starts = (data[at + CLEAR : at + CLEAR + IV] for at in range(0, size, PAGE))
    clear = pages(data, key, data[:16])
    kept = b"".join(page[:CLEAR] + iv for page, iv in zip(clear, starts, strict=True))
    return lzma.compress(
        LENGTHS.pack(start, len(kept)) + package[:start] + kept + package[start + size :]
    )


def whole(kept, secret):
    """The package again, as it was sealed."""
    content = lzma.decompress(kept)
    start, length = LENGTHS.unpack_from(content)
    head, rest = content[LENGTHS.size :][:start], content[LENGTHS.size + start :]
    said, key = _manifest(head, secret)
    salt = b64decode(said["database"]["salt"])
    return head + b"".join(_sealed(rest[:length], key, salt)) + rest[length:]


def _manifest(head, secret):
    begin, end = head.index(BEGINS), head.index(ENDS) + len(ENDS)
    return read_manifest(head[begin:end], secret)


def _sealed(kept, key, salt):
    """Every page, encrypted and sealed."""
    seal_key = hashlib.pbkdf2_hmac("sha512", key, bytes(byte ^ 0x3A for byte in salt), 2, 32)
    for number, at in enumerate(range(0, len(kept), CLEAR + IV), 1):
        clear, iv = kept[at : at + CLEAR], kept[at + CLEAR : at + CLEAR + IV]
        start = salt if number == 1 else b""
        body = Cipher(AES(key), CBC(iv)).encryptor().update(clear[len(start) :]) + iv
        seal = hmac.digest(seal_key, body + number.to_bytes(4, "little"), "sha512")
        yield start + body + seal
