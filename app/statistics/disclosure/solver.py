"""A linear programme whose bounds and prices change from one question to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Vector = NDArray[np.float64]


class SolverFailed(Exception):
    """The solver gave no answer that can be relied on: nothing may be published."""


def highs_instance() -> Any:  # noqa: ANN401 - the library has no types
    """A fresh HiGHS, silent and on one thread.

    Its thread count is global to the process (disclosure.md §8.2).
    """
    import highspy

    solver = highspy.Highs()
    options = {"output_flag": False, "threads": 1, "presolve": "off", "random_seed": 0}
    for name, value in options.items():
        solver.setOptionValue(name, value)
    return solver


class Programme:
    """Columns and rows stay; each question brings its prices and bounds."""

    def __init__(
        self, columns: int, rows: Sequence[tuple[Any, Any, float, float]], highs: Callable[[], Any]
    ) -> None:
        import highspy

        self._infinity = highspy.kHighsInf
        self._optimal = highspy.HighsModelStatus.kOptimal
        self._infeasible = highspy.HighsModelStatus.kInfeasible
        self._solver = highs()
        self._columns = np.arange(columns, dtype=np.int32)
        zeros = np.zeros(columns)
        starts = np.zeros(columns, dtype=np.int32)
        self._solver.addCols(
            columns, zeros, zeros, zeros, 0, starts, np.zeros(0, dtype=np.int32), np.zeros(0)
        )
        for indices, factors, lower, upper in rows:
            low, high = max(lower, -self._infinity), min(upper, self._infinity)
            self._solver.addRow(low, high, len(indices), np.int32(indices), np.float64(factors))

    def cheapest(self, prices: Vector, least: Vector, most: Vector) -> Vector | None:
        """The cheapest point between the bounds, None if there is none.

        Any other answer of the solver is a failure.
        """
        solver, columns = self._solver, self._columns
        solver.changeColsCost(len(columns), columns, prices)
        solver.changeColsBounds(len(columns), columns, least, most)
        solver.run()
        status = solver.getModelStatus()
        if status == self._infeasible:
            return None
        if status != self._optimal:
            raise SolverFailed(str(status))
        return np.array(solver.getSolution().col_value)
