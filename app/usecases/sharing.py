"""Sharing with a partner or the employer: it starts empty, rests on an agreement, and is told.

BRY-19, BRY-28, ANAS-17, ANAS-19, JUS-12.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.changes import Changes, Touched
from app.domain.agreements import FILE_OPENING, Answer, last_answer
from app.domain.errors import RuleBroken
from app.domain.journal import JournalEntry
from app.domain.partners import (
    EMPLOYER_PARTNERS,
    WITH_EMPLOYER,
    WITH_PARTNER,
    Partner,
    SharedItem,
    Sharing,
    SharingKind,
)
from app.domain.writings import Writing, WritingItem
from app.usecases.codes import code_lists, counted_as
from app.usecases.opening import refuse_content
from app.usecases.records import put_in_bin
from app.usecases.shareable import Shareable, shareable

if TYPE_CHECKING:
    from app.domain.agreements import Agreement
    from app.domain.ids import CaseId
    from app.ports.clock import Clock, Ids
    from app.ports.store import Store, UnitOfWork


@dataclass(frozen=True, slots=True)
class Told:
    """One line of « à qui ai-je dit quoi, avec quel accord »."""

    sharing: Sharing
    partner: Partner
    agreement: Agreement | None
    items: tuple[SharedItem, ...]


class SharingService:
    """What leaves a case file for somebody else's eyes."""

    def __init__(self, store: Store, *, clock: Clock, ids: Ids) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids

    def told(self, case_id: CaseId) -> tuple[Told, ...]:
        """Return who was told what, for what and with which agreement, newest first."""
        with self._store.work() as work:
            agreements = {one.id: one for one in work.cases.agreements(case_id)}
            return tuple(
                Told(
                    sharing,
                    work.records(Partner).get(sharing.partner_id),
                    None if sharing.agreement_id is None else agreements[sharing.agreement_id],
                    work.records(SharedItem).of(sharing.id),
                )
                for sharing in reversed(work.records(Sharing).of(case_id))
            )

    def choices(self, case_id: CaseId) -> tuple[Shareable, ...]:
        """Return what may be ticked; nothing is by itself (ANAS-17)."""
        with self._store.work() as work:
            return shareable(work, work.cases.get(case_id), self._clock.today())

    def usable_agreements(self, case_id: CaseId, partner_id: int) -> tuple[Agreement, ...]:
        """Return the agreements in force on which a sharing with that partner may rest."""
        with self._store.work() as work:
            kind = kind_needed(work, work.records(Partner).get(partner_id))
            return in_force(work, case_id, kind)

    def share(self, sharing: Sharing, items: tuple[tuple[str, str], ...]) -> Changes:
        """Keep what was shared: each item by its subject and the very words that left."""
        if sharing.shared_on > self._clock.today():
            raise RuleBroken("date_in_future", on=sharing.shared_on)
        with self._store.work() as work:
            return self._keep(work, sharing, items)

    def share_writing(self, writing_id: int) -> Changes:
        """Keep that a final writing told a partner what was ticked for it, and still stands in it.

        It rests on the last agreement that covers that partner.
        """
        with self._store.work() as work:
            writing = work.records(Writing).get(writing_id)
            partner_id, on = writing.partner_id, writing.sent_on
            if partner_id is None or on is None:
                raise RuleBroken("writing_told_nobody")
            if any(
                one.writing_id == writing_id for one in work.records(Sharing).of(writing.case_id)
            ):
                raise RuleBroken("writing_shared_already")
            needed = kind_needed(work, work.records(Partner).get(partner_id))
            agreements = in_force(work, writing.case_id, needed)
            if not agreements:
                raise RuleBroken("agreement_does_not_cover", kind=needed)
            sharing = Sharing(
                id=0,
                case_id=writing.case_id,
                partner_id=partner_id,
                kind=_kind_of(work, writing),
                purpose=writing.title,
                shared_on=on,
                agreement_id=agreements[-1].id,
                writing_id=writing_id,
            )
            return self._keep(work, sharing, _told(work, writing))

    def remove(self, sharing_id: int) -> Changes:
        """Put in the bin a sharing that never took place, with its items; the id takes it back."""
        with self._store.work() as work:
            removed = work.records(Sharing).get(sharing_id)
            items = work.records(SharedItem).of(sharing_id)
            binned = put_in_bin(work, self._ids, (removed, *items), self._clock.today())
            work.commit(JournalEntry("sharing_removed", "sharing", sharing_id))
        return Changes(Touched.CASES, binned)

    def _keep(
        self, work: UnitOfWork, sharing: Sharing, items: tuple[tuple[str, str], ...]
    ) -> Changes:
        if not items:
            raise RuleBroken("sharing_empty")
        refuse_content(work, work.cases.get(sharing.case_id), sharing.shared_on)
        _refuse_unless_agreed(work, sharing)
        kept = replace(sharing, id=self._ids.new())
        work.records(Sharing).save(kept)
        for subject, words in items:
            item = SharedItem(self._ids.new(), kept.id, subject, words)
            work.records(SharedItem).save(item)
        work.commit(JournalEntry("sharing_made", "sharing", kept.id, (sharing.kind.value,)))
        return Changes(Touched.CASES, kept.id)


