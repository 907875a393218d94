"""The action plan on the page of a file: one line adds, a choice marks, a review ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from app.domain.partners import Partner
from app.domain.plans import ActionState, Owner
from ui.page import Place

if TYPE_CHECKING:
    from app.usecases.plans import PlanSheet


@pytest.fixture
def plan(app_window):
    case_id = app_window.world.case("modele")
    app_window.shell.go(Place("case", case_id, action="plan"))
    return app_window


def _sheets(window) -> tuple[PlanSheet, ...]:
    return window.world.services.casework.plans.of_case(window.world.case("modele"))


def _add(window, words: str) -> None:
    window.widget("plan_quick").setFocus()
    window.type(words)
    window.key(Qt.Key.Key_Return)


@pytest.mark.requirement("BRY-50")
def test_a_line_and_enter_add_an_action_agreed_together(plan) -> None:
    _add(plan, "Saisir le FSL")
    _add(plan, "Appeler le bailleur")

    (sheet,) = _sheets(plan)
    assert [one.title for one in sheet.actions] == ["Saisir le FSL", "Appeler le bailleur"]
    assert {one.owner for one in sheet.actions} == {Owner.TOGETHER}


@pytest.mark.requirement("ANAS-03")
def test_a_line_being_typed_never_goes_to_the_plan_of_another_file(plan) -> None:
    line = plan.widget("plan_quick")
    line.setText("Saisir le FSL")

    plan.shell.go(Place("case", plan.world.case("temoin"), action="plan"))
    assert line.text() == ""
    plan.shell.go(Place("case", plan.world.case("modele"), action="plan"))

    assert line.text() == "Saisir le FSL"


@pytest.mark.requirement("BRY-56")
def test_a_state_is_chosen_on_the_line_of_its_action(plan) -> None:
    _add(plan, "Saisir le FSL")
    action = _sheets(plan)[0].actions[0]

    state = plan.widget(f"action_state_{action.id}")
    state.choose(ActionState.PARTLY)
    state.picked.emit()

    assert _sheets(plan)[0].actions[0].state is ActionState.PARTLY


def test_an_action_gets_its_day_and_goes_to_the_bin_and_back(plan) -> None:
    _add(plan, "Saisir le FSL")
    action = _sheets(plan)[0].actions[0]
    plan.widget(f"action_edit_{action.id}").click()
    plan.widget("action_due").setText("21/5")
    plan.widget("action_dialog_confirm").click()
    assert _sheets(plan)[0].actions[0].due_on is not None

    plan.widget(f"action_edit_{action.id}").click()
    plan.widget("action_remove").click()
    assert _sheets(plan)[0].actions == ()
    plan.widget("notice_undo").click()

    assert [one.id for one in _sheets(plan)[0].actions] == [action.id]


def test_a_review_says_what_came_of_each_goal(plan) -> None:
    plan.widget("plan_goal_add").click()
    plan.widget("goal_title").setText("Garder le logement")
    plan.widget("goal_dialog_confirm").click()
    goal = _sheets(plan)[0].goals[0]

    plan.widget("plan_review").click()
    plan.widget(f"review_goal_{goal.id}").choose(ActionState.DONE)
    plan.widget("review_dialog_confirm").click()

    (sheet,) = _sheets(plan)
    assert sheet.plan.ended_on is not None
    assert sheet.goals[0].state is ActionState.DONE


def test_the_tab_is_where_she_comes_back_after_a_lock(plan) -> None:
    assert plan.shell.place().action == "plan"


def test_discreet_mode_masks_what_a_plan_says(plan) -> None:
    _add(plan, "Saisir le FSL")
    action = _sheets(plan)[0].actions[0]
    plan.desk.discretion.toggle()
    plan.settle()

    panel = plan.widget("case_panel_plan")
    shown = [one.text() for one in panel.findChildren(QLabel)]
    spoken = [one.accessibleName() for one in panel.findChildren(QWidget)]
    assert not [words for words in (*shown, *spoken) if "FSL" in words]

    plan.widget(f"action_edit_{action.id}").click()
    assert "FSL" not in plan.widget("action_title").displayText()
    plan.widget("action_dialog_cancel").click()

    plan.desk.discretion.toggle()
    plan.settle()
    assert "FSL" in plan.widget(f"action_edit_{action.id}").accessibleName()


def test_an_action_that_is_refused_leaves_its_words_to_be_taken_up(plan) -> None:
    case_id = plan.world.case("modele")
    today = plan.world.clock.today()
    plan.world.services.cases.close(case_id, on=today, reason="CLO.ORIENTATION")
    plan.widget("plan_quick").setText("Saisir le FSL")

    plan.widget("plan_quick_add").click()

    assert plan.widget("plan_quick").text() == "Saisir le FSL"
    assert "rouvrez" in plan.widget("notice_words").text()


@pytest.mark.requirement("BRY-55")
@pytest.mark.parametrize("kind", ["PAR.EXT.BAI", "PAR.EXT.ADD"])
def test_a_partner_who_does_an_action_is_named_unless_sensitive(plan, kind: str) -> None:
    casework = plan.world.services.casework
    saved = casework.partners.save(Partner(0, kind, "Centre Fictif"))
    _add(plan, "Prendre rendez-vous")
    action = _sheets(plan)[0].actions[0]
    plan.widget(f"action_edit_{action.id}").click()
    assert not plan.widget("action_partner").isEnabled()
    plan.widget("action_owner").choose(Owner.PARTNER)
    plan.widget("action_partner").choose(saved.object_id)
    plan.widget("action_dialog_confirm").click()

    assert _sheets(plan)[0].actions[0].partner_id == saved.object_id
    sensitive = kind == "PAR.EXT.ADD"
    assert ("Centre Fictif" in _words(plan)) is not sensitive
    assert ("partenaire masqué" in _words(plan)) is sensitive
    plan.widget(f"action_edit_{action.id}").click()
    assert plan.widget("action_partner").currentText() == "Centre Fictif"


def _words(plan) -> str:
    return " ".join(one.text() for one in plan.widget("case_panel_plan").findChildren(QLabel))
