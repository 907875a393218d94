"""Reads a whole file: sheet by sheet the header, the columns and what each row says."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.people import folded
from app.importing import values
from app.importing.fingerprint import fingerprint
from app.importing.header import Header, find_header, remembered_header
from app.importing.mapping import Column, Corrections, columns_of, header_key, mapped
from app.importing.rows import Setting, Understood, understand
from app.importing.values import NotUnderstood, line_of
from app.importing.vocabulary import SheetKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from app.importing.mapping import MappedRow
    from app.importing.vocabulary import Vocabulary
    from app.ports.imports import Cell, ImportProfile, Sheet

_YEAR = re.compile(r"(?<!\d)(19[789]\d|20\d\d)(?!\d)")
_TOTALS = re.compile(r"^(?:sous )?tota(?:l|ux)\b")
_DAY_FIELDS = ("date", "decided_on", "on")
_STEP = 500


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row as read: its fields, their meaning, its fingerprint; `blank` when it says nothing."""

    row: MappedRow
    meaning: Understood
    fingerprint: bytes
    blank: str | None = None


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """One sheet as read; without a header its rows, `size` of them, are not understood."""

    name: str
    header: Header | None
    columns: tuple[Column, ...] = ()
    key: str = ""
    rows: tuple[ReadRow, ...] = ()
    size: int = 0
    headcount_year: int = 0


@dataclass(frozen=True, slots=True)
class Reader:
    """What the reading of a file depends on; `profile` finds a column mapping remembered."""

    words: Vocabulary
    today: date
    corrections: Corrections
    profile: Callable[[str], ImportProfile | None]
    progress: Callable[[int], None]

    def read(self, sheets: tuple[Sheet, ...], file_name: str) -> tuple[ReadSheet, ...]:
        """Every sheet of a file, understood as far as it goes."""
        found = [self._columns(sheet) for sheet in sheets]
        mapped_rows = [self._mapped(sheet, read) for sheet, read in zip(sheets, found, strict=True)]
        year = _year(mapped_rows, sheets, found, file_name=file_name, today=self.today)
        setting = Setting(self.words, self.today, year, self.corrections.entity)
        done = 0
        result: list[ReadSheet] = []
        total = sum(map(len, mapped_rows)) or 1
        for read, rows in zip(found, mapped_rows, strict=True):
            understood: list[ReadRow] = []
            for row in rows:
                understood.append(_understood(row, setting))
                done += 1
                if done % _STEP == 0:
                    self.progress(100 * done // total)
            result.append(replace(read, rows=tuple(understood), headcount_year=year))
        return tuple(result)

    def _columns(self, sheet: Sheet) -> ReadSheet:
        size = sum(1 for row in sheet.rows if any(cell is not None for cell in row))
        named = sheet.name in self.corrections.kinds
        wanted = self.corrections.kinds.get(sheet.name)
        if named and wanted is None:
            return ReadSheet(sheet.name, None, size=size)
        header = self._header(sheet, wanted)
        if header is None:
            return ReadSheet(sheet.name, None, size=size)
        row = sheet.rows[header.line - 1]
        key = header_key(header.kind, tuple(line_of(cell) for cell in row))
        columns = columns_of(
            row,
            header.kind,
            self.words,
            profile=self.profile(key),
            corrected=self.corrections.columns,
        )
        return ReadSheet(sheet.name, header, columns, key, size=size)

    def _header(self, sheet: Sheet, wanted: SheetKind | None) -> Header | None:
        if wanted is None:
            found = remembered_header(sheet, lambda key: self.profile(key) is not None)
            if found is not None:
                return found
        return find_header(sheet, self.words, wanted, self.corrections.columns)

    def _mapped(self, sheet: Sheet, read: ReadSheet) -> list[MappedRow]:
        if read.header is None:
            return []
        titles = tuple(folded(line_of(cell)) for cell in sheet.rows[read.header.line - 1])
        return [
            mapped(
                read.columns,
                () if _repeats(row, titles) else row,
                kind=read.header.kind,
                sheet=sheet.name,
                line=line,
                not_computed=sheet.not_computed,
            )
            for line, row in _below(sheet, read.header.line)
        ]


def _below(sheet: Sheet, header: int) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    return ((line, row) for line, row in enumerate(sheet.rows, start=1) if line > header)


def _repeats(row: tuple[Cell, ...], titles: tuple[str, ...]) -> bool:
    """Tell whether a row is the header once more, as at the top of each printed page."""
    same = (folded(line_of(cell)) == title for cell, title in zip(row, titles, strict=False))
    return all(same)


def _understood(row: MappedRow, setting: Setting) -> ReadRow:
    said = next((text for cells in row.cells.values() for text in cells if folded(text)), "")
    blank = "blank" if not said else None
    if said and _TOTALS.match(folded(said)):
        blank = "total_row"
    if blank is not None:
        return ReadRow(row, Understood(None, ()), b"", blank)
    mark = fingerprint(row, setting.today, setting.headcount_year)
    return ReadRow(row, understand(row, setting), mark)


def _year(
    rows: list[list[MappedRow]],
    sheets: tuple[Sheet, ...],
    found: list[ReadSheet],
    *,
    file_name: str,
    today: date,
) -> int:
    """The year that headcounts are of.

    Said by their header, else that of most rows, else in a title or the name of the file.
    """
    titles = [
        column.header
        for read in found
        if read.header is not None and read.header.kind is SheetKind.ENTITIES
        for column in read.columns
    ]
    days = Counter(day.year for sheet in rows for row in sheet for day in _days(row, today))
    if (said := _said_year(titles)) is not None:
        return said
    if days:
        return days.most_common(1)[0][0]
    above = [line_of(cell) for sheet in sheets for row in sheet.rows[:3] for cell in row[:1]]
    return _said_year([*above, file_name]) or today.year - 1


def _said_year(texts: list[str]) -> int | None:
    return next((int(match[1]) for text in texts if (match := _YEAR.search(text))), None)


def _days(row: MappedRow, today: date) -> Iterator[date]:
    for name in _DAY_FIELDS:
        if name in row.cells:
            try:
                yield values.read_date(row.text(name), today)
            except NotUnderstood:
                continue
