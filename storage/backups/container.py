"""The `.vbk` file: a ZIP of three stored members, whose every framing byte is known beforehand.

Any unzip program opens it. It is read strictly: the frame is built again from the three sizes and
checksums and compared, so that nothing of it can be changed, hidden or made to swell.
"""

from __future__ import annotations

import hashlib
import os
import struct
import zlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from app.ports.backups import BackupDamaged

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

HEADER, MANIFEST, DATABASE = "vault.json", "manifest.json", "data.db"
NAMES = (HEADER, MANIFEST, DATABASE)
LARGEST_SMALL = 65_536
CHUNK = 1 << 20

_VERSION, _DAY = 45, 0x21  # ZIP64; 1 January 1980
_FULL_16, _FULL_32 = 0xFFFF, 0xFFFFFFFF
_LOCAL = struct.Struct("<4sHHHHHLLLHH")
_LOCAL_EXTRA = struct.Struct("<HHQQ")
_CENTRAL = struct.Struct("<4sHHHHHHLLLHHHHHLL")
_CENTRAL_EXTRA = struct.Struct("<HHQQQ")
_END_64 = struct.Struct("<4sQHHLLQQQQ")
_LOCATOR = struct.Struct("<4sLQL")
_END = struct.Struct("<4sHHHHLLH")
_CENTRAL_SIZE = sum(_CENTRAL.size + len(name) + _CENTRAL_EXTRA.size for name in NAMES)
_TAIL_SIZE = _CENTRAL_SIZE + _END_64.size + _LOCATOR.size + _END.size


@dataclass(frozen=True, slots=True)
class Sums:
    """What is known of a member's bytes: how many, their SHA-256, and the checksum of ZIP."""

    size: int
    sha256: bytes
    crc: int


@dataclass(frozen=True, slots=True)
class Member:
    """Where a member stands in the file."""

    start: int
    size: int
    crc: int


@dataclass(frozen=True, slots=True)
class Container:
    """A `.vbk` file whose frame was found right; its members are still to be compared."""

    path: Path
    members: dict[str, Member]

    @property
    def size(self) -> int:
        """The size of the whole file."""
        return _end_of(self.members[DATABASE]) + _TAIL_SIZE

    def small(self, name: str) -> bytes:
        """Read the header or the manifest."""
        member = self.members[name]
        with self.path.open("rb") as stream:
            stream.seek(member.start)
            data = stream.read(member.size)
        if len(data) != member.size or zlib.crc32(data) != member.crc:
            raise BackupDamaged(reason="sums")
        return data

    def copy_database(self, target: IO[bytes] | None, told: Callable[[int], None]) -> Sums:
        """Read the whole database, into a file if one is given; return its sums."""
        member = self.members[DATABASE]
        with self.path.open("rb") as stream:
            stream.seek(member.start)
            return _copied(stream, target, member.size, told)


def sums_of_bytes(data: bytes) -> Sums:
    """The sums of a small member."""
    return Sums(len(data), hashlib.sha256(data).digest(), zlib.crc32(data))


def sums_of_file(path: Path, told: Callable[[int], None]) -> Sums:
    """The sums of a whole file; `told` is called with a percentage, and may raise to stop."""
    with path.open("rb") as stream:
        return _copied(stream, None, path.stat().st_size, told)


def write(
    target: Path, small: dict[str, bytes], database: Path, sums: Sums, told: Callable[[int], None]
) -> Sums:
    """Write a container durably; return the sums of the database as it was written."""
    known = {name: sums_of_bytes(data) for name, data in small.items()} | {DATABASE: sums}
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(target, flags, 0o600), "wb") as stream:
        members: dict[str, Member] = {}
        written = sums
        for name in NAMES:
            one = known[name]
            stream.write(_local(name, one.size, one.crc))
            members[name] = Member(stream.tell(), one.size, one.crc)
            if name == DATABASE:
                with database.open("rb") as source:
                    written = _copied(source, stream, one.size, told)
            else:
                stream.write(small[name])
        stream.write(_tail(members))
        stream.flush()
        os.fsync(stream.fileno())
    return written


