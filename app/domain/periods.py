"""Periods: any span of days on which work is counted.

Domain rule: never rely on precomputed years.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from app.domain.errors import RuleBroken


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from `first` to `last`, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        """Refuse a period that ends before it begins."""
        if self.last < self.first:
            raise RuleBroken("period_reversed", first=self.first, last=self.last)

    def __contains__(self, day: date) -> bool:
        """Tell whether `day` lies in the period."""
        return self.first <= day <= self.last

    @property
    def is_civil_year(self) -> bool:
        """Tell whether the period is exactly one calendar year."""
        return self == civil_year(self.first.year)

    @property
    def label(self) -> str:
        """A stable text form: `2025` for a calendar year, otherwise `2025-01-01/2025-06-30`."""
        if self.is_civil_year:
            return str(self.first.year)
        return f"{self.first.isoformat()}/{self.last.isoformat()}"

    def quarters(self) -> tuple[Period, ...]:
        """The quarters of the calendar that meet the period, cut to it."""
        starts = [
            date(year, month, 1)
            for year in range(self.first.year, self.last.year + 2)
            for month in (1, 4, 7, 10)
        ]
        spans = (
            Period(start, following - timedelta(days=1)) for start, following in pairwise(starts)
        )
        return tuple(
            Period(max(span.first, self.first), min(span.last, self.last))
            for span in spans
            if span.first <= self.last and span.last >= self.first
        )


def civil_year(year: int) -> Period:
    """The calendar year, the default reporting period."""
    return Period(date(year, 1, 1), date(year, 12, 31))
