"""Which backups of one place are kept: ordered by what the vault counted, never by the clock alone.

Kept: the 10 latest, one for each of the last 14 days, 8 weeks and 12 months that have one, and
those pinned. Security study §4.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date, datetime

    from app.ports.backups import BackupRow

LATEST, DAYS, WEEKS, MONTHS = 10, 14, 8, 12
LEAST = 3
OLDEST_MONTHS = 13
"""Nothing older stays: what was erased from the vault is gone from every backup by then."""
_WITNESSES = 3
"""A clock that jumps is not believed: so many later backups, of as many days, must agree."""


def dropped(rows: Iterable[BackupRow], today: date, *, sound: bool) -> tuple[BackupRow, ...]:
    """Which backups of one place go; none while the vault itself fails its check."""
    if not sound:
        return ()
    ordered = sorted(rows, key=lambda row: row.rank, reverse=True)
    good = [row for row in ordered if row.good]
    old = {row for row in ordered if _too_old(row, good)}
    kept = _wanted(good, ordered, today) - old | _needed(good)
    for row in good:
        if len(kept) >= LEAST:
            break
        if row not in old:
            kept.add(row)
    return tuple(row for row in ordered if row not in kept and (row.good or row in old))


def _wanted(good: Sequence[BackupRow], ordered: Sequence[BackupRow], today: date) -> set[BackupRow]:
    """What the scheme keeps, and the last good one before each that failed a check."""
    kept = set(good[:LATEST])
    kept |= _one_each(good, DAYS, lambda at: at.date())
    kept |= _one_each(good, WEEKS, lambda at: at.isocalendar()[:2])
    kept |= _one_each(good, MONTHS, lambda at: (at.year, at.month))
    kept |= {row for row in good if row.pinned_until is not None and row.pinned_until >= today}
    return kept | {before for bad in ordered if not bad.good for before in _just_before(bad, good)}


def _needed(good: Sequence[BackupRow]) -> set[BackupRow]:
    """What stays whatever its age: the newest good one, and the newest one verified whole."""
    return {*good[:1], *[row for row in good if row.proven][:1]}


def _one_each(
    good: Sequence[BackupRow], most: int, period: Callable[[datetime], object]
) -> set[BackupRow]:
    """The newest backup of each of the latest periods that have one."""
    newest: dict[object, BackupRow] = {}
    for row in good:
        newest.setdefault(period(row.made_at), row)
    return set(list(newest.values())[:most])


def _just_before(bad: BackupRow, good: Sequence[BackupRow]) -> list[BackupRow]:
    """The last one verified before the one that failed."""
    older = [row for row in good if row.rank < bad.rank]
    return [*[row for row in older if row.proven][:1], *older[:1]]


def _too_old(row: BackupRow, good: Sequence[BackupRow]) -> bool:
    """Tell whether enough later backups, made on as many days, all find it too old."""
    limit, rank = _limit(row.made_at.date()), row.rank
    days = {one.made_at.date() for one in good if one.made_at.date() > limit and one.rank > rank}
    return len(days) >= _WITNESSES


def _limit(made: date) -> date:
    """The last day on which a backup made on that day may still be there."""
    months = made.month - 1 + OLDEST_MONTHS
    return made.replace(year=made.year + months // 12, month=months % 12 + 1, day=1)
