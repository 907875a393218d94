"""Action plans: goals and actions agreed with the person, followed, reviewed (BRY-50, BRY-55)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.changes import Changes, Touched
from app.domain.cases import CaseState
from app.domain.errors import RuleBroken
from app.domain.journal import JournalEntry, differing
from app.domain.plans import ActionPlan, ActionState, Owner, PlanAction, PlanGoal, PlanReview
from app.usecases.opening import refuse_content
from app.usecases.records import put_in_bin

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from app.domain.ids import CaseId
    from app.domain.interventions import Intervention
    from app.ports.clock import Clock, Ids
    from app.ports.store import Store, UnitOfWork


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """One plan with its goals and actions, in the order in which they were agreed."""

    plan: ActionPlan
    goals: tuple[PlanGoal, ...]
    actions: tuple[PlanAction, ...]

    @property
    def progress(self) -> tuple[int, int]:
        """How many actions are over, of how many."""
        return sum(one.state.is_over for one in self.actions), len(self.actions)


class PlanService:
    """What she agrees with a person, and what comes of it. A case file has one running plan."""

    def __init__(self, store: Store, *, clock: Clock, ids: Ids) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids

    def of_case(self, case_id: CaseId) -> tuple[PlanSheet, ...]:
        """Return the plans of a file: the running one first, then past ones, newest first."""
        with self._store.work() as work:
            plans = sorted(
                work.records(ActionPlan).of(case_id),
                key=lambda one: (one.ended_on is None, one.started_on, one.id),
                reverse=True,
            )
            goals = work.records(PlanGoal).of(case_id)
            actions = work.records(PlanAction).of(case_id)
        return tuple(
            PlanSheet(
                plan,
                tuple(one for one in goals if one.plan_id == plan.id),
                tuple(one for one in actions if one.plan_id == plan.id),
            )
            for plan in plans
        )

    def save_plan(self, plan: ActionPlan) -> Changes:
        """Change when a plan was agreed and when it is looked at again."""
        if plan.agreed_on is not None:
            self._refuse_future(plan.agreed_on)
        if plan.review_on is not None and plan.review_on < plan.started_on:
            raise RuleBroken("review_before_plan", started_on=plan.started_on)
        with self._store.work() as work:
            fields = differing(work.records(ActionPlan).get(plan.id), plan)
            work.records(ActionPlan).save(plan)
            work.commit(JournalEntry("plan_changed", "plan", plan.id, fields))
        return Changes(Touched.PLANS, plan.id)

    def save_goal(self, goal: PlanGoal) -> Changes:
        """Keep a goal; without ids (0) it is new, and opens the plan that it needs."""
        with self._store.work() as work:
            goal = replace(goal, plan_id=goal.plan_id or self._running(work, goal.case_id).id)
            goal = replace(goal, id=goal.id or self._ids.new())
            work.records(PlanGoal).save(goal)
            work.commit(JournalEntry("goal_saved", "plan", goal.plan_id))
        return Changes(Touched.PLANS, goal.id)

    def save_action(self, action: PlanAction) -> Changes:
        """Keep an action; without ids (0) it is new, and opens the plan that it needs.

        One step from an interview: words and owner are enough.
        """
        with self._store.work() as work:
            plan_id = action.plan_id or self._running(work, action.case_id).id
            action = replace(action, id=action.id or self._ids.new(), plan_id=plan_id)
            work.records(PlanAction).save(action)
            work.commit(JournalEntry("action_saved", "plan", plan_id))
        return Changes(Touched.PLANS, action.id)

    def mark(self, action_id: int, state: ActionState) -> Changes:
        """Tell where an action stands; the day on which it is over is kept."""
        with self._store.work() as work:
            before = work.records(PlanAction).get(action_id)
            done_on = self._clock.today() if state.is_over else None
            work.records(PlanAction).save(replace(before, state=state, done_on=done_on))
            work.commit(JournalEntry("action_marked", "plan", before.plan_id, ("state",)))
        return Changes(Touched.PLANS, action_id)

    def review(
        self, plan_id: int, outcomes: Mapping[int, ActionState], *, on: date, conclusion: str = ""
    ) -> Changes:
        """End a plan: what came of each goal (by id), and a conclusion."""
        self._refuse_future(on)
        with self._store.work() as work:
            end_plan(work, PlanReview(plan_id, outcomes, conclusion), on)
            work.commit(JournalEntry("plan_reviewed", "plan", plan_id))
        return Changes(Touched.PLANS, plan_id)

    def remove_action(self, action_id: int) -> Changes:
        """Put an action in the bin; the id told is the one that takes it back."""
        with self._store.work() as work:
            removed = work.records(PlanAction).get(action_id)
            binned = put_in_bin(work, self._ids, (removed,), self._clock.today())
            work.commit(JournalEntry("action_removed", "plan", removed.plan_id))
        return Changes(Touched.PLANS, binned)

    def remove_goal(self, goal_id: int) -> Changes:
        """Put a goal in the bin; its actions stay, without a goal until it is taken back."""
        with self._store.work() as work:
            removed = work.records(PlanGoal).get(goal_id)
            binned = put_in_bin(work, self._ids, (removed,), self._clock.today())
            for action in work.records(PlanAction).of(removed.case_id):
                if action.goal_id == goal_id:
                    work.records(PlanAction).save(replace(action, goal_id=None))
            work.commit(JournalEntry("goal_removed", "plan", removed.plan_id))
        return Changes(Touched.PLANS, binned)

    def _running(self, work: UnitOfWork, case_id: CaseId) -> ActionPlan:
        return running_plan(work, self._ids, case_id, self._clock.today())

    def _refuse_future(self, on: date) -> None:
        if on > self._clock.today():
            raise RuleBroken("date_in_future", on=on)


def end_plan(work: UnitOfWork, review: PlanReview, on: date) -> None:
    """Keep what came of the goals of a plan; the plan is over."""
    plan = work.records(ActionPlan).get(review.plan_id)
    if on < plan.started_on:
        raise RuleBroken("review_before_plan", started_on=plan.started_on)
    for goal_id, state in review.outcomes.items():
        goal = work.records(PlanGoal).get(goal_id)
        work.records(PlanGoal).save(replace(goal, state=state))
    work.records(ActionPlan).save(replace(plan, ended_on=on, conclusion=review.conclusion))


def running_plan(work: UnitOfWork, ids: Ids, case_id: CaseId, today: date) -> ActionPlan:
    """Return the running plan of a file, opened today if there is none."""
    case = work.cases.get(case_id)
    refuse_content(work, case, today)
    if case.state is CaseState.CLOSED:
        raise RuleBroken("case_closed", case=case_id, closed_on=case.closed_on)
    running = [one for one in work.records(ActionPlan).of(case_id) if one.ended_on is None]
    if running:
        return running[-1]
    opened = ActionPlan(ids.new(), case_id, started_on=today)
    work.records(ActionPlan).save(opened)
    return opened


def agree_action(
    work: UnitOfWork, ids: Ids, done: Intervention, words: str, today: date
) -> PlanAction:
    """Add what was agreed in an intervention to the running plan of its one file (BRY-50)."""
    if len(done.case_ids) != 1:
        raise RuleBroken("action_needs_one_case")
    (case_id,) = done.case_ids
    plan = running_plan(work, ids, case_id, today)
    agreed = PlanAction(ids.new(), case_id, plan.id, words, Owner.TOGETHER, intervention_id=done.id)
    work.records(PlanAction).save(agreed)
    return agreed
