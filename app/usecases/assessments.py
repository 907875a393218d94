"""Assessments: what was understood with the person, version after version (BRY-49, ANAS-09)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.changes import Changes, Touched
from app.domain.assessments import Assessment
from app.domain.errors import RuleBroken
from app.domain.journal import JournalEntry
from app.usecases.opening import refuse_content
from app.usecases.records import keep, put_in_bin

if TYPE_CHECKING:
    from app.domain.ids import CaseId
    from app.ports.clock import Clock, Ids
    from app.ports.store import Store


class AssessmentService:
    """Keeps the assessments of a case file; an old one is read, the last one may be corrected."""

    def __init__(self, store: Store, *, clock: Clock, ids: Ids) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids

    def of_case(self, case_id: CaseId) -> tuple[Assessment, ...]:
        """Return the versions, newest first."""
        with self._store.work() as work:
            return tuple(reversed(work.records(Assessment).of(case_id)))

    def save(self, assessment: Assessment) -> Changes:
        """Keep a version; without an id (0) it is a new one."""
        if assessment.assessed_on > self._clock.today():
            raise RuleBroken("date_in_future", on=assessment.assessed_on)
        with self._store.work() as work:
            refuse_content(work, work.cases.get(assessment.case_id), assessment.assessed_on)
            kept, entry = keep(work, self._ids, assessment, "assessment")
            work.commit(entry)
        return Changes(Touched.CASES, kept.id)

    def remove(self, assessment_id: int) -> Changes:
        """Put a version in the bin; the id told is the one that takes it back."""
        with self._store.work() as work:
            removed = work.records(Assessment).get(assessment_id)
            binned = put_in_bin(work, self._ids, (removed,), self._clock.today())
            work.commit(JournalEntry("assessment_removed", "assessment", assessment_id))
        return Changes(Touched.CASES, binned)
