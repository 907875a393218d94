"""What came of each goal of a plan, and a conclusion: asked when it is reviewed, or at closing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.plans import ActionState, PlanReview
from ui.texts import text
from ui.widgets.combo import Combo
from ui.widgets.note_edit import NoteEdit

if TYPE_CHECKING:
    from app.usecases.plans import PlanSheet
    from ui.dialogs.base import AskDialog
    from ui.page import Desk

_CONCLUSION_HEIGHT = 90


class ReviewFields:
    """Adds its fields to a small window; each goal stands as it was until she says otherwise."""

    def __init__(self, desk: Desk, window: AskDialog, sheet: PlanSheet) -> None:
        self._plan_id = sheet.plan.id
        self._outcomes: dict[int, Combo[ActionState]] = {}
        for goal in sheet.goals:
            title = desk.discretion.prose(goal.title)
            chosen: Combo[ActionState] = Combo(f"review_goal_{goal.id}", title)
            chosen.offer([(one, text(f"plan.state.{one.value}")) for one in ActionState])
            chosen.choose(goal.state)
            self._outcomes[goal.id] = chosen
            window.add(title, chosen)
        self._conclusion = NoteEdit(
            desk.discretion,
            "review_conclusion",
            text("plan.dialog.conclusion"),
            text("interview.note_masked"),
        )
        self._conclusion.setFixedHeight(desk.theme.px(_CONCLUSION_HEIGHT))
        window.add(text("plan.dialog.conclusion"), self._conclusion)

    def said(self) -> PlanReview:
        """What she said of the plan."""
        outcomes = {goal: chosen.value() for goal, chosen in self._outcomes.items()}
        return PlanReview(self._plan_id, outcomes, self._conclusion.words().strip())
