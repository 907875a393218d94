"""The one door out: raw tables go in, a sealed release comes out, or nothing does.

`protect` marks, suppresses, attacks, repairs until no reader gets too close, and seals. It fails
closed: a solver that gives no usable answer, a cell that cannot be protected, figures that
contradict each other are all refusals.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.domain.errors import RuleBroken
from app.statistics.disclosure.ladder import keeping_back, without_groups
from app.statistics.disclosure.ledger import refuse_overlap, with_stock
from app.statistics.disclosure.marking import Cause, Mark, marks, threshold_of
from app.statistics.release import (
    _SEAL,  # pyright: ignore[reportPrivateUsage] — protection is the one that seals
    AuditResult,
    ProtectedRelease,
    SafeTable,
)
from app.statistics.tables import Measure

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from app.statistics.disclosure.attack import Weakness
    from app.statistics.disclosure.moves import Demand
    from app.statistics.disclosure.rules import Rules
    from app.statistics.disclosure.system import System
    from app.statistics.tables import CellKey, RawTables, TableView

_ROUNDS = 30


@dataclass(frozen=True, slots=True)
class Protection:
    """A sealed release with what only the assistant may see: why each hidden cell is hidden."""

    release: ProtectedRelease
    causes: Mapping[CellKey, Cause]
    protects: Mapping[CellKey, CellKey]
    """Cell hidden for another's sake → the small cell that it would give away."""


def protect(
    raw: RawTables, rules: Rules, earlier: Sequence[ProtectedRelease] = ()
) -> ProtectedRelease:
    """Protect all the tables of a period together; the only maker of protected tables."""
    return protection(raw, rules, earlier).release


def protection(
    raw: RawTables,
    rules: Rules,
    earlier: Sequence[ProtectedRelease] = (),
    *,
    highs: Callable[[], Any] | None = None,
) -> Protection:
    """Protect, and keep the reasons. `highs` makes solvers: a test hands in broken ones."""
    from app.statistics.disclosure.attack import AttackFailed
    from app.statistics.disclosure.solver import SolverFailed, highs_instance

    refuse_overlap(raw.period, earlier)
    try:
        return _descend(with_stock(raw, earlier), rules, earlier, highs or highs_instance)
    except (AttackFailed, SolverFailed) as failure:
        raise RuleBroken("protection_failed", reason=str(failure)) from failure


def _descend(
    raw: RawTables, rules: Rules, earlier: Sequence[ProtectedRelease], highs: Callable[[], Any]
) -> Protection:
    """Go down the ladder: do without groups, keep back a population's tables, refuse."""
    from app.statistics.disclosure.suppression import Impossible

    withheld: set[str] = set()
    while True:
        try:
            return _attempt(keeping_back(raw, withheld), rules, earlier, highs)
        except Impossible as refusal:
            if raw.members:
                raw = without_groups(raw)
                continue
            key = refusal.key
            last = len(withheld) + 1 >= len(raw.populations)
            if key is None or key.population in withheld or last:
                where = "" if key is None else key.text
                facts = {"cell": where, "threshold": rules.threshold}
                raise RuleBroken("cannot_protect", **facts) from refusal
            withheld.add(key.population)


def _attempt(
    raw: RawTables, rules: Rules, earlier: Sequence[ProtectedRelease], highs: Callable[[], Any]
) -> Protection:
    from app.statistics.disclosure.attack import Attack
    from app.statistics.disclosure.suppression import Impossible, Suppressor
    from app.statistics.disclosure.system import build

    marked = marks(raw, rules)
    system = build(raw)
    suppressor = Suppressor(system, marked, highs)
    for _ in range(_ROUNDS):
        pattern = suppressor.solve()
        printed = _printed(system, pattern.hidden)
        _refuse_small(raw, printed, rules)
        weaknesses = Attack(raw, printed, highs).weaknesses(marked)
        if not weaknesses:
            protects = {
                system.keys[cell]: system.keys[other] for cell, other in pattern.protects.items()
            }
            return _sealed(raw, rules, printed, marked, protects, earlier)
        if not suppressor.demand(_answers(weaknesses, system, marked)):
            raise Impossible(weaknesses[0].key)
    raise Impossible(None)


