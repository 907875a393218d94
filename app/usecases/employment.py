"""The person as an agent, by date: quality, status, category, service, leave position (§3.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.changes import Changes, Touched
from app.domain.errors import RuleBroken
from app.domain.journal import JournalEntry
from app.domain.people import refuse_long
from app.usecases.opening import add_trait, refuse_content

if TYPE_CHECKING:
    from datetime import date

    from app.domain.cases import CaseAttribute
    from app.domain.ids import CaseId
    from app.ports.clock import Clock
    from app.ports.store import Store, UnitOfWork


class EmploymentService:
    """Keeps what held when, for one employer; a past value is corrected or taken out."""

    def __init__(self, store: Store, *, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def history(self, case_id: CaseId) -> tuple[CaseAttribute, ...]:
        """Return what held, the oldest first."""
        with self._store.work() as work:
            return work.cases.attributes(case_id)

    def record(self, attribute: CaseAttribute) -> Changes:
        """Keep what holds from a day on."""
        self._refuse_future(attribute.valid_from)
        refuse_long(attribute.value)
        with self._store.work() as work:
            refuse_content(work, work.cases.get(attribute.case_id), attribute.valid_from)
            _refuse_taken(work, attribute)
            add_trait(work, attribute)
            return _changed(work, attribute)

    def correct(self, before: CaseAttribute, after: CaseAttribute) -> Changes:
        """Put right a value or the day from which it held."""
        self._refuse_future(after.valid_from)
        refuse_long(after.value)
        with self._store.work() as work:
            refuse_content(work, work.cases.get(after.case_id), after.valid_from)
            work.cases.delete_attribute(before)
            _refuse_taken(work, after)
            add_trait(work, after)
            return _changed(work, after)

    def remove(self, attribute: CaseAttribute) -> Changes:
        """Take a value out of the history; recording it again puts it back."""
        with self._store.work() as work:
            work.cases.delete_attribute(attribute)
            return _changed(work, attribute)

    def _refuse_future(self, on: date) -> None:
        if on > self._clock.today():
            raise RuleBroken("date_in_future", on=on)


def _refuse_taken(work: UnitOfWork, attribute: CaseAttribute) -> None:
    for one in work.cases.attributes(attribute.case_id):
        if (one.kind, one.valid_from) == (attribute.kind, attribute.valid_from):
            raise RuleBroken("held_from_that_day")


def _changed(work: UnitOfWork, attribute: CaseAttribute) -> Changes:
    fields = (attribute.kind.value,)
    work.commit(JournalEntry("case_changed", "case", attribute.case_id, fields))
    return Changes(Touched.CASES, attribute.case_id)
