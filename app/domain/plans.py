"""The action plan agreed with the person: goals with a horizon, actions with an owner.

BRY-50, BRY-55, BRY-56, FIN-05, EQU-14. States are neutral and all reachable (ANAS-06).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from app.domain.ids import CaseId, InterventionId


class Owner(StrEnum):
    """Who does an action: she acts with the person, not instead (BRY-55)."""

    PERSON = "person"
    PRACTITIONER = "practitioner"
    TOGETHER = "together"
    PARTNER = "partner"


class ActionState(StrEnum):
    """Where an action or a goal stands; six neutral states."""

    TO_DO = "to_do"
    UNDER_WAY = "under_way"
    DONE = "done"
    PARTLY = "partly"
    NOT_DONE = "not_done"
    DROPPED = "dropped"

    @property
    def is_over(self) -> bool:
        """Tell whether nothing more is expected."""
        return self not in {ActionState.TO_DO, ActionState.UNDER_WAY}


@dataclass(frozen=True, slots=True)
class ActionPlan:
    """One plan of a case file; `agreed_on` once the person said yes, `ended_on` once reviewed."""

    id: int
    case_id: CaseId
    started_on: date
    agreed_on: date | None = None
    review_on: date | None = None
    ended_on: date | None = None
    conclusion: str = ""


@dataclass(frozen=True, slots=True)
class PlanReview:
    """How a plan ends: what came of its goals (by id), and a conclusion."""

    plan_id: int
    outcomes: Mapping[int, ActionState]
    conclusion: str = ""


@dataclass(frozen=True, slots=True)
class PlanGoal:
    """What is aimed at, until when, and what came of it."""

    id: int
    case_id: CaseId
    plan_id: int
    title: str
    horizon: date | None = None
    state: ActionState = ActionState.TO_DO

    def __post_init__(self) -> None:
        """Refuse a goal without words."""
        if not self.title.strip():
            raise RuleBroken("goal_without_title")


@dataclass(frozen=True, slots=True)
class PlanAction:
    """One action of a plan; `partner_id` when a partner does it."""

    id: int
    case_id: CaseId
    plan_id: int
    title: str
    owner: Owner
    goal_id: int | None = None
    partner_id: int | None = None
    due_on: date | None = None
    state: ActionState = ActionState.TO_DO
    done_on: date | None = None
    intervention_id: InterventionId | None = None

    def __post_init__(self) -> None:
        """Refuse an action without words."""
        if not self.title.strip():
            raise RuleBroken("action_without_title")

    def is_late(self, today: date) -> bool:
        """Tell whether its day has passed while it is still expected."""
        return not self.state.is_over and self.due_on is not None and self.due_on < today
