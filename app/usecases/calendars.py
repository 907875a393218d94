"""Calendars of other programs: out with coded titles only, in within a bounded period."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.changes import Changes, Touched
from app.domain.agenda import Appointment, AppointmentKind, AppointmentState
from app.domain.errors import RuleBroken
from app.domain.journal import JournalEntry
from app.ports.agenda import CodedSlot
from app.usecases.settings import setting_in

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from app.domain.periods import Period
    from app.ports.agenda import AgendaQueries, AgendaRow, Calendars, OutsideCalendar
    from app.ports.clock import Clock, Ids
    from app.ports.store import Store, UnitOfWork

PARIS = ZoneInfo("Europe/Paris")
LONGEST_DAYS = 400
_UID_LENGTH = 32
_SEED = "agenda_seed"
_GONE = frozenset({AppointmentState.CANCELLED, AppointmentState.MISSED})


@dataclass(frozen=True, slots=True)
class BroughtIn(Changes):
    """What an import did: the ids of the slots it made, and the slots that they replaced."""

    made: tuple[int, ...] = ()
    replaced: tuple[Appointment, ...] = ()


class CalendarService:
    """Writes and reads .ics files; what goes out carries no name, no place and no words of hers."""

    def __init__(
        self,
        store: Store,
        queries: AgendaQueries,
        calendars: Calendars,
        *,
        clock: Clock,
        ids: Ids,
    ) -> None:
        self._store = store
        self._queries = queries
        self._calendars = calendars
        self._clock = clock
        self._ids = ids

    def export(self, path: Path, period: Period, titles: Mapping[AppointmentKind, str]) -> Changes:
        """Write the slots of a period; a file is shown by its number, other slots by their kind.

        The journal comes first: a copy without a trace would be worse than a trace without a copy.
        """
        _refuse_long(period)
        rows = [row for row in self._queries.slots(period) if _goes_out(row.appointment)]
        with self._store.work() as work:
            key = _seed(work)
            slots = [_coded(row, key, titles[row.appointment.kind]) for row in rows]
            work.commit(JournalEntry("calendar_exported", "agenda", None, (f"count:{len(slots)}",)))
        self._calendars.write(path, slots, self._clock.now())
        return Changes(Touched.SETTINGS, len(slots))

    def read(self, path: Path, period: Period) -> OutsideCalendar:
        """Read another calendar; nothing is kept yet."""
        _refuse_long(period)
        return self._calendars.read(path, period)

    def bring_in(self, found: OutsideCalendar) -> BroughtIn:
        """Keep events of another calendar as slots; the same event brought again is replaced."""
        with self._store.work() as work:
            key = _seed(work)
            named = [(_name(key, one.uid), one) for one in found.events]
            replaced = self._forget(work, {name for name, _ in named})
            made: list[int] = []
            for name, one in named:
                slot = Appointment(
                    self._ids.new(),
                    one.held_on,
                    one.starts_at,
                    one.minutes,
                    AppointmentKind.OTHER,
                    words=one.words,
                    outside=name,
                )
                work.records(Appointment).save(slot)
                made.append(slot.id)
            count = f"count:{len(named)}"
            work.commit(JournalEntry("calendar_imported", "agenda", None, (count,)))
        return BroughtIn(Touched.AGENDA, len(named), tuple(made), replaced)

    def send_back(self, brought: BroughtIn) -> Changes:
        """Take back what was just brought in: the agenda is as it was before."""
        with self._store.work() as work:
            slots = work.records(Appointment)
            for one in brought.made:
                slots.delete(one)
            for replaced in brought.replaced:
                slots.save(replaced)
            count = f"count:{len(brought.made)}"
            work.commit(JournalEntry("calendar_sent_back", "agenda", None, (count,)))
        return Changes(Touched.AGENDA, len(brought.made))

    def _forget(self, work: UnitOfWork, names: set[str]) -> tuple[Appointment, ...]:
        """Remove the slots that came from the same events before, and say what they were."""
        before = tuple(one for one in work.records(Appointment).all() if one.outside in names)
        for one in before:
            work.records(Appointment).delete(one.id)
        return before


def _refuse_long(period: Period) -> None:
    days = (period.last - period.first).days
    if days > LONGEST_DAYS:
        raise RuleBroken("calendar_period_too_long", days=days)


def _goes_out(slot: Appointment) -> bool:
    return not slot.outside and slot.stands not in _GONE


def _coded(row: AgendaRow, key: bytes, title: str) -> CodedSlot:
    slot = row.appointment
    begins = datetime.combine(slot.held_on, slot.starts_at, PARIS)
    return CodedSlot(_name(key, str(slot.id)), begins, slot.minutes, row.number or title)


def _seed(work: UnitOfWork) -> bytes:
    """A secret of this vault: names made with it are the same at each export, and say nothing."""
    kept = setting_in(work, _SEED)
    if not kept:
        kept = secrets.token_hex(16)
        work.settings.write(_SEED, kept)
    return bytes.fromhex(kept)


def _name(key: bytes, what: str) -> str:
    return hmac.new(key, what.encode(), hashlib.sha256).hexdigest()[:_UID_LENGTH]
