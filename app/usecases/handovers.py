"""Files handed to a colleague for an absence, and what comes back (ANAS-12, ANAS-24, FIN-22).

A file leaves only with the person's agreement, sealed for the key of one colleague whose words were
compared aloud; the journal is written before the sealed file gets its name.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app.changes import Changes, Touched
from app.domain.errors import RuleBroken
from app.domain.handovers import (
    Colleague,
    HandedCase,
    Handover,
    HandoverSide,
    HandoverState,
)
from app.domain.journal import JournalEntry
from app.domain.receipts import receipt_code
from app.ports.progress import nobody
from app.ports.vault import ReadOnlyVault
from app.usecases.colleagues import by_card
from app.usecases.handover_lines import (
    Choice,
    Entrusted,
    HandoverLine,
    agreed,
    choices,
    entrusted,
    handovers,
    open_files,
)
from app.usecases.handover_rules import (
    answered,
    compared,
    given,
    handed_cases,
    known_here,
    received,
    refuse_legal_acts,
    refuse_wrong,
    takable,
)
from app.usecases.urgent_cases import make_one

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from app.domain.ids import CaseId
    from app.ports.clock import Clock, Ids
    from app.ports.handovers import (
        Card,
        Merged,
        OpenPackage,
        PackageFiles,
        PackedCase,
        Progress,
    )
    from app.ports.queries import ScreenQueries
    from app.ports.store import Store, UnitOfWork

_REMEMBERED = 30
"""The days for which the rows that left are kept once a handover ended without a return."""
_LOOKED = 20
"""The percents of a work that go to checking the package first."""
_ALL = 100
_BROUGHT = (
    Touched.HANDOVERS
    | Touched.CASES
    | Touched.PERSONS
    | Touched.ENTITIES
    | Touched.INTERVENTIONS
    | Touched.AID
    | Touched.PLANS
    | Touched.PARTNERS
    | Touched.WRITINGS
    | Touched.AGENDA
    | Touched.DOCUMENTS
    | Touched.NOMENCLATURES
)


@dataclass(frozen=True, slots=True)
class Giving:
    """What is to be handed over: to whom, which files, until when, with their documents or not."""

    colleague_id: int
    cases: tuple[CaseId, ...]
    until: date | None = None
    documents: bool = False


@dataclass(frozen=True, slots=True)
class Offered:
    """A package as it is shown before anything is done with it.

    `colleague` is who sent it, if her card is known; `handover` is what this vault knows of it: the
    one that a return answers, or the one that it was taken with already.
    """

    package: str
    made_on: date
    until: date | None
    sender: Card
    colleague: Colleague | None
    cases: tuple[PackedCase, ...]
    documents: int
    is_return: bool
    handover: Handover | None


@dataclass(frozen=True, slots=True)
class Taken:
    """Files were taken over: the code to read out, and which files."""

    changes: Changes
    code: str = field(repr=False)
    cases: tuple[CaseId, ...]


@dataclass(frozen=True, slots=True)
class Back:
    """Files are back: what was done meanwhile, and the code to read out."""

    changes: Changes
    merged: Merged
    code: str = field(repr=False)


class HandoverService:
    """Gives files to a colleague, takes hers over, gives them back, and merges what came back."""

    def __init__(
        self,
        store: Store,
        queries: ScreenQueries,
        files: PackageFiles,
        *,
        clock: Clock,
        ids: Ids,
        before: Callable[[], object],
    ) -> None:
        self._store, self._queries, self._files = store, queries, files
        self._clock, self._ids, self._before = clock, ids, before

    def choices(self) -> tuple[Choice, ...]:
        """Return the open files, those whose person agreed first."""
        rows = open_files(self._queries)
        with self._store.work() as work:
            return choices(work, rows)

    def all(self) -> tuple[HandoverLine, ...]:
        """Return every handover, those in progress first, then the newest."""
        with self._store.work() as work:
            return handovers(work, self._clock.today())

    def of_case(self, case_id: CaseId) -> tuple[HandoverLine, ...]:
        """Return the handovers of one file."""
        with self._store.work() as work:
            return handovers(work, self._clock.today(), case_id)

    def entrusted(self, case_id: CaseId) -> tuple[Entrusted, ...]:
        """Return to whom a file of hers was entrusted, with which agreement, newest first."""
        with self._store.work() as work:
            return entrusted(work, case_id)

    def give(self, giving: Giving, path: Path, told: Progress) -> Changes:
        """Seal files for a colleague into a new file, whole or not at all."""
        today = self._clock.today()
        cases = tuple(dict.fromkeys(giving.cases))
        with self._files.placed(path) as placed:
            with self._store.work() as work:
                colleague = compared(work, giving.colleague_id)
                if work.packages.own_card() is None:
                    work.packages.make_key(today)
                made = Handover(
                    id=self._ids.new(),
                    side=HandoverSide.GIVEN,
                    colleague_id=colleague.id,
                    package="",
                    made_on=today,
                    receipt=b"",
                    until=giving.until,
                )
                handed = handed_cases(work, self._ids, made, cases)
                work.records(Handover).save(made)
                for one in handed:
                    work.records(HandedCase).save(one)
                sealed = work.packages.pack(
                    made,
                    cases,
                    work.packages.read_card(colleague.card),
                    placed.path,
                    told,
                    documents=giving.documents,
                )
                kept = replace(made, package=sealed.package, receipt=sealed.receipt)
                work.records(Handover).save(kept)
                facts = (f"files:{len(cases)}", *(("documents",) if giving.documents else ()))
                work.commit(JournalEntry("handover_given", "handover", made.id, facts))
            placed.keep()
        return Changes(Touched.HANDOVERS | Touched.CASES, made.id)

    def acknowledge(self, handover_id: int, code: str) -> Changes:
        """Keep that the colleague opened the package: she read its code out."""
        with self._store.work() as work:
            known = given(work, handover_id)
            if known.state is not HandoverState.SENT:
                raise RuleBroken("receipt_known")
            refuse_wrong(code, known)
            work.records(Handover).save(replace(known, acknowledged_on=self._clock.today()))
            work.commit(JournalEntry("handover_acknowledged", "handover", handover_id))
        return Changes(Touched.HANDOVERS, handover_id)

    def cancel(self, handover_id: int, *, lost: bool = False) -> Changes:
        """End a handover without its return; `lost` for one that the colleague has opened."""
        with self._store.work() as work:
            known = given(work, handover_id)
            if known.ended_on is not None:
                raise RuleBroken("handover_over")
            if known.acknowledged_on is not None and not lost:
                raise RuleBroken("handover_opened", on=known.acknowledged_on)
            work.records(Handover).save(replace(known, ended_on=self._clock.today()))
            work.commit(JournalEntry("handover_cancelled", "handover", handover_id))
        return Changes(Touched.HANDOVERS | Touched.CASES, handover_id)

    def look(self, path: Path, told: Progress) -> Offered:
        """Open a package and say what is in it; nothing is written."""
        self._files.require(path)
        with self._store.work() as work, work.packages.open(path, told) as opened:
            return _offered(work, opened)

    def take(self, path: Path, colleague_id: int, told: Progress) -> Taken:
        """Take the files of a package over, after a backup; the code told goes to who sent it."""
        self._refuse_unfit(path, told, lambda work, opened: takable(work, opened, colleague_id))
        self._before()
        today = self._clock.today()
        with self._store.work() as work, work.packages.open(path, nobody) as opened:
            colleague = takable(work, opened, colleague_id)
            kept = Handover(
                id=self._ids.new(),
                side=HandoverSide.RECEIVED,
                colleague_id=colleague.id,
                package=opened.package,
                made_on=today,
                receipt=opened.receipt,
                until=None if opened.until is None else max(opened.until, today),
            )
            work.records(Handover).save(kept)
            taken = work.packages.take(opened, kept.id, _later(told))
            for case_id in taken:
                said = agreed(work, case_id)
                one = HandedCase(
                    self._ids.new(), case_id, kept.id, today, None if said is None else said.id
                )
                work.records(HandedCase).save(one)
            facts = (f"files:{len(taken)}",)
            work.commit(JournalEntry("handover_taken", "handover", kept.id, facts))
        return Taken(Changes(_BROUGHT, kept.id), receipt_code(kept.receipt), taken)

    def give_back(self, handover_id: int, path: Path, told: Progress) -> Changes:
        """Seal the files taken over for who gave them; they stay here until she has them.

        Documents always go: what stays is erased. It may be done again, should a return be lost.
        """
        with self._files.placed(path) as placed:
            with self._store.work() as work:
                known = replace(received(work, handover_id), returned_on=self._clock.today())
                colleague = compared(work, known.colleague_id)
                files = work.records(HandedCase).all()
                sealed = work.packages.pack(
                    known,
                    tuple(one.case_id for one in files if one.handover_id == handover_id),
                    work.packages.read_card(colleague.card),
                    placed.path,
                    told,
                    documents=True,
                    answers=known.package,
                )
                work.records(Handover).save(replace(known, receipt=sealed.receipt))
                work.commit(JournalEntry("handover_returned", "handover", handover_id))
            placed.keep()
        return Changes(Touched.HANDOVERS, handover_id)

    def merge(self, path: Path, told: Progress) -> Back:
        """Bring back what the colleague did, after a backup; the code told lets her erase."""
        self._refuse_unfit(path, told, answered)
        self._before()
        with self._store.work() as work, work.packages.open(path, nobody) as opened:
            known = answered(work, opened)
            today = self._clock.today()
            merged = work.packages.merge(opened, known, _later(told))
            for one in work.records(HandedCase).all():
                if one.handover_id == known.id:
                    make_one(work, one.case_id)
            over = replace(
                known,
                receipt=opened.receipt,
                acknowledged_on=known.acknowledged_on or today,
                returned_on=today,
                ended_on=today,
            )
            work.records(Handover).save(over)
            facts = (f"added:{merged.added}", f"changed:{merged.changed}")
            work.commit(JournalEntry("handover_merged", "handover", known.id, facts))
        return Back(Changes(_BROUGHT, known.id), merged, receipt_code(over.receipt))

    def finish(self, handover_id: int, code: str) -> Changes:
        """Erase for good the files given back, once who gave them has read her code out."""
        with self._store.work() as work:
            known = received(work, handover_id)
            if known.returned_on is None:
                raise RuleBroken("handover_not_returned")
            refuse_wrong(code, known)
            refuse_legal_acts(work, handover_id)
            erased = work.packages.erase(known)
            work.records(Handover).save(replace(known, ended_on=self._clock.today()))
            facts = (f"files:{erased}",)
            work.commit(JournalEntry("handover_erased", "handover", handover_id, facts))
        return Changes(_BROUGHT, handover_id)

    def forget_old(self) -> Changes | None:
        """Forget how the files of handovers ended 30 days ago without a return left.

        None when there is nothing. A vault open for reading only keeps it until another day.
        """
        before = self._clock.today() - timedelta(days=_REMEMBERED)
        try:
            with self._store.work() as work:
                forgotten = work.packages.forget_old(before)
                if not forgotten:
                    return None
                facts = (f"count:{forgotten}",)
                work.commit(JournalEntry("handover_forgotten", "handover", None, facts))
        except ReadOnlyVault:
            return None
        return Changes(Touched.JOURNAL)

    def receipt_code(self, handover_id: int) -> str:
        """Return again the code to read out: of files taken over, or of a return merged."""
        with self._store.work() as work:
            known = work.records(Handover).get(handover_id)
        if not known.has_code:
            raise RuleBroken("receipt_is_theirs")
        return receipt_code(known.receipt)

    def _refuse_unfit(
        self, path: Path, told: Progress, check: Callable[[UnitOfWork, OpenPackage], object]
    ) -> None:
        """Refuse a package before a backup is made for it."""
        self._files.require(path)
        with self._store.work() as work, work.packages.open(path, _first(told)) as opened:
            check(work, opened)


def _offered(work: UnitOfWork, opened: OpenPackage) -> Offered:
    answers = opened.answers
    return Offered(
        package=opened.package,
        made_on=opened.made_on,
        until=opened.until,
        sender=opened.sender,
        colleague=by_card(work, opened.sender),
        cases=opened.cases,
        documents=opened.documents,
        is_return=answers is not None,
        handover=known_here(work, HandoverSide.RECEIVED, opened.package)
        if answers is None
        else known_here(work, HandoverSide.GIVEN, answers),
    )


def _first(told: Progress) -> Progress:
    """Tell the percents of looking at the package."""
    return lambda done: told(done * _LOOKED // _ALL)


def _later(told: Progress) -> Progress:
    """Tell the percents that are left after the package was looked at."""
    return lambda done: told(_LOOKED + done * (_ALL - _LOOKED) // _ALL)