def read(path: Path) -> Container:
    """Find the members of a container; BackupDamaged when a byte of its frame is not as written."""
    with path.open("rb") as stream:
        whole = os.fstat(stream.fileno()).st_size
        if whole <= _TAIL_SIZE:
            raise BackupDamaged(reason="empty" if whole == 0 else "cut")
        stream.seek(whole - _TAIL_SIZE)
        tail = stream.read(_TAIL_SIZE)
        members = _members(tail)
        if tail != _tail(members) or _end_of(members[DATABASE]) != whole - _TAIL_SIZE:
            raise BackupDamaged(reason="frame")
        for name, member in members.items():
            local = _local(name, member.size, member.crc)
            stream.seek(member.start - len(local))
            if stream.read(len(local)) != local:
                raise BackupDamaged(reason="frame")
    if any(members[name].size > LARGEST_SMALL for name in (HEADER, MANIFEST)):
        raise BackupDamaged(reason="frame")
    return Container(path, members)


def forget_cached(path: Path) -> None:
    """Ask the system to read a file from its medium next time, where it can be asked."""
    if not hasattr(os, "posix_fadvise"):
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(handle)


def _members(tail: bytes) -> dict[str, Member]:
    """Read sizes and checksums where they must stand; starts follow from the sizes."""
    members: dict[str, Member] = {}
    place = start = 0
    for name in NAMES:
        crc = int.from_bytes(tail[place + 16 : place + 20], "little")
        place += _CENTRAL.size + len(name)
        (_, _, size, _, _) = _CENTRAL_EXTRA.unpack_from(tail, place)
        place += _CENTRAL_EXTRA.size
        start += _LOCAL.size + len(name) + _LOCAL_EXTRA.size
        members[name] = Member(start, size, crc)
        start += size
    return members


def _end_of(member: Member) -> int:
    return member.start + member.size


def _local(name: str, size: int, crc: int) -> bytes:
    fixed = _LOCAL.pack(
        b"PK\x03\x04", _VERSION, 0, 0, 0, _DAY, crc, _FULL_32, _FULL_32, len(name),
        _LOCAL_EXTRA.size,
    )  # fmt: skip
    return fixed + name.encode("ascii") + _LOCAL_EXTRA.pack(1, 16, size, size)


def _central(name: str, member: Member) -> bytes:
    offset = member.start - _LOCAL.size - len(name) - _LOCAL_EXTRA.size
    fixed = _CENTRAL.pack(
        b"PK\x01\x02", _VERSION, _VERSION, 0, 0, 0, _DAY, member.crc, _FULL_32, _FULL_32,
        len(name), _CENTRAL_EXTRA.size, 0, 0, 0, 0, _FULL_32,
    )  # fmt: skip
    return (
        fixed + name.encode("ascii") + _CENTRAL_EXTRA.pack(1, 24, member.size, member.size, offset)
    )


def _tail(members: dict[str, Member]) -> bytes:
    """The central directory and its ends; impossible sizes give a tail that equals none."""
    if any(_end_of(member) >= 1 << 63 for member in members.values()):
        return b""
    start = _end_of(members[DATABASE])
    central = b"".join(_central(name, members[name]) for name in NAMES)
    count = len(NAMES)
    end_64 = _END_64.pack(
        b"PK\x06\x06", 44, _VERSION, _VERSION, 0, 0, count, count, len(central), start
    )
    locator = _LOCATOR.pack(b"PK\x06\x07", 0, start + len(central), 1)
    end = _END.pack(b"PK\x05\x06", 0, 0, _FULL_16, _FULL_16, _FULL_32, _FULL_32, 0)
    return central + end_64 + locator + end


def _copied(
    source: IO[bytes], target: IO[bytes] | None, size: int, told: Callable[[int], None]
) -> Sums:
    """Read so many bytes, writing them on the way if there is a target."""
    digest, crc, done = hashlib.sha256(), 0, 0
    for chunk in _chunks(source, size):
        digest.update(chunk)
        crc = zlib.crc32(chunk, crc)
        if target is not None:
            target.write(chunk)
        done += len(chunk)
        told(done * 100 // max(size, 1))
    return Sums(done, digest.digest(), crc)


def _chunks(source: IO[bytes], size: int) -> Generator[bytes]:
    left = size
    while left and (chunk := source.read(min(CHUNK, left))):
        left -= len(chunk)
        yield chunk
