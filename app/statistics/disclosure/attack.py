"""The attack on a publication: it shares no code with what chose the hidden cells.

He knows every printed figure of every population, how tables add up, the rules and the headcounts;
each hidden cell is an unknown. For every protected cell he looks for the smallest and largest value
that fits. Evidence of safety is always a point: a full set of figures that prints the same report;
it is checked here, whatever the solver claims. Three readers try: the employer, a member of staff
who counts herself, a colleague who knows which cells are empty.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import ceil, floor
from typing import TYPE_CHECKING, Any

import numpy as np

from app.statistics.tables import Measure, RelationKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from numpy.typing import NDArray

    from app.statistics.disclosure.marking import Mark
    from app.statistics.tables import Cell, CellKey, RawTables

    Point = NDArray[np.float64]

_CEILING = 1e7
_CENTS_CEILING = 1e9
_NEAR = 1e-5
_INFORMED_WIDTH = 2


class Attacker(StrEnum):
    """Who reads."""

    EMPLOYER = "employer"
    MEMBER = "member"
    INFORMED = "informed"


class AttackFailed(Exception):
    """The attack could not be carried out.

    Its silence proves nothing, so nothing may be published.
    """


@dataclass(frozen=True, slots=True)
class Weakness:
    """A protected cell that a reader gets too close to.

    `low` … `high` is all that he leaves open.
    """

    key: CellKey
    attacker: Attacker
    low: int
    high: int
    member: CellKey | None = None

    @property
    def exact(self) -> bool:
        """Tell whether the reader knows the value."""
        return self.low >= self.high


class Attack:
    """One publication under attack."""

    def __init__(
        self, raw: RawTables, printed: Mapping[CellKey, int], highs: Callable[[], Any]
    ) -> None:
        self._raw = raw
        self._printed = printed
        self._unknown = sorted(
            key for key, cell in raw.cells.items() if cell.personal and key not in printed
        )
        self._place = {key: number for number, key in enumerate(self._unknown)}
        rows = list(self._equations())
        self._employer = _Polytope(rows, *self._bounds(None), highs)
        self._informed = _Polytope(rows, *self._bounds(_emptiness(raw.cells)), highs)
        truth = np.array([float(raw.cells[key].value) for key in self._unknown])
        self._employer.seed(truth)
        self._informed.seed(truth)

    def weaknesses(self, marked: Mapping[CellKey, Mark]) -> list[Weakness]:
        """Everything that some reader gets too close to, in the order of the keys."""
        found: list[Weakness] = []
        for key in sorted(marked):
            mark = marked[key]
            found += self._as_employer(key, mark)
            found += self._as_informed(key, mark)
        if not found:
            for key in sorted(marked):
                found += self._as_member(key, marked[key])
        return found

    def interval(self, key: CellKey) -> tuple[int, int]:
        """What the employer can say of a hidden cell."""
        place = self._place[key]
        low, high = self._employer.lowest(place), self._employer.highest(place)
        return _inwards(low, high)

    def _equations(self) -> Iterable[tuple[list[int], list[float], float, float]]:
        for relation in self._raw.relations:
            known = 0
            places: list[int] = []
            factors: list[float] = []
            for key, factor in relation.terms:
                if key in self._place:
                    places.append(self._place[key])
                    factors.append(float(factor))
                else:
                    known += factor * self._printed[key]
            if places:
                lower = -np.inf if relation.lower is None else relation.lower - known
                upper = np.inf if relation.upper is None else relation.upper - known
                yield places, factors, lower, upper

    def _bounds(self, empty: Mapping[CellKey, bool] | None) -> tuple[Point, Point]:
        least = np.zeros(len(self._unknown))
        most = np.array(
            [_CENTS_CEILING if key.measure is Measure.CENTS else _CEILING for key in self._unknown]
        )
        for place, key in enumerate(self._unknown):
            if empty is not None and key in empty:
                least[place] = 0.0 if empty[key] else 1.0
                most[place] = 0.0 if empty[key] else most[place]
        return least, most

    def _as_employer(self, key: CellKey, mark: Mark) -> Iterable[Weakness]:
        place = self._require(key)
        reached_low = self._employer.reaches(place, mark.low, upwards=False)
        reached_high = self._employer.reaches(place, mark.high, upwards=True)
        if not (reached_low and reached_high):
            low, high = self.interval(key)
            yield Weakness(key, Attacker.EMPLOYER, low, high)

    def _as_informed(self, key: CellKey, mark: Mark) -> Iterable[Weakness]:
        """Small cells only: who knows that nobody is outside a group knows the group already."""
        cell = self._raw.cells[key]
        if cell.value == 0 or cell.virtual or mark.high <= cell.value:
            return
        place = self._require(key)
        if self._informed.width(place) >= _INFORMED_WIDTH:
            return
        low, high = _inwards(self._informed.lowest(place), self._informed.highest(place))
        if high - low < _INFORMED_WIDTH:
            yield Weakness(key, Attacker.INFORMED, low, high)

    def _as_member(self, key: CellKey, mark: Mark) -> Iterable[Weakness]:
        """A member of a neighbouring cell takes herself out.

        The others must still look like enough.
        """
        if key.measure is not Measure.PERSONS or mark.low > 0:
            return
        place = self._require(key)
        for other in self._neighbours(key):
            wanted = mark.high - 1
            if not self._employer.reaches(place, wanted, upwards=True, member=self._place[other]):
                yield Weakness(key, Attacker.MEMBER, 0, wanted - 1, other)

    def _neighbours(self, key: CellKey) -> list[CellKey]:
        found: set[CellKey] = set()
        for relation in self._raw.relations:
            keys = {one for one, _ in relation.terms}
            if key in keys and relation.kind in {RelationKind.SUM, RelationKind.ENTITIES}:
                found |= keys
        return sorted(
            one for one in found - {key} if one in self._place and self._may_hold_a_member(one)
        )

    def _may_hold_a_member(self, key: CellKey) -> bool:
        cell = self._raw.cells[key]
        return cell.value > 0 and not cell.virtual and key.measure is Measure.PERSONS

    def _require(self, key: CellKey) -> int:
        """The unknown of a protected cell.

        A protected cell in print is the worst failure there is.
        """
        if key not in self._place:
            raise AttackFailed("protected_cell_printed")
        return self._place[key]


class _Polytope:
    """All sets of figures that fit, explored by the primal simplex with a changing objective."""

    def __init__(
        self,
        rows: list[tuple[list[int], list[float], float, float]],
        least: Point,
        most: Point,
        highs: Callable[[], Any],
    ) -> None:
        import highspy

        self._optimal = highspy.HighsModelStatus.kOptimal
        self._infeasible = highspy.HighsModelStatus.kInfeasible
        self._least, self._most = least, most
        self._solver: Any = highs()
        self._solver.setOptionValue("simplex_strategy", 4)
        for place in range(len(least)):
            self._solver.addVar(least[place], most[place])
        for places, factors, lower, upper in rows:
            self._solver.addRow(
                max(lower, -highspy.kHighsInf),
                min(upper, highspy.kHighsInf),
                len(places),
                np.array(places, dtype=np.int32),
                np.array(factors, dtype=np.float64),
            )
        self._cells = np.array(
            [place for places, _, _, _ in rows for place in places], dtype=np.int64
        )
        self._factors = np.array([factor for _, factors, _, _ in rows for factor in factors])
        lengths = [len(places) for places, _, _, _ in rows]
        self._starts = np.cumsum([0, *lengths[:-1]]) if rows else np.zeros(0, dtype=np.int64)
        self._lower = np.array([lower for _, _, lower, _ in rows])
        self._upper = np.array([upper for _, _, _, upper in rows])
        self._points: list[Point] = []
        self._lowest, self._highest = most.copy(), least.copy()
        self._objective: int | None = None

    def seed(self, point: Point) -> None:
        """Start from a known set of figures, once it has been checked like any other."""
        self._verify(point)
        self._keep(point)

    def lowest(self, place: int) -> float:
        """The smallest value found for an unknown."""
        self._push(place, upwards=False)
        return float(self._lowest[place])

    def highest(self, place: int) -> float:
        """The largest value found for an unknown."""
        self._push(place, upwards=True)
        return float(self._highest[place])

    def width(self, place: int) -> int:
        """How far apart the whole numbers inside the values found so far are."""
        low, high = _inwards(float(self._lowest[place]), float(self._highest[place]))
        return high - low

    def reaches(self, place: int, goal: int, *, upwards: bool, member: int | None = None) -> bool:
        """Tell whether some set of figures reaches the goal, with a person in the member's cell."""
        if member is None:
            if upwards and self._highest[place] < goal - _NEAR:
                self._push(place, upwards=True)
            if not upwards and self._lowest[place] > goal + _NEAR:
                self._push(place, upwards=False)
            return bool(
                self._highest[place] >= goal - _NEAR
                if upwards
                else self._lowest[place] <= goal + _NEAR
            )
        if any(
            point[place] >= goal - _NEAR and point[member] >= 1 - _NEAR for point in self._points
        ):
            return True
        return self._with_member(place, goal, member)

    def _with_member(self, place: int, goal: int, member: int) -> bool:
        self._solver.changeColBounds(member, max(1.0, self._least[member]), self._most[member])
        point = self._extreme(place, upwards=True)
        self._solver.changeColBounds(member, self._least[member], self._most[member])
        return point is not None and bool(point[place] >= goal - _NEAR)

    def _push(self, place: int, *, upwards: bool) -> None:
        if self._extreme(place, upwards=upwards) is None:
            raise AttackFailed("no_figures_fit")

    def _extreme(self, place: int, *, upwards: bool) -> Point | None:
        if self._objective is not None:
            self._solver.changeColCost(self._objective, 0.0)
        self._solver.changeColCost(place, -1.0 if upwards else 1.0)
        self._objective = place
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == self._infeasible:
            return None
        if status != self._optimal:
            raise AttackFailed(str(status))
        point = np.array(self._solver.getSolution().col_value)
        self._verify(point)
        self._keep(point)
        return point

    def _keep(self, point: Point) -> None:
        self._points.append(point)
        self._lowest = np.minimum(self._lowest, point)
        self._highest = np.maximum(self._highest, point)

    def _verify(self, point: Point) -> None:
        """A point is evidence only if it really prints the same report."""
        slack = _NEAR * (1.0 + float(np.max(np.abs(point), initial=0.0)) * 1e-3)
        inside = bool(np.all(point >= self._least - slack) and np.all(point <= self._most + slack))
        if len(self._starts):
            totals = np.add.reduceat(self._factors * point[self._cells], self._starts)
            inside = inside and bool(
                np.all(totals >= self._lower - slack) and np.all(totals <= self._upper + slack)
            )
        if not inside:
            raise AttackFailed("point_wrong")


def _emptiness(cells: Mapping[CellKey, Cell]) -> dict[CellKey, bool]:
    return {
        key: cell.value == 0 for key, cell in cells.items() if cell.personal and not cell.virtual
    }


def _inwards(low: float, high: float) -> tuple[int, int]:
    """An interval rounded inwards: between 2.0 and 2.4 only 2 is possible."""
    return ceil(low - _NEAR), floor(high + _NEAR)
