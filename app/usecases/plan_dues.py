"""What action plans expect soon, beside the reminders: nothing is done by itself (ANAS-12)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.usecases.reminders import AHEAD_DAYS, SHOWN

if TYPE_CHECKING:
    from app.ports.clock import Clock
    from app.ports.plan_dues import PlanDue, PlanDueQueries


class PlanDueService:
    """Reads what is due in the plans; what becomes of it is told to the plan itself."""

    def __init__(self, queries: PlanDueQueries, *, clock: Clock) -> None:
        self._queries = queries
        self._clock = clock

    def due(self, *, ahead: int = AHEAD_DAYS) -> tuple[PlanDue, ...]:
        """Return what is overdue, then what is due within some days."""
        return self._queries.due(self._clock.today() + timedelta(days=ahead), SHOWN)
