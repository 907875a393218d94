"""Reads one cell as a date, a duration, a year, an amount, a count, in the ways people type."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from app.domain.interventions import LONGEST_MINUTES, OLDEST_DAY
from app.domain.people import BIRTH_YEAR_MIN, folded

if TYPE_CHECKING:
    from app.ports.imports import Cell

_SERIAL_ORIGIN = date(1899, 12, 30)
_SERIAL_FIRST, _SERIAL_LAST = 20_000, 80_000
_CENTURY = 100
_HOUR = 60
_SHORT_HOURS = 12
_NUMERIC_DATE = re.compile(
    r"^(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{4}|\d{2})(?:\s+\d{1,2}[:h]\d{2}.*)?$"
)
_ISO_DATE = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$")
_WORDED_DATE = re.compile(r"^(?:[a-z]+ )?(\d{1,2})(?:er)? ([a-z]+) (\d{4}|\d{2})$")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan", "fevrier fevr fev", "mars mar", "avril avr", "mai", "juin",
            "juillet juil", "aout", "septembre sept sep", "octobre oct", "novembre nov",
            "decembre dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_CLOCK = re.compile(
    r"^(-?)(\d{1,2})\s*(?:h|:|heures?)\s*(\d{1,2})?(?:\s*(?:m|mn|min|minutes?))?(?::\d{2})?$"
)
_MINUTES = re.compile(r"^(-?)(\d+)(?:[.,]0+)?\s*(?:'|′|m|mn|min|mins|minutes?)?\.?$")
_DECIMAL_HOURS = re.compile(r"^(-?)(\d+[.,]\d+)\s*(?:h|heures?)$")
_DECIMAL_MINUTES = re.compile(r"^(-?)(\d+[.,]\d+)\s*(?:m|mn|min|minutes?)?$")
_AMOUNT = re.compile(r"^(-?)(\d+)(?:[.,](\d{1,2}))?$")
_GROUPED = re.compile(r"(?<=\d)[.,](?=\d{3}(?:\D|$))")
_WHOLE = re.compile(r"^-?\d+(?:[.,]0+)?$")
_YEAR = re.compile(r"^(\d{4})(?:[.,]0+)?$")


class NotUnderstood(Exception):
    """A cell that does not say what its column asks; `code` says how, never what is in it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def text_of(cell: Cell) -> str:
    """A cell as text that reads back as the same value, whatever the file form it came from."""
    match cell:
        case None:
            return ""
        case bool():
            return "oui" if cell else "non"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case datetime():
            return cell.isoformat(sep=" ", timespec="minutes")
        case timedelta():
            minutes = round(cell.total_seconds() / _HOUR)
            return f"{'-' if minutes < 0 else ''}{abs(minutes) // _HOUR}h{abs(minutes) % _HOUR:02d}"
        case time():
            return f"{cell.hour}h{cell.minute:02d}"
        case _:
            return str(cell)


def line_of(cell: Cell) -> str:
    """A cell as text on one line: blanks of any kind made one."""
    return " ".join(text_of(cell).split())


def read_date(cell: Cell, today: date) -> date:
    """The day that a cell names; refuses days before the trade was recorded and days to come."""
    found = _day(cell, today)
    if found < OLDEST_DAY:
        raise NotUnderstood("date_too_old")
    if found > today:
        raise NotUnderstood("date_in_future")
    return found


def _day(cell: Cell, today: date) -> date:
    match cell:
        case datetime():
            return cell.date()
        case date():
            return cell
        case bool() | time() | timedelta() | None:
            raise NotUnderstood("date_unreadable")
        case int() | float():
            return _serial(cell)
        case str():
            return _typed_day(line_of(cell), today)


def _serial(number: float) -> date:
    """A day as spreadsheets count it, when a column lost its date format."""
    if not _SERIAL_FIRST <= number <= _SERIAL_LAST:
        raise NotUnderstood("date_unreadable")
    return _SERIAL_ORIGIN + timedelta(days=int(number))


def _typed_day(text: str, today: date) -> date:
    if numeric := _NUMERIC_DATE.match(text):
        return _calendar_day(_full_year(numeric[3], today), int(numeric[2]), int(numeric[1]))
    if iso := _ISO_DATE.match(text):
        return _calendar_day(int(iso[1]), int(iso[2]), int(iso[3]))
    if worded := _WORDED_DATE.match(folded(text)):
        month = _MONTHS.get(worded[2])
        if month is not None:
            return _calendar_day(_full_year(worded[3], today), month, int(worded[1]))
    if text.isdigit() and len(text) == len(str(_SERIAL_FIRST)):
        return _serial(int(text))
    raise NotUnderstood("date_unreadable")


