"""What was published before, as far as it bears on what is published now (disclosure.md §6.7).

A period is published once, and never beside another that it shares days with. Two periods without a
common day share no table, for each counts its own days alone, with one exception: the files open at
the end of a period are those open at the end of the one before, with the new ones, without the
closed ones.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken
from app.domain.periods import Period, civil_year
from app.statistics.tables import CellKey, Measure, Relation, RelationKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.statistics.release import ProtectedRelease
    from app.statistics.tables import RawTables

_DAY = timedelta(days=1)


def refuse_overlap(period: str, earlier: Sequence[ProtectedRelease]) -> None:
    """Refuse a period that shares days with a published one: their difference would show."""
    days = span_of(period)
    for release in earlier:
        other = span_of(release.period)
        if days.first <= other.last and other.first <= days.last:
            raise RuleBroken("period_overlaps_release", period=period, published=release.period)


def with_stock(raw: RawTables, earlier: Sequence[ProtectedRelease]) -> RawTables:
    """Link the open files to those of the periods published just before and just after."""
    days = span_of(raw.period)
    found = list(raw.relations)
    withheld = set(raw.withheld)
    for release in earlier:
        other = span_of(release.period)
        if other.last + _DAY == days.first:
            found += _flows(raw, release)
        if days.last + _DAY == other.first:
            withheld |= {_cell(population, "OPEN") for population in raw.populations}
    return replace(raw, relations=tuple(found), withheld=frozenset(withheld))


def _flows(raw: RawTables, release: ProtectedRelease) -> Iterable[Relation]:
    """Open before, and new, and not closed, is open now.

    A reader may count on it in the years when it is true.
    """
    printed = {key: value for table in release.tables for key, value in table.printed.items()}
    for population in raw.populations:
        before = printed.get(_cell(population, "OPEN"))
        terms = (("OPEN", 1), ("CLOSED", 1), ("NEW", -1))
        cells = tuple((_cell(population, code), factor) for code, factor in terms)
        if before == sum(raw.cells[key].value * factor for key, factor in cells):
            yield Relation(RelationKind.FLOW, cells, before, before)


def _cell(population: str, code: str) -> CellKey:
    return CellKey(population, Measure.PERSONS, (("activity", code),))


def span_of(label: str) -> Period:
    """The days of a period from its stable text form."""
    first, _, last = label.partition("/")
    if not last:
        return civil_year(int(first))
    return Period(date.fromisoformat(first), date.fromisoformat(last))
