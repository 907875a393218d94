"""What cannot wait if she is absent tomorrow, and its sheet for whom she trusts (ANAS-24, DOC.HAN).

The sheet is prepared in advance: nobody has her phrase when she is ill. It holds only the files
whose person agreed to be entrusted to a colleague, and of each only these words (ANAS-17). A file
taken over is not on it: its person agreed to one absence, that of who gave it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.changes import Changes, Touched
from app.domain.cases import CaseState
from app.domain.handovers import UrgentCase, UrgentLine, UrgentSheet
from app.domain.journal import JournalEntry
from app.usecases.handover_lines import agreed, by_name, full_name, taken_over
from app.usecases.opening import refuse_content
from app.usecases.records import keep, put_in_bin

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from app.domain.ids import CaseId
    from app.domain.people import Person
    from app.ports.access import Sealer
    from app.ports.clock import Clock, Ids
    from app.ports.documents import DocumentFiles
    from app.ports.store import Store, UnitOfWork


class UrgentCaseService:
    """Notes what presses in a file, and makes the sheet."""

    def __init__(
        self, store: Store, files: DocumentFiles, seal: Sealer, *, clock: Clock, ids: Ids
    ) -> None:
        self._store, self._files, self._seal = store, files, seal
        self._clock, self._ids = clock, ids

    def of(self, case_id: CaseId) -> UrgentCase | None:
        """Return what presses in a file, if anything does."""
        with self._store.work() as work:
            return _of(work, case_id)

    def keep(self, case: UrgentCase) -> Changes:
        """Keep what presses in a file, one note for each; a closed file has nothing urgent."""
        with self._store.work() as work:
            refuse_content(work, work.cases.get(case.case_id), case.noted_on)
            known = _of(work, case.case_id)
            wanted = case if known is None else replace(case, id=known.id)
            kept, entry = keep(work, self._ids, wanted, "urgent_case")
            work.commit(entry)
        return Changes(Touched.HANDOVERS | Touched.CASES, kept.id)

    def remove(self, urgent_id: int) -> Changes:
        """Put what pressed in the bin; the id told is the one that takes it back."""
        with self._store.work() as work:
            removed = work.records(UrgentCase).get(urgent_id)
            binned = put_in_bin(work, self._ids, (removed,), self._clock.today())
            work.commit(JournalEntry("urgent_case_removed", "urgent_case", urgent_id))
        return Changes(Touched.HANDOVERS | Touched.CASES, binned)

    def sheet(self) -> UrgentSheet:
        """Return the sheet: open files of hers, those whose person agreed, by person."""
        with self._store.work() as work:
            taken = taken_over(work)
            open_ones = [
                one
                for one in work.records(UrgentCase).all()
                if one.case_id not in taken and work.cases.get(one.case_id).state is CaseState.OPEN
            ]
            open_ones.sort(key=lambda one: by_name(_person(work, one)))
            lines = [line for one in open_ones if (line := _line(work, one)) is not None]
        return UrgentSheet(self._clock.today(), tuple(lines), len(open_ones) - len(lines))

    def export(self, pdf: bytes, phrase: bytearray, path: Path) -> Changes:
        """Write the sheet outside the vault, journalled first, sealed with a phrase wiped here."""
        try:
            sealed = self._seal(pdf, phrase)
        finally:
            phrase[:] = bytes(len(phrase))
        with self._store.work() as work:
            work.commit(JournalEntry("urgent_sheet_exported", "paper", None))
        self._files.save(path, (sealed,))
        return Changes(Touched.JOURNAL)


def make_one(work: UnitOfWork, case_id: CaseId) -> None:
    """Leave one note where an older one came back beside it: its words come first, none is lost."""
    kept = sorted(work.records(UrgentCase).of(case_id), key=_moment)
    if len(kept) < 2:  # noqa: PLR2004 — two notes, or nothing to do
        return
    *older, newest = kept
    said = dict.fromkeys(one.words for one in reversed(kept))
    for one in older:
        work.records(UrgentCase).delete(one.id)
    work.records(UrgentCase).save(replace(newest, words="\n".join(said)))


def _moment(urgent: UrgentCase) -> tuple[date, int]:
    return urgent.noted_on, urgent.id


def _of(work: UnitOfWork, case_id: CaseId) -> UrgentCase | None:
    kept = work.records(UrgentCase).of(case_id)
    return kept[-1] if kept else None


def _line(work: UnitOfWork, urgent: UrgentCase) -> UrgentLine | None:
    """The line of a file, None while its person has not agreed."""
    said = agreed(work, urgent.case_id)
    if said is None:
        return None
    case = work.cases.get(urgent.case_id)
    person = _person(work, urgent)
    return UrgentLine(
        case_id=case.id,
        number=case.number,
        person=full_name(person),
        entity=work.entities.get(case.entity_id).name,
        words=urgent.words,
        noted_on=urgent.noted_on,
        phone=(person.phone or None) if urgent.with_phone else None,
        agreed_on=said.on,
    )


def _person(work: UnitOfWork, urgent: UrgentCase) -> Person:
    return work.persons.get(work.cases.get(urgent.case_id).person_id)