def _kind_of(work: UnitOfWork, writing: Writing) -> SharingKind:
    """What a kind of writing is sent for."""
    lists = code_lists(work)
    said = lists.get(counted_as(lists, writing.kind)).text("sharing")
    return SharingKind.LIAISON if said is None else SharingKind(said)


def _told(work: UnitOfWork, writing: Writing) -> tuple[tuple[str, str], ...]:
    """The items ticked whose words were not taken out of the text since."""
    items = work.records(WritingItem).of(writing.id)
    return tuple((one.subject, one.words) for one in items if one.words in writing.body)


def _refuse_unless_agreed(work: UnitOfWork, sharing: Sharing) -> None:
    """Refuse an agreement of another kind, another file, withdrawn since, or of a later day.

    An exception (JUS-12) is possible towards a partner, never towards the employer (BRY-19).
    """
    kind = kind_needed(work, work.records(Partner).get(sharing.partner_id))
    if sharing.agreement_id is None:
        if kind == WITH_EMPLOYER:
            raise RuleBroken("employer_needs_agreement")
        return
    usable = {one.id: one for one in in_force(work, sharing.case_id, kind)}
    if sharing.agreement_id not in usable or _file_refused(work, sharing):
        raise RuleBroken("agreement_does_not_cover", kind=kind)
    given_on = usable[sharing.agreement_id].on
    if sharing.shared_on < given_on:
        raise RuleBroken("shared_before_agreement", given_on=given_on)


def _file_refused(work: UnitOfWork, sharing: Sharing) -> bool:
    """Tell whether she wanted no file any more by that day: every other agreement rests on it."""
    last = last_answer(work.cases.agreements(sharing.case_id), FILE_OPENING)
    return last is not None and last.answer is not Answer.GIVEN and last.on <= sharing.shared_on


def kind_needed(work: UnitOfWork, partner: Partner) -> str:
    """The kind of agreement (code ACC) that sharing with a partner takes."""
    counted = counted_as(code_lists(work), partner.kind)
    return WITH_EMPLOYER if counted in EMPLOYER_PARTNERS else WITH_PARTNER


def in_force(work: UnitOfWork, case_id: CaseId, kind: str) -> tuple[Agreement, ...]:
    """The agreements of a kind given since the last refusal or withdrawal of that kind."""
    said = sorted(
        (one for one in work.cases.agreements(case_id) if one.kind == kind),
        key=lambda one: (one.on, one.id),
    )
    standing: list[Agreement] = []
    for one in said:
        if one.answer is Answer.GIVEN:
            standing.append(one)
        else:
            standing.clear()
    return tuple(standing)
