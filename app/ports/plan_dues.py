"""What the action plans of open files expect by a day: read there, kept nowhere else (ANAS-12)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date

    from app.domain.ids import CaseId
    from app.domain.plans import ActionState


class DueKind(StrEnum):
    """What is expected: an action of a plan, or the review of a whole plan."""

    ACTION = "action"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class PlanDue:
    """One thing that a running plan expects: the id of the action, or of the plan to review.

    A review has no words and no state of its own.
    """

    kind: DueKind
    id: int
    case_id: CaseId
    due_on: date
    words: str = ""
    state: ActionState | None = None
    number: str = ""
    family_name: str = ""
    given_name: str = ""


class PlanDueQueries(Protocol):
    """What running plans expect."""

    def due(self, until: date, limit: int) -> tuple[PlanDue, ...]:
        """Actions not over and reviews of running plans, in open files, oldest first."""
        ...
