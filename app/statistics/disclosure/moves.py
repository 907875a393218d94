"""The cheapest way to bring a cell to another value while every sum still holds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

import numpy as np

from app.statistics.disclosure.solver import Programme, SolverFailed

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from app.statistics.disclosure.system import System

    Vector = NDArray[np.float64]
    Mask = NDArray[np.bool_]

FAR = 1e7


@dataclass(frozen=True, slots=True, order=True)
class Demand:
    """A cell must be able to reach `target`, upwards or downwards.

    `member`: while that cell keeps at least one person, who is the reader herself. `informed`:
    while the reader knows which of the cells are empty.
    """

    cell: int
    upwards: bool
    target: int
    member: int = -1
    informed: bool = False


class Opening(Enum):
    """Which printed cells a move may hide: none, all but the main totals, or any."""

    NOTHING = "nothing"
    DETAILS = "details"
    EVERYTHING = "everything"


class Moves:
    """The linear programme: one rise and one fall per cell, rows that the moves must respect."""

    def __init__(self, system: System, highs: Callable[[], Any]) -> None:
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
        self._opened = self._openings()
        self._countable = ~np.array(system.virtual)
        rows = [self._row(number) for number in range(len(system.rows))]
        self._least = np.array([low for _, _, low, _ in rows])
        self._most = np.array([high for _, _, _, high in rows])
        self._totals = _Totals(system)
        self._programme = Programme(2 * size, rows, highs)

    def _openings(self) -> dict[Opening, Mask]:
        nothing = np.zeros(self._size, dtype=bool)
        return {
            Opening.NOTHING: nothing,
            Opening.DETAILS: ~np.array(self._system.totals),
            Opening.EVERYTHING: ~nothing,
        }

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
        """The cheapest move that brings the cell to its target.

        None if there is none. Printed cells move at a price.
        """
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
        totals = self._totals.of(move)
        wrong = wrong or bool(np.any(totals < self._least - slack * scale))
        wrong = wrong or bool(np.any(totals > self._most + slack * scale))
        if wrong or float(np.min(self._values + move, initial=0.0)) < -slack * scale:
            raise SolverFailed("move_wrong")


class _Totals:
    """What every row of the system adds up to, for one set of moves."""

    def __init__(self, system: System) -> None:
        numbered = [
            (row, cell, factor)
            for row, (terms, _, _) in enumerate(system.rows)
            for cell, factor in terms
        ]
        self._size = len(system.rows)
        self._rows = np.array([row for row, _, _ in numbered], dtype=np.int64)
        self._cells = np.array([cell for _, cell, _ in numbered], dtype=np.int64)
        self._factors = np.array([factor for _, _, factor in numbered], dtype=np.float64)

    def of(self, move: Vector) -> Vector:
        """The sum of each row."""
        weights = self._factors * move[self._cells]
        totals = np.bincount(self._rows, weights=weights, minlength=self._size)
        return np.asarray(totals, dtype=np.float64)
