"""Zipped documents, measured before anything in them is read.

The list of parts is counted from the last bytes of the file, before the library that reads it
makes an object of each; a part is read only when it says that it is not too long.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    ValueError,
    LookupError,
)
"""What zipfile raises on a damaged container, found by mutating many."""
BROKEN = (*DAMAGED, RuntimeError, OSError)
"""The same for a container in memory; `RuntimeError` is zipfile's word for protected."""
MOST_PARTS = 20_000
_END = b"PK\x05\x06"
_END_BYTES = 22
_LONGEST_COMMENT = 65_535
_CHUNK = 1 << 18


class ContainerRefused(Exception):
    """A container with too many parts, or a part that is missing or too long."""


def opened(stream: IO[bytes]) -> zipfile.ZipFile:
    """Open a container of not too many parts; raises ContainerRefused or one of BROKEN."""
    if parts(stream) > MOST_PARTS:
        raise ContainerRefused
    return zipfile.ZipFile(stream)


def parts(stream: IO[bytes]) -> int:
    """How many parts the container says that it has, and at most that many will be read."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _END_BYTES - _LONGEST_COMMENT))
    tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_BYTES:
        raise ContainerRefused
    _, _, _, _, count, length = struct.unpack_from("<4sHHHHI", tail, at)
    return max(count, length // 46)


def part_pieces(archive: zipfile.ZipFile, name: str, limit: int) -> Iterator[bytes]:
    """The bytes of a part, decompressed as they are asked for, never more than `limit`."""
    try:
        part = archive.getinfo(name)
    except KeyError as error:
        raise ContainerRefused from error
    if part.file_size > limit:
        raise ContainerRefused
    with archive.open(part) as stream:
        while piece := stream.read(_CHUNK):
            yield piece


def part_bytes(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    """A whole part of at most `limit` bytes."""
    return b"".join(part_pieces(archive, name, limit))
