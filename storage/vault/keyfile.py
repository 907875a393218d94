"""A key file: 32 random bytes on a removable medium, asked for beside the phrase (FORMAT.md §5)."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
from base64 import b64encode
from typing import TYPE_CHECKING

from app.ports.keys import KeyFileUnfit
from storage.canonical import from_base64
from storage.faults import translated
from storage.vault.keys import KEY_LENGTH, wipe
from storage.vault.small_file import sync_folder, write_new_file

if TYPE_CHECKING:
    from pathlib import Path

MAGIC = b"armoire-key-1"
LARGEST = 256
_SUM_LENGTH = 8
_LINE = re.compile(MAGIC + rb" ([0-9a-f]{6}) ([A-Za-z0-9+/]{43}=) ([0-9a-f]{8})\r?\n?", re.ASCII)


def write_key_file(path: Path, label: str) -> None:
    """Make a new one, never over a file that is there, and read it back from its medium."""
    secret = bytearray(os.urandom(KEY_LENGTH))
    line = bytearray(MAGIC + b" " + label.encode("ascii") + b" " + b64encode(secret))
    line += b" " + _sum_of(line) + b"\n"
    try:
        with translated():
            _write(path, line)
        read_back = read_key_file(path, label)
        same = hmac.compare_digest(read_back, secret)
        wipe(read_back)
        if not same:
            raise KeyFileUnfit(reason="not_kept")
    finally:
        wipe(secret)
        wipe(line)


def read_key_file(path: Path, label: str) -> bytearray:
    """Return its 32 bytes, which the caller wipes; KeyFileUnfit tells what is wrong.

    The reasons: missing, unreadable, not_a_key_file, damaged, other_vault.
    """
    content = _content(path)
    try:
        if not content.startswith(MAGIC):
            raise KeyFileUnfit(reason="not_a_key_file")
        found = _LINE.fullmatch(content)
        summed = content[: found.end(2)] if found else b""
        if found is None or not hmac.compare_digest(_sum_of(summed), found[3]):
            raise KeyFileUnfit(reason="damaged")
        if found[1].decode("ascii") != label:
            raise KeyFileUnfit(reason="other_vault", label=found[1].decode("ascii"))
        return bytearray(from_base64(found[2].decode("ascii"), KEY_LENGTH))
    except ValueError as error:
        raise KeyFileUnfit(reason="damaged") from error
    finally:
        wipe(content)


def _content(path: Path) -> bytearray:
    content = bytearray(LARGEST + 1)
    try:
        with path.open("rb", buffering=0) as stream:
            read = stream.readinto(content) or 0
    except FileNotFoundError as error:
        raise KeyFileUnfit(reason="missing") from error
    except OSError as error:
        raise KeyFileUnfit(reason="unreadable") from error
    del content[read:]
    return content


def _write(path: Path, line: bytearray) -> None:
    try:
        write_new_file(path, line)
    except FileExistsError as error:
        raise KeyFileUnfit(reason="exists") from error
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def _sum_of(line: bytes | bytearray) -> bytes:
    return hashlib.sha256(line).hexdigest()[:_SUM_LENGTH].encode("ascii")
