"""The reads of the agenda over a store in memory, and calendars that are lists."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from app.domain.agenda import Appointment, AppointmentKind, AppointmentState, Reminder
from app.domain.cases import CaseFile
from app.ports.agenda import AgendaRow, CodedSlot, OutsideCalendar, ReminderRow, SilentCase

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from pathlib import Path

    from testkit.fakes import FakeStore

    from app.domain.periods import Period


@dataclass
class FakeAgenda:
    """What the agenda shows of the shelves."""

    store: FakeStore
    asked: list[tuple[date, date]] = field(default_factory=list)

    def slots(self, period: Period) -> tuple[AgendaRow, ...]:
        cases = self.store.shelves.of(CaseFile)
        return tuple(
            AgendaRow(one, cases[one.case_id].number if one.case_id in cases else "")
            for one in self.store.shelves.of(Appointment).values()
            if one.held_on in period
        )

    def around(self, day: date) -> tuple[Appointment, ...]:
        return tuple(
            one
            for one in self.store.shelves.of(Appointment).values()
            if abs(one.held_on - day) <= timedelta(days=1)
            and one.state is not AppointmentState.CANCELLED
        )

    def last_duty_minutes(self) -> int | None:
        kept = self.store.shelves.of(Appointment).values()
        return next(
            (one.minutes for one in reversed(kept) if one.kind is AppointmentKind.DUTY_SESSION),
            None,
        )

    def reminders(self, until: date, limit: int) -> tuple[ReminderRow, ...]:
        return tuple(
            ReminderRow(one)
            for one in self.store.shelves.of(Reminder).values()
            if one.done_on is None and one.due_on <= until
        )[:limit]

    def silent(self, before: date, today: date, limit: int) -> tuple[SilentCase, ...]:
        self.asked.append((before, today))
        return ()


@dataclass
class FakeCalendars:
    """Keeps what was written, gives what a test put there."""

    written: list[CodedSlot] = field(default_factory=list)
    found: OutsideCalendar = field(default_factory=lambda: OutsideCalendar(()))

    def write(self, path: Path, slots: Sequence[CodedSlot], made_at: datetime) -> None:
        self.written = list(slots)

    def read(self, path: Path, period: Period) -> OutsideCalendar:
        return self.found
