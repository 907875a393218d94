"""Reads of the agenda, and calendars that come from or go to other programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from app.domain.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime, time
    from pathlib import Path

    from app.domain.agenda import Appointment, Reminder
    from app.domain.ids import CaseId
    from app.domain.periods import Period


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """One slot with what it is shown by; a slot without a file has no number and no name."""

    appointment: Appointment
    number: str = ""
    family_name: str = ""
    given_name: str = ""
    entity_name: str = ""


@dataclass(frozen=True, slots=True)
class ReminderRow:
    """One reminder with what it is shown by."""

    reminder: Reminder
    number: str = ""
    family_name: str = ""
    given_name: str = ""


@dataclass(frozen=True, slots=True)
class SilentCase:
    """An open file in which nothing was logged since a day; `since` is that day, or its opening."""

    case_id: CaseId
    number: str
    family_name: str
    given_name: str
    entity_name: str
    since: date


class AgendaQueries(Protocol):
    """What the agenda shows."""

    def slots(self, period: Period) -> tuple[AgendaRow, ...]:
        """The slots of a period, in the order of the clock."""
        ...

    def around(self, day: date) -> tuple[Appointment, ...]:
        """The slots of a day and of its two neighbours, those cancelled left out."""
        ...

    def last_duty_minutes(self) -> int | None:
        """How long the duty session that was made last is; None before the first one."""
        ...

    def reminders(self, until: date, limit: int) -> tuple[ReminderRow, ...]:
        """The reminders not done that are due until a day, the oldest first."""
        ...

    def silent(self, before: date, today: date, limit: int) -> tuple[SilentCase, ...]:
        """Open files without anything logged from a day on, nor anything to come; oldest first."""
        ...


@dataclass(frozen=True, slots=True)
class CodedSlot:
    """A slot as another calendar may know it: when, and a title that names nobody."""

    uid: str
    begins: datetime
    minutes: int
    title: str


@dataclass(frozen=True, slots=True)
class OutsideEvent:
    """An event of another calendar on one day, on the clock of Paris."""

    uid: str
    held_on: date
    starts_at: time
    minutes: int
    words: str


@dataclass(frozen=True, slots=True)
class OutsideCalendar:
    """What was understood of a calendar file, and how many events were not."""

    events: tuple[OutsideEvent, ...]
    left: int = 0


class CalendarRefused(Refusal):
    """A calendar file is not read, or cannot be written."""

    group = "calendar_"


class Calendars(Protocol):
    """Files that other calendars read and write (.ics)."""

    def write(self, path: Path, slots: Sequence[CodedSlot], made_at: datetime) -> None:
        """Write a calendar; raises CalendarRefused when the file cannot be written."""
        ...

    def read(self, path: Path, period: Period) -> OutsideCalendar:
        """Read the events that touch a period; raises CalendarRefused for a hostile file."""
        ...
