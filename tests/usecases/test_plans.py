"""The action plan: opened by its first line, followed, reviewed, and nothing lost by mistake."""

from dataclasses import replace
from datetime import timedelta

import pytest
from testkit.builders import a_case, a_person
from testkit.fakes import NOW, CountingIds, FakeStore, FrozenClock

from app.domain.cases import CaseState
from app.domain.errors import RuleBroken
from app.domain.plans import ActionState, Owner, PlanAction, PlanGoal
from app.usecases.bin import BinService
from app.usecases.plans import PlanService

TODAY = NOW.date()
PERSON = a_person()
CASE = a_case(PERSON)


def _plans(store: FakeStore) -> PlanService:
    return PlanService(store, clock=FrozenClock(), ids=CountingIds())


def _store() -> FakeStore:
    return FakeStore().holding(PERSON, CASE)


def _action(title: str = "Saisir le FSL", **known: object) -> PlanAction:
    return PlanAction(
        **{
            "id": 0,
            "case_id": CASE.id,
            "plan_id": 0,
            "title": title,
            "owner": Owner.TOGETHER,
            **known,
        }
    )


@pytest.mark.requirement("BRY-50")
def test_a_first_action_opens_the_plan_in_one_step() -> None:
    store = _store()
    plans = _plans(store)

    plans.save_action(_action())
    plans.save_action(_action("Rencontrer la conseillère", owner=Owner.PERSON))

    (sheet,) = plans.of_case(CASE.id)
    assert sheet.plan.started_on == TODAY
    assert [one.title for one in sheet.actions] == ["Saisir le FSL", "Rencontrer la conseillère"]
    assert sheet.progress == (0, 2)


@pytest.mark.requirement("BRY-25")
def test_an_offer_takes_no_plan_before_the_person_agreed() -> None:
    waiting = a_case(PERSON, state=CaseState.OFFER_MADE)
    store = FakeStore().holding(PERSON, waiting)

    with pytest.raises(RuleBroken, match="agreement_needed"):
        _plans(store).save_action(_action(case_id=waiting.id))


@pytest.mark.requirement("BRY-56")
def test_the_day_on_which_an_action_is_over_is_kept_and_any_state_is_possible() -> None:
    plans = _plans(_store())
    action = plans.save_action(_action()).object_id or 0

    plans.mark(action, ActionState.DROPPED)
    assert plans.of_case(CASE.id)[0].actions[0].done_on == TODAY
    plans.mark(action, ActionState.UNDER_WAY)

    (again,) = plans.of_case(CASE.id)[0].actions
    assert (again.state, again.done_on) == (ActionState.UNDER_WAY, None)


def test_a_review_ends_the_plan_with_an_outcome_for_each_goal() -> None:
    plans = _plans(_store())
    goal = plans.save_goal(PlanGoal(0, CASE.id, 0, "Garder le logement")).object_id or 0
    plan = plans.of_case(CASE.id)[0].plan

    plans.review(plan.id, {goal: ActionState.PARTLY}, on=TODAY, conclusion="Bail maintenu")
    plans.save_action(_action())

    running, past = plans.of_case(CASE.id)
    assert running.plan.ended_on is None
    assert (past.plan.ended_on, past.plan.conclusion) == (TODAY, "Bail maintenu")
    assert [one.state for one in past.goals] == [ActionState.PARTLY]


def test_a_review_is_not_dated_before_its_plan() -> None:
    plans = _plans(_store())
    plans.save_action(_action())
    plan = plans.of_case(CASE.id)[0].plan

    with pytest.raises(RuleBroken, match="review_before_plan"):
        plans.review(plan.id, {}, on=TODAY - timedelta(days=1))


def test_no_review_and_no_agreement_about_a_plan_lie_in_the_future() -> None:
    store = _store()
    plans = _plans(store)
    plans.save_action(_action())
    plan = plans.of_case(CASE.id)[0].plan
    tomorrow = TODAY + timedelta(days=1)

    with pytest.raises(RuleBroken, match="date_in_future"):
        plans.review(plan.id, {}, on=tomorrow)
    with pytest.raises(RuleBroken, match="date_in_future"):
        plans.save_plan(replace(plan, agreed_on=tomorrow))
    with pytest.raises(RuleBroken, match="review_before_plan"):
        plans.save_plan(replace(plan, review_on=TODAY - timedelta(days=1)))


def test_a_removed_goal_leaves_its_actions_and_comes_back() -> None:
    store = _store()
    plans = _plans(store)
    goal = plans.save_goal(PlanGoal(0, CASE.id, 0, "Garder le logement")).object_id or 0
    plans.save_action(_action(goal_id=goal))

    binned = plans.remove_goal(goal).object_id or 0
    assert plans.of_case(CASE.id)[0].goals == ()
    assert plans.of_case(CASE.id)[0].actions[0].goal_id is None

    BinService(store, clock=FrozenClock()).take_back(binned)
    assert [one.id for one in plans.of_case(CASE.id)[0].goals] == [goal]


def test_an_action_is_late_once_its_day_has_passed() -> None:
    due = _action(due_on=TODAY - timedelta(days=1))

    assert due.is_late(TODAY)
    assert not due.is_late(TODAY - timedelta(days=1))
    assert not _action(due_on=due.due_on, state=ActionState.DONE).is_late(TODAY)


@pytest.mark.parametrize("title", ["", "  "])
def test_an_action_and_a_goal_have_words(title: str) -> None:
    with pytest.raises(RuleBroken):
        _action(title)
    with pytest.raises(RuleBroken):
        PlanGoal(1, CASE.id, 2, title)
