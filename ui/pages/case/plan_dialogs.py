"""The small windows of the action plan: an action, a goal, the dates, the review."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from app.domain.plans import Owner, PlanAction, PlanGoal
from ui.pages.case.part_dialog import PartDialog
from ui.pages.case.review_fields import ReviewFields
from ui.texts import text
from ui.widgets.combo import Combo
from ui.widgets.date_field import DateField
from ui.widgets.labels import label
from ui.widgets.partner_combo import NOBODY, PartnerCombo

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from app.domain.ids import CaseId
    from app.domain.partners import Partner
    from app.domain.plans import ActionPlan
    from app.usecases.plans import PlanSheet
    from ui.page import Desk
    from ui.services import Services


class _PlanDialog(PartDialog):
    """A window about a part of a plan."""

    texts = "plan"

    def __init__(self, desk: Desk, services: Services, name: str, *, removable: bool) -> None:
        heading = text(f"plan.dialog.{name}")
        super().__init__(desk, services, name, heading, removable=removable)


class ActionDialog(_PlanDialog):
    """One action: its words, who does it, for which goal, by when."""

    def __init__(
        self,
        desk: Desk,
        services: Services,
        action: PlanAction,
        goals: tuple[PlanGoal, ...],
        partners: tuple[Partner, ...],
    ) -> None:
        super().__init__(desk, services, "action", removable=True)
        self._action = action
        self.title_line = self.line("title", action.title)
        self.owner: Combo[Owner] = Combo("action_owner", text("plan.owner"))
        self.owner.offer([(one, text(f"plan.owner_name.{one.value}")) for one in Owner])
        self.owner.choose(action.owner)
        self.add(text("plan.owner"), self.owner)
        self.partner = PartnerCombo(desk.discretion, "action_partner", text("plan.dialog.partner"))
        self._offer_partners(partners)
        self.add(text("plan.dialog.partner"), self.partner)
        self.owner.currentIndexChanged.connect(self._follow_owner)
        self._follow_owner()
        self.goal: Combo[int] = Combo("action_goal", text("plan.dialog.goal_of"))
        known = ((one.id, desk.discretion.prose(one.title)) for one in goals)
        self.goal.offer([(0, text("plan.dialog.no_goal")), *known])
        self.goal.choose(action.goal_id or 0)
        self.add(text("plan.dialog.goal_of"), self.goal)
        self.due = self.day_or_none("due", action.due_on)
        self.place_removal()

    def work(self) -> Callable[[], object] | None:
        """Keep the action."""
        if not self.understood(self.due):
            return None
        return partial(
            self._saved,
            self.title_line.text().strip(),
            self.owner.value(),
            self.partner.value() or None if self.partner.isEnabled() else None,
            self.goal.value() or None,
            self.due.day(),
        )

    def _saved(
        self, title: str, owner: Owner, partner: int | None, goal: int | None, due: date | None
    ) -> object:
        """On the vault's thread, so that what the domain refuses is said in this window."""
        named = replace(self._action, title=title, owner=owner, partner_id=partner)
        return self._services.casework.plans.save_action(replace(named, goal_id=goal, due_on=due))

    def _offer_partners(self, partners: tuple[Partner, ...]) -> None:
        """The partners of the address book, and the one named already whatever became of it."""
        named = self._action.partner_id
        offered = [one for one in partners if one.left_on is None or one.id == named]
        self.partner.offer_partners(offered, nobody=text("plan.dialog.no_partner"))
        self.partner.choose(named or NOBODY)

    def _follow_owner(self) -> None:
        self.partner.setEnabled(self.owner.value() is Owner.PARTNER)


class GoalDialog(_PlanDialog):
    """One goal: what is aimed at, until when."""

    def __init__(
        self, desk: Desk, services: Services, case_id: CaseId, goal: PlanGoal | None
    ) -> None:
        super().__init__(desk, services, "goal", removable=goal is not None)
        self._case_id, self._goal = case_id, goal
        self.title_line = self.line("title", "" if goal is None else goal.title)
        self.horizon = self.day_or_none("horizon", None if goal is None else goal.horizon)
        self.place_removal()

    def work(self) -> Callable[[], object] | None:
        """Keep the goal."""
        if not self.understood(self.horizon):
            return None
        return partial(self._saved, self.title_line.text().strip(), self.horizon.day())

    def _saved(self, title: str, horizon: date | None) -> object:
        if self._goal is None:
            goal = PlanGoal(0, self._case_id, 0, title, horizon)
        else:
            goal = replace(self._goal, title=title, horizon=horizon)
        return self._services.casework.plans.save_goal(goal)


class PlanDialog(_PlanDialog):
    """When the plan was agreed with the person, and when it is looked at again."""

    def __init__(self, desk: Desk, services: Services, plan: ActionPlan) -> None:
        super().__init__(desk, services, "plan", removable=False)
        self._plan = plan
        self.agreed = self.day_or_none("agreed", plan.agreed_on)
        self.review = self.day_or_none("review_on", plan.review_on)

    def work(self) -> Callable[[], object] | None:
        """Keep the dates."""
        if not self.understood(self.agreed, self.review):
            return None
        dated = replace(self._plan, agreed_on=self.agreed.day(), review_on=self.review.day())
        return partial(self._services.casework.plans.save_plan, dated)


class ReviewDialog(_PlanDialog):
    """What came of each goal, and a conclusion: the plan is over."""

    def __init__(self, desk: Desk, services: Services, sheet: PlanSheet) -> None:
        super().__init__(desk, services, "review", removable=False)
        self.fields.addWidget(label(text("plan.dialog.review_words"), "muted", wraps=True))
        self.on = DateField(desk.clock, "review_on", text("case.dialog.on"))
        self.review = ReviewFields(desk, self, sheet)
        self.add(text("case.dialog.on"), self.on)

    def work(self) -> Callable[[], object] | None:
        """End the plan."""
        on = self.on.day()
        if on is None:
            self.say_wrong(text("case.dialog.date_wrong"))
            return None
        said = self.review.said()
        review = self._services.casework.plans.review
        return partial(review, said.plan_id, said.outcomes, on=on, conclusion=said.conclusion)
