"""Reminders, and situations that may be lost from sight: suggestions only (ANAS-12, ANAS-13)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app.changes import Changes, Touched
from app.domain.agenda import LeftAlone, Reminder, refuse_unlikely
from app.domain.errors import RuleBroken
from app.domain.journal import JournalEntry
from app.usecases.records import keep, put_in_bin
from app.usecases.settings import setting_in

if TYPE_CHECKING:
    from app.domain.ids import CaseId
    from app.ports.agenda import AgendaQueries, ReminderRow, SilentCase
    from app.ports.clock import Clock, Ids
    from app.ports.store import Store

SHOWN = 100
MOST_SILENT = 20
"""As many as she may go through at one sitting; those that follow come as she does."""
AHEAD_DAYS = 14
LEFT_WEEKS = 4


class ReminderService:
    """What she wants to be reminded of, and what she may have lost from sight."""

    def __init__(self, store: Store, queries: AgendaQueries, *, clock: Clock, ids: Ids) -> None:
        self._store = store
        self._queries = queries
        self._clock = clock
        self._ids = ids

    def due(self, *, ahead: int = AHEAD_DAYS) -> tuple[ReminderRow, ...]:
        """Return what is overdue, then what is due within some days."""
        return self._queries.reminders(self._clock.today() + timedelta(days=ahead), SHOWN)

    def get(self, reminder_id: int) -> Reminder:
        """Read one reminder."""
        with self._store.work() as work:
            return work.records(Reminder).get(reminder_id)

    def save(self, reminder: Reminder) -> Changes:
        """Keep a reminder, new (id 0) or corrected."""
        refuse_unlikely(reminder.due_on)
        with self._store.work() as work:
            if reminder.case_id is not None:
                work.cases.get(reminder.case_id)
            kept, entry = keep(work, self._ids, reminder, "reminder")
            work.commit(entry)
        return Changes(Touched.AGENDA, kept.id)

    def done(self, reminder_id: int) -> Changes:
        """Mark a reminder as done today."""
        return self._mark(reminder_id, done=True)

    def undone(self, reminder_id: int) -> Changes:
        """Take back that a reminder is done."""
        return self._mark(reminder_id, done=False)

    def remove(self, reminder_id: int) -> Changes:
        """Put a reminder in the bin; the id told is the one that takes it back."""
        with self._store.work() as work:
            removed = work.records(Reminder).get(reminder_id)
            binned = put_in_bin(work, self._ids, (removed,), self._clock.today())
            work.commit(JournalEntry("reminder_removed", "reminder", reminder_id))
        return Changes(Touched.AGENDA, binned)

    def weeks(self) -> int:
        """After how many weeks without anything logged a situation is proposed."""
        with self._store.work() as work:
            return int(setting_in(work, "agenda_silent_weeks"))

    def silent(self) -> tuple[SilentCase, ...]:
        """Return the open files in which nothing was logged for that long, and nothing is planned.

        The oldest only; nothing is ever done about them by itself (ANAS-13).
        """
        today = self._clock.today()
        before = today - timedelta(weeks=self.weeks())
        return self._queries.silent(before, today, MOST_SILENT)

    def leave(self, case_id: CaseId, *, weeks: int = LEFT_WEEKS) -> Changes:
        """Leave a silent situation for now: it is not proposed again before some weeks."""
        if weeks <= 0:
            raise RuleBroken("weeks_out_of_range", weeks=weeks)
        until = self._clock.today() + timedelta(weeks=weeks)
        with self._store.work() as work:
            work.cases.get(case_id)
            for one in work.records(LeftAlone).of(case_id):
                work.records(LeftAlone).delete(one.id)
            left = LeftAlone(self._ids.new(), case_id, until)
            work.records(LeftAlone).save(left)
            work.commit(JournalEntry("silence_left", "case", case_id))
        return Changes(Touched.AGENDA, left.id)

    def propose_again(self, left_id: int) -> Changes:
        """Take back that a situation was left for now."""
        with self._store.work() as work:
            left = work.records(LeftAlone).get(left_id)
            work.records(LeftAlone).delete(left_id)
            work.commit(JournalEntry("silence_proposed_again", "case", left.case_id))
        return Changes(Touched.AGENDA, left_id)

    def _mark(self, reminder_id: int, *, done: bool) -> Changes:
        on = self._clock.today() if done else None
        event = "reminder_done" if done else "reminder_undone"
        with self._store.work() as work:
            before = work.records(Reminder).get(reminder_id)
            work.records(Reminder).save(replace(before, done_on=on))
            work.commit(JournalEntry(event, "reminder", reminder_id))
        return Changes(Touched.AGENDA, reminder_id)
