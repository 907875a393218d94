"""A ZIP of a few stored members, the last one large, whose every framing byte is known beforehand.

Any unzip program opens it. It is read strictly: the frame is built again from the sizes and
checksums and compared, so that nothing of it can be changed, hidden or made to swell.
"""

from __future__ import annotations

import hashlib
import os
import struct
import zlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

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

    @property
    def end(self) -> int:
        """Where its bytes end."""
        return self.start + self.size


@dataclass(frozen=True, slots=True)
class Layout:
    """Which members a kind of file has, in their order; `refused` makes what is raised of a reason.

    The reasons: `empty`, `cut`, `frame` and `sums`.
    """

    small: tuple[str, ...]
    large: str
    refused: Callable[[str], Exception]

    @property
    def names(self) -> tuple[str, ...]:
        """Every member, the large one last."""
        return (*self.small, self.large)

    @property
    def tail_size(self) -> int:
        """How many bytes follow the members."""
        central = sum(_CENTRAL.size + len(name) + _CENTRAL_EXTRA.size for name in self.names)
        return central + _END_64.size + _LOCATOR.size + _END.size

    def write(
        self,
        target: Path,
        small: dict[str, bytes],
        large: Path,
        sums: Sums,
        told: Callable[[int], None],
    ) -> Sums:
        """Write a file durably; return the sums of the large member as it was written."""
        known = {name: sums_of_bytes(data) for name, data in small.items()} | {self.large: sums}
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(target, flags, 0o600), "wb") as stream:
            members: dict[str, Member] = {}
            written = sums
            for name in self.names:
                one = known[name]
                stream.write(_local(name, one.size, one.crc))
                members[name] = Member(stream.tell(), one.size, one.crc)
                if name == self.large:
                    with large.open("rb") as source:
                        written = _copied(source, stream, one.size, told)
                else:
                    stream.write(small[name])
            stream.write(_tail(members))
            stream.flush()
            os.fsync(stream.fileno())
        return written

    def read(self, path: Path) -> Container:
        """Find the members; refuses a file of whose frame a byte is not as it would be written."""
        with path.open("rb") as stream:
            whole, tail_size = os.fstat(stream.fileno()).st_size, self.tail_size
            if whole <= tail_size:
                raise self.refused("empty" if whole == 0 else "cut")
            stream.seek(whole - tail_size)
            tail = stream.read(tail_size)
            members = _members(tail, self.names)
            if tail != _tail(members) or members[self.large].end != whole - tail_size:
                raise self.refused("frame")
            for name, member in members.items():
                local = _local(name, member.size, member.crc)
                stream.seek(member.start - len(local))
                if stream.read(len(local)) != local:
                    raise self.refused("frame")
        if any(members[name].size > LARGEST_SMALL for name in self.small):
            raise self.refused("frame")
        return Container(path, members, self)


@dataclass(frozen=True, slots=True)
class Container:
    """A file whose frame was found right; its members are still to be compared."""

    path: Path
    members: dict[str, Member]
    layout: Layout

    @property
    def size(self) -> int:
        """The size of the whole file."""
        return self.members[self.layout.large].end + self.layout.tail_size

    def small(self, name: str) -> bytes:
        """Read a small member."""
        member = self.members[name]
        with self.path.open("rb") as stream:
            stream.seek(member.start)
            data = stream.read(member.size)
        if len(data) != member.size or zlib.crc32(data) != member.crc:
            raise self.layout.refused("sums")
        return data

    def copy_large(self, target: IO[bytes] | None, told: Callable[[int], None]) -> Sums:
        """Read the whole large member, into a file if one is given; return its sums."""
        member = self.members[self.layout.large]
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


def forget_cached(path: Path) -> None:
    """Ask the system to read a file from its medium next time, where it can be asked."""
    if not hasattr(os, "posix_fadvise"):
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(handle)


def _members(tail: bytes, names: tuple[str, ...]) -> dict[str, Member]:
    """Read sizes and checksums where they must stand; starts follow from the sizes."""
    members: dict[str, Member] = {}
    place = start = 0
    for name in names:
        crc = int.from_bytes(tail[place + 16 : place + 20], "little")
        place += _CENTRAL.size + len(name)
        (_, _, size, _, _) = _CENTRAL_EXTRA.unpack_from(tail, place)
        place += _CENTRAL_EXTRA.size
        start += _LOCAL.size + len(name) + _LOCAL_EXTRA.size
        members[name] = Member(start, size, crc)
        start += size
    return members


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
    if any(member.end >= 1 << 63 for member in members.values()):
        return b""
    start = max(member.end for member in members.values())
    central = b"".join(_central(name, member) for name, member in members.items())
    count = len(members)
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
