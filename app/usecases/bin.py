"""The bin: what she removed comes back for 30 days, then it is erased for good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.changes import Changes, Touched
from app.domain.bin import DOCUMENT, INTERVENTION, Binned
from app.domain.documents import BIN_DAYS
from app.domain.errors import RuleBroken
from app.domain.ids import DocumentId, InterventionId
from app.domain.journal import JournalEntry
from app.domain.writings import LetterTemplate
from app.ports.vault import ReadOnlyVault
from app.usecases.urgent_cases import make_one

if TYPE_CHECKING:
    from app.ports.clock import Clock
    from app.ports.store import Store, UnitOfWork

_ANY = (
    Touched.CASES
    | Touched.PERSONS
    | Touched.INTERVENTIONS
    | Touched.PLANS
    | Touched.PARTNERS
    | Touched.WRITINGS
    | Touched.AGENDA
    | Touched.SEARCHES
    | Touched.HANDOVERS
)
"""What may come back: every page that shows a record of any kind reads again."""


@dataclass(frozen=True, slots=True)
class BinRow:
    """One thing in the bin: what it was (a table), whose file, when it came, when it goes."""

    id: int
    subject: str
    number: str
    binned_on: date
    erased_on: date


class BinService:
    """Shows, gives back and empties the bin."""

    def __init__(self, store: Store, *, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def all(self) -> tuple[BinRow, ...]:
        """Return what lies there, documents included, newest first."""
        with self._store.work() as work:
            rows = [_record(work, one) for one in work.bin.all()]
            tomorrow = self._clock.today() + timedelta(days=1)
            rows += [_document(work, one) for one in work.documents.binned_before(tomorrow)]
        return tuple(sorted(rows, key=_moment, reverse=True))

    def take_back(self, binned_id: int) -> Changes:
        """Put something back as it was."""
        with self._store.work() as work:
            taken = work.bin.take_back(binned_id)
            _refuse_two_templates(work)
            if taken.case_id is not None:
                make_one(work, taken.case_id)
            if taken.subject == INTERVENTION:
                _refuse_after_closing(work, InterventionId(taken.record_id))
            work.commit(JournalEntry("bin_taken_back", taken.subject, binned_id))
        return Changes(_ANY, taken.case_id)

    def erase(self, row: BinRow) -> Changes:
        """Erase one thing for good before its time."""
        with self._store.work() as work:
            if row.subject == DOCUMENT:
                work.documents.delete(DocumentId(row.id))
            else:
                work.bin.erase(row.id)
            work.commit(JournalEntry("bin_erased", row.subject, row.id))
        return Changes(Touched.CASES | Touched.DOCUMENTS)

    def erase_old(self) -> Changes | None:
        """Erase for good what has had its time, 30 days at most; None when there is nothing.

        A vault open for reading only keeps it until another day.
        """
        try:
            with self._store.work() as work:
                over = [one for one in work.bin.all() if one.ends_on < self._clock.today()]
                if not over:
                    return None
                for one in over:
                    work.bin.erase(one.id)
                work.commit(JournalEntry("bin_emptied", "bin", None, (f"count:{len(over)}",)))
        except ReadOnlyVault:
            return None
        return Changes(Touched.CASES)


def _refuse_after_closing(work: UnitOfWork, intervention_id: InterventionId) -> None:
    """Refuse an intervention that comes back into a file closed on an earlier day since."""
    done = work.interventions.get(intervention_id)
    for case_id in done.case_ids:
        work.cases.get(case_id).refuse_unless_accepts(done.kind, done.on)


def _refuse_two_templates(work: UnitOfWork) -> None:
    """Refuse a wording of hers that comes back beside one she wrote since."""
    kinds = [one.kind for one in work.records(LetterTemplate).all()]
    if len(set(kinds)) != len(kinds):
        raise RuleBroken("template_rewritten")


def _record(work: UnitOfWork, one: Binned) -> BinRow:
    number = "" if one.case_id is None else work.cases.get(one.case_id).number
    gone = one.ends_on + timedelta(days=1)
    return BinRow(one.id, one.subject, number, one.binned_on, gone)


def _document(work: UnitOfWork, document_id: DocumentId) -> BinRow:
    document = work.documents.get(document_id)
    number = work.cases.get(document.case_id).number
    since = document.binned_on or document.added_on
    return BinRow(document_id, DOCUMENT, number, since, since + timedelta(days=BIN_DAYS))


def _moment(row: BinRow) -> tuple[date, int]:
    return row.binned_on, row.id
