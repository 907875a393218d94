"""Letters and professional writings: begun from what is ticked, drafted, made final, taken out.

BRY-32, FIN-12, JUS-16, EQU-31, ANAS-17.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.changes import Changes, Touched
from app.domain.cases import CaseState
from app.domain.errors import RuleBroken
from app.domain.interventions import OLDEST_DAY
from app.domain.journal import JournalEntry, differing
from app.domain.letters import Letter, filled
from app.domain.partners import WITH_EMPLOYER, Partner, Sharing
from app.domain.writings import Writing, WritingItem
from app.usecases.codes import code_lists, refuse_unknown
from app.usecases.letter_fields import Merge, plan_values, values
from app.usecases.letter_templates import template_of
from app.usecases.meetings import MEETING, MEETINGS, PRESENCE, meetings
from app.usecases.offers import tell_by_letter, untell_by_letter
from app.usecases.records import put_in_bin
from app.usecases.shareable import Shareable, shareable
from app.usecases.sharing import in_force, kind_needed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from app.domain.cases import CaseFile
    from app.domain.codes import Code
    from app.domain.ids import CaseId
    from app.ports.clock import Clock, Ids
    from app.ports.documents import DocumentFiles
    from app.ports.renderers import LetterForm, LetterFormats
    from app.ports.store import Store, UnitOfWork

PLAN = "DOC.PLA"
TAKEN = {
    "none": frozenset[str](),
    "name": frozenset({"name"}),
    "plan": frozenset({"name", "goal", "action"}),
    MEETING: frozenset({"name", MEETING}),
    PRESENCE: frozenset({"name", PRESENCE}),
}
"""What each `takes` of the codes DOC lets be ticked; one not here takes all but the meetings."""
_FREE, _THIRD_PARTY = "free", "third_party"


@dataclass(frozen=True, slots=True)
class WritingSheet:
    """One writing; `partner` is who it is for, `shared` that the sharing is noted."""

    writing: Writing
    partner: Partner | None
    shared: bool

    @property
    def may_be_noted(self) -> bool:
        """Tell whether it told a partner something that the file does not say yet."""
        return self.writing.is_final and self.partner is not None and not self.shared


class WritingService:
    """The writings of one case file. A final one is never changed; it may go to the bin."""

    def __init__(
        self,
        store: Store,
        files: DocumentFiles,
        formats: LetterFormats,
        *,
        clock: Clock,
        ids: Ids,
    ) -> None:
        self._store, self._files, self._formats = store, files, formats
        self._clock, self._ids = clock, ids

    def of_case(self, case_id: CaseId) -> tuple[WritingSheet, ...]:
        """Return the writings of a file, newest first."""
        with self._store.work() as work:
            shared = {one.writing_id for one in work.records(Sharing).of(case_id)}
            return tuple(
                WritingSheet(one, _partner(work, one.partner_id), one.id in shared)
                for one in reversed(work.records(Writing).of(case_id))
            )

    def choices(self, case_id: CaseId) -> tuple[Shareable, ...]:
        """Return what may be ticked for a writing: what may be shared, and the meetings."""
        with self._store.work() as work:
            return _offered(work, work.cases.get(case_id), self._clock.today())

    def start(
        self,
        case_id: CaseId,
        kind: str,
        *,
        ticked: tuple[Shareable, ...] = (),
        partner_id: int | None = None,
    ) -> Changes:
        """Begin a draft of a kind (code DOC) from what is ticked, and from nothing else."""
        today = self._clock.today()
        with self._store.work() as work:
            code, case = _kind(work, kind), work.cases.get(case_id)
            _refuse_stage(case, code, today)
            _refuse_items(code, ticked, _offered(work, case, today))
            partner = _partner(work, partner_id)
            _refuse_unagreed(work, case_id, code, partner)
            template = template_of(work, kind)
            merge = Merge(case_id, ticked, partner, today)
            writing = Writing(
                id=self._ids.new(),
                case_id=case_id,
                kind=kind,
                title=template.title,
                body=filled(template.body, values(work, merge)),
                written_on=today,
                recipient="" if partner is None else partner.name,
                partner_id=partner_id,
            )
            work.records(Writing).save(writing)
            for item in ticked:
                kept = WritingItem(self._ids.new(), writing.id, item.subject, item.words)
                work.records(WritingItem).save(kept)
            work.commit(JournalEntry("writing_made", "writing", writing.id))
        return Changes(Touched.WRITINGS, writing.id)

    def rewrite(
        self, writing_id: int, *, title: str, body: str, advice_on: date | None = None
    ) -> Changes:
        """Keep a draft as it is typed; `advice_on` when advice was sought before (JUS-16)."""
        if advice_on is not None:
            self._refuse_unlikely(advice_on)
        with self._store.work() as work:
            before = work.records(Writing).get(writing_id)
            after = before.rewritten(title, body, advice_on)
            kept = (after.title, after.body) == (before.title, before.body)
            if _kind(work, before.kind).says("fixed") and not kept:
                raise RuleBroken("writing_fixed")
            work.records(Writing).save(after)
            fields = differing(before, after)
            work.commit(JournalEntry("writing_changed", "writing", writing_id, fields))
        return Changes(Touched.WRITINGS, writing_id)

    def finish(self, writing_id: int, *, on: date, recipient: str) -> Changes:
        """Make a writing final: sent or given on a day, to somebody.

        The answer to a third party is the telling itself, so the offer keeps its day (FIN-12).
        """
        self._refuse_unlikely(on)
        with self._store.work() as work:
            before = work.records(Writing).get(writing_id)
            code, partner = _kind(work, before.kind), _partner(work, before.partner_id)
            _refuse_unagreed(work, before.case_id, code, partner)
            work.records(Writing).save(before.finished(on, recipient))
            told = code.text("to") == _THIRD_PARTY and tell_by_letter(work, before.case_id, on)
            fields = ("third_party_told_on",) if told else ()
            work.commit(JournalEntry("writing_finished", "writing", writing_id, fields))
        return Changes(Touched.WRITINGS | (Touched.CASES if told else Touched.NOTHING), writing_id)

    def draft_again(self, writing_id: int, *, untell: bool) -> Changes:
        """Take back that a writing was made final; `untell` when that had told the third party."""
        with self._store.work() as work:
            before = work.records(Writing).get(writing_id)
            if any(
                one.writing_id == writing_id for one in work.records(Sharing).of(before.case_id)
            ):
                raise RuleBroken("writing_shared_already")
            work.records(Writing).save(before.draft_again())
            if untell and before.sent_on is not None:
                untell_by_letter(work, before.case_id, before.sent_on)
            fields = ("third_party_told_on",) if untell else ()
            work.commit(JournalEntry("writing_draft_again", "writing", writing_id, fields))
        return Changes(Touched.WRITINGS | Touched.CASES, writing_id)

    def remove(self, writing_id: int) -> Changes:
        """Put a writing in the bin with what was ticked for it; the id told takes them back."""
        with self._store.work() as work:
            removed = work.records(Writing).get(writing_id)
            items = work.records(WritingItem).of(writing_id)
            binned = put_in_bin(work, self._ids, (removed, *items), self._clock.today())
            work.commit(JournalEntry("writing_removed", "writing", writing_id))
        return Changes(Touched.WRITINGS, binned)

    def plan_letter(self, case_id: CaseId) -> Letter:
        """Return the running plan as a letter to be signed; nothing is kept of it."""
        with self._store.work() as work:
            case, template = work.cases.get(case_id), template_of(work, PLAN)
            merged = plan_values(work, case, self._clock.today())
            return Letter(template.title, filled(template.body, merged))

    def content(self, writing_id: int, form: LetterForm) -> bytes:
        """Return a writing as the bytes of a file, in memory."""
        with self._store.work() as work:
            letter = letter_of(work.records(Writing).get(writing_id))
        return self._formats(letter, form)

    def export(self, writing_id: int, form: LetterForm, path: Path) -> Changes:
        """Write a copy outside the vault; she asked for it, and the journal says so first."""
        content = self.content(writing_id, form)
        with self._store.work() as work:
            work.commit(JournalEntry("writing_exported", "writing", writing_id, (form.value,)))
        self._files.save(path, (content,))
        return Changes(Touched.WRITINGS, writing_id)

    def _refuse_unlikely(self, on: date) -> None:
        """Refuse a day that is to come, or whose year is mistyped."""
        if on > self._clock.today():
            raise RuleBroken("date_in_future", on=on)
        if on < OLDEST_DAY:
            raise RuleBroken("date_too_old", on=on)


def letter_of(writing: Writing) -> Letter:
    """A writing as it goes on paper."""
    return Letter(writing.title, writing.body)


def _kind(work: UnitOfWork, kind: str) -> Code:
    """The standard entry that a kind counts as."""
    lists = code_lists(work)
    refuse_unknown(lists, "DOC", (kind,))
    return lists.of("DOC").counted_as(kind)


def _partner(work: UnitOfWork, partner_id: int | None) -> Partner | None:
    return None if partner_id is None else work.records(Partner).get(partner_id)


def _refuse_stage(case: CaseFile, code: Code, today: date) -> None:
    """Refuse what the state of the file does not allow: an offer takes only what it needs."""
    before_agreement = case.state is CaseState.OFFER_MADE and code.says("before_agreement")
    after_closing = case.state is CaseState.CLOSED and code.says("after_closing")
    if not (before_agreement or after_closing):
        case.refuse_content(today)


def _offered(work: UnitOfWork, case: CaseFile, today: date) -> tuple[Shareable, ...]:
    return (*shareable(work, case, today), *meetings(work, case, today))


def _refuse_items(code: Code, ticked: Iterable[Shareable], known: tuple[Shareable, ...]) -> None:
    """Refuse an item that the kind has no place for, or whose words are not those of the file."""
    taken = TAKEN.get(code.text("takes") or "")
    if sum(one.subject in MEETINGS for one in ticked) > 1:
        raise RuleBroken("writing_one_meeting")
    for item in ticked:
        if item.subject in MEETINGS if taken is None else item.subject not in taken:
            raise RuleBroken("writing_takes_less", subject=item.subject)
        if item.subject != _FREE and item not in known:
            raise RuleBroken("item_not_in_file", subject=item.subject)


def _refuse_unagreed(
    work: UnitOfWork, case_id: CaseId, code: Code, partner: Partner | None
) -> None:
    """Refuse what goes to the employer without an agreement of that kind (BRY-19)."""
    to_employer = code.text("to") == "employer" or (
        partner is not None and kind_needed(work, partner) == WITH_EMPLOYER
    )
    if to_employer and not in_force(work, case_id, WITH_EMPLOYER):
        raise RuleBroken("employer_needs_agreement")
