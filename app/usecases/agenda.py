"""The agenda: appointments and duty sessions, kept, moved, missed, cancelled (BRY-26, FIN-23)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app.changes import Changes, Touched
from app.domain.agenda import (
    CANCELLED_CONTACT,
    MISSED_CONTACT,
    Appointment,
    AppointmentState,
    refuse_unlikely,
)
from app.domain.cases import CaseState
from app.domain.errors import RuleBroken
from app.domain.holidays import public_holidays
from app.domain.ids import InterventionId
from app.domain.interventions import PLACE_UNKNOWN, Intervention
from app.domain.journal import JournalEntry
from app.usecases.codes import code_lists, refuse_unknown
from app.usecases.records import keep, put_in_bin
from app.usecases.settings import setting_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, time

    from app.domain.periods import Period
    from app.ports.agenda import AgendaQueries, AgendaRow
    from app.ports.clock import Clock, Ids
    from app.ports.store import Store, UnitOfWork

MOST_WEEKS = 53
HALF_DAY_MINUTES = 210
_LOGGED_AS = {
    AppointmentState.MISSED: MISSED_CONTACT,
    AppointmentState.CANCELLED: CANCELLED_CONTACT,
}


@dataclass(frozen=True, slots=True)
class SlotsKept(Changes):
    """What saving did: the ids of the new slots, which may be taken back together."""

    made: tuple[int, ...] = ()


class AgendaService:
    """What her hours are kept for."""

    def __init__(self, store: Store, queries: AgendaQueries, *, clock: Clock, ids: Ids) -> None:
        self._store = store
        self._queries = queries
        self._clock = clock
        self._ids = ids

    def between(self, period: Period) -> tuple[AgendaRow, ...]:
        """Return the slots of a period."""
        return self._queries.slots(period)

    def get(self, appointment_id: int) -> Appointment:
        """Read one slot."""
        with self._store.work() as work:
            return work.records(Appointment).get(appointment_id)

    def duty_minutes(self) -> int:
        """Return how long a new duty session is proposed: as the last one, first half a day."""
        return self._queries.last_duty_minutes() or HALF_DAY_MINUTES

    def holidays(self, year: int) -> Mapping[date, str]:
        """Return the public holidays of a year where she works, each with the key of its name."""
        with self._store.work() as work:
            return _holidays(work, year)

    def overlapping(self, appointment_id: int) -> int:
        """Count the slots that one overlaps: told, never refused."""
        kept = self.get(appointment_id)
        around = self._queries.around(kept.held_on)
        return sum(one.id != kept.id and one.overlaps(kept) for one in around)

    def save(self, appointment: Appointment, *, weeks: int = 1) -> SlotsKept:
        """Keep a slot, new (id 0) or corrected; a new one may come back each week, holidays out."""
        if not 0 < weeks <= MOST_WEEKS:
            raise RuleBroken("weeks_out_of_range", weeks=weeks)
        refuse_unlikely(appointment.held_on)
        with self._store.work() as work:
            appointment = _checked(work, appointment)
            if appointment.id:
                _refuse_moved(work.records(Appointment).get(appointment.id), appointment)
            kept, entry = keep(work, self._ids, appointment, "appointment")
            made = () if appointment.id else (kept.id, *self._repeat(work, kept, weeks))
            work.commit(entry)
        return SlotsKept(Touched.AGENDA, kept.id, made)

    def move(self, appointment_id: int, held_on: date, starts_at: time) -> Changes:
        """Keep a slot for another day or hour."""
        refuse_unlikely(held_on)
        with self._store.work() as work:
            before = work.records(Appointment).get(appointment_id)
            moved = replace(before, held_on=held_on, starts_at=starts_at)
            _refuse_moved(before, moved)
            _, entry = keep(work, self._ids, moved, "appointment")
            work.commit(entry)
        return Changes(Touched.AGENDA, appointment_id)

    def miss(self, appointment_id: int) -> Changes:
        """Mark a slot as missed; in an open file that is logged at once (CTC.ABS)."""
        return self._end(appointment_id, AppointmentState.MISSED)

    def cancel(self, appointment_id: int) -> Changes:
        """Cancel a slot; in an open file that is logged at once (CTC.ANN)."""
        return self._end(appointment_id, AppointmentState.CANCELLED)

    def plan_again(self, appointment_id: int) -> Changes:
        """Take back that a slot was missed or cancelled, with what was logged for it."""
        with self._store.work() as work:
            ended = work.records(Appointment).get(appointment_id)
            if ended.stands is AppointmentState.KEPT:
                raise RuleBroken("appointment_kept")
            planned = replace(ended, state=AppointmentState.PLANNED, intervention_id=None)
            work.records(Appointment).save(planned)
            if ended.intervention_id is not None:
                self._unlog(work, ended.intervention_id)
            work.commit(JournalEntry("appointment_planned_again", "appointment", appointment_id))
        return Changes(_LOGGED, appointment_id)

    def remove(self, appointment_id: int, *others: int) -> Changes:
        """Put slots in the bin together; the id told is the one that takes them back."""
        with self._store.work() as work:
            slots = work.records(Appointment)
            removed = tuple(slots.get(one) for one in (appointment_id, *others))
            binned = put_in_bin(work, self._ids, removed, self._clock.today())
            work.commit(JournalEntry("appointment_removed", "appointment", appointment_id))
        return Changes(Touched.AGENDA, binned)

    def later(self, appointment_id: int) -> tuple[int, ...]:
        """Return a slot and those to come that repeat it: same weekday, hour, purpose and place."""
        with self._store.work() as work:
            first = work.records(Appointment).get(appointment_id)
            slots = work.records(Appointment).all()
        return (first.id, *(one.id for one in slots if one.repeats(first)))

    def _repeat(self, work: UnitOfWork, first: Appointment, weeks: int) -> Iterator[int]:
        for week in range(1, weeks):
            day = first.held_on + timedelta(weeks=week)
            if day not in _holidays(work, day.year):
                again = replace(first, id=self._ids.new(), held_on=day)
                work.records(Appointment).save(again)
                yield again.id

    def _end(self, appointment_id: int, state: AppointmentState) -> Changes:
        today = self._clock.today()
        with self._store.work() as work:
            planned = work.records(Appointment).get(appointment_id)
            if planned.stands is not AppointmentState.PLANNED:
                raise RuleBroken("appointment_over")
            if state is AppointmentState.MISSED and planned.held_on > today:
                raise RuleBroken("date_in_future", on=planned.held_on)
            logged = self._log(work, planned, _LOGGED_AS[state], min(planned.held_on, today))
            ended = replace(planned, state=state, intervention_id=logged)
            work.records(Appointment).save(ended)
            work.commit(JournalEntry(f"appointment_{state}", "appointment", appointment_id))
        return Changes(_LOGGED, appointment_id)

    def _unlog(self, work: UnitOfWork, intervention_id: InterventionId) -> None:
        """Take back what a slot that was not kept logged; what she wrote there goes to the bin."""
        logged = work.interventions.get(intervention_id)
        if logged.note or logged.issues or logged.natures:
            put_in_bin(work, self._ids, (logged,), self._clock.today())
        else:
            work.interventions.delete(intervention_id)

    def _log(
        self, work: UnitOfWork, planned: Appointment, kind: str, on: date
    ) -> InterventionId | None:
        """Log a missed or cancelled appointment in its file, unless the file takes nothing."""
        if planned.case_id is None:
            return None
        case = work.cases.get(planned.case_id)
        if case.state is not CaseState.OPEN:
            return None
        done = Intervention(
            InterventionId(self._ids.new()),
            entity_id=case.entity_id,
            on=on,
            kind=kind,
            place=planned.place or PLACE_UNKNOWN,
            case_ids=(case.id,),
        )
        work.interventions.save(done)
        return done.id


_LOGGED = Touched.AGENDA | Touched.INTERVENTIONS | Touched.CASES


def _refuse_moved(before: Appointment, after: Appointment) -> None:
    """Refuse another day, hour or file for what is over: the file says what became of it."""
    moved = (before.held_on, before.starts_at, before.case_id) != (
        after.held_on,
        after.starts_at,
        after.case_id,
    )
    if moved and before.stands is AppointmentState.KEPT:
        raise RuleBroken("appointment_kept")
    if moved and before.stands is not AppointmentState.PLANNED:
        raise RuleBroken("appointment_over")


def _checked(work: UnitOfWork, appointment: Appointment) -> Appointment:
    """Refuse codes and files that there are not; a file brings its employer."""
    lists = code_lists(work)
    refuse_unknown(lists, "CTC", (appointment.contact,))
    if appointment.place:
        refuse_unknown(lists, "LIE", (appointment.place,))
    if appointment.case_id is None:
        return appointment
    return replace(appointment, entity_id=work.cases.get(appointment.case_id).entity_id)


def _holidays(work: UnitOfWork, year: int) -> Mapping[date, str]:
    east = setting_in(work, "agenda_alsace_moselle") == "yes"
    return public_holidays(year, alsace_moselle=east)
