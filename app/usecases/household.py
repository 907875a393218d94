"""Household and situation by date: what held from when, who lived there, which files are linked.

BRY-49, domain §3.6. What holds today stays with the person, where counting reads it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.changes import Changes, Touched
from app.domain.errors import RuleBroken
from app.domain.household import (
    FileLink,
    HouseholdMember,
    PersonTrait,
    TraitKind,
    by_day,
    household_with,
    said_of,
)
from app.domain.journal import JournalEntry
from app.domain.people import refuse_long
from app.usecases.codes import code_lists, refuse_unknown
from app.usecases.opening import never_agreed
from app.usecases.records import keep, put_in_bin

if TYPE_CHECKING:
    from datetime import date

    from app.domain.ids import CaseId, PersonId
    from app.domain.people import Person
    from app.ports.clock import Clock, Ids
    from app.ports.store import Store, UnitOfWork

TRAIT_CODES = {
    TraitKind.MARITAL_STATUS: "MAR",
    TraitKind.HOUSEHOLD_TYPE: "FOY",
    TraitKind.HOUSING: "HAB",
}
_TOUCHED = Touched.PERSONS | Touched.CASES


@dataclass(frozen=True, slots=True)
class LinkedFile:
    """A link as one of its two files shows it: the file on the other side."""

    link: FileLink
    case_id: CaseId
    number: str
    given_name: str
    family_name: str
    entity_name: str


class HouseholdService:
    """Keeps the situation of a person and her household; links two files for a reason she gives."""

    def __init__(self, store: Store, *, clock: Clock, ids: Ids) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids

    def traits(self, person_id: PersonId) -> tuple[PersonTrait, ...]:
        """Return what held, the oldest first; what is known without a day has no id (0) yet."""
        with self._store.work() as work:
            return _traits(work, work.persons.get(person_id))

    def record_trait(self, trait: PersonTrait) -> Changes:
        """Keep what holds from a day on, new (id 0) or corrected; the person says what holds now.

        A value known before without its day becomes the oldest of the history.
        """
        self._refuse_future(trait.valid_from)
        with self._store.work() as work:
            person = work.persons.get(trait.person_id)
            _refuse_offers(work, person.id)
            if trait.kind in TRAIT_CODES:
                refuse_unknown(code_lists(work), TRAIT_CODES[trait.kind], (trait.value or None,))
            self._keep_trait(work, person, trait)
            _settle(work, person, trait.kind)
            work.commit(JournalEntry("trait_recorded", "person", person.id, (trait.kind.value,)))
        return Changes(_TOUCHED, person.id)

    def remove_trait(self, trait: PersonTrait) -> Changes:
        """Take a value out of the history; recording it again puts it back."""
        with self._store.work() as work:
            person = work.persons.get(trait.person_id)
            work.records(PersonTrait).delete(trait.id)
            _settle(work, person, trait.kind)
            work.commit(JournalEntry("trait_removed", "person", person.id, (trait.kind.value,)))
        return Changes(_TOUCHED, person.id)

    def members(self, person_id: PersonId) -> tuple[HouseholdMember, ...]:
        """Return who lives or lived in the household."""
        with self._store.work() as work:
            return work.records(HouseholdMember).of(person_id)

    def save_member(self, member: HouseholdMember) -> Changes:
        """Keep somebody of the household, new (id 0) or corrected."""
        self._refuse_future(member.joined_on)
        self._refuse_future(member.left_on)
        refuse_long(member.name)
        with self._store.work() as work:
            _refuse_offers(work, member.person_id)
            refuse_unknown(code_lists(work), "REL", (member.relation,))
            kept, entry = keep(work, self._ids, member, "household_member")
            work.commit(entry)
        return Changes(_TOUCHED, kept.id)

    def remove_member(self, member_id: int) -> Changes:
        """Put somebody in the bin; the id told is the one that takes them back."""
        with self._store.work() as work:
            removed = work.records(HouseholdMember).get(member_id)
            binned = put_in_bin(work, self._ids, (removed,), self._clock.today())
            work.commit(JournalEntry("household_member_removed", "household_member", member_id))
        return Changes(_TOUCHED, binned)

    def links(self, case_id: CaseId) -> tuple[LinkedFile, ...]:
        """Return the files linked with this one, from either side, those unlinked since last."""
        with self._store.work() as work:
            links = [one for one in work.records(FileLink).all() if one.joins(case_id)]
            links.sort(key=lambda one: (one.unlinked_on is not None, one.linked_on, one.id))
            return tuple(_linked(work, one, one.other_side(case_id)) for one in links)

    def link(self, case_id: CaseId, other: CaseId, reason: str, *, on: date) -> Changes:
        """Link two files for a reason; nothing is ever linked without one (ANAS-05)."""
        self._refuse_future(on)
        made = FileLink(self._ids.new(), case_id, other, reason.strip(), on)
        with self._store.work() as work:
            for one in (case_id, other):
                _refuse_offers(work, work.cases.get(one).person_id)
            if any(one.joins(other) for one in _standing(work, case_id)):
                raise RuleBroken("linked_already", case=other)
            work.records(FileLink).save(made)
            work.commit(JournalEntry("files_linked", "file_link", made.id))
        return Changes(_TOUCHED, made.id)

    def unlink(self, link_id: int, *, on: date) -> Changes:
        """End a link on a day; both files still show that it was."""
        self._refuse_future(on)
        with self._store.work() as work:
            link = work.records(FileLink).get(link_id)
            work.records(FileLink).save(link.unlinked(on))
            work.commit(JournalEntry("files_unlinked", "file_link", link_id))
        return Changes(_TOUCHED, link_id)

    def _keep_trait(self, work: UnitOfWork, person: Person, trait: PersonTrait) -> None:
        records = work.records(PersonTrait)
        known = [one for one in _traits(work, person) if one.kind is trait.kind]
        for one in known:
            if one.id and one.id != trait.id and one.valid_from == trait.valid_from:
                raise RuleBroken("held_from_that_day")
            if not one.id and trait.valid_from is not None and one.value != trait.value:
                records.save(replace(one, id=self._ids.new()))
        records.save(trait if trait.id else replace(trait, id=self._ids.new()))

    def _refuse_future(self, on: date | None) -> None:
        if on is not None and on > self._clock.today():
            raise RuleBroken("date_in_future", on=on)


def _traits(work: UnitOfWork, person: Person) -> tuple[PersonTrait, ...]:
    """The history, completed with what the person's own columns say of a kind that has none."""
    kept = by_day(work.records(PersonTrait).of(person.id))
    dated = {one.kind for one in kept}
    undated = [
        PersonTrait(0, person.id, kind, said)
        for kind in TraitKind
        if kind not in dated and (said := said_of(person.household, kind))
    ]
    return (*undated, *kept)


def _settle(work: UnitOfWork, person: Person, kind: TraitKind) -> None:
    """Let the person say what holds now: the newest of the history, or nothing."""
    history = [one for one in work.records(PersonTrait).of(person.id) if one.kind is kind]
    newest = by_day(history)[-1].value if history else ""
    work.persons.save(replace(person, household=household_with(person.household, kind, newest)))


def _refuse_offers(work: UnitOfWork, person_id: PersonId) -> None:
    """Refuse to describe somebody who was only offered help and has agreed to nothing (BRY-25)."""
    cases = work.cases.of_person(person_id)
    if cases and all(never_agreed(work, one) for one in cases):
        raise RuleBroken("agreement_needed", case=cases[0].id)


def _standing(work: UnitOfWork, case_id: CaseId) -> tuple[FileLink, ...]:
    links = work.records(FileLink).all()
    return tuple(one for one in links if one.unlinked_on is None and one.joins(case_id))


def _linked(work: UnitOfWork, link: FileLink, other: CaseId) -> LinkedFile:
    case = work.cases.get(other)
    person = work.persons.get(case.person_id)
    entity = work.entities.get(case.entity_id)
    return LinkedFile(
        link, case.id, case.number, person.given_name, person.family_name, entity.name
    )
