"""Searching everything, and the searches that she keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.changes import Changes, Touched
from app.domain.journal import JournalEntry
from app.domain.searches import SavedSearch
from app.ports.queries import SearchFilter, SearchListing
from app.usecases.codes import code_lists
from app.usecases.records import keep, put_in_bin

if TYPE_CHECKING:
    from app.domain.searches import Asked
    from app.ports.clock import Clock, Ids
    from app.ports.queries import ScreenQueries
    from app.ports.store import Store


class SearchService:
    """One search over the whole vault. The journal tells that one was kept, never its words."""

    def __init__(self, store: Store, queries: ScreenQueries, *, clock: Clock, ids: Ids) -> None:
        self._store = store
        self._queries = queries
        self._clock = clock
        self._ids = ids

    def find(self, asked: Asked) -> SearchListing:
        """Find what holds every word; nothing is listed without words."""
        if not asked.words.strip():
            return SearchListing()
        since, until = asked.span.days(self._clock.today())
        return self._queries.search(
            SearchFilter(
                words=asked.words,
                entity_id=asked.entity_id,
                since=since,
                until=until,
                issues=self._issues(asked.issue),
                kind=asked.kind,
            )
        )

    def saved(self) -> tuple[SavedSearch, ...]:
        """Return the searches kept, by title."""
        with self._store.work() as work:
            return work.records(SavedSearch).all()

    def save(self, title: str, asked: Asked) -> Changes:
        """Keep a search under a name."""
        return self._keep(SavedSearch(0, title.strip(), asked.written()))

    def rename(self, saved: SavedSearch, title: str) -> Changes:
        """Give a search that is kept another name."""
        return self._keep(SavedSearch(saved.id, title.strip(), saved.asked))

    def remove(self, saved_id: int) -> Changes:
        """Put a search in the bin; the id told is the one that takes it back."""
        with self._store.work() as work:
            removed = work.records(SavedSearch).get(saved_id)
            binned = put_in_bin(work, self._ids, (removed,), self._clock.today())
            work.commit(JournalEntry("saved_search_removed", "saved_search", saved_id))
        return Changes(Touched.SEARCHES, binned)

    def _keep(self, saved: SavedSearch) -> Changes:
        with self._store.work() as work:
            kept, entry = keep(work, self._ids, saved, "saved_search")
            work.commit(entry)
        return Changes(Touched.SEARCHES, kept.id)

    def _issues(self, issue: str) -> tuple[str, ...]:
        """The code chosen with those below it, her own ones too."""
        if not issue:
            return ()
        with self._store.work() as work:
            issues = code_lists(work).of("ISS")
        below = [one.code for one in issues.children(issue)]
        own = [deep.code for code in below for deep in issues.children(code)]
        return (issue, *below, *own)
