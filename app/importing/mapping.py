"""Columns to fields: guessed from the header, or remembered, or corrected by her."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.people import folded
from app.importing.values import line_of, text_of
from app.importing.vocabulary import SEVERAL, SheetKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.importing.vocabulary import Vocabulary
    from app.ports.imports import Cell, ImportProfile

_CLOSE = 0.86
_NUMBER_AT_END = re.compile(r"\s*\d+$")
_HOURS = re.compile(r"\b(?:h|heures?)\b")
_BARE_NUMBER = re.compile(r"^\d+(?:[.,]\d+)?$")

NOT_IMPORTED = ""
"""What she chooses for a column that is to be left out."""

RECOGNISED_ONLY: Mapping[SheetKind, frozenset[str]] = {
    SheetKind.INTERVENTIONS: frozenset(),
    SheetKind.AID: frozenset({"submitted_on", "family_name", "given_name", "note"}),
    SheetKind.COLLECTIVE: frozenset({"type", "note"}),
    SheetKind.ENTITIES: frozenset(),
}
"""Columns that are understood but have no place to go yet: shown as left out."""


class Sure(StrEnum):
    """How a column came to its field."""

    EXACT = "exact"
    CLOSE = "close"
    REMEMBERED = "remembered"
    CORRECTED = "corrected"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet: its place from 0, its header, the field that it feeds if any."""

    index: int
    header: str
    field: str | None
    sure: Sure


@dataclass(frozen=True, slots=True)
class Corrections:
    """What she decided about a file.

    By header the field, by sheet what it holds, by (list, folded value) the code; `entity` is the
    employer of rows that name none.
    """

    columns: Mapping[str, str] = field(default_factory=dict[str, str])
    kinds: Mapping[str, SheetKind | None] = field(default_factory=dict[str, SheetKind | None])
    values: Mapping[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    entity: str = ""


def header_key(kind: SheetKind, headers: tuple[str, ...]) -> str:
    """What a header is recognised by next time, whatever its case and blanks."""
    return "|".join((kind, *(folded(header) for header in headers)))


def field_of(
    key: str, kind: SheetKind, words: Vocabulary, *, nearly: bool = True
) -> tuple[str | None, Sure]:
    """The field that a folded header means, exactly or nearly."""
    known = words.columns[kind]
    if not key:
        return None, Sure.UNKNOWN
    for form in (key, _NUMBER_AT_END.sub("", key)):
        if form in known:
            return known[form], Sure.EXACT
    close = get_close_matches(key, known, n=1, cutoff=_CLOSE) if nearly else []
    return (known[close[0]], Sure.CLOSE) if close else (None, Sure.UNKNOWN)


def columns_of(
    row: tuple[Cell, ...],
    kind: SheetKind,
    words: Vocabulary,
    *,
    profile: ImportProfile | None,
    corrected: Mapping[str, str],
) -> tuple[Column, ...]:
    """The columns of a header row; a field that takes one column keeps the surest of them."""
    remembered = (
        {} if profile is None else {folded(key): name for key, name in profile.columns.items()}
    )
    fields = {NOT_IMPORTED, *words.columns[kind].values()}
    wanted = {folded(key): name for key, name in corrected.items() if name in fields}
    columns = [
        _column(index, line_of(cell), kind, words, remembered=remembered, wanted=wanted)
        for index, cell in enumerate(row)
    ]
    return tuple(_one_each(columns, RECOGNISED_ONLY[kind]))


def _column(
    index: int,
    header: str,
    kind: SheetKind,
    words: Vocabulary,
    *,
    remembered: Mapping[str, str],
    wanted: Mapping[str, str],
) -> Column:
    key = folded(header)
    for source, sure in ((wanted, Sure.CORRECTED), (remembered, Sure.REMEMBERED)):
        if key and key in source:
            return Column(index, header, source[key] or None, sure)
    found, sure = field_of(key, kind, words)
    return Column(index, header, found, sure)


def _one_each(columns: list[Column], left_out: frozenset[str]) -> list[Column]:
    """Leave one column to each field that is not made of several, the surest and then the first."""
    order = (Sure.CORRECTED, Sure.REMEMBERED, Sure.EXACT, Sure.CLOSE)
    best: dict[str, Column] = {}
    for column in sorted(
        (one for one in columns if one.field), key=lambda one: order.index(one.sure)
    ):
        best.setdefault(column.field or "", column)
    return [
        column
        if column.field is None or column.field in SEVERAL or best[column.field] is column
        else Column(column.index, column.header, None, Sure.UNKNOWN)
        for column in (
            Column(one.index, one.header, None, one.sure) if one.field in left_out else one
            for one in columns
        )
    ]


@dataclass(frozen=True, slots=True)
class MappedRow:
    """One row of a sheet by field, in texts that read back as the values they were.

    `line` is what the spreadsheet shows.
    """

    kind: SheetKind
    sheet: str
    line: int
    cells: Mapping[str, tuple[str, ...]]
    not_computed: tuple[str, ...] = ()

    def text(self, name: str) -> str:
        """The cell of a field on one line, several of them joined by a blank."""
        return " ".join(" ".join(cell.split()) for cell in self.cells.get(name, ()))


def mapped(
    columns: tuple[Column, ...],
    row: tuple[Cell, ...],
    *,
    kind: SheetKind,
    sheet: str,
    line: int,
    not_computed: frozenset[tuple[int, int]],
) -> MappedRow:
    """A row of cells as a row of fields."""
    cells: dict[str, tuple[str, ...]] = {}
    without: list[str] = []
    for column in columns:
        if column.field is None:
            continue
        if (line, column.index + 1) in not_computed:
            without.append(column.field)
        text = text_of(row[column.index]).strip() if column.index < len(row) else ""
        if text:
            text = _in_hours(text, column.header) if column.field == "minutes" else text
            cells[column.field] = (*cells.get(column.field, ()), text)
    return MappedRow(kind, sheet, line, cells, tuple(without))


def _in_hours(text: str, header: str) -> str:
    """A bare number under a header that speaks of hours is hours."""
    hours = _HOURS.search(folded(header)) and _BARE_NUMBER.match(text)
    if not hours:
        return text
    return f"{text} h" if "," in text or "." in text else f"{text}h00"
