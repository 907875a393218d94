"""On which days of a short period a repeated event falls, decided day by day.

A rule in a file from outside may be made to run for ever (an impossible date, a step of a second).
Asking « does it fall on this day? » for the days that are shown costs the same whatever the rule.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from app.domain.periods import Period

_KNOWN = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "WKST"})
_STEPS = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LONGEST_COUNTED = 20 * 366
_MOST_PARTS = 62


class RuleNotUnderstood(Exception):
    """A rule that this program does not follow."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of repetition; a weekday comes with its rank in the month, 0 for every one."""

    step: str
    every: int = 1
    count: int | None = None
    until: date | None = None
    weekdays: frozenset[tuple[int, int]] = frozenset()
    month_days: frozenset[int] = frozenset()
    months: frozenset[int] = frozenset()

    def days(self, start: date, period: Period) -> Iterator[date]:
        """The days of a period on which an event that began on `start` falls."""
        if self.count is not None:
            yield from self._counted(start, period)
            return
        for day in _each(max(start, period.first), period.last):
            if self._falls(start, day):
                yield day

    def _counted(self, start: date, period: Period) -> Iterator[date]:
        """A rule with a count has to be followed from its beginning."""
        if (period.last - start).days > _LONGEST_COUNTED:
            raise RuleNotUnderstood
        left = self.count or 0
        for day in _each(start, period.last):
            if left and self._falls(start, day):
                left -= 1
                if day in period:
                    yield day

    def _falls(self, start: date, day: date) -> bool:
        if day == start:
            return True
        if self.until is not None and day > self.until:
            return False
        return self._in_step(start, day) and self._fits(start, day)

    def _in_step(self, start: date, day: date) -> bool:
        match self.step:
            case "DAILY":
                apart = (day - start).days
            case "WEEKLY":
                apart = (_monday(day) - _monday(start)).days // 7
            case "MONTHLY":
                apart = (day.year - start.year) * 12 + day.month - start.month
            case _:
                apart = day.year - start.year
        return apart % self.every == 0

    def _fits(self, start: date, day: date) -> bool:
        if self.months and day.month not in self.months:
            return False
        if self.step == "YEARLY" and not self.months and day.month != start.month:
            return False
        if self.month_days and not self._on_month_day(day):
            return False
        if self.weekdays:
            return any(_is_weekday(day, rank, weekday) for rank, weekday in self.weekdays)
        if self.month_days or self.step == "DAILY":
            return True
        return day.weekday() == start.weekday() if self.step == "WEEKLY" else day.day == start.day

    def _on_month_day(self, day: date) -> bool:
        length = calendar.monthrange(day.year, day.month)[1]
        return day.day in self.month_days or day.day - length - 1 in self.month_days


def read_rule(parts: Mapping[str, object]) -> Rule:
    """The rule of an event; raises RuleNotUnderstood for one that is not followed here."""
    named = {name.upper(): _listed(value) for name, value in parts.items()}
    if set(named) - _KNOWN or any(len(values) > _MOST_PARTS for values in named.values()):
        raise RuleNotUnderstood
    try:
        return _read(named)
    except (ValueError, TypeError, IndexError) as wrong:
        raise RuleNotUnderstood from wrong


def _read(named: Mapping[str, Sequence[object]]) -> Rule:
    rule = Rule(str(named["FREQ"][0]).upper() if "FREQ" in named else "")
    every = int(str(named["INTERVAL"][0])) if "INTERVAL" in named else 1
    if rule.step not in _STEPS or every < 1:
        raise RuleNotUnderstood
    until = named["UNTIL"][0] if "UNTIL" in named else None
    return replace(
        rule,
        every=every,
        count=int(str(named["COUNT"][0])) if "COUNT" in named else None,
        until=_day(until),
        weekdays=frozenset(_weekday(str(one)) for one in named.get("BYDAY", ())),
        month_days=frozenset(int(str(one)) for one in named.get("BYMONTHDAY", ())),
        months=frozenset(int(str(one)) for one in named.get("BYMONTH", ())),
    )


def _listed(value: object) -> Sequence[object]:
    return cast("list[object]", value) if isinstance(value, list) else [value]


def _day(value: object) -> date | None:
    return date(value.year, value.month, value.day) if isinstance(value, date) else None


def _weekday(typed: str) -> tuple[int, int]:
    """`2TU` is the second Tuesday: its rank and its weekday."""
    rank, name = typed[:-2], typed[-2:].upper()
    return (int(rank) if rank else 0), _WEEKDAYS.index(name)


def _is_weekday(day: date, rank: int, weekday: int) -> bool:
    if day.weekday() != weekday:
        return False
    if rank == 0:
        return True
    length = calendar.monthrange(day.year, day.month)[1]
    from_end = (length - day.day) // 7 + 1
    return rank == (day.day - 1) // 7 + 1 if rank > 0 else -rank == from_end


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _each(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=after) for after in range((last - first).days + 1))
