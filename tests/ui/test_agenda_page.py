"""The agenda in the window: keyboard, slots, reminders, silent situations, calendars."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from testkit.ui_world import TODAY

from app.domain.agenda import Appointment, AppointmentKind, AppointmentState, Reminder
from app.domain.ids import CaseId
from app.domain.periods import Period
from app.ports.agenda import SilentCase
from app.usecases.reminders import MOST_SILENT
from ui.formats import typed_coming_date, typed_time
from ui.page import Place
from ui.pages.agenda import state

if TYPE_CHECKING:
    from pathlib import Path

WEEK = Period(date(2026, 5, 11), date(2026, 5, 17))
SEASON = Period(WEEK.first, WEEK.first + timedelta(weeks=12))
DUTY = Appointment(0, TODAY, time(9), 180, AppointmentKind.DUTY_SESSION, place="LIE.PER")


@pytest.fixture
def window(app_window):
    app_window.shell.go(Place("agenda"))
    return app_window


def _work(window):
    return window.world.services.casework


def _slot(window, on=TODAY, at=time(9, 15), words="modele", **changed):
    case = window.world.case(words)
    slot = Appointment(0, on, at, 45, AppointmentKind.APPOINTMENT, case, **changed)
    kept = _work(window).agenda.save(slot).object_id
    window.shell.go(Place("agenda"))
    window.settle()
    return kept


def _slots(window):
    return [row.appointment for row in _work(window).agenda.between(WEEK)]


def test_an_appointment_is_made_from_the_keyboard(window) -> None:
    window.shell.page("agenda").week.focus_day(TODAY)
    window.key(Qt.Key.Key_Right)
    window.key(Qt.Key.Key_N)
    window.widget("slot_case").setFocus()
    window.type("mod")
    window.key(Qt.Key.Key_Return)
    window.widget("slot_at").setText("14h30")
    window.widget("slot_dialog_confirm").click()

    (slot,) = _slots(window)
    assert (slot.held_on, slot.starts_at) == (TODAY + timedelta(days=1), time(14, 30))
    assert slot.case_id == window.world.case("modele")


def test_arrows_move_among_days_and_slots_and_enter_opens(window) -> None:
    kept = _slot(window)
    window.shell.page("agenda").week.focus_day(TODAY - timedelta(days=1))
    window.key(Qt.Key.Key_Right)
    window.key(Qt.Key.Key_Down)
    assert window.focus.objectName() == f"agenda_slot_{kept}"

    window.key(Qt.Key.Key_Return)
    assert window.widget("slot_dialog").isVisible()


def test_control_and_an_arrow_move_a_slot_by_a_day(window) -> None:
    kept = _slot(window)
    window.widget(f"agenda_slot_{kept}").setFocus()
    window.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert [one.held_on for one in _slots(window)] == [TODAY + timedelta(days=1)]

    window.widget("notice_undo").click()
    assert [one.held_on for one in _slots(window)] == [TODAY]


def test_weeks_turn_with_the_keyboard_and_t_comes_back(window) -> None:
    page = window.shell.page("agenda")
    page.week.focus_day(TODAY)
    window.key(Qt.Key.Key_PageDown)
    assert "18 mai" in page.head.words.text()
    window.key(Qt.Key.Key_T)
    assert "11 mai" in page.head.words.text()


def test_an_overlap_is_said_and_the_slot_is_kept(window) -> None:
    _slot(window)
    window.widget("agenda_new").click()
    window.widget("slot_at").setText("9:30")
    window.widget("slot_dialog_confirm").click()

    assert len(_slots(window)) == 2
    assert "recouvre" in window.widget("notice_words").text()


def test_an_appointment_becomes_an_interview_in_one_step(window) -> None:
    kept = _slot(window, place="LIE.PER")
    window.widget(f"agenda_slot_{kept}").click()
    window.widget("slot_log").click()
    page = window.shell.page("interview")
    assert page.view.form().duration == "45\u202fmin"
    page.submit()

    (slot,) = _slots(window)
    assert slot.stands is AppointmentState.KEPT
    done = window.world.services.interventions.get(slot.intervention_id)
    assert (done.on, done.minutes, done.place) == (TODAY, 45, "LIE.PER")
    window.widget("notice_undo").click()
    assert _slots(window)[0].stands is AppointmentState.PLANNED


@pytest.mark.requirement("BRY-57")
def test_an_appointment_off_hours_becomes_an_interview_off_hours(window) -> None:
    kept = _slot(window, off_hours=True)
    window.widget(f"agenda_slot_{kept}").click()
    window.widget("slot_log").click()
    window.shell.page("interview").submit()

    (slot,) = _slots(window)
    done = window.world.services.interventions.get(slot.intervention_id)
    assert done.circumstances.in_working_time is False


@pytest.mark.parametrize(("act", "kind"), [("miss", "CTC.ABS"), ("cancel", "CTC.ANN")])
def test_one_click_logs_what_did_not_happen_and_undo_takes_it_back(window, act, kind) -> None:
    kept = _slot(window)
    case = window.world.case("modele")
    before = len(window.world.services.cases.timeline(case))
    window.widget(f"agenda_slot_{kept}").click()
    window.widget(f"slot_{act}").click()
    assert kind in {one.code for one in window.world.services.cases.timeline(case)}

    window.widget("notice_undo").click()
    assert len(window.world.services.cases.timeline(case)) == before


def test_a_slot_removed_by_mistake_comes_back(window) -> None:
    kept = _slot(window)
    window.widget(f"agenda_slot_{kept}").click()
    window.widget("slot_remove").click()
    assert _slots(window) == []

    window.widget("notice_undo").click()
    assert [one.id for one in _slots(window)] == [kept]


def test_discreet_mode_shows_numbers_only(window) -> None:
    kept = _slot(window, words="modele")
    window.desk.discretion.toggle()
    window.settle()

    shown = window.widget(f"agenda_slot_{kept}")
    for said in (shown.text(), shown.toolTip(), shown.accessibleName()):
        assert "Modèle" not in said
    assert "2026-" in shown.text()


def test_what_discreet_mode_hides_is_kept_when_a_slot_is_corrected(window) -> None:
    kept = _slot(window, place="LIE.PER")
    agenda = _work(window).agenda
    agenda.save(replace(agenda.get(kept), words="point sur le plan"))
    window.desk.discretion.toggle()
    window.widget(f"agenda_slot_{kept}").click()
    assert window.widget("slot_words").text() == ""
    window.widget("slot_at").setText("10")
    window.widget("slot_dialog_confirm").click()

    (slot,) = _slots(window)
    assert (slot.words, slot.starts_at) == ("point sur le plan", time(10))


def test_the_header_of_a_file_proposes_an_appointment(window) -> None:
    window.shell.go(Place("case", window.world.case("modele")))
    window.widget("case_appointment").click()

    assert window.widget("slot_case").case_id == window.world.case("modele")


@pytest.mark.requirement("ANAS-12")
def test_a_reminder_is_added_done_and_undone(window) -> None:
    window.widget("agenda_reminder_new").click()
    window.widget("reminder_words").setText("Rappeler la CAF")
    window.widget("reminder_on").setText("12/05/2026")
    window.widget("reminder_dialog_confirm").click()
    (row,) = _work(window).reminders.due()

    window.shell.go(Place("today"))
    window.widget(f"today_done_{row.reminder.id}").click()
    assert _work(window).reminders.due() == ()
    window.widget("notice_undo").click()
    assert len(_work(window).reminders.due()) == 1


@pytest.mark.requirement("ANAS-13")
def test_a_silent_situation_is_left_reminded_or_closed_and_never_by_itself(window) -> None:
    case = window.world.case("modele")
    window.world.clock.advance(days=120)
    window.shell.go(Place("agenda"))
    silent = _work(window).reminders.silent()
    (mine,) = [one for one in silent if one.case_id == case]

    window.widget(f"silent_leave_{mine.number}").click()
    assert case not in [one.case_id for one in _work(window).reminders.silent()]
    window.widget("notice_undo").click()
    assert len(_work(window).reminders.silent()) == len(silent)

    window.widget(f"silent_remind_{mine.number}").click()
    window.widget("reminder_dialog_confirm").click()
    assert case not in [one.case_id for one in _work(window).reminders.silent()]

    other = next(one for one in silent if one.case_id != case)
    window.widget(f"silent_close_{other.number}").click()
    assert window.widget("closing_dialog").isVisible()


def test_the_oldest_silent_situations_are_shown_and_not_drawn_anew(window) -> None:
    found = _work(window).reminders.silent()
    assert found == ()
    card = window.shell.page("agenda").silent
    many = tuple(
        SilentCase(CaseId(rank), f"2024-{rank:04}", "Fictif", "Nadège", "Exemple", TODAY)
        for rank in range(MOST_SILENT)
    )

    card.show_silent(many, 8)
    first = window.widget("silent_open_2024-0000")
    assert any("20 plus anciennes" in one.text() for one in card.findChildren(QLabel))

    card.show_silent(many, 12)
    assert window.widget("silent_open_2024-0000") is first


def test_today_shows_what_the_agenda_holds(window) -> None:
    kept = _slot(window)
    _work(window).reminders.save(Reminder(0, TODAY, "Rappeler"))
    window.shell.go(Place("today"))

    assert window.widget(f"today_slot_{kept}").isVisible()
    assert window.shell.page("today").due.isVisible()


def test_what_goes_out_and_comes_in_is_coded(window, tmp_path: Path) -> None:
    _slot(window)
    page = window.shell.page("agenda")
    folder = tmp_path / "sorti"
    folder.mkdir()
    page.exchange.write(folder, WEEK)
    (file,) = folder.iterdir()
    written = file.read_text("utf-8")
    assert "SUMMARY:2026-" in written
    assert "Modèle" not in written

    page.exchange.bring(file, WEEK)
    assert len(_slots(window)) == 2
    assert [one.words[:5] for one in _slots(window) if one.outside] == ["2026-"]

    window.widget("notice_undo").click()
    assert not any(one.outside for one in _slots(window))


def _picked(window, kind) -> int:
    """The length proposed once a kind is picked in the window of a new slot."""
    window.widget("slot_kind").choose(kind)
    window.widget("slot_kind").picked.emit()
    return window.widget("slot_minutes").minutes()


def test_a_duty_session_is_proposed_for_half_a_day_then_as_the_last_one(window) -> None:
    window.widget("agenda_new").click()
    first = [_picked(window, kind) for kind in (DUTY.kind, AppointmentKind.MEETING, DUTY.kind)]
    window.widget("slot_minutes").setText("2h")
    typed = _picked(window, AppointmentKind.DUTY_SESSION)
    window.widget("slot_dialog_confirm").click()
    window.settle()

    window.widget("agenda_new").click()

    assert (first, typed) == ([210, 45, 210], 120)
    assert _picked(window, AppointmentKind.DUTY_SESSION) == 120


def test_a_regular_duty_made_by_mistake_is_taken_back_at_once(window) -> None:
    window.widget("agenda_new").click()
    window.widget("slot_kind").choose(AppointmentKind.DUTY_SESSION)
    window.widget("slot_weeks").choose(4)
    window.widget("slot_dialog_confirm").click()
    assert len(_work(window).agenda.between(SEASON)) == 4

    window.widget("notice_undo").click()
    assert _work(window).agenda.between(SEASON) == ()


def test_a_regular_duty_that_stops_goes_with_those_to_come(window) -> None:
    first, second, *_ = _work(window).agenda.save(DUTY, weeks=4).made
    window.shell.page("agenda").show_day(DUTY.held_on + timedelta(weeks=1))
    window.widget(f"agenda_slot_{second}").click()
    window.widget("slot_remove_rest").click()

    assert [one.appointment.id for one in _work(window).agenda.between(SEASON)] == [first]
    window.widget("notice_undo").click()
    assert len(_work(window).agenda.between(SEASON)) == 4


def test_the_period_of_an_export_is_asked_after_a_warning(window) -> None:
    window.widget("agenda_export").click()
    window.widget("export_first").setText("20/05/2026")
    window.widget("export_last").setText("12/05/2026")
    window.widget("export_dialog_confirm").click()

    assert window.widget("export_dialog_wrong").isVisible()


def test_the_list_and_the_holidays_of_the_east_are_remembered(window) -> None:
    window.widget("agenda_view").click()
    window.widget("agenda_east").click()

    kept = window.world.services.settings.all()
    assert (kept["agenda_shown_as"], kept["agenda_alsace_moselle"]) == ("list", "yes")
    assert date(2026, 12, 26) in _work(window).agenda.holidays(2026)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("demain", date(2026, 5, 13)), ("lundi", date(2026, 5, 18)), ("mardi", TODAY),
        ("7/2", date(2027, 2, 7)), ("15", date(2026, 5, 15)), ("3", date(2026, 6, 3)),
        ("11/05/2026", date(2026, 5, 11)), ("31/6", None),
    ],
)  # fmt: skip
def test_a_day_without_a_year_is_the_next_one(typed: str, day: date | None) -> None:
    assert typed_coming_date(typed, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "at"),
    [("9h15", time(9, 15)), ("14", time(14)), ("9 h", time(9)), ("0915", time(9, 15)),
     ("9:5", None), ("25h", None), ("x", None)],
)  # fmt: skip
def test_an_hour_is_read_as_it_is_written(typed: str, at: time | None) -> None:
    assert typed_time(typed) == at


def test_a_week_begins_on_monday() -> None:
    assert state.week_of(date(2026, 5, 17)) == WEEK