def _printed(system: System, hidden: Sequence[bool]) -> dict[CellKey, int]:
    return {
        key: value
        for key, value, masked in zip(system.keys, system.values, hidden, strict=True)
        if not masked
    }


def _refuse_small(raw: RawTables, printed: Mapping[CellKey, int], rules: Rules) -> None:
    """Look once more, without the marks: nothing that few persons make up may be in print."""
    for key in printed:
        cell = raw.cells[key]
        if (
            cell.virtual
            or cell.persons < threshold_of(cell, rules)
            or (cell.follows is not None and cell.follows not in printed)
        ):
            raise RuleBroken("cannot_protect", cell=key.text, threshold=rules.threshold)


def _answers(
    weaknesses: Sequence[Weakness], system: System, marked: Mapping[CellKey, Mark]
) -> list[Demand]:
    """What suppression must reach so that the readers who got too close no longer do."""
    from app.statistics.disclosure.attack import Attacker
    from app.statistics.disclosure.moves import Demand

    found: list[Demand] = []
    for weak in weaknesses:
        cell, value, mark = (
            system.index[weak.key],
            system.values[system.index[weak.key]],
            marked[weak.key],
        )
        match weak.attacker:
            case Attacker.EMPLOYER:
                found.append(Demand(cell, upwards=False, target=mark.low))
                found.append(Demand(cell, upwards=True, target=mark.high))
            case Attacker.INFORMED:
                upwards = mark.high > value
                target = value + 2 if upwards else value - 2
                found.append(Demand(cell, upwards=upwards, target=target, informed=True))
            case Attacker.MEMBER:
                member = system.index[weak.member] if weak.member is not None else -1
                found.append(Demand(cell, upwards=True, target=mark.high - 1, member=member))
    return found


def _sealed(
    raw: RawTables,
    rules: Rules,
    printed: Mapping[CellKey, int],
    marked: Mapping[CellKey, Mark],
    protects: Mapping[CellKey, CellKey],
    earlier: Sequence[ProtectedRelease],
) -> Protection:
    open_cells = {key: cell.value for key, cell in raw.cells.items() if not cell.personal}
    everything = {**printed, **open_cells}
    tables = tuple(
        SafeTable(view, {key: everything[key] for key in _keys(view) if key in everything}, _SEAL)
        for view in raw.views
    )
    release = ProtectedRelease(
        period=raw.period,
        rules=rules.text,
        tables=tables,
        populations=dict(raw.populations),
        audit=_audit(raw, printed, marked, earlier),
        extents=dict(raw.extents),
        members=dict(raw.members),
    )
    shown = raw.shown
    return Protection(
        release,
        {key: mark.cause for key, mark in marked.items() if key in shown},
        {key: other for key, other in protects.items() if key in shown},
    )


def _keys(view: TableView) -> list[CellKey]:
    return [key for row in view.rows for key in row.keys if key is not None]


def _audit(
    raw: RawTables,
    printed: Mapping[CellKey, int],
    marked: Mapping[CellKey, Mark],
    earlier: Sequence[ProtectedRelease],
) -> AuditResult:
    """The figures of an attack that found nothing: `_attempt` seals in no other case."""
    shown = [key for key in raw.shown if raw.cells[key].personal]
    masked = [key for key in shown if key not in printed]
    sensitive = sum(1 for key in shown if key in marked)
    persons = [key for key in shown if key.measure is Measure.PERSONS]
    counted = sum(raw.cells[key].value for key in persons)
    hidden = sum(raw.cells[key].value for key in persons if key not in printed)
    return AuditResult(
        cells=len(shown),
        sensitive=sensitive,
        masked=len(masked),
        complementary=len(masked) - sensitive,
        exact=0,
        short=0,
        linked_tables=sum(1 for view in raw.views if view.rows),
        hidden_share=hidden / counted if counted else 0.0,
        attacker="employer+member+informed",
        earlier_releases=tuple(release.period for release in earlier),
    )
