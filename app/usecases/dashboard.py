"""The today page: what this month holds and what waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.ports.clock import Clock
    from app.ports.queries import ScreenQueries, Today


class DashboardService:
    """Reads what she sees first in the morning."""

    def __init__(self, queries: ScreenQueries, *, clock: Clock) -> None:
        self._queries = queries
        self._clock = clock

    def today(self) -> Today:
        """Count the current month and list what is recent or waiting."""
        return self._queries.today(self._clock.today())
