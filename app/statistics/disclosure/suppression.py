"""Complementary suppression: what else to hide so that marked cells cannot be worked out.

For every marked cell and each end of its interval a linear programme moves the cell to that end at
the least cost; what moves is hidden. Then each hidden cell is tried again, dearest first: it is
printed if every marked cell still reaches its ends without it (disclosure.md §5.3). Nothing here
decides that a publication is safe: the attack does.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from app.statistics.disclosure.moves import Demand, Moves, Opening

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from numpy.typing import NDArray

    from app.statistics.disclosure.marking import Mark
    from app.statistics.disclosure.system import System
    from app.statistics.tables import CellKey

    Vector = NDArray[np.float64]

MOVED = 1e-6


class Impossible(Exception):
    """A marked cell cannot reach its end even with everything hidden."""

    def __init__(self, key: CellKey | None) -> None:
        super().__init__("impossible")
        self.key = key


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
        self._moves = Moves(system, highs)
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
