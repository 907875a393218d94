"""The list of the end of the day: ten calls by the keyboard, nothing lost, nothing twice."""

from __future__ import annotations

import json
from datetime import time
from statistics import median
from time import perf_counter

import pytest
from PySide6.QtCore import QCoreApplication, Qt

from app.domain.agenda import Appointment, AppointmentKind, AppointmentState
from ui.page import Place
from ui.pages.day_list import state
from ui.pages.day_list.state import DayList, Line, Whom

ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NAMES = ("mod", "exe", "tem", "fic", "ima", "spe", "dem", "ess", "mod", "exe")
FASTEST_TYPING = 4
"""Keys a second that a person who types with two fingers reaches."""
SECONDS = 15
OPENING_MS = 100


class Typist:
    """Counts every single key."""

    def __init__(self, window) -> None:
        self.window, self.keys = window, 0

    def types(self, words: str) -> None:
        self.keys += len(words)
        self.window.type(words)

    def presses(self, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        self.keys += 1
        self.window.key(key, modifier)

    def line(self, name: str, words: str, *, go_on=ENTER) -> None:
        """Person, kind as it is, minutes, issue, words."""
        self.types(name)
        self.presses(go_on)
        self.presses(go_on)
        self.types("10")
        self.presses(go_on)
        self.types("imp")
        self.presses(go_on)
        self.types(words)
        self.presses(go_on)


def _open(app_window) -> Typist:
    app_window.shell.go(Place("today"))
    she = Typist(app_window)
    app_window.key(Qt.Key.Key_L, CONTROL | SHIFT)
    return she


def _interventions(app_window, name: str) -> list:
    entries = app_window.world.services.cases.timeline(app_window.world.case(name))
    return [entry for entry in entries if entry.kind == "intervention"]


def _logged_in_journal(services) -> int:
    return sum(one.event == "intervention_logged" for one in services.journal.last())


@pytest.mark.requirement("BRY-26")
def test_ten_calls_are_typed_by_keys_alone_each_in_less_than_fifteen_seconds(app_window) -> None:
    she = _open(app_window)
    before = len(_interventions(app_window, "modele"))

    for rank, name in enumerate(NAMES):
        she.line(name, f"Suite du bail {rank}")
    keys_a_line = she.keys / len(NAMES)
    she.presses(ENTER, CONTROL)

    assert keys_a_line / FASTEST_TYPING < SECONDS
    assert len(_interventions(app_window, "modele")) == before + 2
    logged = [
        entry
        for name in set(NAMES)
        for entry in _interventions(app_window, name)
        if entry.text.startswith("Suite du bail")
    ]
    assert sorted(entry.text for entry in logged) == [f"Suite du bail {n}" for n in range(10)]
    assert {(one.code, one.place, one.minutes) for one in logged} == {("CTC.APP", "LIE.DIS", 10)}
    assert {len(one.issues) for one in logged} == {1}
    assert app_window.world.services.drafts.read(state.DRAFT) is None


@pytest.mark.parametrize("go_on", [ENTER, TAB], ids=["enter", "tab"])
def test_enter_and_tab_go_from_cell_to_cell_and_to_the_next_line(app_window, go_on) -> None:
    she = _open(app_window)

    she.line("mod", "Un", go_on=go_on)

    assert app_window.focus.objectName() == "day_2_person"
    line = app_window.shell.page("day_list").lines.lines()[0]
    assert line.whom is not None
    assert (line.minutes, line.words) == ("10\u202fmin", "Un")
    assert line.issue is not None


def test_nothing_is_logged_by_going_on(app_window) -> None:
    she = _open(app_window)
    before = len(_interventions(app_window, "modele"))

    she.line("mod", "Un")

    assert len(_interventions(app_window, "modele")) == before


@pytest.mark.requirement("BRY-25")
def test_a_line_that_cannot_be_logged_says_so_and_stays(app_window) -> None:
    she = _open(app_window)
    before = len(_interventions(app_window, "modele"))
    she.line("hypo", "Sans accord")
    she.line("mod", "Bon")
    she.types("zzz")

    she.presses(ENTER, CONTROL)

    page = app_window.shell.page("day_list")
    assert len(_interventions(app_window, "modele")) == before + 1
    assert [line.words for line in page.lines.lines() if not line.is_empty] == ["Sans accord", ""]
    assert "accord" in app_window.widget("day_1_wrong").text()
    assert app_window.widget("day_2_wrong").isVisible()
    assert app_window.widget("day_2_person").text() == "zzz"
    kept = state.read(app_window.world.services.drafts.read(state.DRAFT)[0])
    assert [line.words for line in kept.lines] == ["Sans accord", ""]


def test_a_future_day_is_refused_line_by_line(app_window) -> None:
    she = _open(app_window)
    she.line("mod", "Demain")
    app_window.widget("day_on").setText("01/01/2199")

    she.presses(ENTER, CONTROL)

    assert app_window.widget("day_1_wrong").isVisible()
    assert app_window.widget("day_1_words").text() == "Demain"


def test_each_line_is_a_write_with_its_own_entry_in_the_journal(app_window) -> None:
    services = app_window.world.services
    before = _logged_in_journal(services)
    she = _open(app_window)
    for name in NAMES[:3]:
        she.line(name, "Un mot")
    she.presses(ENTER, CONTROL)

    assert _logged_in_journal(services) == before + 3


def test_undo_takes_the_lines_back_and_gives_them_back_to_correct(app_window) -> None:
    she = _open(app_window)
    before = len(_interventions(app_window, "modele"))
    she.line("mod", "Un")
    she.line("exe", "Deux")
    she.presses(ENTER, CONTROL)

    app_window.widget("notice_undo").click()

    lines = app_window.shell.page("day_list").lines.lines()
    assert [line.words for line in lines if not line.is_empty] == ["Un", "Deux"]
    assert len(_interventions(app_window, "modele")) == before
    she.presses(ENTER, CONTROL)
    assert len(_interventions(app_window, "modele")) == before + 1


def test_a_missed_meeting_is_two_words_and_no_duration(app_window) -> None:
    she = _open(app_window)
    she.types("mod")
    she.presses(ENTER)
    she.types("Non")
    she.presses(ENTER, CONTROL)

    done = _interventions(app_window, "modele")[0]
    assert (done.code, done.minutes, done.issues) == ("CTC.ABS", None, ())


def test_somebody_unnamed_counts_for_her_entity(app_window) -> None:
    she = _open(app_window)
    she.types("zz")
    app_window.key(Qt.Key.Key_Down)
    she.presses(ENTER)
    she.presses(ENTER, CONTROL)

    last = app_window.world.services.dashboard.today().recent[0]
    assert last.case_id is None
    assert last.kind == "CTC.APP"


def test_the_list_is_kept_within_three_seconds_and_comes_back(app_window, qtbot) -> None:
    she = _open(app_window)
    page = app_window.shell.page("day_list")
    she.line("mod", "Un")
    with qtbot.waitSignal(page.keeper.kept, timeout=3000):
        she.types("exe")

    kept = json.loads(app_window.world.services.drafts.read(state.DRAFT)[0])
    assert [one["words"] for one in kept["lines"]] == ["Un", ""]
    assert "Modèle" not in json.dumps(kept, ensure_ascii=False)


def test_what_is_not_kept_yet_is_written_at_the_lock_and_is_there_again(app_window) -> None:
    services = app_window.world.services
    she = _open(app_window)
    page = app_window.shell.page("day_list")
    she.line("mod", "Dernière ligne")
    typed = page.lines.lines()

    for write in app_window.shell.pending():
        write()
    page.keeper.forget()
    page.lines.fill(())
    app_window.shell.go(Place("today"))
    app_window.shell.go(Place("day_list"))

    assert services.drafts.read(state.DRAFT) is not None
    assert page.lines.lines()[0] == typed[0]
    assert app_window.focus.objectName() == "day_2_person"


def test_discreet_mode_hides_names_and_words(app_window) -> None:
    she = _open(app_window)
    she.line("mod", "Secret")

    app_window.desk.discretion.toggle()

    assert "Modèle" not in app_window.widget("day_1_person").text()
    assert app_window.widget("day_1_words").echoMode().name == "Password"
    app_window.desk.discretion.toggle()


def test_words_that_designate_no_issue_are_never_dropped(app_window) -> None:
    line = Line(whom=Whom(1, 1, "Ville"), issue_words="zzz")

    assert state.problem(line) == "day_list.wrong_issue"
    assert state.read(state.written(DayList("12/05/2026", (line,)))).lines[0].issue_words == "zzz"


def test_a_draft_that_cannot_be_read_is_an_empty_list() -> None:
    assert state.read("[]") is None
    assert state.read("{") is None
    assert state.written(DayList("12/05/2026", (Line(),))) == ""


def test_the_list_opens_at_once(app_window) -> None:
    times = []
    for _ in range(5):
        app_window.shell.go(Place("today"))
        app_window.settle()
        began = perf_counter()
        app_window.shell.go(Place("day_list"))
        QCoreApplication.processEvents()
        times.append((perf_counter() - began) * 1000)

    assert median(times) < OPENING_MS


def test_an_appointment_of_the_day_becomes_a_line_and_is_kept_once_logged(app_window) -> None:
    services = app_window.world.services
    case_id = app_window.world.case("modele")
    sheet = services.cases.open(case_id)
    slot = Appointment(
        0, app_window.world.clock.today(), time(10, 0), 45, AppointmentKind.APPOINTMENT,
        case_id=case_id, entity_id=sheet.entity.id,
    )  # fmt: skip
    made = services.casework.agenda.save(slot).object_id
    before = len(_interventions(app_window, "modele"))
    she = _open(app_window)

    app_window.widget(f"day_waiting_{made}").click()
    she.presses(ENTER, CONTROL)

    assert len(_interventions(app_window, "modele")) == before + 1
    assert services.casework.agenda.get(made).stands is AppointmentState.KEPT
    app_window.widget("notice_undo").click()
    assert services.casework.agenda.get(made).stands is AppointmentState.PLANNED
    assert len(_interventions(app_window, "modele")) == before
