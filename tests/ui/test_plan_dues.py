"""What action plans expect stands beside the reminders, on the agenda and today (ANAS-12)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from testkit.pictures import take
from testkit.ui_world import TODAY

from app.domain.agenda import Reminder
from app.domain.plans import ActionState, Owner, PlanAction
from ui.page import Place
from ui.pictures import LOOKS, put_on

LATE, SOON = TODAY - timedelta(days=3), TODAY + timedelta(days=5)
LONG = "Demander au bailleur un échéancier de la dette de loyer et en garder une copie écrite"


@pytest.fixture
def due(app_window):
    """A late action under way, a review today, an action in five days, and a reminder between."""
    casework, case = app_window.world.services.casework, app_window.world.case("modele")
    action = PlanAction(0, case, 0, "Saisir le FSL", Owner.PERSON, due_on=LATE)
    app_window.late = casework.plans.save_action(action).object_id
    casework.plans.mark(app_window.late, ActionState.UNDER_WAY)
    app_window.soon = casework.plans.save_action(
        replace(action, title="Relire le budget", due_on=SOON)
    ).object_id
    (sheet,) = casework.plans.of_case(case)
    casework.plans.save_plan(replace(sheet.plan, started_on=LATE, review_on=TODAY))
    app_window.plan = sheet.plan.id
    casework.reminders.save(Reminder(0, TODAY - timedelta(days=1), "Rappeler la CAF"))
    return app_window


def _lines(window) -> list[str]:
    window.settle()
    said = window.shell.page("agenda").reminders.findChildren(QLabel)
    return [one.text() for one in said if one.wordWrap()]


def _state(window) -> ActionState:
    (sheet,) = window.world.services.casework.plans.of_case(window.world.case("modele"))
    return next(one.state for one in sheet.actions if one.id == window.late)


@pytest.mark.requirement("ANAS-12")
def test_the_agenda_shows_what_plans_expect_among_the_reminders(due) -> None:
    due.shell.go(Place("agenda"))

    assert _lines(due) == [
        "Plan\u202f: Saisir le FSL — 2026-0002",
        "Rappeler la CAF",
        "Bilan du plan — 2026-0002",
        "Plan\u202f: Relire le budget — 2026-0002",
    ]
    due.desk.discretion.toggle()
    assert _lines(due) == ["2026-0002", "Rappel", "2026-0002", "2026-0002"]


@pytest.mark.requirement("ANAS-12")
@pytest.mark.parametrize(
    ("page", "button"), [("agenda", "reminder_done_action_"), ("today", "today_done_action_")]
)
def test_an_action_is_done_and_undone_from_there(due, page: str, button: str) -> None:
    due.shell.go(Place(page))
    name = f"{button}{due.late}"
    due.widget(name).click()
    due.settle()

    assert _state(due) is ActionState.DONE
    assert due.shell.page(page).findChild(QWidget, name) is None

    due.widget("notice_undo").click()
    due.settle()
    assert _state(due) is ActionState.UNDER_WAY
    assert due.widget(name).isVisible()


@pytest.mark.parametrize(
    ("page", "button"), [("agenda", "reminder_action_"), ("today", "today_open_action_")]
)
def test_an_action_opens_its_plan_at_that_very_action(due, page: str, button: str) -> None:
    due.shell.go(Place(page))
    places: list[Place] = []
    due.shell.page(page).go.connect(places.append)
    due.widget(f"{button}{due.late}").click()

    case = due.world.case("modele")
    assert places == [Place("case", case, action="plan", inside=due.late)]
    assert due.widget(f"action_state_{due.late}").isVisible()


def test_a_review_is_made_in_the_plan_not_ticked_from_a_list(due) -> None:
    for page, opener, done in (
        ("agenda", "reminder_review_", "reminder_done_review_"),
        ("today", "today_open_review_", "today_done_review_"),
    ):
        due.shell.go(Place(page))
        assert due.shell.page(page).findChild(QWidget, f"{done}{due.plan}") is None
        due.widget(f"{opener}{due.plan}").click()
        assert due.widget("plan_review").isVisible()


def test_today_shows_what_is_due_by_today_only(due) -> None:
    due.shell.go(Place("today"))
    page = due.shell.page("today")

    assert due.widget(f"today_open_action_{due.late}").isVisible()
    assert page.findChild(QWidget, f"today_open_action_{due.soon}") is None


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_pictures_of_what_plans_expect(due, look) -> None:
    casework, case = due.world.services.casework, due.world.case("modele")
    casework.plans.save_action(PlanAction(0, case, 0, LONG, Owner.TOGETHER, due_on=TODAY))
    put_on(due.desk, look)
    for place, name in ((Place("today"), "aujourdhui"), (Place("agenda"), "agenda")):
        due.shell.go(place)
        due.shell.page(place.page)
        take(due.window, f"echeances-{name}-{look.name}")
    picture = due.shell.page("agenda").reminders
    take(picture, f"echeances-rappels-{look.name}")
