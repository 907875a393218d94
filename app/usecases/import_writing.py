"""Writes the new rows of a plan, within one unit of work, and keeps what each of them created."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import TYPE_CHECKING

import resources
from app.domain.agreements import FILE_OPENING, Agreement, AgreementForm, Answer
from app.domain.aid import AidApplication
from app.domain.cases import AttributeKind, CaseAttribute, CaseFile, Request, next_number
from app.domain.collective import CollectiveAction
from app.domain.entities import ClientEntity, Headcount
from app.domain.errors import RuleBroken
from app.domain.ids import (
    AgreementId,
    AidId,
    CaseId,
    CollectiveActionId,
    EntityId,
    InterventionId,
    PersonId,
    RequestId,
)
from app.domain.interventions import NOTHING_SAID, PLACE_UNKNOWN, Intervention
from app.domain.people import Person, Reach
from app.importing.history import Contact, agreed_on, requests_of, traits_of
from app.importing.rows import AidRow, CollectiveRow, EntityRow, InterventionRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from app.domain.ids import ImportBatchId
    from app.domain.nomenclatures import Nomenclatures
    from app.importing.identity import Subject
    from app.importing.plan import ImportPlan, PlannedRow
    from app.ports.clock import Ids
    from app.ports.store import UnitOfWork

_MARK = 8
_STEP = 50
_HALF = 50
"""Percent: case files are half of the work, what was done in them the other half."""
GENDER_UNKNOWN = "GEN.INC"
_ADDED_SINCE = {"reach": Reach(), "own_notes": (), "circumstances": NOTHING_SAID}
"""Fields younger than the first marks, as they are while nobody has filled them."""


def mark(value: Intervention | Person | CaseFile) -> str:
    """A short hash of what was imported, by which undoing sees that it was changed since.

    The opening day of a case file is left out: another import may have moved it. So is every field
    that did not exist when the first imports were marked, until it says something.
    """
    told = repr(replace(value, opened_on=value.closed_on) if isinstance(value, CaseFile) else value)
    for name, empty in _ADDED_SINCE.items():
        told = told.replace(f", {name}={empty!r}", "")
    return blake2b(told.encode(), digest_size=_MARK).hexdigest()


@dataclass(slots=True)
class Writer:
    """Writes rows that a plan calls new. Ids of what it opens are kept by the keys of the plan."""

    work: UnitOfWork
    ids: Ids
    lists: Nomenclatures
    batch: ImportBatchId
    plan: ImportPlan
    _known: dict[int, PersonId] = field(default_factory=dict[int, PersonId])
    _entities: dict[str, EntityId] = field(default_factory=dict[str, EntityId])
    _persons: dict[int, PersonId] = field(default_factory=dict[int, PersonId])
    _cases: dict[int, CaseFile] = field(default_factory=dict[int, CaseFile])
    _numbers: dict[int, list[str]] = field(default_factory=dict[int, list[str]])

    def __post_init__(self) -> None:
        """Know the persons of the vault who get a case file with another employer."""
        for subject in self.plan.subjects.values():
            if subject.known_person is not None:
                self._known[subject.person] = subject.known_person.id

    def write(self, rows: Iterable[PlannedRow], told: Callable[[int], None]) -> None:
        """Write the rows: employers, case files with their history, and what was done."""
        kept = list(rows)
        self._write_entities(kept)
        self._write_cases(kept, told)
        for rank, row in enumerate(kept):
            if rank % _STEP == 0:
                told(_HALF + _HALF * rank // len(kept))
            match row.record:
                case InterventionRow() as record:
                    self._write_intervention(row, record)
                case AidRow() as record:
                    self._write_aid(row, record)
                case CollectiveRow() as record:
                    self._write_collective(row, record)
                case EntityRow() | None:
                    continue

    def _record(self, kind: str, object_id: int) -> None:
        self.work.imports.add_record(self.batch, kind, object_id)

    def _write_entities(self, rows: list[PlannedRow]) -> None:
        known = {entity.key: entity for entity in self.work.entities.all()}
        for row in rows:
            entity = known.get(row.entity)
            if entity is None:
                name = self.plan.new_entities[row.entity]
                entity = known[row.entity] = ClientEntity(EntityId(self.ids.new()), name)
                self.work.entities.save(entity)
                self._record("entity", entity.id)
            self._entities[row.entity] = entity.id
            if isinstance(row.record, EntityRow):
                known[row.entity] = self._describe(entity, row.record)

    def _describe(self, entity: ClientEntity, record: EntityRow) -> ClientEntity:
        """Keep the headcount and the quota that a list of employers gives."""
        if record.quota is not None and record.quota != entity.quota_percent:
            entity = replace(entity, quota_percent=record.quota)
            self.work.entities.save(entity)
        if record.headcount is not None:
            self.work.entities.save_headcount(Headcount(entity.id, record.year, record.headcount))
        return entity

    def _write_cases(self, rows: list[PlannedRow], told: Callable[[int], None]) -> None:
        contacts: dict[int, list[Contact]] = {}
        for row in rows:
            if isinstance(row.record, InterventionRow) and row.subject is not None:
                contacts.setdefault(row.subject, []).append(self._contact(row.record))
        for row in rows:
            if row.subject is not None:
                contacts.setdefault(row.subject, [])
        numbered_first = sorted(contacts, key=lambda key: not self.plan.subjects[key].who.number)
        for rank, key in enumerate(numbered_first):
            if rank % _STEP == 0:
                told(_HALF * rank // len(numbered_first))
            subject = self.plan.subjects[key]
            self._cases[key] = self._opened(subject, contacts[key])
            if contacts[key]:
                self._write_history(self._cases[key], contacts[key])

    def _contact(self, record: InterventionRow) -> Contact:
        kind = self.lists.get(record.kind)
        return Contact(
            on=record.on,
            origin=record.origin,
            traits=record.traits,
            interview=kind.says("interview"),
            counted=kind.says("counted"),
        )

    def _opened(self, subject: Subject, contacts: list[Contact]) -> CaseFile:
        first = min((one.on for one in contacts), default=None)
        if subject.case is not None:
            return self._met_earlier(self.work.cases.get(subject.case.id), first)
        if first is None:
            raise RuleBroken("plan_outdated")
        case = CaseFile(
            id=CaseId(self.ids.new()),
            number=self._number(subject, first.year),
            person_id=self._person(subject),
            entity_id=self._entities[subject.entity],
            opened_on=first,
        )
        self.work.cases.save(case)
        self._record(f"case:{mark(case)}", case.id)
        return case

    def _met_earlier(self, case: CaseFile, first: date | None) -> CaseFile:
        """Move the opening of a known case file back to an older contact."""
        if first is None or first >= case.opened_on:
            return case
        self._record(f"opening:{case.opened_on.isoformat()}", case.id)
        earlier = replace(case, opened_on=first)
        self.work.cases.save(earlier)
        return earlier

    def _number(self, subject: Subject, year: int) -> str:
        wanted = subject.who.number
        if wanted:
            if self.work.cases.by_number(wanted) is not None:
                raise RuleBroken("plan_outdated")
            return wanted
        if year not in self._numbers:
            self._numbers[year] = list(self.work.cases.numbers(year))
        number = next_number(year, tuple(self._numbers[year]))
        self._numbers[year].append(number)
        return number

    def _person(self, subject: Subject) -> PersonId:
        if subject.person in self._persons:
            return self._persons[subject.person]
        known = self._known.get(subject.person)
        if known is None:
            who = subject.who
            person = Person(
                id=PersonId(self.ids.new()),
                family_name=who.family_name,
                given_name=who.given_name,
                gender=who.gender or GENDER_UNKNOWN,
                birth_year=who.birth_year,
            )
            self.work.persons.save(person)
            self._record(f"person:{mark(person)}", person.id)
            known = person.id
        self._persons[subject.person] = known
        return known

    def _write_history(self, case: CaseFile, contacts: list[Contact]) -> None:
        known = [(one.received_on, one.origin) for one in self.work.cases.requests(case.id)]
        for on, origin in requests_of(contacts, known):
            request = Request(RequestId(self.ids.new()), case.id, on, origin)
            self.work.cases.save_request(request)
            self._record(f"request:{case.id}", request.id)
        if not any(one.kind == FILE_OPENING for one in self.work.cases.agreements(case.id)):
            self._write_agreement(case, agreed_on(contacts))
        for on, name, value in traits_of(contacts):
            self._write_trait(CaseAttribute(case.id, AttributeKind(name), value, on))

    def _write_agreement(self, case: CaseFile, on: date) -> None:
        """Keep that the person came: imported history is an agreement shown by behaviour."""
        agreement = Agreement(
            id=AgreementId(self.ids.new()),
            case_id=case.id,
            kind=FILE_OPENING,
            answer=Answer.GIVEN,
            form=AgreementForm.BEHAVIOUR,
            on=on,
            scope=resources.read_toml("imports", "history.toml")["agreement_scope"],
        )
        self.work.cases.save_agreement(agreement)
        self._record(f"agreement:{case.id}", agreement.id)

    def _write_trait(self, trait: CaseAttribute) -> None:
        if self.work.cases.attribute(trait.case_id, trait.kind, trait.valid_from) != trait.value:
            self.work.cases.save_attribute(trait)
            self._record(f"trait:{trait.kind.value}:{trait.valid_from.isoformat()}", trait.case_id)

    def _write_intervention(self, row: PlannedRow, record: InterventionRow) -> None:
        done = Intervention(
            id=InterventionId(self.ids.new()),
            entity_id=self._entities[row.entity],
            on=record.on,
            kind=record.kind,
            place=record.place or PLACE_UNKNOWN,
            minutes=record.minutes,
            case_ids=() if row.subject is None else (self._cases[row.subject].id,),
            issues=record.issues,
            natures=record.natures,
            note=record.note,
        )
        self.work.interventions.save(done)
        self._record(f"intervention:{mark(done)}", done.id)

    def _write_aid(self, row: PlannedRow, record: AidRow) -> None:
        if row.subject is None:
            raise RuleBroken("plan_outdated")
        aid = AidApplication(
            id=AidId(self.ids.new()),
            entity_id=self._entities[row.entity],
            case_id=self._cases[row.subject].id,
            scheme=record.scheme,
            state=record.state,
            purpose=record.purpose,
            asked_cents=record.asked,
            granted_cents=record.granted,
            decided_on=record.on,
        )
        self.work.aid.save(aid)
        self._record("aid", aid.id)

    def _write_collective(self, row: PlannedRow, record: CollectiveRow) -> None:
        action = CollectiveAction(
            id=CollectiveActionId(self.ids.new()),
            entity_id=self._entities[row.entity],
            on=record.on,
            theme=record.theme,
            theme_code=record.theme_code,
            participants=record.participants,
        )
        self.work.collective.save(action)
        self._record("collective", action.id)
