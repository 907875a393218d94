"""Digits of one width, so that figures stand under each other: ReportLab does not ask for them.

Reads two tables of the OpenType format: `GSUB` (which glyph stands in for which), `hmtx` (widths).
"""

from __future__ import annotations

from struct import unpack_from
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reports.foreign import Font

FEATURE = b"tnum"
_SINGLE, _EXTENSION = 1, 7


def with_tabular_digits(font: Font) -> None:
    """Make a font of ours draw its digits with the glyphs that all have one width."""
    face = font.face
    stand_ins = substitutes(face.get_table("GSUB"), FEATURE)
    widths = _widths(face.get_table("hhea"), face.get_table("hmtx"))
    scale = 1000 / face.unitsPerEm
    for digit in map(ord, "0123456789"):
        glyph = stand_ins.get(face.charToGlyph[digit], face.charToGlyph[digit])
        face.charToGlyph[digit] = glyph
        face.charWidths[digit] = round(widths[min(glyph, len(widths) - 1)] * scale)


def substitutes(table: bytes, feature: bytes) -> Mapping[int, int]:
    """Glyph → the one that stands in for it when the feature is on."""
    found: dict[int, int] = {}
    _, _, _, features, lookups = unpack_from(">5H", table, 0)
    for lookup in _lookups_of(table, features, feature):
        start = lookups + unpack_from(">H", table, lookups + 2 + 2 * lookup)[0]
        found |= dict(_pairs(table, start))
    return found


def _lookups_of(table: bytes, features: int, wanted: bytes) -> Iterator[int]:
    for index in range(unpack_from(">H", table, features)[0]):
        tag, offset = unpack_from(">4sH", table, features + 2 + 6 * index)
        if tag == wanted:
            _, count = unpack_from(">2H", table, features + offset)
            yield from unpack_from(f">{count}H", table, features + offset + 4)
            return


def _pairs(table: bytes, start: int) -> Iterator[tuple[int, int]]:
    kind, _, count = unpack_from(">3H", table, start)
    for offset in unpack_from(f">{count}H", table, start + 6):
        place, real = start + offset, kind
        if kind == _EXTENSION:
            _, real, further = unpack_from(">HHL", table, place)
            place += further
        if real == _SINGLE:
            yield from _single(table, place)


def _single(table: bytes, place: int) -> Iterator[tuple[int, int]]:
    """One glyph for one glyph: a fixed distance away, or listed."""
    form, coverage, given = unpack_from(">HHh", table, place)
    for index, glyph in enumerate(_covered(table, place + coverage)):
        if form == 1:
            yield glyph, glyph + given
        else:
            yield glyph, unpack_from(">H", table, place + 6 + 2 * index)[0]


def _covered(table: bytes, place: int) -> Iterator[int]:
    form, count = unpack_from(">2H", table, place)
    if form == 1:
        yield from unpack_from(f">{count}H", table, place + 4)
        return
    for index in range(count):
        first, last, _ = unpack_from(">3H", table, place + 4 + 6 * index)
        yield from range(first, last + 1)


def _widths(header: bytes, metrics: bytes) -> tuple[int, ...]:
    count = unpack_from(">H", header, 34)[0]
    return unpack_from(">" + "H2x" * count, metrics, 0)
