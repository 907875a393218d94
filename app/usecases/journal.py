"""The journal: what was written in the vault, and what left it on paper."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from app.changes import Changes, Touched
from app.domain.journal import JournalEntry
from app.ports.queries import JournalFilter

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.ports.queries import JournalListing, JournalRow, JournalState, ScreenQueries
    from app.ports.store import Store

MOST = 500
PAGE = 50
MOST_PRINTED = 2000
"""About fifty sheets: beyond, she prints by periods."""
FAILED_TRIES = "failed_tries:"
"""How an opening says that phrases were tried in vain before it."""


class Subject(StrEnum):
    """What entries are about; `RECORDS` is every event that is of no other subject."""

    OPENINGS = "openings"
    FAILED = "failed"
    EXPORTS = "exports"
    PRINTS = "prints"
    DELETIONS = "deletions"
    KEYS = "keys"
    BACKUPS = "backups"
    RESTORES = "restores"
    CHECKS = "checks"
    RECORDS = "records"


_EVENTS: Mapping[Subject, frozenset[str]] = {
    Subject.OPENINGS: frozenset({"vault_created", "vault_unlocked", "vault_locked"}),
    Subject.EXPORTS: frozenset(
        {
            "access_copy_exported",
            "document_exported",
            "handover_card_saved",
            "handover_given",
            "handover_returned",
            "release_published",
            "release_reprinted",
            "urgent_sheet_exported",
        }
    ),
    Subject.PRINTS: frozenset({"printed"}),
    Subject.DELETIONS: frozenset(
        {
            "bin_emptied",
            "bin_erased",
            "document_binned",
            "document_source_wiped",
            "documents_purged",
            "handover_erased",
            "handover_forgotten",
            "import_undone",
            "intervention_removed",
            "intervention_unlogged",
            "working_notes_erased",
        }
    ),
    Subject.KEYS: frozenset(
        {
            "kdf_recalibrated",
            "key_file_dropped",
            "key_file_used",
            "phrase_changed",
            "recovery_drilled",
            "recovery_made",
            "recovery_revoked",
            "shares_made",
            "vault_rotated",
        }
    ),
    Subject.BACKUPS: frozenset(
        {"backup_bad", "backup_checked", "backup_drilled", "backup_made", "backup_place_chosen"}
    ),
    Subject.RESTORES: frozenset({"backup_restored", "header_rebuilt"}),
    Subject.CHECKS: frozenset(
        {
            "clock_set_back",
            "indexes_rebuilt",
            "older_state_accepted",
            "schema_migrated",
            "vault_checked",
            "vault_repaired",
        }
    ),
}


class JournalService:
    """Reads the journal; only what leaves the vault without changing it is noted here."""

    def __init__(self, store: Store, queries: ScreenQueries) -> None:
        self._store, self._queries = store, queries

    def last(self, limit: int = MOST) -> tuple[JournalRow, ...]:
        """Return the last entries, newest first."""
        return self._queries.journal(min(limit, MOST))

    def page(
        self,
        subject: Subject | None = None,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        number: int = 0,
    ) -> JournalListing:
        """Return one page of the entries of a subject (or of all) and a period, newest first."""
        return self._queries.journal_page(
            _filter(subject, since, until, skipped=number * PAGE, limit=PAGE)
        )

    def to_print(
        self,
        subject: Subject | None = None,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> JournalListing:
        """Return what goes onto paper: the newest entries, as many as paper reasonably takes."""
        return self._queries.journal_page(
            _filter(subject, since, until, skipped=0, limit=MOST_PRINTED)
        )

    def state(self) -> JournalState:
        """Verify the whole chain now."""
        return self._queries.journal_state()

    def note_printed(self, kind: str, pages: int) -> Changes:
        """Note that a kind of paper, given as a code, goes to a printer."""
        with self._store.work() as work:
            work.commit(JournalEntry("printed", "paper", None, (f"kind:{kind}", f"pages:{pages}")))
        return Changes(Touched.JOURNAL)


def events_of(subject: Subject) -> frozenset[str]:
    """The events of a subject; none for those that are told otherwise."""
    return _EVENTS.get(subject, frozenset())


def _filter(
    subject: Subject | None,
    since: datetime | None,
    until: datetime | None,
    *,
    skipped: int,
    limit: int,
) -> JournalFilter:
    asked = JournalFilter(since=since, until=until, skipped=skipped, limit=limit)
    match subject:
        case None:
            return asked
        case Subject.FAILED:
            return replace(asked, mark=FAILED_TRIES)
        case Subject.RECORDS:
            return replace(asked, but=frozenset[str]().union(*_EVENTS.values()))
        case _:
            return replace(asked, events=_EVENTS[subject])
