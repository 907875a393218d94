"""Which cells must stay hidden, and the levels that the attack judges by."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from app.statistics.tables import CellKey, Measure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.statistics.disclosure.rules import Rules
    from app.statistics.tables import Cell, RawTables

FAR = 10**12
AMOUNT_SLACK = 100_00
"""An amount of nothing must look as if it could be a hundred euros."""
AMOUNT_MARGIN = 15
"""An amount must stay uncertain by more than this many percent either way."""


class Cause(StrEnum):
    """Why a cell is hidden for itself."""

    SMALL = "small"
    WHOLE_GROUP = "whole_group"
    WHOLE_HEADCOUNT = "whole_headcount"
    DOMINANCE = "dominance"
    DIFFERENCE = "difference"


@dataclass(frozen=True, slots=True)
class Mark:
    """A cell to protect, and the interval `low` … `high` that no reader may get inside of."""

    cause: Cause
    low: int
    high: int


def marks(raw: RawTables, rules: Rules) -> dict[CellKey, Mark]:
    """Mark every cell that must be hidden for itself, in the order of the keys."""
    found: dict[CellKey, Mark] = {}
    for key in sorted(raw.cells, key=_whole_before_part):
        cell = raw.cells[key]
        mark = _mark(cell, raw.cells, rules)
        if mark is not None:
            found[key] = replace(mark, high=min(mark.high, _room(cell, raw.cells, found)))
    return dict(sorted(found.items()))


def _whole_before_part(key: CellKey) -> tuple[int, bool, CellKey]:
    return len(key.coordinates), key.measure is not Measure.PERSONS, key


def _room(cell: Cell, cells: Mapping[CellKey, Cell], found: Mapping[CellKey, Mark]) -> int:
    """How large a part may look: no larger than its whole is, or may look.

    Acts and issues of few persons need not look like more than there are persons followed, and
    issues that are as many as the persons who have them, no more than those.
    """
    room = FAR
    everyone = CellKey(cell.key.population, Measure.PERSONS)
    if cell.key != everyone and everyone in cells and cell.key.measure is not Measure.CENTS:
        room = max(cell.value + _share(cell.value), _reach(everyone, cells, found))
    twin = cell.key._replace(measure=Measure.PERSONS)
    if cell.key.measure is Measure.ISSUES and twin in cells and cells[twin].value == cell.value:
        room = min(room, _reach(twin, cells, found))
    return room if cell.parent is None else min(room, _reach(cell.parent, cells, found))


def _reach(key: CellKey, cells: Mapping[CellKey, Cell], found: Mapping[CellKey, Mark]) -> int:
    mark = found.get(key)
    return max(cells[key].value, 0 if mark is None else mark.high)


def threshold_of(cell: Cell, rules: Rules) -> int:
    """The smallest number of persons that this cell may print."""
    amount = cell.key.measure is Measure.CENTS
    return rules.sensitive_threshold if cell.sensitive or amount else rules.threshold


def _mark(cell: Cell, cells: Mapping[CellKey, Cell], rules: Rules) -> Mark | None:
    if not cell.personal:
        return None
    threshold = threshold_of(cell, rules)
    if cell.virtual:
        small = 0 < cell.value < threshold
        return _small(cell, threshold, Cause.DIFFERENCE) if small else None
    if cell.persons < threshold:
        return _small(cell, threshold, Cause.SMALL)
    if cell.key.measure is Measure.PERSONS:
        return _whole(cell, cells, rules)
    return _dominated(cell, rules)


def _small(cell: Cell, threshold: int, cause: Cause) -> Mark:
    """A small count must look as if it could be nothing, or enough to be printed.

    One more than the threshold: a member who knows that she is counted must not learn more. A
    number of acts that few persons had must stay as uncertain as the number of persons, and an
    amount wider than its margin.
    """
    if cell.key.measure is Measure.CENTS:
        return _uncertain(cell, cause)
    reach = threshold + 1
    if cell.key.measure is Measure.PERSONS:
        high = reach if cell.headcount is None else min(reach, cell.headcount)
        return Mark(cause, 0, high)
    spread = _share(cell.value)
    return Mark(
        cause, max(0, min(cell.value - reach, cell.value - spread)), max(reach, cell.value + spread)
    )


def _uncertain(cell: Cell, cause: Cause) -> Mark:
    spread = _share(cell.value)
    slack = AMOUNT_SLACK if cell.key.measure is Measure.CENTS else 1
    return Mark(cause, max(0, cell.value - spread), cell.value + max(spread, slack))


def _share(value: int) -> int:
    return value * AMOUNT_MARGIN // 100 + 1


def _whole(cell: Cell, cells: Mapping[CellKey, Cell], rules: Rules) -> Mark | None:
    """A part that is its whole group: readers must see room for enough others."""
    parent = cells.get(cell.parent) if cell.parent is not None else None
    reach = rules.threshold + 1
    if cell.headcount is not None and cell.headcount - cell.persons < rules.whole_headcount:
        return Mark(Cause.WHOLE_HEADCOUNT, max(0, cell.headcount - reach), cell.value)
    if parent is not None and cell.persons >= parent.persons - rules.whole_group:
        return Mark(Cause.WHOLE_GROUP, max(0, cell.value - reach), cell.value)
    return None


def _dominated(cell: Cell, rules: Rules) -> Mark | None:
    """A value that one person nearly makes up, or whose second could work out the first."""
    rest = cell.value - cell.top1 - cell.top2
    if (
        rest * 100 >= rules.dominance_percent * cell.top1
        and cell.top1 * 100 <= rules.top_percent * cell.value
    ):
        return None
    return _uncertain(cell, Cause.DOMINANCE)
