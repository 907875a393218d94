"""Dates, durations and numbers as they are written in French, and as she types them."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from app.domain.people import folded
from ui.texts import text

if TYPE_CHECKING:
    from datetime import datetime

THIN = "\u202f"
_MINUTES = 60
_PIVOT = 70
_CENTURY = 100
_WEEK = 7
_KILO = 1024
_DATE = re.compile(r"^(\d{1,2})(?:[/.\- ](\d{1,2})(?:[/.\- ](\d{4}|\d{2}))?)?$")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_DURATION = re.compile(r"^(?:(\d{1,2})\s*h\s*(\d{1,2})?|(\d{1,4}))\s*(?:m|mn|min|minutes?)?$")
_TIME = re.compile(r"^(\d{1,2})(?:[h:.]?(\d{2})?|[h:.])$")
_LAST_HOUR = 23
_FRENCH = QLocale(QLocale.Language.French, QLocale.Country.France)


def day(value: date) -> str:
    """`07/02/2026`."""
    return f"{value.day:02d}/{value.month:02d}/{value.year}"


def short_day(value: date) -> str:
    """`sam. 07/02/2026`, as the date field shows it."""
    return f"{_weekday(value.weekday())[:3]}. {day(value)}"


def day_of_week(value: date) -> str:
    """`mardi 28`, where the month is said already."""
    first = text("dates.first") if value.day == 1 else str(value.day)
    return f"{_weekday(value.weekday())} {first}"


def day_in_words(value: date, today: date | None = None) -> str:
    """`mardi 28 avril`, with the year when it is not this one."""
    words = f"{day_of_week(value)} {_FRENCH.monthName(value.month)}"
    return words if today is not None and value.year == today.year else f"{words} {value.year}"


def month_in_words(value: date) -> str:
    """`mai 2026`."""
    return f"{_FRENCH.monthName(value.month)} {value.year}"


def heading_day(value: date) -> str:
    """`Mardi 12 mai 2026`."""
    words = day_in_words(value)
    return words[0].upper() + words[1:]


def moment(value: datetime, today: date) -> str:
    """`hier à 17:48`, `12/05/2026 à 09:02`."""
    local = value.astimezone()
    clock = f"{local.hour}:{local.minute:02d}"
    match (today - local.date()).days:
        case 0:
            return text("dates.today_at", clock=clock)
        case 1:
            return text("dates.yesterday_at", clock=clock)
        case _:
            return text("dates.day_at", day=day(local.date()), clock=clock)


def duration(minutes: int | None) -> str:
    """`50 min`, `1 h 20`; nothing when it is not known."""
    if minutes is None:
        return ""
    if minutes < _MINUTES:
        return f"{minutes}{THIN}min"
    hours, rest = divmod(minutes, _MINUTES)
    return f"{number(hours)}{THIN}h{THIN}{rest:02d}" if rest else f"{number(hours)}{THIN}h"


def number(value: int) -> str:
    """`12 480`, with narrow spaces."""
    return f"{value:,}".replace(",", THIN)


def file_size(size: int) -> str:
    """`840 o`, `12 ko`, `2,4 Mo`."""
    if size < _KILO:
        return text("documents.size.bytes", count=size)
    if size < _KILO * _KILO:
        return text("documents.size.kilobytes", count=number(round(size / _KILO)))
    whole, tenth = divmod(round(size * 10 / (_KILO * _KILO)), 10)
    shown = f"{number(whole)},{tenth}" if tenth else number(whole)
    return text("documents.size.megabytes", count=shown)


def typed_date(typed: str, today: date) -> date | None:
    """Understand `7/2`, `07.02.26`, `hier`, `lundi`, `12`; without a year, the last such day."""
    words = folded(typed)
    if not words:
        return today
    for back, text_id in enumerate(
        ("dates.word_today", "dates.word_yesterday", "dates.word_before")
    ):
        if words in text(text_id).split(", "):
            return today - timedelta(days=back)
    for index in range(_WEEK):
        if words in {_weekday(index), _weekday(index)[:3]}:
            return today - timedelta(days=(today.weekday() - index) % _WEEK)
    return _numbers_date(_without_weekday(typed), today)


def typed_coming_date(typed: str, today: date) -> date | None:
    """Understand what `typed_date` does, and `demain`; without a year, the next such day."""
    words = folded(typed)
    if words in text("dates.word_tomorrow").split(", "):
        return today + timedelta(days=1)
    for index in range(_WEEK):
        if words in {_weekday(index), _weekday(index)[:3]}:
            return today + timedelta(days=(index - today.weekday()) % _WEEK)
    found = typed_date(typed, today)
    parts = _DATE.match(_without_weekday(typed))
    if found is None or found >= today or parts is None or parts[3] is not None:
        return found
    if parts[2] is not None:
        return _date(found.year + 1, found.month, found.day)
    this_month = _date(today.year, today.month, found.day)
    following = today.replace(day=1) + timedelta(days=32)
    if this_month is not None and this_month >= today:
        return this_month
    return _date(following.year, following.month, found.day)


def clock_time(value: time) -> str:
    """`9:15`."""
    return f"{value.hour}:{value.minute:02d}"


def typed_time(typed: str) -> time | None:
    """Understand `9h15`, `9:15`, `9 h`, `14`, `0915`."""
    found = _TIME.match("".join(typed.lower().split()))
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(hour, minute) if hour <= _LAST_HOUR and minute < _MINUTES else None


def typed_minutes(typed: str) -> int | None:
    """Understand `50`, `1h`, `1 h 20`, `45 min`."""
    found = _DURATION.match(" ".join(typed.lower().split()))
    if found is None:
        return None
    hours, minutes, alone = found.groups()
    return int(alone) if alone else int(hours) * _MINUTES + int(minutes or 0)


def _weekday(index: int) -> str:
    return _FRENCH.dayName(index + 1)


def _without_weekday(typed: str) -> str:
    shown = typed.strip()
    head, _, rest = shown.partition(" ")
    return rest.strip() if rest and not head[:1].isdigit() else shown


def _numbers_date(typed: str, today: date) -> date | None:
    iso = _ISO.match(typed)
    if iso is not None:
        return _date(int(iso[1]), int(iso[2]), int(iso[3]))
    found = _DATE.match(typed)
    if found is None:
        return None
    day_number, month, year = found.groups()
    if year is not None:
        return _date(_full_year(int(year)), int(month), int(day_number))
    if month is not None:
        return _latest(_date(today.year, int(month), int(day_number)), today, months=12)
    return _latest(_date(today.year, today.month, int(day_number)), today, months=1)


def _latest(found: date | None, today: date, *, months: int) -> date | None:
    """The same day a year or a month before, when it has not come yet."""
    if found is None or found <= today:
        return found
    if months > 1:
        return _date(found.year - 1, found.month, found.day)
    before = found.replace(day=1) - timedelta(days=1)
    return _date(before.year, before.month, found.day)


def _full_year(year: int) -> int:
    if year >= _CENTURY:
        return year
    return 2000 + year if year < _PIVOT else 1900 + year


def _date(year: int, month: int, day_number: int) -> date | None:
    try:
        return date(year, month, day_number)
    except ValueError:
        return None
