"""Drafts: what is being typed survives a lock, a crash, a kill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.changes import Changes, Touched
from app.domain.journal import JournalEntry

if TYPE_CHECKING:
    from datetime import datetime

    from app.ports.store import Store


class DraftService:
    """Keeps the text of each form, and the place where she was, inside the vault."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def read(self, form: str) -> tuple[str, datetime] | None:
        """Read the draft of a form (JSON text) and when it was kept."""
        with self._store.work() as work:
            return work.drafts.read(form)

    def write(self, form: str, content: str) -> Changes:
        """Keep what a form holds."""
        with self._store.work() as work:
            work.drafts.write(form, content)
            work.commit(JournalEntry("draft_kept", "draft", None))
        return Changes(Touched.DRAFTS)

    def drop(self, form: str) -> Changes:
        """Forget the draft of a form."""
        with self._store.work() as work:
            work.drafts.drop(form)
            work.commit(JournalEntry("draft_dropped", "draft", None))
        return Changes(Touched.DRAFTS)

    def place(self) -> str | None:
        """Read where she was at the last lock (JSON text)."""
        with self._store.work() as work:
            return work.drafts.place()

    def keep_place(self, content: str) -> Changes:
        """Keep where she is."""
        with self._store.work() as work:
            work.drafts.keep_place(content)
            work.commit(JournalEntry("place_kept", "draft", None))
        return Changes(Touched.DRAFTS)
