"""French public holidays (labour code L.3133-1), computed: eleven, and two more in the East."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_FIXED = {
    "new_year": (1, 1),
    "labour": (5, 1),
    "victory": (5, 8),
    "national": (7, 14),
    "assumption": (8, 15),
    "all_saints": (11, 1),
    "armistice": (11, 11),
    "christmas": (12, 25),
}
_AFTER_EASTER = {"easter_monday": 1, "ascension": 39, "whit_monday": 50}
_GOOD_FRIDAY_BEFORE = 2
_SAINT_STEPHEN = (12, 26)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - correction + 15) % 30
    leap_years, year_rest = divmod(rest, 4)
    weekday = (32 + 2 * century_rest + 2 * leap_years - epact - year_rest) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=16)
def public_holidays(year: int, *, alsace_moselle: bool = False) -> Mapping[date, str]:
    """The holidays of a year, by day, each with the key of its name."""
    sunday = easter(year)
    found = {date(year, month, day): name for name, (month, day) in _FIXED.items()}
    for name, after in _AFTER_EASTER.items():
        found.setdefault(sunday + timedelta(days=after), name)
    if alsace_moselle:
        found[sunday - timedelta(days=_GOOD_FRIDAY_BEFORE)] = "good_friday"
        found[date(year, *_SAINT_STEPHEN)] = "saint_stephen"
    return found
