"""The linked tables as one system of numbered cells and linear rows, for suppression."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import log2
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken
from app.statistics.tables import Measure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.statistics.tables import Cell, CellKey, RawTables, Relation

EVERYBODY = "ALL"
_TOTAL, _CONSOLIDATED, _EMPLOYER_TOTAL = 3.0, 2.0, 10.0


@dataclass(frozen=True, slots=True)
class System:
    """Personal cells in the order of their keys, what hiding each costs, and their links."""

    keys: tuple[CellKey, ...]
    index: Mapping[CellKey, int]
    values: tuple[int, ...]
    costs: tuple[float, ...]
    printable: tuple[bool, ...]
    """Whether some table lays the cell out; the others are hidden to begin with."""
    virtual: tuple[bool, ...]
    totals: tuple[bool, ...]
    """Whether the cell is a total that everything else is read against.

    Hidden only when nothing else helps.
    """
    rows: tuple[tuple[tuple[tuple[int, int], ...], int | None, int | None], ...]
    """(cell, coefficient) pairs with a lower and an upper end."""
    followers: Mapping[int, tuple[int, ...]] = field(default_factory=dict[int, tuple[int, ...]])
    """Cell → the cells that cannot be printed without it."""


def build(raw: RawTables) -> System:
    """Number the cells and rows; refuse tables that contradict their own relations."""
    keys = tuple(sorted(key for key, cell in raw.cells.items() if cell.personal))
    index = {key: number for number, key in enumerate(keys)}
    shown = raw.shown - raw.withheld
    for relation in raw.relations:
        _check(relation, raw.cells)
    followers: dict[int, list[int]] = {}
    for key in keys:
        leader = raw.cells[key].follows
        if leader is not None:
            followers.setdefault(index[leader], []).append(index[key])
    return System(
        keys=keys,
        index=index,
        values=tuple(raw.cells[key].value for key in keys),
        costs=tuple(_cost(raw.cells[key]) for key in keys),
        printable=tuple(key in shown and not raw.cells[key].virtual for key in keys),
        virtual=tuple(raw.cells[key].virtual for key in keys),
        totals=tuple(not key.coordinates for key in keys),
        rows=tuple(
            (
                tuple((index[key], factor) for key, factor in relation.terms),
                relation.lower,
                relation.upper,
            )
            for relation in raw.relations
        ),
        followers={leader: tuple(cells) for leader, cells in followers.items()},
    )


def _check(relation: Relation, cells: Mapping[CellKey, Cell]) -> None:
    total = sum(cells[key].value * factor for key, factor in relation.terms)
    low = relation.lower is None or relation.lower <= total
    if not low or (relation.upper is not None and total > relation.upper):
        raise RuleBroken(
            "figures_contradict", relation=relation.kind.value, cell=relation.terms[0][0].text
        )


def _cost(cell: Cell) -> float:
    """What hiding a cell loses: large counts, totals, consolidated figures are wanted most."""
    cost = 1.0 + log2(1 + cell.persons)
    if not cell.key.coordinates:
        total_of_employer = cell.key.population != EVERYBODY and cell.key.measure is Measure.PERSONS
        cost *= _EMPLOYER_TOTAL if total_of_employer else _TOTAL
    return cost * _CONSOLIDATED if cell.key.population == EVERYBODY else cost
