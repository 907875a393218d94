"""An offer, its answer, the sentence told to whoever signalled, and what the person was told."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from app.domain.agreements import FILE_OPENING, AgreementForm, Answer
from app.domain.cases import CaseState
from app.domain.offers import OfferAnswer
from ui.page import Place


@pytest.fixture
def offered(app_window):
    """The file that a physician asked for: only an offer so far."""
    case_id = app_window.world.case("hypothetique")
    app_window.shell.go(Place("case", case_id, action="consent"))
    app_window.widget("offer_add").click()
    app_window.widget("offer_dialog_confirm").click()
    return app_window


def _offer(window):
    (offer,) = window.world.services.casework.offers.of_case(window.world.case("hypothetique"))
    return offer


def _state(window) -> CaseState:
    return window.world.services.cases.open(window.world.case("hypothetique")).case.state


@pytest.mark.requirement("BRY-25")
def test_a_yes_opens_the_file(offered) -> None:
    assert _state(offered) is CaseState.OFFER_MADE
    offered.widget(f"offer_answer_{_offer(offered).id}").click()
    offered.widget("answer_dialog_confirm").click()

    assert _state(offered) is CaseState.OPEN
    assert _offer(offered).answer is OfferAnswer.ACCEPTED


@pytest.mark.requirement("FIN-11")
def test_no_answer_closes_the_file_and_adds_nothing(offered) -> None:
    offered.widget(f"offer_answer_{_offer(offered).id}").click()
    offered.widget("answer_what").choose(OfferAnswer.NONE)
    offered.widget("answer_dialog_confirm").click()

    sheet = offered.world.services.cases.open(offered.world.case("hypothetique"))
    assert sheet.case.state is CaseState.CLOSED
    assert sheet.agreements == ()


@pytest.mark.requirement("FIN-12")
def test_the_day_on_which_the_third_party_was_told_is_kept(offered) -> None:
    offered.widget(f"offer_tell_{_offer(offered).id}").click()
    offered.widget("told_dialog_confirm").click()

    assert _offer(offered).third_party_told_on is not None


@pytest.mark.requirement("ANAS-11")
def test_information_given_is_ticked_and_dated(offered) -> None:
    offered.widget("information_add").click()
    offered.widget("information_dialog_confirm").click()
    assert offered.widget("information_dialog_wrong").isVisible()

    offered.widget("information_inf.rgpd").setChecked(True)
    offered.widget("information_dialog_confirm").click()

    case_id = offered.world.case("hypothetique")
    given = offered.world.services.casework.offers.information(case_id)
    assert [one.subject for one in given] == ["INF.RGPD"]


@pytest.mark.parametrize("tab", ["consent", ""])
def test_discreet_mode_masks_what_an_agreement_covers(app_window, tab: str) -> None:
    case_id = app_window.world.case("modele")
    today = app_window.desk.clock.today()
    app_window.world.services.cases.record_agreement(
        case_id,
        kind=FILE_OPENING,
        answer=Answer.GIVEN,
        form=AgreementForm.ORAL,
        on=today,
        scope="Au bailleur",
    )
    app_window.shell.go(Place("case", case_id, action=tab))
    assert "bailleur" in _shown(app_window)

    app_window.desk.discretion.toggle()
    app_window.settle()
    assert "bailleur" not in _shown(app_window)


def _shown(window) -> str:
    window.settle()
    return "\n".join(one.text() for one in window.window.findChildren(QLabel))


def test_what_was_noted_by_mistake_goes_to_the_bin_and_comes_back(offered) -> None:
    kept, case_id = offered.world.services.casework.offers, offered.world.case("hypothetique")
    offered.widget("information_add").click()
    offered.widget("information_inf.rgpd").setChecked(True)
    offered.widget("information_dialog_confirm").click()
    (told,) = kept.information(case_id)

    for name, record, left in (
        ("offer", _offer(offered), kept.of_case),
        ("information", told, kept.information),
    ):
        offered.widget(f"{name}_remove_{record.id}").click()
        assert left(case_id) == ()
        offered.widget("notice_undo").click()
        assert left(case_id) == (record,)


def test_the_cursor_begins_on_the_first_information_to_tick(offered) -> None:
    offered.widget("information_add").click()

    first = offered.widget("information_dialog").focusWidget()
    assert first.objectName() == "information_inf.rgpd"
