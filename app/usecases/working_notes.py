"""Working notes: apart from the file, erased after 90 days, never exported (domain §6.5)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.changes import Changes, Touched
from app.domain.errors import RuleBroken
from app.domain.journal import JournalEntry
from app.domain.working_notes import LIFE_DAYS, WorkingNote
from app.ports.vault import ReadOnlyVault
from app.usecases.opening import refuse_content
from app.usecases.records import keep, put_in_bin

if TYPE_CHECKING:
    from app.domain.ids import CaseId
    from app.ports.clock import Clock, Ids
    from app.ports.store import Store


class WorkingNoteService:
    """Short-lived notes on one file."""

    def __init__(self, store: Store, *, clock: Clock, ids: Ids) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids

    def of_case(self, case_id: CaseId) -> tuple[WorkingNote, ...]:
        """Return the notes of a file, newest first."""
        with self._store.work() as work:
            return tuple(reversed(work.records(WorkingNote).of(case_id)))

    def save(self, note: WorkingNote) -> Changes:
        """Keep a note, new (id 0) or corrected; a correction does not lengthen its life."""
        if note.written_on > self._clock.today():
            raise RuleBroken("date_in_future", on=note.written_on)
        with self._store.work() as work:
            refuse_content(work, work.cases.get(note.case_id), note.written_on)
            kept, entry = keep(work, self._ids, note, "working_note")
            work.commit(entry)
        return Changes(Touched.CASES, kept.id)

    def remove(self, note_id: int) -> Changes:
        """Put a note in the bin; the id told is the one that takes it back."""
        with self._store.work() as work:
            removed = work.records(WorkingNote).get(note_id)
            binned = put_in_bin(work, self._ids, (removed,), self._clock.today())
            work.commit(JournalEntry("working_note_removed", "working_note", note_id))
        return Changes(Touched.CASES, binned)

    def erase_old(self) -> Changes | None:
        """Erase the notes whose 90 days are over; None when there is none.

        A vault open for reading only keeps them until another day.
        """
        oldest = self._clock.today() - timedelta(days=LIFE_DAYS)
        try:
            with self._store.work() as work:
                over = [one for one in work.records(WorkingNote).all() if one.written_on <= oldest]
                if not over:
                    return None
                for note in over:
                    work.records(WorkingNote).delete(note.id)
                fields = (f"count:{len(over)}",)
                work.commit(JournalEntry("working_notes_erased", "working_note", None, fields))
        except ReadOnlyVault:
            return None
        return Changes(Touched.CASES)
