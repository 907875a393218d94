"""Logging an interview: few keys, nothing lost, refusals said in the form."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt

from ui.page import Place

ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab
CONTROL = Qt.KeyboardModifier.ControlModifier
BUDGET = 12


class Typist:
    """Counts what she presses: a typed word, a Tab, an Enter, a shortcut each count one."""

    def __init__(self, window) -> None:
        self.window, self.groups = window, 0

    def types(self, words: str) -> None:
        self.groups += len(words.split()) if " " in words else 1
        self.window.type(words)

    def presses(self, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        self.groups += 1
        self.window.key(key, modifier)


def _log_one(app_window) -> Typist:
    she = Typist(app_window)
    she.presses(Qt.Key.Key_N, CONTROL)
    she.types("mod")
    she.presses(ENTER)
    she.types("impaye")
    she.presses(TAB)
    she.types("eva")
    she.presses(TAB)
    she.types("Bail")
    she.presses(ENTER, CONTROL)
    return she


@pytest.mark.requirement("BRY-26")
def test_a_standard_consultation_takes_at_most_twelve_keystroke_groups(app_window) -> None:
    app_window.shell.go(Place("today"))
    before = app_window.world.services.dashboard.today().month.interviews

    she = _log_one(app_window)

    logged = app_window.world.services.dashboard.today()
    assert logged.month.interviews == before + 1
    assert logged.recent[0].family_name == "Modèle"
    assert she.groups <= BUDGET


def test_what_was_typed_is_what_is_logged(app_window) -> None:
    case_id = app_window.world.case("modele")
    app_window.shell.go(Place("today"))

    _log_one(app_window)

    entry = app_window.world.services.cases.timeline(case_id)[0]
    assert entry.on == app_window.world.clock.today()
    assert entry.issues[0].startswith("ISS.")
    assert entry.natures == ("NAT.EVA",)
    assert entry.text == "Bail"
    assert entry.minutes is not None


def test_accents_and_case_do_not_matter_when_typing_a_person(app_window) -> None:
    app_window.shell.go(Place("interview", action="log"))

    app_window.type("TEMOIN")
    app_window.key(ENTER)

    assert app_window.shell.page("interview").view.person.known.family_name == "Témoin"


def test_a_new_person_is_logged_on_the_spot(app_window) -> None:
    app_window.shell.go(Place("interview", action="log"))
    app_window.type("Inconnue Zoé")
    app_window.key(ENTER)
    app_window.key(ENTER, CONTROL)

    row = app_window.world.services.cases.suggest("Inconnue")[0]
    assert (row.family_name, row.given_name, row.interviews) == ("Inconnue", "Zoé", 1)


def test_an_anonymous_contact_opens_no_file(app_window) -> None:
    services = app_window.world.services
    before = services.dashboard.today().open_cases
    app_window.shell.go(Place("interview", action="log"))
    app_window.type("x")
    app_window.key(Qt.Key.Key_Up)
    app_window.key(ENTER)
    app_window.key(ENTER, CONTROL)

    assert services.dashboard.today().recent[0].case_id is None
    assert services.dashboard.today().open_cases == before


def test_a_draft_is_kept_within_three_seconds_of_the_last_key(app_window, qtbot) -> None:
    app_window.shell.go(Place("interview", action="log"))
    app_window.type("mod")
    app_window.key(ENTER)
    app_window.widget("interview_note").setFocus()
    app_window.type("Phrase commencée")

    with qtbot.waitSignal(app_window.shell.page("interview").keeper.kept, timeout=3000):
        pass

    kept = app_window.world.services.drafts.read("interview")
    assert kept is not None
    assert json.loads(kept[0])["note"] == "Phrase commencée"


def test_a_draft_comes_back_as_it_was(app_window) -> None:
    page = app_window.shell.page("interview")
    app_window.shell.go(Place("interview", action="log"))
    app_window.type("mod")
    app_window.key(ENTER)
    app_window.type("impaye")
    app_window.key(ENTER)
    app_window.widget("interview_note").setFocus()
    app_window.type("Phrase commencée")
    typed = page.view.form()

    app_window.key(Qt.Key.Key_Escape)
    assert app_window.shell.place().page != "interview"
    app_window.shell.go(Place("interview", action="log"))

    assert page.view.form() == typed
    assert page.view.person.known.family_name == "Modèle"


def test_what_is_typed_but_not_kept_yet_is_written_at_the_lock(app_window) -> None:
    app_window.shell.go(Place("interview", action="log"))
    app_window.widget("interview_note").setFocus()
    app_window.type("Dernière phrase")

    for write in app_window.shell.pending():
        write()

    kept = app_window.world.services.drafts.read("interview")
    assert kept is not None
    assert "Dernière phrase" in kept[0]


def test_a_logged_interview_leaves_no_draft(app_window) -> None:
    app_window.shell.go(Place("today"))

    _log_one(app_window)

    assert app_window.world.services.drafts.read("interview") is None
    assert app_window.shell.pending() == ()


def test_undo_takes_the_interview_back_and_gives_the_form_back(app_window) -> None:
    app_window.shell.go(Place("today"))
    services = app_window.world.services
    before = services.dashboard.today().month.interviews
    _log_one(app_window)

    app_window.widget("notice_undo").click()

    assert services.dashboard.today().month.interviews == before
    assert app_window.shell.place().page == "interview"
    assert app_window.shell.page("interview").view.form().note == "Bail"


@pytest.mark.parametrize(
    ("field", "typed", "marked"),
    [
        ("interview_on", "demain peut-être", "interview_on"),
        ("interview_duration", "longtemps", "interview_duration"),
        ("interview_on", "01/01/2199", "interview_on"),
    ],
)
def test_a_field_that_is_wrong_is_marked_and_nothing_is_logged(
    app_window, field: str, typed: str, marked: str
) -> None:
    before = app_window.world.services.dashboard.today().recent
    app_window.shell.go(Place("interview", action="log"))
    app_window.type("mod")
    app_window.key(ENTER)
    app_window.widget(field).setText(typed)

    app_window.shell.page("interview").submit()

    assert app_window.widget(marked).property("wrong") is True
    assert app_window.widget("interview_wrong").isVisible()
    assert app_window.world.services.dashboard.today().recent == before


@pytest.mark.requirement("BRY-25")
def test_an_offer_without_agreement_refuses_an_interview_in_words(app_window) -> None:
    app_window.shell.go(Place("interview", action="log"))
    app_window.type("hypo")
    app_window.key(ENTER)
    app_window.type("impaye")
    app_window.key(ENTER)

    app_window.shell.page("interview").submit()

    assert "accord" in app_window.widget("interview_wrong").text()
    assert app_window.shell.place().page == "interview"


def test_an_intervention_is_corrected_in_the_same_form(app_window) -> None:
    services = app_window.world.services
    case_id = app_window.world.case("modele")
    entry = services.cases.timeline(case_id)[0]
    app_window.shell.go(Place("case", case_id))
    app_window.shell.go(Place("interview", entry.object_id, action="change"))
    app_window.widget("interview_duration").setText("1h10")

    app_window.shell.page("interview").submit()

    assert services.interventions.get(entry.object_id).minutes == 70
    assert app_window.shell.place() == Place("case", case_id)


def test_a_proposal_does_not_overwrite_what_she_chose(app_window) -> None:
    app_window.shell.go(Place("interview", action="log"))
    duration = app_window.widget("interview_duration")
    duration.setFocus()
    duration.selectAll()
    app_window.type("1h15")
    app_window.widget("interview_person").setFocus()
    app_window.type("mod")
    app_window.key(ENTER)

    assert app_window.shell.page("interview").view.duration.minutes() == 75


def test_words_that_designate_no_issue_are_never_dropped(app_window) -> None:
    she = Typist(app_window)
    she.presses(Qt.Key.Key_N, CONTROL)
    she.types("mod")
    she.presses(ENTER)
    she.types("zzz")
    before = app_window.world.services.dashboard.today().month.interviews

    she.presses(ENTER, CONTROL)

    page = app_window.shell.page("interview")
    assert app_window.world.services.dashboard.today().month.interviews == before
    assert page.view.issues.words() == "zzz"
    assert page.view.issues.property("wrong")
