"""Stories of the trade, from the window: what she does from the first demand to the closing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.agreements import Answer
from app.domain.cases import CaseState
from app.domain.offers import OfferAnswer
from app.domain.partners import WITH_PARTNER, Partner
from app.domain.plans import ActionState
from ui.page import Place


def _open_file(window, name: str, *, origin: str, agreed: bool):
    """Open a file from the list, as she does when somebody calls."""
    window.shell.go(Place("case_list"))
    window.shell.page("case_list").head.new.click()
    window.widget("new_case_family_name").setText(name)
    window.widget("new_case_given_name").setText("Zoé")
    window.widget("new_case_origin").choose(origin)
    form = window.widget("new_case_agreement")
    form.setCurrentIndex(1 if agreed else 0)
    window.widget("new_case_dialog_confirm").click()
    return window.world.case(name)


def _sheet(window, case_id):
    return window.world.services.cases.open(case_id)


@pytest.mark.requirement("BRY-50")
def test_a_first_demand_by_the_agent_becomes_an_assessment_and_a_plan(app_window) -> None:
    """She receives, assesses with the person, agrees on actions, and sees how far they are."""
    case_id = _open_file(app_window, "Première", origin="ORI.AGT", agreed=True)
    assert _sheet(app_window, case_id).case.state is CaseState.OPEN

    app_window.shell.go(Place("case", case_id, action="assessment"))
    app_window.widget("assessment_new").click()
    app_window.widget("assessment_economic").setPlainText("Deux loyers impayés.")
    app_window.widget("assessment_dialog_confirm").click()
    app_window.shell.go(Place("case", case_id, action="plan"))
    for words in ("Saisir le FSL", "Appeler le bailleur"):
        app_window.widget("plan_quick").setText(words)
        app_window.widget("plan_quick_add").click()
    plans = app_window.world.services.casework.plans
    state = app_window.widget(f"action_state_{plans.of_case(case_id)[0].actions[0].id}")
    state.choose(ActionState.DONE)
    state.picked.emit()

    assert plans.of_case(case_id)[0].progress == (1, 2)
    assert app_window.world.services.casework.assessments.of_case(case_id)[0].economic


@pytest.mark.requirement("FIN-12")
def test_a_signal_by_hr_without_answer_leaves_nothing_but_the_offer(app_window) -> None:
    """HR points to somebody who does not answer: nothing is entered, HR learns one sentence."""
    case_id = _open_file(app_window, "Signalée", origin="ORI.DRH", agreed=False)
    assert _sheet(app_window, case_id).case.state is CaseState.OFFER_MADE

    app_window.shell.go(Place("case", case_id, action="plan"))
    app_window.widget("plan_quick").setText("Appeler le bailleur")
    app_window.widget("plan_quick_add").click()
    assert app_window.world.services.casework.plans.of_case(case_id) == ()

    app_window.shell.go(Place("case", case_id, action="consent"))
    app_window.widget("offer_add").click()
    app_window.widget("offer_dialog_confirm").click()
    (offer,) = app_window.world.services.casework.offers.of_case(case_id)
    app_window.widget(f"offer_tell_{offer.id}").click()
    app_window.widget("told_dialog_confirm").click()
    app_window.widget(f"offer_answer_{offer.id}").click()
    app_window.widget("answer_what").choose(OfferAnswer.NONE)
    app_window.widget("answer_dialog_confirm").click()

    sheet = _sheet(app_window, case_id)
    assert sheet.case.state is CaseState.CLOSED
    assert sheet.agreements == ()
    assert app_window.world.services.casework.sharing.told(case_id) == ()


@pytest.mark.requirement("ANAS-06")
def test_somebody_who_comes_back_after_a_year_finds_her_file_and_a_new_plan(app_window) -> None:
    """The file closes with the review of its plan; a year later it opens again, the past stays."""
    case_id = app_window.world.case("modele")
    app_window.shell.go(Place("case", case_id, action="plan"))
    app_window.widget("plan_goal_add").click()
    app_window.widget("goal_title").setText("Garder le logement")
    app_window.widget("goal_dialog_confirm").click()
    (before,) = app_window.world.services.casework.plans.of_case(case_id)
    app_window.widget("case_close").click()
    app_window.widget(f"review_goal_{before.goals[0].id}").choose(ActionState.PARTLY)
    app_window.widget("review_conclusion").setPlainText("Le bail est tenu.")
    app_window.widget("closing_reason").choose("CLO.FIN_ACCOMPAGNEMENT")
    app_window.widget("closing_dialog_confirm").click()
    assert _sheet(app_window, case_id).case.state is CaseState.CLOSED

    app_window.world.clock.advance(days=366)
    app_window.widget("case_reopen").click()
    app_window.widget("reopening_dialog_confirm").click()
    app_window.widget("plan_quick").setText("Refaire le point")
    app_window.widget("plan_quick_add").click()

    running, past = app_window.world.services.casework.plans.of_case(case_id)
    assert running.plan.ended_on is None
    assert (past.goals[0].state, past.plan.conclusion) == (ActionState.PARTLY, "Le bail est tenu.")


@pytest.mark.requirement("ANAS-10")
def test_a_withdrawn_agreement_stops_what_rests_on_it(app_window) -> None:
    """What was shared stays told; nothing more leaves once the person takes her agreement back."""
    services, case_id = app_window.world.services, app_window.world.case("modele")
    services.casework.partners.save(Partner(0, "PAR.EXT.BAI", "Bailleur d’Exemple"))
    app_window.shell.go(Place("case", case_id))
    app_window.widget("case_agreement_open").click()
    app_window.widget("agreement_kind").choose(WITH_PARTNER)
    app_window.widget("agreement_dialog_confirm").click()
    app_window.shell.go(Place("case", case_id, action="sharing"))
    app_window.widget("sharing_new").click()
    app_window.widget("sharing_purpose").setText("Relogement")
    app_window.widget("sharing_item_0").setChecked(True)
    app_window.widget("sharing_dialog_confirm").click()
    assert len(services.casework.sharing.told(case_id)) == 1

    app_window.shell.go(Place("case", case_id))
    app_window.widget("case_withdraw_share_with_partner").click()
    app_window.widget("agreement_dialog_confirm").click()
    answers = [one.answer for one in _sheet(app_window, case_id).agreements]
    assert Answer.WITHDRAWN in answers
    app_window.shell.go(Place("case", case_id, action="sharing"))
    app_window.widget("sharing_new").click()
    app_window.widget("sharing_purpose").setText("Relogement")
    app_window.widget("sharing_item_0").setChecked(True)
    app_window.widget("sharing_dialog_confirm").click()

    assert app_window.widget("sharing_dialog_wrong").isVisible()
    assert len(services.casework.sharing.told(case_id)) == 1


def _link(window, case_id, other: str, reason: str) -> None:
    """Link the file with another one, for the reason that she types."""
    window.shell.go(Place("case", case_id, action="situation"))
    window.widget("situation_link_add").click()
    search = window.widget("link_search")
    search.setFocus()
    window.type(other)
    window.widget("link_reason").setText(reason)
    window.widget("link_dialog_confirm").click()


def _receive_both(window, first, second, notes: tuple[str, str, str]) -> None:
    """One meeting with two persons: what is shared, then what belongs to each file alone."""
    shared, of_first, of_second = notes
    window.window.activateWindow()
    QTest.qWaitForWindowActive(window.window)
    window.shell.go(Place("interview", first, action="log"))
    window.widget("interview_issues").setFocus()
    window.type("log")
    window.key(Qt.Key.Key_Return)
    window.widget("interview_besides").click()
    window.widget("interview_company").setFocus()
    window.type("seconde")
    window.key(Qt.Key.Key_Return)
    window.widget("interview_note").setPlainText(shared)
    window.widget(f"interview_own_{first}").setPlainText(of_first)
    window.widget(f"interview_own_{second}").setPlainText(of_second)
    window.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.requirement("ANAS-05", "EQU-27")
def test_a_couple_both_employed_is_received_together_each_keeping_a_file_of_their_own(
    app_window,
) -> None:
    """Two files, linked by her for a reason; the meeting counts once, each file has its note."""
    services = app_window.world.services
    first = _open_file(app_window, "Première", origin="ORI.AGT", agreed=True)
    second = _open_file(app_window, "Seconde", origin="ORI.AGT", agreed=True)
    assert _sheet(app_window, first).person.id != _sheet(app_window, second).person.id
    assert services.casework.household.links(first) == ()

    _link(app_window, first, "seconde", "")
    assert app_window.widget("link_dialog_wrong").isVisible()
    app_window.widget("link_dialog_cancel").click()
    _link(app_window, first, "seconde", "Couple, tous deux agents : demande commune")
    (seen_from_second,) = services.casework.household.links(second)
    assert (seen_from_second.case_id, seen_from_second.link.reason) == (
        first,
        "Couple, tous deux agents : demande commune",
    )

    before = services.dashboard.today().month
    notes = ("Relogement envisagé.", "Craint la distance.", "Souhaite attendre l’été.")
    _receive_both(app_window, first, second, notes)

    after = services.dashboard.today().month
    assert (after.interviews, after.persons) == (before.interviews + 1, before.persons + 2)
    read = {one: services.cases.timeline(one)[0].text for one in (first, second)}
    assert read == {
        first: "Relogement envisagé.\n\nCraint la distance.",
        second: "Relogement envisagé.\n\nSouhaite attendre l’été.",
    }
