"""What a chart shows of a protected table: one column, in a safe order, and the same in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.statistics.tables import TOTAL, UNKNOWN, Measure
from reports.style import printable
from reports.wording import word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.statistics.release import SafeTable
    from app.statistics.tables import Column, Row

KINDS = ("bar", "column", "line", "doughnut")
SORTED = "sorted"
DOUGHNUT_PARTS = 4
"""More parts than this, and a doughnut is no longer read without turning to its table."""
SMALLEST_PART = 0.06


@dataclass(frozen=True, slots=True)
class Point:
    """One bar, column or point: a masked one has no value."""

    label: str
    text: str
    value: int | None


@dataclass(frozen=True, slots=True)
class Series:
    """What one chart draws."""

    kind: str
    number: str
    title: str
    column: str
    points: tuple[Point, ...]

    @property
    def largest(self) -> int:
        """The largest printed value: the scale never knows more."""
        return max((point.value for point in self.points if point.value is not None), default=0)


def series(table: SafeTable, asked: str = "") -> Series | None:
    """The chart of a table, of its kind or the one asked for; None when nothing is to show."""
    kind, _, order = (asked or table.view.chart).partition("-")
    column = _charted(table.view.columns)
    if not kind or column is None or table.view.withheld:
        return None
    points = _points(table, column, by_value=SORTED in {kind, order})
    if all(not point.value for point in points):
        return None
    return Series(
        kind=_kind(kind, points),
        number=table.view.number,
        title=printable(table.view.title),
        column=printable(table.view.columns[column].label),
        points=points,
    )


def described(shown: Series) -> str:
    """The chart in words, for those who do not see it."""
    values = "\u202f; ".join(
        word(
            "chart.value",
            label=point.label,
            value=word("chart.hidden") if point.value is None else point.text,
        )
        for point in shown.points
    )
    return word(
        "chart.described",
        kind=word(f"chart.{shown.kind}"),
        number=shown.number,
        title=shown.title,
        column=shown.column,
        values=values,
    )


def _charted(columns: Sequence[Column]) -> int | None:
    """The total where there is one, else the first column; amounts are never mixed with counts."""
    for index, column in enumerate(columns):
        if column.code == TOTAL:
            return index
    counted = [i for i, column in enumerate(columns) if column.measure is not Measure.CENTS]
    return counted[0] if counted else None


def _points(table: SafeTable, column: int, *, by_value: bool) -> tuple[Point, ...]:
    rows = [row for row in table.view.rows if _is_drawn(table, row, column)]
    if by_value:
        rows.sort(key=lambda row: _rank(table, row, column))
    return tuple(_point(table, row, column) for row in rows)


def _is_drawn(table: SafeTable, row: Row, column: int) -> bool:
    """Details stay in the table; a total is drawn only where it opens the table."""
    if row.level or row.keys[column] is None:
        return False
    return row.code != TOTAL or row is table.view.rows[0]


def _point(table: SafeTable, row: Row, column: int) -> Point:
    key = row.keys[column]
    value = None if key is None else table.value(key)
    return Point(printable(row.label), table.text(key), value)


def _rank(table: SafeTable, row: Row, column: int) -> tuple[int, int]:
    """Printed values from the largest down, masked lines in list order, then « not known »."""
    key = row.keys[column]
    value = None if key is None else table.value(key)
    if row.code == UNKNOWN:
        return (2, 0)
    return (1, 0) if value is None else (0, -value)


def _kind(asked: str, points: Sequence[Point]) -> str:
    """A doughnut only while it can be read: few parts, none hidden, none tiny."""
    if asked != "doughnut":
        return asked if asked in KINDS else "bar"
    values = [point.value or 0 for point in points]
    legible = len(points) <= DOUGHNUT_PARTS and min(values) >= SMALLEST_PART * sum(values)
    return "doughnut" if legible else "bar"
