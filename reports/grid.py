"""A protected table as every format prints it: texts, numbers, masks, shares."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.statistics.tables import MASK_SIGN, TOTAL, UNKNOWN, Measure
from reports.wording import word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.statistics.release import SafeTable
    from app.statistics.tables import CellKey, Row

SMALLEST_BASE = 20
"""Under it a percentage would say more than the figures do (domain.md §4.6, rule 10)."""
KNOWN_ENOUGH = 80
"""Per cent of known answers from which shares are worked out on those alone (domain.md §4.2)."""
MOST_SHARES = 2
NO_CELL = "–"


@dataclass(frozen=True, slots=True)
class GridCell:
    """One printed cell: its text, and its number (whole euros, whole per cent) if any."""

    text: str
    number: int | None = None
    masked: bool = False


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One printed column; a share stands to the right of what it is the share of."""

    label: str
    unit: str
    source: int


@dataclass(frozen=True, slots=True)
class GridRow:
    """One printed line."""

    code: str
    label: str
    cells: tuple[GridCell, ...]
    is_total: bool
    level: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table ready to print."""

    columns: tuple[GridColumn, ...]
    rows: tuple[GridRow, ...]
    notes: tuple[str, ...]

    @property
    def has_masks(self) -> bool:
        """Tell whether the mask sign stands somewhere and has to be explained."""
        return any(cell.masked for row in self.rows for cell in row.cells)

    def part(self, start: int, end: int) -> Grid:
        """The same lines with some of the columns."""
        rows = tuple(replace(row, cells=row.cells[start:end]) for row in self.rows)
        return Grid(self.columns[start:end], rows, self.notes)


def grid(table: SafeTable) -> Grid:
    """Lay out a protected table; shares come from printed values only."""
    shares = tuple(
        _Shares.of(table, index) if _has_share(table, index) else None
        for index in range(len(table.view.columns))
    )
    notes = list(table.view.notes)
    if any(share and share.of_known for share in shares):
        notes.append(word("table.known_base"))
    return Grid(
        columns=tuple(_columns(table, shares)),
        rows=tuple(_row(table, row, shares) for row in table.view.rows),
        notes=tuple(notes),
    )


def _has_share(table: SafeTable, column: int) -> bool:
    """Beside many columns, only the one for all of them has its share: a page is not a wall."""
    columns = table.view.columns
    crowded = len(columns) > MOST_SHARES
    return table.view.shares and (not crowded or columns[column].code == TOTAL)


def _columns(table: SafeTable, shares: Sequence[_Shares | None]) -> list[GridColumn]:
    columns: list[GridColumn] = []
    alone = sum(1 for share in shares if share) == 1
    for index, column in enumerate(table.view.columns):
        unit = "euros" if column.measure is Measure.CENTS else "count"
        columns.append(GridColumn(column.label, unit, index))
        if shares[index]:
            name = word("table.share") if alone else word("table.share_of", column=column.label)
            columns.append(GridColumn(name, "share", index))
    return columns


def _row(table: SafeTable, row: Row, shares: Sequence[_Shares | None]) -> GridRow:
    cells: list[GridCell] = []
    for index, key in enumerate(row.keys):
        cells.append(_cell(table, key))
        share = shares[index]
        if share:
            cells.append(share.cell(row, key))
    return GridRow(row.code, row.label, tuple(cells), row.is_total, row.level)


def _cell(table: SafeTable, key: CellKey | None) -> GridCell:
    if key is None:
        return GridCell(NO_CELL)
    value = table.value(key)
    if value is None:
        return GridCell(MASK_SIGN, masked=True)
    return GridCell(table.text(key), printed_number(key, value))


def printed_number(key: CellKey, value: int) -> int:
    """The number that every format prints: whole euros for cents, else the count."""
    return round(value / 100) if key.measure is Measure.CENTS else value


@dataclass(frozen=True, slots=True)
class _Shares:
    """The base of the shares of one column: the printed total, or the known answers."""

    table: SafeTable
    base: int
    of_known: bool

    @classmethod
    def of(cls, table: SafeTable, column: int) -> _Shares | None:
        """The base of a column, or None when it is hidden, not a count, or too small."""
        if table.view.columns[column].measure is Measure.CENTS:
            return None
        total = _value(table, TOTAL, column)
        if total is None or total < SMALLEST_BASE:
            return None
        unknown = _value(table, UNKNOWN, column)
        known = total - (unknown or 0)
        of_known = bool(unknown) and known * 100 >= KNOWN_ENOUGH * total and known >= SMALLEST_BASE
        return cls(table, known if of_known else total, of_known)

    def cell(self, row: Row, key: CellKey | None) -> GridCell:
        """The share of one line: masked with its count, empty for the base itself."""
        value = None if key is None else self.table.value(key)
        if key is None or row.code == TOTAL or (self.of_known and row.code == UNKNOWN):
            return GridCell("" if row.code == TOTAL else NO_CELL)
        if value is None:
            return GridCell(MASK_SIGN, masked=True)
        percent = round(100 * value / self.base)
        return GridCell(f"{percent}\u202f%", percent)


def _value(table: SafeTable, code: str, column: int) -> int | None:
    """The printed value of the line of that code, or None."""
    for row in table.view.rows:
        key = row.keys[column] if row.code == code else None
        if key is not None:
            return table.value(key)
    return None
