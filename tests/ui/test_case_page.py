"""The page of a case file: what it shows, what is changed there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.domain.agreements import FILE_OPENING, Answer
from app.domain.cases import CaseState
from ui.page import Place


@pytest.fixture
def case(app_window):
    case_id = app_window.world.case("modele")
    app_window.shell.go(Place("case", case_id))
    return app_window


def _sheet(window, words: str = "modele"):
    return window.world.services.cases.open(window.world.case(words))


def test_every_intervention_has_its_card_newest_first(case) -> None:
    entries = case.world.services.cases.timeline(case.world.case("modele"))
    kept = [one for one in entries if one.kind == "intervention"]

    cards = [case.widget(f"case_card_{one.object_id}") for one in kept]

    assert all(card.isVisible() for card in cards)
    assert [card.y() for card in cards] == sorted(card.y() for card in cards)


def test_a_removal_is_confirmed_and_can_be_undone(case) -> None:
    services, case_id = case.world.services, case.world.case("modele")
    before = services.cases.timeline(case_id)
    case.widget(f"case_remove_{before[0].object_id}").click()
    assert services.cases.timeline(case_id) == before

    case.widget("remove_dialog_confirm").click()
    assert len(services.cases.timeline(case_id)) == len(before) - 1

    case.widget("notice_undo").click()
    after = services.cases.timeline(case_id)
    assert len(after) == len(before)
    assert after[0].text == before[0].text


def test_the_household_card_opens_the_situation(case) -> None:
    case.widget("case_situation_open").click()

    assert case.widget("case_panel_situation").isVisible()


def test_contact_details_say_not_to_call_at_work(case) -> None:
    case.widget("case_contact_open").click()
    case.widget("contact_phone").setText("00 00 00 00 00")
    case.widget("contact_not_at_work").setChecked(True)

    case.widget("contact_dialog_confirm").click()

    person = _sheet(case).person
    assert (person.phone, person.not_at_work) == ("00 00 00 00 00", True)


@pytest.mark.requirement("BRY-25")
def test_an_agreement_opens_an_offer(app_window) -> None:
    case_id = app_window.world.case("hypothetique")
    app_window.shell.go(Place("case", case_id))
    app_window.widget("case_agreement_open").click()

    app_window.widget("agreement_dialog_confirm").click()

    assert _sheet(app_window, "hypothetique").case.state is CaseState.OPEN


def test_an_agreement_is_withdrawn_and_never_erased(case) -> None:
    case.widget("case_withdraw_file_opening").click()

    case.widget("agreement_dialog_confirm").click()

    answers = [one.answer for one in _sheet(case).agreements if one.kind == FILE_OPENING]
    assert answers == [Answer.GIVEN, Answer.WITHDRAWN]


def test_a_file_is_closed_for_a_reason_and_reopened(case) -> None:
    case.widget("case_close").click()
    case.widget("closing_reason").choose("CLO.FIN_ACCOMPAGNEMENT")
    case.widget("closing_dialog_confirm").click()
    assert _sheet(case).case.state is CaseState.CLOSED
    assert not case.widget("case_close").isVisible()

    case.widget("case_reopen").click()
    case.widget("reopening_dialog_confirm").click()
    assert _sheet(case).case.state is CaseState.OPEN


def test_a_closing_dated_before_the_opening_is_refused_in_words(case) -> None:
    case.widget("case_close").click()
    case.widget("closing_on").setText("01/01/2020")

    case.widget("closing_dialog_confirm").click()

    assert "ouverture" in case.widget("closing_dialog_wrong").text()
    assert _sheet(case).case.state is CaseState.OPEN


@pytest.mark.parametrize("tab", ["", "situation"])
def test_status_and_service_are_kept_by_date_in_the_situation_and_nowhere_else(
    case, tab: str
) -> None:
    case.desk.theme.set_zoom(200)
    case.shell.go(Place("case", case.world.case("modele"), action=tab))

    case.widget("case_traits").click()

    assert case.widget("case_panel_situation").isVisible()
    case.settle()
    assert case.focus.objectName() == "situation_add_status"
    assert not case.focus.visibleRegion().isEmpty()
    case.focus.click()
    case.widget("held_code").choose("STA.CDD")
    case.widget("held_dialog_confirm").click()
    assert _sheet(case).attributes["status"] == "STA.CDD"


def test_a_request_is_added(case) -> None:
    before = len(_sheet(case).requests)
    case.widget("case_request_open").click()
    case.widget("request_origin").choose("ORI.MED")

    case.widget("request_dialog_confirm").click()

    assert len(_sheet(case).requests) == before + 1


def test_an_identity_without_a_name_is_refused_in_words(case) -> None:
    case.widget("case_identity").click()
    case.widget("identity_family_name").setText("  ")

    case.widget("identity_dialog_confirm").click()

    assert "nom" in case.widget("identity_dialog_wrong").text()


def test_a_person_of_the_same_name_is_pointed_out_before_a_second_file(app_window) -> None:
    app_window.shell.go(Place("case_list"))
    page = app_window.shell.page("case_list")
    page.head.new.click()
    app_window.widget("new_case_family_name").setText("modele")
    app_window.widget("new_case_given_name").setText("KARIM")
    app_window.widget("new_case_dialog_confirm").click()

    assert app_window.widget("new_case_dialog_wrong").isVisible()
    assert app_window.widget("new_case_open_2026-0002").isVisible()
    app_window.widget("new_case_dialog_confirm").click()
    assert len(app_window.world.services.cases.suggest("modele")) == 2


@pytest.mark.requirement("BRY-24")
def test_who_asked_is_put_right_in_the_request_itself(app_window) -> None:
    services, case_id = app_window.world.services, app_window.world.case("modele")
    (request,) = services.cases.open(case_id).requests
    app_window.shell.go(Place("case", case_id))
    app_window.widget(f"case_request_{request.id}").click()
    assert app_window.widget("request_origin").value() == request.origin

    app_window.widget("request_origin").choose("ORI.MED")
    app_window.widget("request_dialog_confirm").click()

    (kept,) = services.cases.open(case_id).requests
    assert (kept.id, kept.origin, kept.received_on) == (request.id, "ORI.MED", request.received_on)


def test_a_file_opens_on_its_tabs_which_the_arrows_turn(app_window) -> None:
    app_window.shell.go(Place("case", app_window.world.case("modele")))
    assert app_window.focus.objectName() == "case_tabs_thread"

    app_window.key(Qt.Key.Key_Right)
    app_window.key(Qt.Key.Key_Right)

    assert app_window.widget("plan_quick").isVisible()
    app_window.key(Qt.Key.Key_Tab)
    app_window.type("Saisir le FSL")
    assert app_window.widget("plan_quick").text() == "Saisir le FSL"


@pytest.mark.requirement("ANAS-10")
def test_a_withdrawal_says_that_it_closes_the_file(app_window) -> None:
    app_window.shell.go(Place("case", app_window.world.case("modele")))
    app_window.widget("case_withdraw_file_opening").click()
    assert app_window.widget("agreement_closes").isVisible()

    app_window.widget("agreement_answer").choose(Answer.GIVEN)
    assert not app_window.widget("agreement_closes").isVisible()
