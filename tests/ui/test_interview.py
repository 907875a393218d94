"""Logging an interview: few keys, nothing lost, refusals said in the form."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit

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


def _meet_two(app_window) -> None:
    """A meeting of two persons of the same entity, the second named in the folded part."""
    app_window.shell.go(Place("interview", action="log"))
    app_window.type("mod")
    app_window.key(ENTER)
    app_window.widget("interview_besides").click()
    app_window.widget("interview_company").setFocus()
    app_window.type("exe")
    app_window.key(ENTER)


def _own(app_window, name: str):
    return app_window.widget(f"interview_own_{app_window.world.case(name)}")


def _newest(app_window, name: str):
    entries = app_window.world.services.cases.timeline(app_window.world.case(name))
    return next(entry for entry in entries if entry.kind == "intervention")


@pytest.mark.requirement("EQU-27")
def test_in_a_mediation_each_file_gets_its_own_note_and_the_shared_one(app_window) -> None:
    services = app_window.world.services
    before = services.dashboard.today().month.interviews
    _meet_two(app_window)
    _own(app_window, "modele").setPlainText("Demande des horaires fixes.")
    _own(app_window, "exemple").setPlainText("Craint pour sa place.")
    app_window.widget("interview_note").setPlainText("Cadre rappelé.")

    app_window.shell.page("interview").submit()

    assert _newest(app_window, "modele").text == "Cadre rappelé.\n\nDemande des horaires fixes."
    assert _newest(app_window, "exemple").text == "Cadre rappelé.\n\nCraint pour sa place."
    assert _newest(app_window, "modele").object_id == _newest(app_window, "exemple").object_id
    assert services.dashboard.today().month.interviews == before + 1


@pytest.mark.requirement("EQU-27")
def test_the_file_of_one_party_never_shows_what_the_other_said(app_window) -> None:
    _meet_two(app_window)
    _own(app_window, "modele").setPlainText("Demande des horaires fixes.")
    app_window.shell.page("interview").submit()

    app_window.shell.go(Place("case", app_window.world.case("exemple")))
    app_window.settle()

    page = app_window.shell.page("case")
    shown = [one.text() for one in page.findChildren(QLabel)]
    shown += [one.toPlainText() for one in page.findChildren(QPlainTextEdit)]
    assert not any("horaires fixes" in words for words in shown)


@pytest.mark.requirement("EQU-27")
def test_a_mediation_comes_back_whole_from_its_draft_and_to_be_corrected(app_window) -> None:
    page = app_window.shell.page("interview")
    _meet_two(app_window)
    _own(app_window, "exemple").setPlainText("Craint pour sa place.")
    app_window.widget("interview_sphere").setCurrentIndex(1)
    typed = page.view.form()
    app_window.key(Qt.Key.Key_Escape)

    app_window.shell.go(Place("interview", action="log"))
    assert page.view.form() == typed
    page.submit()

    app_window.shell.go(
        Place("interview", _newest(app_window, "modele").object_id, action="change")
    )
    again = page.view.form()
    assert sorted(zip(again.case_ids, again.own_notes, strict=True)) == sorted(
        zip(typed.case_ids, typed.own_notes, strict=True)
    )
    assert again.sphere == "work"
    assert app_window.widget("interview_besides").isChecked()


def test_somebody_about_whom_something_is_written_does_not_leave_the_meeting(app_window) -> None:
    _meet_two(app_window)
    other = app_window.world.case("exemple")
    _own(app_window, "exemple").setPlainText("Craint pour sa place.")

    app_window.widget(f"interview_own_{other}_remove").click()
    assert other in app_window.shell.page("interview").view.form().case_ids

    _own(app_window, "exemple").setPlainText("")
    app_window.widget(f"interview_own_{other}_remove").click()
    assert other not in app_window.shell.page("interview").view.form().case_ids


def test_another_first_person_never_inherits_what_was_written_of_somebody(app_window) -> None:
    _meet_two(app_window)
    _own(app_window, "modele").setPlainText("Demande des horaires fixes.")
    field = app_window.widget("interview_person")
    field.setFocus()
    field.selectAll()
    app_window.type("tem")
    app_window.key(ENTER)

    form = app_window.shell.page("interview").view.form()
    notes = dict(zip(form.case_ids, form.own_notes, strict=True))
    assert form.case_ids[0] == app_window.world.case("temoin")
    assert notes[app_window.world.case("temoin")] == ""
    assert notes[app_window.world.case("modele")] == "Demande des horaires fixes."


@pytest.mark.requirement("BRY-17")
@pytest.mark.requirement("BRY-57")
def test_prevention_and_working_time_are_out_of_the_way_until_wanted(app_window) -> None:
    app_window.shell.go(Place("interview", action="log"))
    app_window.type("mod")
    app_window.key(ENTER)
    assert not app_window.widget("interview_prevention").isVisible()

    app_window.widget("interview_besides").click()
    app_window.widget("interview_prevention").click()
    app_window.widget("interview_hours").setCurrentIndex(2)
    app_window.shell.page("interview").submit()

    done = app_window.world.services.interventions.get(_newest(app_window, "modele").object_id)
    assert done.circumstances.prevention
    assert done.circumstances.in_working_time is False


@pytest.mark.requirement("BRY-50")
def test_an_action_agreed_is_added_to_the_plan_in_one_step(app_window) -> None:
    services = app_window.world.services
    case_id = app_window.world.case("modele")
    app_window.shell.go(Place("interview", case_id, action="log"))
    app_window.widget("interview_action").setFocus()
    app_window.type("Appeler le bailleur")
    app_window.key(ENTER, CONTROL)

    (plan,) = services.casework.plans.of_case(case_id)
    assert [one.title for one in plan.actions] == ["Appeler le bailleur"]

    app_window.widget("notice_undo").click()
    assert services.casework.plans.of_case(case_id)[0].actions == ()
    assert app_window.shell.page("interview").view.form().action == "Appeler le bailleur"


@pytest.mark.requirement("EQU-27")
def test_with_several_persons_no_action_is_offered(app_window) -> None:
    _meet_two(app_window)

    assert not app_window.widget("interview_action").isVisible()
