"""Counting: from the facts of a period to true cells, relations and layouts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from app.statistics.indicators import for_period
from app.statistics.layout import views
from app.statistics.populations import populations
from app.statistics.records import FOLLOWED, records
from app.statistics.relations import relations
from app.statistics.tables import Cell, CellKey, Measure, RawTables

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.domain.ids import PersonId
    from app.domain.nomenclatures import Nomenclatures
    from app.ports.facts import Facts
    from app.statistics.indicators import ColumnSpec, Indicator, RowSpec
    from app.statistics.populations import Population
    from app.statistics.records import Record


@dataclass(slots=True)
class _Tally:
    """What one cell adds up: its value, and how much of it each person makes up."""

    value: int = 0
    shares: Counter[PersonId] = field(default_factory=Counter["PersonId"])

    def add(self, persons: frozenset[PersonId], weight: int) -> None:
        """Add a record; one that concerns several persons weighs for each."""
        self.value += weight
        for person in persons:
            self.shares[person] += weight


def count(facts: Facts, nomenclatures: Nomenclatures) -> RawTables:
    """Count every table of the period for each entity, the group of small ones, and everybody."""
    indicators = for_period(facts.period, nomenclatures)
    lines = Lines(nomenclatures)
    everyone = populations(facts, nomenclatures)
    cells: dict[CellKey, Cell] = {}
    shared_acts = False
    for population in everyone:
        found = records(facts, nomenclatures, population.entities)
        cells |= _cells(population, found, indicators, lines)
        shared_acts = shared_acts or any(
            len(one.persons) > 1 for one in found if Measure.INTERVENTIONS in one.weights
        )
    linked, virtual = relations(cells, everyone, indicators, shared_acts=shared_acts)
    return RawTables(
        period=facts.period.label,
        cells=cells | {cell.key: cell for cell in virtual},
        relations=linked,
        views=views(cells, everyone, indicators),
        populations={one.key: one.label for one in everyone},
        members={one.key: one.members for one in everyone if one.members},
        extents={one.key: one.extent for one in everyone},
    )


class Lines:
    """Which lines of a table a record falls under, remembered for records with the same codes."""

    def __init__(self, nomenclatures: Nomenclatures) -> None:
        self._nomenclatures = nomenclatures
        self._names: dict[str, frozenset[str]] = {}
        self._lines: dict[tuple[str, frozenset[str]], tuple[RowSpec, ...]] = {}

    def of(self, record: Record, indicator: Indicator) -> tuple[RowSpec, ...]:
        """The lines of a record; that of the rest takes what no other line asks for."""
        codes = record.codes.get(indicator.dimension, frozenset())
        known = indicator.number, codes
        if known not in self._lines:
            names = [self._under(code) for code in codes] or [frozenset[str]()]
            self._lines[known] = _lines(names, indicator)
        return self._lines[known]

    def _under(self, code: str) -> frozenset[str]:
        """The code, the standard entry that it stands for, those above it, its family."""
        if code not in self._names:
            self._names[code] = self._climb(code)
        return self._names[code]

    def _climb(self, code: str) -> frozenset[str]:
        found = {code}
        if code in self._nomenclatures:
            codes = self._nomenclatures.list_of(code)
            entry = codes.get(code)
            found.add(f"family:{entry.family}")
            while entry.parent is not None:
                entry = codes.get(entry.parent)
                found.add(entry.code)
        return frozenset(found)


def _lines(names: list[frozenset[str]], indicator: Indicator) -> tuple[RowSpec, ...]:
    named = [row for row in indicator.rows if any(row.codes & one for one in names)]
    rest = next((row for row in indicator.rows if row.rest), None)
    if rest is None or rest in named:
        return tuple(named)
    if _has_rest(names, indicator, partition=indicator.partition):
        named.append(rest)
    return tuple(named)


def _has_rest(names: list[frozenset[str]], indicator: Indicator, *, partition: bool) -> bool:
    """Tell whether some code is on no other line.

    Where lines add up, a line of the record's own excludes the rest.
    """
    on_no_line = [not any(row.codes & one for row in indicator.rows) for one in names]
    return all(on_no_line) if partition else any(on_no_line)


def _cells(
    population: Population,
    found: tuple[Record, ...],
    indicators: tuple[Indicator, ...],
    lines: Lines,
) -> dict[CellKey, Cell]:
    cells: dict[CellKey, Cell] = {}
    for indicator in indicators:
        for column in indicator.columns:
            cells |= _column(population, found, indicator, column, lines)
    return cells


def _column(
    population: Population,
    found: Iterable[Record],
    indicator: Indicator,
    column: ColumnSpec,
    lines: Lines,
) -> dict[CellKey, Cell]:
    """The cells of one column: its total, and every line even when nothing falls under it."""
    total = _Tally()
    tallies = {row.code: _Tally() for row in indicator.rows}
    for record in found:
        weight = record.weights.get(column.measure, 0)
        if not weight or not all(code in record.codes.get(one, ()) for one, code in column.within):
            continue
        within_total = _in_total(record)
        if within_total:
            total.add(record.persons, weight)
        for row in lines.of(record, indicator):
            if within_total or row.beyond_total:
                tallies[row.code].add(record.persons, weight)
    key = CellKey(population.key, column.measure, column.within)
    cells = {key: _cell(key, total, population, indicator)}
    for row in indicator.rows:
        coordinates = tuple(sorted((*column.within, (indicator.dimension, row.code))))
        line = CellKey(population.key, column.measure, coordinates)
        parent = None if row.beyond_total else key
        cell = _cell(line, tallies[row.code], population, indicator)
        cells[line] = replace(cell, sensitive=row.sensitive, parent=parent)
    return cells


def _in_total(record: Record) -> bool:
    """Persons with an open file but no intervention are no part of the persons followed."""
    return "activity" not in record.codes or FOLLOWED in record.codes["activity"]


def _cell(key: CellKey, tally: _Tally, population: Population, indicator: Indicator) -> Cell:
    largest = [share for _, share in tally.shares.most_common(2)]
    persons = key.measure is Measure.PERSONS
    follows = key._replace(measure=Measure.APPLICATIONS) if key.measure is Measure.CENTS else None
    return Cell(
        key=key,
        persons=len(tally.shares),
        value=tally.value,
        top1=largest[0] if largest else 0,
        top2=largest[1] if len(largest) > 1 else 0,
        headcount=population.headcount if persons else None,
        personal=indicator.personal,
        follows=follows,
    )
