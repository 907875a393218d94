"""A look at the records of an old binary workbook, before its parser takes them at their word.

The parser asks for memory by the counts and the cell places that it finds. Damaged ones are out of
all reason and would end the program; a sheet of this form has at most 65,536 rows and 256 columns
([MS-XLS] §2.4, BIFF 8).
"""

from __future__ import annotations

import struct

from app.ports.imports import SheetRefused

_ROWS, _COLUMNS = 65_536, 256
_LONGEST = 8228
_SHARED_TEXTS = 0x00FC
_DIMENSIONS = 0x0200
_START, _BIFF8 = 0x0809, 0x0600
_CELLS = frozenset({0x0006, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E})
_RUNS = frozenset({0x00BD, 0x00BE})


def refuse_wild(stream: bytes) -> None:
    """Refuse a workbook stream whose records are out of reason."""
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        at += 4
        if length > _LONGEST or at + length > len(stream):
            if kind == 0 and not stream[at:].strip(b"\0"):
                return
            raise SheetRefused("damaged")
        try:
            _refuse(kind, stream[at : at + length], len(stream))
        except struct.error:
            raise SheetRefused("damaged") from None
        at += length


def _refuse(kind: int, body: bytes, size: int) -> None:
    wild = False
    if kind in _CELLS:
        (column,) = struct.unpack_from("<H", body, 2)
        wild = column >= _COLUMNS
    if kind in _RUNS:
        (last,) = struct.unpack_from("<H", body, len(body) - 2)
        wild = wild or last >= _COLUMNS
    if kind == _SHARED_TEXTS:
        wild = max(struct.unpack_from("<II", body)) > size
    if kind == _DIMENSIONS:
        top, bottom, left, right = struct.unpack_from("<IIHH", body)
        wild = not (top <= bottom <= _ROWS and left <= right <= _COLUMNS)
    if kind == _START:
        (version,) = struct.unpack_from("<H", body)
        wild = version != _BIFF8
    if wild:
        raise SheetRefused("damaged")