def _full_year(digits: str, today: date) -> int:
    """Two digits mean a year of this century up to next year, else of the last century."""
    year = int(digits)
    if len(digits) > 2:  # noqa: PLR2004 — four digits say it all
        return year
    century = today.year - today.year % _CENTURY
    return year + century if year <= today.year % _CENTURY + 1 else year + century - _CENTURY


def _calendar_day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NotUnderstood("date_unreadable") from None


def read_minutes(cell: Cell) -> int | None:
    """A duration in minutes, None when none is given.

    A bare number is minutes; a small one with decimals is hours.
    """
    minutes = _minutes(cell)
    if minutes is None or minutes == 0:
        return None
    if minutes < 0:
        raise NotUnderstood("duration_negative")
    if minutes > LONGEST_MINUTES:
        raise NotUnderstood("duration_too_long")
    return minutes


def _minutes(cell: Cell) -> int | None:
    match cell:
        case None:
            return None
        case datetime() | bool():
            raise NotUnderstood("duration_unreadable")
        case time():
            return cell.hour * _HOUR + cell.minute
        case timedelta():
            return round(cell.total_seconds() / _HOUR)
        case int() | float():
            return _typed_minutes(text_of(cell))
        case str():
            return _typed_minutes(line_of(cell).casefold())
        case date():
            raise NotUnderstood("duration_unreadable")


def _typed_minutes(text: str) -> int | None:
    if not text:
        return None
    if whole := _MINUTES.match(text):
        return _signed(whole[1], int(whole[2]))
    if clock := _CLOCK.match(text):
        if int(clock[3] or 0) >= _HOUR:
            raise NotUnderstood("duration_unreadable")
        return _signed(clock[1], int(clock[2]) * _HOUR + int(clock[3] or 0))
    if hours := _DECIMAL_HOURS.match(text):
        return _signed(hours[1], round(_decimal(hours[2]) * _HOUR))
    if number := _DECIMAL_MINUTES.match(text):
        value = _decimal(number[2])
        return _signed(number[1], round(value * _HOUR if value < _SHORT_HOURS else value))
    raise NotUnderstood("duration_unreadable")


def _signed(sign: str, minutes: int) -> int:
    return -minutes if sign else minutes


def _decimal(text: str) -> float:
    return float(text.replace(",", "."))


def read_birth_year(cell: Cell, today: date) -> int | None:
    """The year of birth, out of a year or a full date; only the year is kept."""
    text = line_of(cell)
    if not text:
        return None
    if year := _YEAR.match(text):
        found = int(year[1])
    else:
        try:
            found = _day(cell if isinstance(cell, (date, str)) else text, today).year
        except NotUnderstood:
            raise NotUnderstood("birth_year_unreadable") from None
        found -= _CENTURY if found > today.year else 0
    if not BIRTH_YEAR_MIN <= found <= today.year:
        raise NotUnderstood("birth_year_out_of_range")
    return found


def read_cents(cell: Cell) -> int | None:
    """An amount in cents, typed with or without blanks, comma, point or currency."""
    if isinstance(cell, (date, time, timedelta, bool)):
        raise NotUnderstood("amount_unreadable")
    if isinstance(cell, (int, float)):
        cents = round(cell * 100)
    else:
        bare = re.sub(r"[\s€'’_]|eur(?:os?)?", "", text_of(cell).casefold())
        if not bare or not bare.strip("-–—"):
            return None
        amount = _AMOUNT.match(_GROUPED.sub("", bare))
        if amount is None:
            raise NotUnderstood("amount_unreadable")
        cents = _signed(amount[1], int(amount[2]) * 100 + int((amount[3] or "0").ljust(2, "0")))
    if cents < 0:
        raise NotUnderstood("amount_negative")
    return cents


def read_count(cell: Cell) -> int | None:
    """A whole number of people."""
    text = "".join(text_of(cell).split())
    if not text:
        return None
    if not _WHOLE.match(text):
        raise NotUnderstood("number_unreadable")
    number = int(float(text.replace(",", ".")))
    if number < 0:
        raise NotUnderstood("number_negative")
    return number


def read_percent(cell: Cell) -> float | None:
    """A share of a full-time post: `40`, `40 %`, or `0,4` as a spreadsheet stores a percentage."""
    text = line_of(cell).replace("%", "").replace(",", ".").strip()
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        raise NotUnderstood("number_unreadable") from None
    percent = round(number * 100, 2) if 0 < number <= 1 else number
    if not 0 <= percent <= 100:  # noqa: PLR2004 — a percentage
        raise NotUnderstood("quota_out_of_range")
    return percent
