"""The journal: what was written in the vault, and what left it on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.changes import Changes, Touched
from app.domain.journal import JournalEntry

if TYPE_CHECKING:
    from app.ports.queries import JournalRow, ScreenQueries
    from app.ports.store import Store

MOST = 500


class JournalService:
    """Reads the journal; only what leaves the vault without changing it is noted here."""

    def __init__(self, store: Store, queries: ScreenQueries) -> None:
        self._store, self._queries = store, queries

    def last(self, limit: int = MOST) -> tuple[JournalRow, ...]:
        """Return the last entries, newest first."""
        return self._queries.journal(min(limit, MOST))

    def note_printed(self, kind: str, pages: int) -> Changes:
        """Note that a kind of paper, given as a code, goes to a printer."""
        with self._store.work() as work:
            work.commit(JournalEntry("printed", "paper", None, (f"kind:{kind}", f"pages:{pages}")))
        return Changes(Touched.JOURNAL)
