"""What the agenda reads of a real vault."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import TYPE_CHECKING

import pytest
from testkit.big_vault import SMALL, fill
from testkit.builders import A_DAY, ENTITY, a_case, a_person, an_entity, an_intervention
from testkit.casework import ENTRY, Casework
from testkit.vaults import a_vault

from app.domain.agenda import Appointment, AppointmentKind, AppointmentState, LeftAlone, Reminder
from app.domain.cases import CaseState
from app.domain.periods import Period
from storage.queries.agenda import VaultAgendaQueries

if TYPE_CHECKING:
    from pathlib import Path

TODAY, BEFORE = date(2026, 5, 12), date(2026, 3, 17)
WEEK = Period(date(2026, 5, 11), date(2026, 5, 17))


def _save(casework: Casework, *records: object) -> None:
    with casework.store.work() as work:
        for one in records:
            work.records(type(one)).save(one)
        work.commit(ENTRY)


def test_the_slots_of_a_period_come_with_whom_they_are_for(casework: Casework) -> None:
    person = a_person()
    case = a_case(person)
    casework.keep(an_entity(), person, case)
    slot = Appointment(
        71, TODAY, time(14), 45, AppointmentKind.APPOINTMENT, case.id, ENTITY, off_hours=True
    )
    duty = Appointment(72, TODAY, time(9), 480, AppointmentKind.DUTY_SESSION, None, ENTITY)
    other = Appointment(73, date(2026, 5, 18), time(9), 60, AppointmentKind.OTHER)
    _save(casework, slot, duty, other)

    first, second = VaultAgendaQueries(casework.vault).slots(WEEK)

    assert (first.appointment, first.number, first.entity_name) == (duty, "", "Ville d’Exemple")
    assert (second.appointment, second.number) == (slot, case.number)
    assert second.family_name == person.family_name


def test_the_length_of_the_duty_session_made_last_is_known(casework: Casework) -> None:
    queries = VaultAgendaQueries(casework.vault)
    before = queries.last_duty_minutes()
    later = Appointment(71, date(2026, 6, 1), time(9), 480, AppointmentKind.DUTY_SESSION)
    made_last = Appointment(72, TODAY, time(9), 180, AppointmentKind.DUTY_SESSION)
    meeting = Appointment(73, TODAY, time(14), 60, AppointmentKind.MEETING)
    _save(casework, later, made_last, meeting)

    assert (before, queries.last_duty_minutes()) == (None, 180)


def test_reminders_not_done_come_oldest_first(casework: Casework) -> None:
    _save(
        casework,
        Reminder(81, date(2026, 5, 20), "Demain"),
        Reminder(82, date(2026, 5, 1), "Hier"),
        Reminder(83, date(2026, 5, 2), "Fait", done_on=TODAY),
        Reminder(84, date(2026, 8, 1), "Cet été"),
    )

    found = VaultAgendaQueries(casework.vault).reminders(date(2026, 5, 26), 10)

    assert [one.reminder.id for one in found] == [82, 81]


@pytest.mark.requirement("ANAS-13")
def test_silent_files_are_open_and_without_anything_logged_or_to_come(casework: Casework) -> None:
    people = [a_person() for _ in range(7)]
    silent, busy, closed, planned, reminded, left, never = (a_case(one) for one in people)
    over = replace(closed, state=CaseState.CLOSED, closed_on=TODAY, closing_reason="CLO.FIN")
    casework.keep(an_entity(), *people, silent, busy, over, planned, reminded, left, never)
    casework.keep(
        an_intervention(silent, on=date(2026, 1, 5)),
        an_intervention(busy, on=date(2026, 1, 5)),
        an_intervention(busy, on=BEFORE),
    )
    _save(
        casework,
        Appointment(71, TODAY, time(9), 45, AppointmentKind.APPOINTMENT, planned.id),
        Appointment(
            72, TODAY, time(9), 45, AppointmentKind.APPOINTMENT, silent.id,
            state=AppointmentState.CANCELLED,
        ),
        Reminder(81, date(2026, 9, 1), "Rappeler", reminded.id),
        LeftAlone(91, left.id, date(2026, 5, 13)),
        LeftAlone(92, silent.id, TODAY),
    )  # fmt: skip

    found = VaultAgendaQueries(casework.vault).silent(BEFORE, TODAY, 10)

    assert [(one.case_id, one.since) for one in found] == [
        (never.id, A_DAY), (silent.id, date(2026, 1, 5)),
    ]  # fmt: skip


def test_no_read_of_the_agenda_walks_through_what_was_logged(tmp_path: Path) -> None:
    vault = a_vault(tmp_path)
    fill(vault, SMALL)
    agenda = VaultAgendaQueries(vault)
    read = [
        lambda: agenda.slots(WEEK),
        lambda: agenda.reminders(TODAY, 10),
        lambda: agenda.silent(BEFORE, TODAY, 10),
    ]
    assert agenda.silent(date(2008, 6, 1), date(2008, 6, 1), 10)
    with vault.read() as connection:
        plans = [
            str(row[3])
            for statement in _statements(connection, read)
            for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}")
        ]
    walked = [line for line in plans if line.startswith("SCAN ")]
    vault.close()

    assert walked == ["SCAN c"], walked


def _statements(connection, reads) -> list[str]:
    """The statements that some reads run, with their values written in."""
    seen: list[str] = []
    connection.set_trace_callback(seen.append)
    for read in reads:
        read()
    connection.set_trace_callback(None)
    return [one for one in seen if one.lstrip().startswith(("SELECT", "WITH"))]
