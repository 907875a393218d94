"""Complementary suppression: which other cells to hide so that the marked ones cannot be worked out.

For every marked cell and each end of its interval a linear programme moves the cell to that end at the least cost;
what moves is hidden. Then each hidden cell is tried again, dearest first: it is printed if every marked cell still
reaches its ends without it (disclosure.md §5.3). Nothing here decides that a publication is safe: the attack does.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

import numpy as np

from app.statistics.disclosure.solver import SolverFailed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from numpy.typing import NDArray

    from app.statistics.disclosure.marking import Mark
    from app.statistics.disclosure.system import System
    from app.statistics.tables import CellKey

    Vector = NDArray[np.float64]

MOVED = 1e-6
FAR = 1e7


class Impossible(Exception):
    """A marked cell cannot reach its end even with everything hidden."""

    def __init__(self, key: CellKey | None) -> None:
        super().__init__("impossible")
        self.key = key


@dataclass(frozen=True, slots=True, order=True)
class Demand:
    """A cell must be able to reach `target`, upwards or downwards.

    `member`: while that cell keeps at least one person, who is the reader herself. `informed`: while the reader
    knows which of the cells are empty.
    """

    cell: int
    upwards: bool
    target: int
    member: int = -1
    informed: bool = False


class Opening(Enum):
    """Which printed cells a move may hide: none, all but the totals that a report is read for, or any."""

    NOTHING = "nothing"
    DETAILS = "details"
    EVERYTHING = "everything"


@dataclass(slots=True)
class Pattern:
    """The hidden cells, and for each one hidden for another's sake, the cell that it protects."""

    hidden: list[bool]
    primary: frozenset[int]
    protects: dict[int, int] = field(default_factory=dict[int, int])


class Suppressor:
    """Finds and repairs the pattern of hidden cells of one system."""

    def __init__(
        self, system: System, marked: Mapping[CellKey, Mark], highs: Callable[[], Any]
    ) -> None:
        self._system = system
        self._moves = _Moves(system, highs)
        index = system.index
        self._demands = sorted(
            demand
            for key, mark in marked.items()
            for demand in _demands(index[key], mark, system.values[index[key]])
        )
        self._witness: dict[Demand, Vector] = {}
        hidden = [not printable for printable in system.printable]
        self.pattern = Pattern(hidden, frozenset(index[key] for key in marked))
        for cell in sorted(self.pattern.primary):
            self._hide(cell, cell)

    def demand(self, extra: Iterable[Demand]) -> bool:
        """Add what the attack found missing; tell whether any of it is new."""
        new = sorted(set(extra) - set(self._demands))
        self._demands += new
        return bool(new)

    def solve(self) -> Pattern:
        """Hide until every demand is met, then print again what need not be hidden."""
        for demand in self._demands:
            if demand not in self._witness or not self._holds(self._witness[demand]):
                self._meet(demand)
        self._clean_up()
        return self.pattern

    def _hide(self, cell: int, because: int) -> None:
        pattern = self.pattern
        if not pattern.hidden[cell] and cell not in pattern.primary:
            pattern.protects[cell] = because
        pattern.hidden[cell] = True
        for follower in self._system.followers.get(cell, ()):
            if not pattern.hidden[follower]:
                self._hide(follower, because)

    def _meet(self, demand: Demand) -> None:
        known = self._known(demand)
        if known is not None:
            self._witness[demand] = known
            return
        move = self._moves.cheapest(demand, self.pattern.hidden, Opening.DETAILS)
        if move is None:
            move = self._moves.cheapest(demand, self.pattern.hidden, Opening.EVERYTHING)
        if move is None:
            raise Impossible(self._system.keys[demand.cell])
        self._witness[demand] = move
        for cell in np.flatnonzero(np.abs(move) > MOVED):
            self._hide(int(cell), demand.cell)

    def _known(self, demand: Demand) -> Vector | None:
        """A move found for another demand that meets this one too."""
        goal = demand.target - self._system.values[demand.cell]
        for move in self._witness.values():
            reached = move[demand.cell] >= goal if demand.upwards else move[demand.cell] <= goal
            if reached and self._holds(move) and self._keeps(move, demand):
                return move
        return None

    def _keeps(self, move: Vector, demand: Demand) -> bool:
        if demand.informed:
            return False
        return (
            demand.member < 0
            or self._system.values[demand.member] + move[demand.member] >= 1 - MOVED
        )

    def _holds(self, move: Vector) -> bool:
        hidden = self.pattern.hidden
        return all(hidden[cell] for cell in np.flatnonzero(np.abs(move) > MOVED))

    def _clean_up(self) -> None:
        costs = self._system.costs
        pattern = self.pattern
        for cell in sorted(pattern.protects, key=lambda one: (-costs[one], one)):
            if not self._leads_hidden(cell):
                self._try_printing(cell)

    def _leads_hidden(self, cell: int) -> bool:
        """Tell whether a cell follows one that is hidden."""
        return any(
            cell in followers and self.pattern.hidden[leader]
            for leader, followers in self._system.followers.items()
        )

    def _try_printing(self, cell: int) -> None:
        pattern = self.pattern
        pattern.hidden[cell] = False
        found: dict[Demand, Vector] = {}
        for demand in self._demands:
            if abs(self._witness[demand][cell]) <= MOVED:
                continue
            move = self._moves.cheapest(demand, pattern.hidden, Opening.NOTHING)
            if move is None:
                pattern.hidden[cell] = True
                pattern.protects[cell] = demand.cell
                return
            found[demand] = move
        self._witness.update(found)
        del pattern.protects[cell]


