"""What every reader knows of figures unseen: how parts, entities and measures hold together.

Each relation must be true of every count that the rules of §4.2 can give: a reader who relies on it
is never wrong. Three depend on the year (no shared intervention, nobody met by two entities, one
issue a person and domain): they are added when they happen to hold, because a reader may guess
them.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from app.statistics.populations import EVERYBODY, FULL_FROM, HEADCOUNT_FROM, OTHERS, SHORT_FROM
from app.statistics.tables import Cell, CellKey, Extent, Measure, Relation, RelationKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.statistics.indicators import ColumnSpec, Indicator
    from app.statistics.populations import Population

NESTED = frozenset({"gender", "age", "issue"})
"""Traits that a person has whoever met her: an entity's count cannot pass the total's."""
DIFFERENCE = "D."
_DEDUPLICATED = frozenset({Measure.PERSONS, Measure.ISSUES})


def relations(
    cells: Mapping[CellKey, Cell],
    populations: tuple[Population, ...],
    indicators: tuple[Indicator, ...],
    *,
    shared_acts: bool,
) -> tuple[tuple[Relation, ...], tuple[Cell, ...]]:
    """Every relation between the cells, and the virtual cells that some of them need."""
    found: list[Relation] = []
    for population in populations:
        found += _inside(population.key, indicators)
        found += _activity(population.key)
        found += _between_measures(population.key, cells, indicators, shared_acts=shared_acts)
        found += _size(population)
    found += _smallest(populations)
    linked, virtual = _entities(cells, populations)
    return (*found, *linked), virtual


def _inside(population: str, indicators: tuple[Indicator, ...]) -> Iterable[Relation]:
    """A table whose lines add up, and parts that cannot pass their whole."""
    for indicator in indicators:
        if not indicator.personal:
            continue
        for column in indicator.columns:
            yield from _lines(population, indicator, column)


def _lines(population: str, indicator: Indicator, column: ColumnSpec) -> Iterable[Relation]:
    total = CellKey(population, column.measure, column.within)
    line = {row.code: _line(total, indicator.dimension, row.code) for row in indicator.rows}
    parts = [row for row in indicator.rows if not row.beyond_total]
    if not indicator.partition:
        yield from (_at_most(line[row.code], total) for row in parts)
        if any(row.rest for row in parts):
            yield Relation(
                RelationKind.BOUND, (*((line[row.code], 1) for row in parts), (total, -1)), 0, None
            )
        return
    for parent, key in ((row.code, line[row.code]) for row in parts if row.is_total):
        yield _sum(key, [line[row.code] for row in parts if row.part_of == parent])
    yield _sum(total, [line[row.code] for row in parts if not row.part_of])


def _line(total: CellKey, dimension: str, code: str) -> CellKey:
    return total._replace(coordinates=tuple(sorted((*total.coordinates, (dimension, code)))))


def _sum(total: CellKey, parts: list[CellKey]) -> Relation:
    return Relation(RelationKind.SUM, (*((part, 1) for part in parts), (total, -1)))


def _at_most(small: CellKey, large: CellKey) -> Relation:
    return Relation(RelationKind.BOUND, ((large, 1), (small, -1)), 0, None)


def _persons(population: str, code: str = "") -> CellKey:
    return CellKey(population, Measure.PERSONS, (("activity", code),) if code else ())


def _activity(population: str) -> Iterable[Relation]:
    """New and known persons make those followed; who came back is new.

    Who was followed and not closed is open.
    """
    everyone = _persons(population)
    yield _sum(everyone, [_persons(population, "NEW"), _persons(population, "ONGOING")])
    yield _at_most(_persons(population, "RETURNING"), _persons(population, "NEW"))
    still_open = (
        (_persons(population, "OPEN"), 1),
        (_persons(population, "CLOSED"), 1),
        (everyone, -1),
    )
    yield Relation(RelationKind.BOUND, still_open, 0, None)


def _between_measures(
    population: str,
    cells: Mapping[CellKey, Cell],
    indicators: tuple[Indicator, ...],
    *,
    shared_acts: bool,
) -> Iterable[Relation]:
    """Acts are at least as many as the persons they were for; grants no more than applications.

    Issues, persons.
    """
    if not shared_acts:
        acts = CellKey(population, Measure.INTERVENTIONS)
        yield _at_most(_persons(population), acts)
        yield _at_most(_persons(population, "SEEN"), _line(acts, "kind", "INTERVIEW"))
    for key in sorted(cells):
        granted = ("state", "GRANTED")
        if (
            key.population == population
            and key.measure is Measure.APPLICATIONS
            and granted in key.coordinates
        ):
            whole = key._replace(
                coordinates=tuple(one for one in key.coordinates if one != granted)
            )
            yield _at_most(key, whole)
    yield from _issues(population, cells, indicators)


def _issues(
    population: str, cells: Mapping[CellKey, Cell], indicators: tuple[Indicator, ...]
) -> Iterable[Relation]:
    codes = [
        row.code
        for indicator in indicators
        if indicator.dimension == "issue" and not indicator.partition
        for row in indicator.rows
        if not row.rest
    ]
    pairs = [
        (
            _line(CellKey(population, Measure.ISSUES), "issue", code),
            _line(_persons(population), "issue", code),
        )
        for code in codes
    ]
    one_each = all(cells[issues].value == cells[persons].value for issues, persons in pairs)
    for issues, persons in pairs:
        yield Relation(RelationKind.BOUND, ((issues, 1), (persons, -1)), 0, 0 if one_each else None)


def _size(population: Population) -> Iterable[Relation]:
    """The headcount, and what the extent of the report tells of its size."""
    followed = ((_persons(population.key), 1),)
    if population.agents is not None and population.agents >= population.followed:
        yield Relation(RelationKind.BOUND, followed, None, population.agents)
    small_employer = population.agents is not None and population.agents < HEADCOUNT_FROM
    match population.extent:
        case Extent.MINIMAL:
            if not small_employer:
                yield Relation(RelationKind.FLOOR, followed, None, SHORT_FROM - 1)
        case Extent.SHORT:
            yield Relation(RelationKind.FLOOR, followed, SHORT_FROM, FULL_FROM - 1)
        case Extent.FULL:
            yield Relation(RelationKind.FLOOR, followed, FULL_FROM, None)


def _smallest(populations: tuple[Population, ...]) -> Iterable[Relation]:
    """An entity drawn into the group is no larger than those left outside it."""
    group = next((one for one in populations if one.key == OTHERS), None)
    if group is None:
        return
    outside = [one for one in populations if one.key not in {OTHERS, EVERYBODY, *group.members}]
    for drawn in group.drawn_in:
        yield from (_at_most(_persons(drawn), _persons(one.key)) for one in outside)


def _entities(
    cells: Mapping[CellKey, Cell], populations: tuple[Population, ...]
) -> tuple[tuple[Relation, ...], tuple[Cell, ...]]:
    """Entities and their group, entities and everybody.

    The group beside the others and everybody.
    """
    single = [one for one in populations if one.key not in {OTHERS, EVERYBODY}]
    group = next((one for one in populations if one.key == OTHERS), None)
    unions = [(EVERYBODY, tuple(one.key for one in single))]
    if group is not None:
        beside = tuple(one.key for one in single if one.key not in group.members)
        unions += [(OTHERS, group.members), (EVERYBODY, (*beside, OTHERS))]
    found = [_union(number, whole, parts, cells) for number, (whole, parts) in enumerate(unions)]
    return (
        tuple(chain.from_iterable(linked for linked, _ in found)),
        tuple(chain.from_iterable(virtual for _, virtual in found)),
    )


def _union(
    number: int, whole: str, parts: tuple[str, ...], cells: Mapping[CellKey, Cell]
) -> tuple[list[Relation], list[Cell]]:
    """A population and those that it is made of.

    Who is met by several counts once, and the difference is a cell.
    """
    linked: list[Relation] = []
    virtual: list[Cell] = []
    keys = sorted(key for key, cell in cells.items() if key.population == whole and cell.personal)
    overlap = any(_difference(key, parts, cells) for key in keys)
    for key in keys:
        terms = (*((key._replace(population=part), 1) for part in parts), (key, -1))
        if key.measure not in _DEDUPLICATED or not overlap:
            linked.append(Relation(RelationKind.ENTITIES, terms))
            continue
        difference = key._replace(population=f"{DIFFERENCE}{number}")
        value = _difference(key, parts, cells)
        virtual.append(Cell(difference, value, value, virtual=True))
        linked.append(Relation(RelationKind.ENTITIES, (*terms, (difference, -1))))
        if all(dimension in NESTED for dimension, _ in key.coordinates):
            linked += [_at_most(key._replace(population=part), key) for part in parts]
    return linked, virtual


def _difference(key: CellKey, parts: tuple[str, ...], cells: Mapping[CellKey, Cell]) -> int:
    return sum(cells[key._replace(population=part)].value for part in parts) - cells[key].value
