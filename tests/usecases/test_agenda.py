"""The agenda: slots kept, moved, missed, cancelled, repeated; calendars in and out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from testkit.agenda import FakeAgenda, FakeCalendars
from testkit.builders import a_case, an_entity
from testkit.fakes import CountingIds, FakeStore, FrozenClock, NoQueries

from app.domain.agenda import Appointment, AppointmentKind, AppointmentState
from app.domain.cases import CaseState
from app.domain.drafts import InterventionDraft
from app.domain.errors import RuleBroken
from app.domain.interventions import Intervention
from app.domain.periods import Period
from app.ports.agenda import CalendarRefused, CodedSlot, OutsideCalendar, OutsideEvent
from app.usecases.agenda import AgendaService
from app.usecases.bin import BinService
from app.usecases.calendars import CalendarService
from app.usecases.interventions import InterventionService

if TYPE_CHECKING:
    from collections.abc import Sequence

TODAY = date(2026, 5, 12)
CASE = a_case(number="2026-0042")
SLOT = Appointment(0, TODAY, time(9, 15), 45, AppointmentKind.APPOINTMENT, CASE.id)
DUTY = Appointment(0, TODAY, time(9), 480, AppointmentKind.DUTY_SESSION, place="LIE.PER")
TITLES = {kind: kind.value for kind in AppointmentKind}
WEEK = Period(date(2026, 5, 11), date(2026, 5, 17))


@pytest.fixture
def store() -> FakeStore:
    return FakeStore().holding(an_entity(), CASE)


@pytest.fixture
def agenda(store: FakeStore) -> AgendaService:
    return AgendaService(store, FakeAgenda(store), clock=FrozenClock(), ids=CountingIds())


def _kept(store: FakeStore) -> list[Appointment]:
    return list(store.shelves.of(Appointment).values())


def _logged(store: FakeStore) -> list[Intervention]:
    return list(store.shelves.of(Intervention).values())


def test_a_slot_for_a_file_brings_its_employer(agenda: AgendaService, store: FakeStore) -> None:
    agenda.save(SLOT)

    (kept,) = _kept(store)
    assert (kept.entity_id, kept.stands) == (CASE.entity_id, AppointmentState.PLANNED)
    assert store.journal[-1].event == "appointment_made"


@pytest.mark.requirement("BRY-26")
def test_the_place_of_a_slot_is_a_code(agenda: AgendaService) -> None:
    agenda.save(DUTY)
    with pytest.raises(RuleBroken, match="unknown_code"):
        agenda.save(Appointment(0, TODAY, time(9), 60, AppointmentKind.MEETING, place="LIE.XXX"))


@pytest.mark.requirement("JUS-18")
def test_a_regular_duty_session_skips_public_holidays(
    agenda: AgendaService, store: FakeStore
) -> None:
    thursday = Appointment(0, date(2026, 5, 7), time(9), 180, AppointmentKind.DUTY_SESSION)
    agenda.save(thursday, weeks=3)

    assert [one.held_on for one in _kept(store)] == [date(2026, 5, 7), date(2026, 5, 21)]


def test_an_overlap_is_told_and_not_refused(agenda: AgendaService) -> None:
    agenda.save(DUTY)
    other = agenda.save(SLOT).object_id or 0
    late = Appointment(0, TODAY, time(17), 30, AppointmentKind.OTHER)

    assert agenda.overlapping(other) == 1
    assert agenda.overlapping(agenda.save(late).object_id or 0) == 0


def test_a_slot_over_midnight_overlaps_the_next_morning() -> None:
    night = Appointment(1, TODAY, time(23), 120, AppointmentKind.OTHER)
    morning = Appointment(2, TODAY + timedelta(days=1), time(0, 30), 30, AppointmentKind.OTHER)
    later = Appointment(3, TODAY + timedelta(days=1), time(1), 30, AppointmentKind.OTHER)

    assert night.overlaps(morning)
    assert morning.overlaps(night)
    assert not night.overlaps(later)


@pytest.mark.parametrize(("act", "kind"), [("miss", "CTC.ABS"), ("cancel", "CTC.ANN")])
def test_missed_or_cancelled_is_logged_at_once_and_taken_back(
    agenda: AgendaService, store: FakeStore, act: str, kind: str
) -> None:
    slot = agenda.save(SLOT).object_id or 0
    getattr(agenda, act)(slot)

    (done,) = _logged(store)
    assert (done.kind, done.on, done.case_ids) == (kind, TODAY, (CASE.id,))
    agenda.plan_again(slot)
    assert _logged(store) == []
    assert agenda.get(slot).stands is AppointmentState.PLANNED


def test_what_was_written_about_a_missed_appointment_goes_to_the_bin(
    agenda: AgendaService, store: FakeStore
) -> None:
    slot = agenda.save(SLOT).object_id or 0
    agenda.miss(slot)
    (logged,) = _logged(store)
    store.holding(replace(logged, note="A prévenu le lendemain."))

    agenda.plan_again(slot)

    assert _logged(store) == []
    bin_now = BinService(store, clock=FrozenClock())
    bin_now.take_back(bin_now.all()[0].id)
    assert [one.note for one in _logged(store)] == ["A prévenu le lendemain."]


def test_what_is_to_come_can_be_cancelled_and_not_missed(
    agenda: AgendaService, store: FakeStore
) -> None:
    later = Appointment(0, date(2026, 6, 2), time(9), 45, AppointmentKind.APPOINTMENT, CASE.id)
    slot = agenda.save(later).object_id or 0

    with pytest.raises(RuleBroken, match="date_in_future"):
        agenda.miss(slot)
    agenda.cancel(slot)
    assert [one.on for one in _logged(store)] == [TODAY]


@pytest.mark.requirement("BRY-25")
def test_a_file_without_agreement_logs_nothing_when_nobody_comes(store: FakeStore) -> None:
    offered = a_case(state=CaseState.OFFER_MADE)
    store.holding(offered)
    agenda = AgendaService(store, FakeAgenda(store), clock=FrozenClock(), ids=CountingIds())
    slot = Appointment(0, TODAY, time(9), 45, AppointmentKind.APPOINTMENT, offered.id)

    agenda.miss(agenda.save(slot).object_id or 0)

    assert _logged(store) == []
    assert _kept(store)[0].stands is AppointmentState.MISSED


def test_an_appointment_becomes_an_intervention_in_one_write(
    agenda: AgendaService, store: FakeStore
) -> None:
    slot = agenda.save(SLOT).object_id or 0
    logged = InterventionService(store, NoQueries(), clock=FrozenClock(), ids=CountingIds(500))
    before = len(store.journal)
    done = logged.log(
        InterventionDraft(TODAY, "CTC.RDV", CASE.entity_id, case_ids=(CASE.id,)), appointment=slot
    )

    assert len(store.journal) == before + 1
    kept = agenda.get(slot)
    assert (kept.stands, kept.intervention_id) == (AppointmentState.KEPT, done.object_id)
    with pytest.raises(RuleBroken, match="appointment_over"):
        agenda.miss(slot)


def test_a_missed_appointment_does_not_become_an_intervention_unawares(
    agenda: AgendaService, store: FakeStore
) -> None:
    slot = agenda.save(SLOT).object_id or 0
    agenda.miss(slot)
    logged = InterventionService(store, NoQueries(), clock=FrozenClock(), ids=CountingIds(500))
    before = len(store.journal)

    with pytest.raises(RuleBroken, match="appointment_over"):
        logged.log(
            InterventionDraft(TODAY, "CTC.RDV", CASE.entity_id, case_ids=(CASE.id,)),
            appointment=slot,
        )

    assert len(store.journal) == before
    assert agenda.get(slot).stands is AppointmentState.MISSED


def test_a_slot_moves_and_goes_to_the_bin(agenda: AgendaService, store: FakeStore) -> None:
    slot = agenda.save(SLOT).object_id or 0
    agenda.move(slot, TODAY + timedelta(days=1), time(14))
    assert agenda.get(slot).held_on == TODAY + timedelta(days=1)
    assert set(store.journal[-1].fields) == {"held_on", "starts_at"}

    agenda.remove(slot)
    assert _kept(store) == []


def _calendars(store: FakeStore, files: FakeCalendars) -> CalendarService:
    return CalendarService(
        store, FakeAgenda(store), files, clock=FrozenClock(), ids=CountingIds(900)
    )


def test_a_series_made_by_mistake_goes_to_the_bin_in_one_piece(
    agenda: AgendaService, store: FakeStore
) -> None:
    made = agenda.save(DUTY, weeks=4).made
    other = agenda.save(SLOT).made

    binned = agenda.remove(*made).object_id or 0
    assert [one.id for one in _kept(store)] == [*other]
    BinService(store, clock=FrozenClock()).take_back(binned)

    assert sorted(one.id for one in _kept(store)) == sorted((*made, *other))


def test_the_slots_that_repeat_one_are_those_to_come_just_like_it(
    agenda: AgendaService, store: FakeStore
) -> None:
    first, second, third, fourth = agenda.save(DUTY, weeks=4).made
    agenda.save(replace(DUTY, held_on=TODAY + timedelta(weeks=1), starts_at=time(14)))
    agenda.cancel(third)

    assert agenda.later(second) == (second, fourth)
    assert agenda.later(first) == (first, second, fourth)


def test_what_is_over_is_not_moved(agenda: AgendaService, store: FakeStore) -> None:
    """The file tells on which day somebody did not come."""
    slot = agenda.save(SLOT).object_id or 0
    agenda.miss(slot)
    missed = agenda.get(slot)

    with pytest.raises(RuleBroken, match="appointment_over"):
        agenda.move(slot, TODAY + timedelta(days=1), SLOT.starts_at)
    with pytest.raises(RuleBroken, match="appointment_over"):
        agenda.save(replace(missed, starts_at=time(8)))
    agenda.save(replace(missed, words="salle bleue"))

    assert agenda.get(slot) == replace(missed, words="salle bleue")


@pytest.mark.parametrize(
    ("on", "why"), [(date(2926, 5, 12), "date_too_far"), (date(226, 5, 12), "date_too_old")]
)
def test_a_mistyped_year_is_refused(agenda: AgendaService, on: date, why: str) -> None:
    with pytest.raises(RuleBroken, match=why):
        agenda.save(replace(DUTY, held_on=on), weeks=53)


def test_an_exported_calendar_names_nobody(agenda: AgendaService, store: FakeStore) -> None:
    agenda.save(SLOT)
    agenda.save(Appointment(0, TODAY, time(14), 60, AppointmentKind.MEETING, words="Nom Fictif"))
    cancelled = agenda.save(SLOT).object_id or 0
    agenda.cancel(cancelled)
    files = FakeCalendars()
    _calendars(store, files).export(Path("agenda.ics"), WEEK, TITLES)

    assert [one.title for one in files.written] == ["2026-0042", "meeting"]
    first = [one.uid for one in files.written]
    _calendars(store, files).export(Path("agenda.ics"), WEEK, TITLES)
    assert [one.uid for one in files.written] == first
    assert not any(str(one.id) in uid for one in _kept(store) for uid in first)
    assert store.journal[-1].fields == ("count:2",)


class _NoRoom(FakeCalendars):
    """A disk that takes nothing."""

    def write(self, path: Path, slots: Sequence[CodedSlot], made_at: datetime) -> None:
        raise CalendarRefused("not_written")


def test_an_export_that_fails_leaves_its_trace_in_the_journal(store: FakeStore) -> None:
    with pytest.raises(CalendarRefused):
        _calendars(store, _NoRoom()).export(Path("agenda.ics"), WEEK, TITLES)

    assert store.journal[-1].event == "calendar_exported"


def test_an_export_is_of_a_bounded_period(store: FakeStore) -> None:
    years = Period(date(2020, 1, 1), date(2026, 1, 1))
    with pytest.raises(RuleBroken, match="calendar_period_too_long"):
        _calendars(store, FakeCalendars()).export(Path("agenda.ics"), years, TITLES)


def test_events_brought_in_again_replace_themselves(store: FakeStore) -> None:
    service = _calendars(store, FakeCalendars())
    event = OutsideEvent("uid@exemple.invalid", TODAY, time(9), 60, "Réunion")
    service.bring_in(OutsideCalendar((event, event)))
    service.bring_in(OutsideCalendar((event,)))

    (kept,) = _kept(store)
    assert (kept.words, kept.kind) == ("Réunion", AppointmentKind.OTHER)
    assert "exemple" not in kept.outside


def test_a_calendar_brought_in_by_mistake_is_sent_back(store: FakeStore) -> None:
    service = _calendars(store, FakeCalendars())
    event = OutsideEvent("uid@exemple.invalid", TODAY, time(9), 60, "Réunion")
    other = OutsideEvent("autre@exemple.invalid", TODAY, time(11), 60, "Atelier")
    service.bring_in(OutsideCalendar((event,)))
    before = _kept(store)

    brought = service.bring_in(OutsideCalendar((replace(event, words="Déplacée"), other)))
    assert len(_kept(store)) == 2
    service.send_back(brought)

    assert _kept(store) == before