def _demands(cell: int, mark: Mark, value: int) -> Iterable[Demand]:
    if mark.low < value:
        yield Demand(cell, upwards=False, target=mark.low)
    if mark.high > value:
        yield Demand(cell, upwards=True, target=mark.high)


class _Moves:
    """The linear programme: one rise and one fall per cell, rows that the moves must respect."""

    def __init__(self, system: System, highs: Callable[[], Any]) -> None:
        from app.statistics.disclosure.solver import Programme

        self._system = system
        self._values = np.array(system.values, dtype=np.float64)
        size = len(system.keys)
        self._size = size
        self._dense = [
            (
                np.array([cell for cell, _ in terms]),
                np.array([factor for _, factor in terms], dtype=np.float64),
            )
            for terms, _, _ in system.rows
        ]
        scale = np.where(
            [key.measure.value == "cents" for key in system.keys],
            np.maximum(self._values, 1.0),
            1.0,
        )
        self._prices = np.array(system.costs) / scale
        nothing = np.zeros(size, dtype=bool)
        totals = np.array(system.totals)
        self._opened = {
            Opening.NOTHING: nothing,
            Opening.DETAILS: ~totals,
            Opening.EVERYTHING: ~nothing,
        }
        self._countable = ~np.array(system.virtual)
        rows = [self._row(number) for number in range(len(system.rows))]
        self._least = np.array([low for _, _, low, _ in rows])
        self._most = np.array([high for _, _, _, high in rows])
        self._cell = np.array(
            [cell for terms, _, _ in system.rows for cell, _ in terms], dtype=np.int64
        )
        self._factor = np.array(
            [factor for terms, _, _ in system.rows for _, factor in terms], dtype=np.float64
        )
        self._row_of = np.array(
            [number for number, (terms, _, _) in enumerate(system.rows) for _ in terms],
            dtype=np.int64,
        )
        self._programme = Programme(2 * size, rows, highs)

    def _row(self, number: int) -> tuple[Any, Any, float, float]:
        _, lower, upper = self._system.rows[number]
        cells, factors = self._dense[number]
        total = float(self._values[cells] @ factors)
        low = -np.inf if lower is None else lower - total
        high = np.inf if upper is None else upper - total
        return (
            np.concatenate([cells, cells + self._size]),
            np.concatenate([factors, -factors]),
            low,
            high,
        )

    def cheapest(self, demand: Demand, hidden: list[bool], opening: Opening) -> Vector | None:
        """The cheapest move that brings the cell to its target; None if there is none. Printed cells move at a price."""
        size, cell = self._size, demand.cell
        masked = np.array(hidden)
        free = masked | self._opened[opening]
        floors = np.zeros(size)
        if demand.member >= 0:
            floors[demand.member] = 1.0
        if demand.informed:
            floors[self._countable & (self._values > 0)] = 1.0
            free = free & ~(self._countable & (self._values == 0))
        rise = np.where(free, FAR, 0.0)
        fall = np.where(free, np.maximum(self._values - floors, 0.0), 0.0)
        least = np.zeros(2 * size)
        distance = abs(demand.target - self._values[cell])
        towards, away = (cell, size + cell) if demand.upwards else (size + cell, cell)
        most = np.concatenate([rise, fall])
        least[towards] = distance
        most[towards] = max(most[towards], distance)
        most[away] = 0.0
        prices = np.where(masked, 0.0, self._prices)
        solution = self._programme.cheapest(np.concatenate([prices, prices]), least, most)
        if solution is None:
            return None
        move = solution[:size] - solution[size:]
        self._verify(move, demand)
        return move

    def _verify(self, move: Vector, demand: Demand) -> None:
        """Believe no solver: the move must respect every row and reach its target."""
        reached = move[demand.cell] - (demand.target - self._values[demand.cell])
        slack = 1e-5
        wrong = reached < -slack if demand.upwards else reached > slack
        scale = 1.0 + float(np.max(np.abs(move), initial=0.0))
        totals = np.bincount(
            self._row_of, weights=self._factor * move[self._cell], minlength=len(self._least)
        )
        wrong = wrong or bool(np.any(totals < self._least - slack * scale))
        wrong = wrong or bool(np.any(totals > self._most + slack * scale))
        if wrong or float(np.min(self._values + move, initial=0.0)) < -slack * scale:
            raise SolverFailed("move_wrong")
