"""Calendar files (.ics): written with coded titles, read without trusting a byte of them.

Of a file from outside only the lines that place an event in time reach the library, event by
event: no description, attendee, attachment or alarm, and no time zone of its own making.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Protocol, cast
from zoneinfo import ZoneInfo

from app.domain.agenda import DAY_MINUTES
from app.ports.agenda import CalendarRefused, OutsideCalendar, OutsideEvent
from app.ports.documents import DocumentRefused
from storage.documents.files import ComputerFiles
from storage.recurrence import Rule, RuleNotUnderstood, read_rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from icalendar import Component

    from app.domain.periods import Period
    from app.ports.agenda import CodedSlot

PARIS = ZoneInfo("Europe/Paris")
LARGEST_BYTES = 2_000_000
MOST_EVENTS, MOST_RULES, MOST_SHOWN = 5_000, 500, 3_000
_LONGEST_LINE = 2_000
_LONGEST_WORDS = 120
_LONGEST_STAY = timedelta(days=31)
_PLACING = frozenset(
    {
        "DTSTART", "DTEND", "DURATION", "SUMMARY", "RRULE", "EXDATE", "UID", "RECURRENCE-ID",
        "STATUS",
    }
)  # fmt: skip
_NAME = re.compile(r"^([A-Za-z-]+)[;:]")
_HOUR = 60
_WRONG = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OverflowError,
    ArithmeticError,
)
"""What a library raises on a file that was made to break it."""


class CalendarFiles:
    """Reads and writes .ics files."""

    def write(self, path: Path, slots: Sequence[CodedSlot], made_at: datetime) -> None:
        """Write a calendar, over the one of the same period; or raise CalendarRefused."""
        from icalendar import Calendar, Event

        made = Calendar()
        _say(cast("_Sayable", made), {"prodid": "-//Armoire//Agenda//FR", "version": "2.0"})
        for slot in slots:
            begins = slot.begins.astimezone(UTC)
            event = Event()
            said = {
                "uid": slot.uid,
                "dtstamp": made_at.astimezone(UTC),
                "dtstart": begins,
                "dtend": begins + timedelta(minutes=slot.minutes),
                "summary": slot.title,
                "class": "PRIVATE",
            }
            _say(cast("_Sayable", event), said)
            made.add_component(event)
        try:
            ComputerFiles().save(path, (made.to_ical(),), replacing=True)
        except DocumentRefused as wrong:
            raise CalendarRefused("not_written") from wrong

    def read(self, path: Path, period: Period) -> OutsideCalendar:
        """Read the events that touch a period; raises CalendarRefused for a hostile file."""
        return _Reading(period).read(_text(path))


@dataclass(frozen=True, slots=True)
class _Event:
    """One event as its file says it; `moved` is the day of the series that it stands for."""

    uid: str
    begins: datetime
    minutes: int
    words: str
    rule: Rule | None
    left_out: frozenset[date]
    moved: date | None


class _Sayable(Protocol):
    """A part of a calendar that takes properties."""

    def add(self, name: str, value: object) -> None: ...


def _say(part: _Sayable, properties: Mapping[str, object]) -> None:
    for name, value in properties.items():
        part.add(name, value)


class _Reading:
    """Reads one file for one period."""

    def __init__(self, period: Period) -> None:
        self._period = period
        self._left = 0

    def read(self, written: str) -> OutsideCalendar:
        """Place every event that is understood; count the others."""
        events = [one for block in _blocks(written) if (one := self._event(block)) is not None]
        if sum(one.rule is not None for one in events) > MOST_RULES:
            raise CalendarRefused("too_many")
        moved = {(one.uid, one.moved) for one in events if one.moved is not None}
        shown: list[OutsideEvent] = []
        for one in events:
            for day in self._days(one, moved):
                shown.extend(self._parts(one, day))
                if len(shown) > MOST_SHOWN:
                    raise CalendarRefused("too_many")
        return OutsideCalendar(tuple(shown), self._left)

    def _event(self, block: str) -> _Event | None:
        from icalendar import Event

        try:
            return _understood(Event.from_ical(block))
        except (*_WRONG, RuleNotUnderstood):
            self._left += 1
            return None

    def _days(self, event: _Event, moved: set[tuple[str, date]]) -> Iterator[date]:
        first = event.begins.date()
        if event.rule is None:
            yield first
            return
        try:
            for day in event.rule.days(first, self._period):
                if day not in event.left_out and (event.uid, day) not in moved:
                    yield day
        except RuleNotUnderstood:
            self._left += 1

    def _parts(self, event: _Event, first: date) -> Iterator[OutsideEvent]:
        """The part of an event on each day of the period that it touches."""
        begins = event.begins.hour * _HOUR + event.begins.minute
        left = event.minutes
        day = first
        while left > 0:
            part = min(left, DAY_MINUTES - begins)
            if day in self._period:
                yield OutsideEvent(event.uid, day, time(*divmod(begins, _HOUR)), part, event.words)
            left, begins, day = left - part, 0, day + timedelta(days=1)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            found = file.read(LARGEST_BYTES + 1)
    except OSError as wrong:
        raise CalendarRefused("not_readable") from wrong
    if len(found) > LARGEST_BYTES:
        raise CalendarRefused("too_large")
    written = found.decode("utf-8", "replace").removeprefix("\ufeff")
    if not written.lstrip().upper().startswith("BEGIN:VCALENDAR"):
        raise CalendarRefused("not_a_calendar")
    return written


def _blocks(written: str) -> Iterator[str]:
    """Each event as the few lines that place it in time, what is nested in it left out."""
    lines: list[str] = []
    found = depth = 0
    for line in _unfolded(written):
        name = line.strip().upper()
        if name == "BEGIN:VEVENT":
            lines, depth = ["BEGIN:VEVENT"], 1
        elif name.startswith("BEGIN:"):
            depth += bool(depth)
        elif name == "END:VEVENT" and depth == 1:
            found += 1
            if found > MOST_EVENTS:
                raise CalendarRefused("too_many")
            yield "\r\n".join([*lines, "END:VEVENT", ""])
            depth = 0
        elif name.startswith("END:"):
            depth -= depth > 1
        elif depth == 1 and _places(line):
            lines.append(line)


def _unfolded(written: str) -> Iterator[str]:
    """The lines of a file, those continued put together again; what is too long is cut."""
    kept: list[str] = []
    length = 0
    for line in written.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if line[:1] in {" ", "\t"} and kept:
            if length < _LONGEST_LINE:
                kept.append(line[1:])
                length += len(line)
            continue
        if kept:
            yield "".join(kept)[:_LONGEST_LINE]
        kept, length = [line], len(line)
    if kept:
        yield "".join(kept)[:_LONGEST_LINE]


def _places(line: str) -> bool:
    named = _NAME.match(line)
    return named is not None and named[1].upper() in _PLACING


def _understood(event: Component) -> _Event | None:
    """One event; None for one that was called off."""
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        return None
    starts = _moment(event, "DTSTART")
    rule: object = event.get("RRULE")
    if rule is not None and not isinstance(rule, dict):
        raise RuleNotUnderstood
    begins = _on_the_wall(starts)
    words = _words(str(event.get("SUMMARY", "")))
    return _Event(
        uid=str(event.get("UID", "")) or f"{begins.isoformat()} {words}",
        begins=begins,
        minutes=_minutes(event, starts, begins),
        words=words,
        rule=None if rule is None else read_rule(cast("dict[str, object]", rule)),
        left_out=frozenset(_left_out(event.get("EXDATE"))),
        moved=_day_moved(event),
    )


def _moment(event: Component, name: str) -> date:
    found: object = getattr(cast("object", event[name]), "dt", None)
    if not isinstance(found, date):
        raise TypeError
    return found


def _span(event: Component) -> timedelta:
    found: object = getattr(cast("object", event["DURATION"]), "dt", None)
    if not isinstance(found, timedelta):
        raise TypeError
    return found


def _day_moved(event: Component) -> date | None:
    """The day of the series for which an event stands."""
    if "RECURRENCE-ID" not in event:
        return None
    return _on_the_wall(_moment(event, "RECURRENCE-ID")).date()


def _minutes(event: Component, starts: date, begins: datetime) -> int:
    """How long it lasts: a day when nothing says so and it has no hour, else an hour."""
    if "DTEND" in event:
        lasts = _on_the_wall(_moment(event, "DTEND")) - begins
    elif "DURATION" in event:
        lasts = _span(event)
    else:
        lasts = timedelta(hours=1) if isinstance(starts, datetime) else timedelta(days=1)
    return max(1, int(min(lasts, _LONGEST_STAY).total_seconds() // 60))


def _left_out(found: object) -> Iterator[date]:
    parts = cast("list[object]", found) if isinstance(found, list) else [found]
    for part in parts:
        for one in getattr(part, "dts", ()):
            yield _on_the_wall(one.dt).date()


def _on_the_wall(moment: date) -> datetime:
    """A moment as the clocks of Paris show it; one without a zone is hers already."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time())
    if moment.tzinfo is None:
        return moment
    return moment.astimezone(PARIS).replace(tzinfo=None)


def _words(summary: str) -> str:
    shown = "".join(letter if letter.isprintable() else " " for letter in summary)
    return " ".join(shown.split())[:_LONGEST_WORDS]
