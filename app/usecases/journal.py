"""The journal: what was written in the vault, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.ports.queries import JournalRow, ScreenQueries

MOST = 500


class JournalService:
    """Reads the journal; nobody writes in it but the writes themselves."""

    def __init__(self, queries: ScreenQueries) -> None:
        self._queries = queries

    def last(self, limit: int = MOST) -> tuple[JournalRow, ...]:
        """Return the last entries, newest first."""
        return self._queries.journal(min(limit, MOST))
