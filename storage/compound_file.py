"""The container of old and of encrypted workbooks (OLE compound file): its streams.

The parser trusts the sizes that it reads there: a damaged one makes it ask for all memory and die
with the program. They are therefore checked first (MS-CFB §2.2, §2.3, §2.6).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.ports.imports import SheetRefused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
_HEADER = 512
_SHIFTS = {3: 9, 4: 12}
_IN_HEADER = 109
_LAST = 0xFFFFFFFA
_ENTRY = 128
_MINI = 64
_NAME = 64
_STREAM, _ROOT = 2, 5


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    first: int
    size: int
    root: bool


def streams(content: bytes) -> Mapping[str, bytes]:
    """The streams by name; refuses a container whose tables do not fit into the file."""
    try:
        return _read(content)
    except (struct.error, IndexError, UnicodeDecodeError):
        raise _damaged() from None


def _damaged() -> SheetRefused:
    return SheetRefused("damaged")


def _read(content: bytes) -> Mapping[str, bytes]:
    version, _, shift = struct.unpack_from("<HHH", content, 26)
    if _SHIFTS.get(version) != shift:
        raise _damaged()
    size = 1 << shift
    table = _allocation(content, size)
    (first,) = struct.unpack_from("<I", content, 48)
    (smallest, first_mini) = struct.unpack_from("<II", content, 56)
    entries = list(_entries(_joined(content, size, table, first), len(content)))
    root = next((entry for entry in entries if entry.root), None)
    if root is None:
        raise _damaged()
    mini = _joined(content, size, table, root.first)
    mini_table = _numbers(_joined(content, size, table, first_mini))
    found: dict[str, bytes] = {}
    for entry in entries:
        if entry.root:
            continue
        if entry.size < smallest:
            found[entry.name] = _mini(mini, mini_table, entry)
        else:
            found[entry.name] = _joined(content, size, table, entry.first)[: entry.size]
    return found


def _entries(directory: bytes, limit: int) -> Iterator[_Entry]:
    for start in range(0, len(directory), _ENTRY):
        entry = directory[start : start + _ENTRY]
        length, kind = struct.unpack_from("<HB", entry, _NAME)
        if kind not in {_STREAM, _ROOT}:
            continue
        first, size = struct.unpack_from("<IQ", entry, 116)
        if length > _NAME or size > limit:
            raise _damaged()
        name = entry[: max(length - 2, 0)].decode("utf-16-le")
        yield _Entry(name, first, size, root=kind == _ROOT)


def _mini(mini: bytes, table: tuple[int, ...], entry: _Entry) -> bytes:
    """A small stream, kept in sectors of 64 bytes inside the stream of the root."""
    parts: list[bytes] = []
    number = entry.first
    for _ in range(len(mini) // _MINI + 1):
        if number >= _LAST:
            break
        parts.append(mini[number * _MINI : (number + 1) * _MINI])
        number = table[number]
    return b"".join(parts)[: entry.size]


def _allocation(content: bytes, size: int) -> tuple[int, ...]:
    """The table that chains sectors, as far as the header and its extension list it."""
    (count,) = struct.unpack_from("<I", content, 44)
    next_list, lists = struct.unpack_from("<II", content, 68)
    sectors = len(content) // size
    if count > sectors or lists > sectors:
        raise _damaged()
    listed = list(struct.unpack_from(f"<{_IN_HEADER}I", content, 76))
    for _ in range(lists):
        if next_list >= _LAST:
            break
        *more, next_list = _numbers(_sector(content, size, next_list))
        listed += more
    table: list[int] = []
    for number in listed[:count]:
        if number < _LAST:
            table.extend(_numbers(_sector(content, size, number)))
    return tuple(table)


def _joined(content: bytes, size: int, table: tuple[int, ...], first: int) -> bytes:
    return b"".join(_sectors(content, size, table, first))


def _sectors(content: bytes, size: int, table: tuple[int, ...], first: int) -> Iterator[bytes]:
    """The sectors of a chain; one that never ends is refused."""
    number = first
    for _ in range(len(content) // size + 1):
        if number >= _LAST:
            return
        yield _sector(content, size, number)
        number = table[number]
    raise _damaged()


def _sector(content: bytes, size: int, number: int) -> bytes:
    start = (number + 1) * size if size > _HEADER else _HEADER + number * size
    sector = content[start : start + size]
    if not sector:
        raise _damaged()
    return sector


def _numbers(sector: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4])
