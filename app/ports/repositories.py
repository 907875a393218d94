"""The repositories that a unit of work gives to services: what is kept, subject by subject."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date, datetime

    from app.domain.agreements import Agreement
    from app.domain.aid import AidApplication
    from app.domain.cases import AttributeKind, CaseAttribute, CaseFile, Request
    from app.domain.collective import CollectiveAction
    from app.domain.documents import Document
    from app.domain.entities import ClientEntity, Headcount
    from app.domain.ids import (
        AidId,
        CaseId,
        CollectiveActionId,
        DocumentId,
        EntityId,
        ImportBatchId,
        InterventionId,
        PersonId,
    )
    from app.domain.interventions import Intervention
    from app.domain.nomenclatures import LocalCode
    from app.domain.people import Person
    from app.ports.imports import ImportedRow, ImportProfile
    from app.ports.releases import FrozenRelease


class EntityRepository(Protocol):
    """Client entities and their headcounts."""

    def all(self) -> tuple[ClientEntity, ...]:
        """Every entity, by name."""
        ...

    def get(self, entity_id: EntityId) -> ClientEntity:
        """One entity; raises RuleBroken("unknown_entity")."""
        ...

    def save(self, entity: ClientEntity) -> None:
        """Add or replace an entity."""
        ...

    def delete(self, entity_id: EntityId) -> None:
        """Remove an entity that nothing refers to."""
        ...

    def headcounts(self, year: int) -> Mapping[EntityId, int]:
        """The agents of each entity at the end of `year`, or the last known before."""
        ...

    def save_headcount(self, headcount: Headcount) -> None:
        """Add or replace a headcount."""
        ...


class PersonRepository(Protocol):
    """Persons helped."""

    def get(self, person_id: PersonId) -> Person:
        """One person; raises RuleBroken("unknown_person")."""
        ...

    def same_identity(self, family_name: str, given_name: str) -> tuple[Person, ...]:
        """Persons whose folded names are these: the duplicates to look at."""
        ...

    def save(self, person: Person) -> None:
        """Add or replace a person, and index the words of its case files."""
        ...

    def delete(self, person_id: PersonId) -> None:
        """Remove a person without case file."""
        ...


class CaseRepository(Protocol):
    """Case files with their requests, agreements, closings and dated traits."""

    def get(self, case_id: CaseId) -> CaseFile:
        """One case file; raises RuleBroken("unknown_case")."""
        ...

    def by_number(self, number: str) -> CaseFile | None:
        """The case file of that number."""
        ...

    def of_person(self, person_id: PersonId) -> tuple[CaseFile, ...]:
        """The case files of a person, by opening."""
        ...

    def numbers(self, year: int) -> tuple[str, ...]:
        """The numbers taken in a year."""
        ...

    def save(self, case: CaseFile) -> None:
        """Add or replace a case file (its closings are historised), and index its words."""
        ...

    def delete(self, case_id: CaseId) -> None:
        """Remove a case file with all that hangs on it."""
        ...

    def requests(self, case_id: CaseId) -> tuple[Request, ...]:
        """Requests by date."""
        ...

    def save_request(self, request: Request) -> None:
        """Add or replace a request."""
        ...

    def delete_request(self, request_id: int) -> None:
        """Remove a request."""
        ...

    def agreements(self, case_id: CaseId) -> tuple[Agreement, ...]:
        """Agreements by date."""
        ...

    def save_agreement(self, agreement: Agreement) -> None:
        """Add or replace an agreement."""
        ...

    def delete_agreement(self, agreement_id: int) -> None:
        """Remove an agreement (undo only: an agreement is withdrawn, not removed)."""
        ...

    def attribute(self, case_id: CaseId, kind: AttributeKind, on: date) -> str | None:
        """The value of a trait on a day."""
        ...

    def attributes(self, case_id: CaseId) -> tuple[CaseAttribute, ...]:
        """Every dated trait, the oldest first."""
        ...

    def save_attribute(self, attribute: CaseAttribute) -> None:
        """Add or replace a dated trait; the value already valid then adds nothing."""
        ...

    def delete_attribute(self, attribute: CaseAttribute) -> None:
        """Remove a dated trait (undo only)."""
        ...

    def reopened(self, case: CaseFile, on: date) -> None:
        """Keep the day on which a closed file was reopened, and save it."""
        ...


class InterventionRepository(Protocol):
    """Interventions with their case files, issues and natures of action."""

    def get(self, intervention_id: InterventionId) -> Intervention:
        """One intervention; raises RuleBroken("unknown_intervention")."""
        ...

    def newest(self, case_id: CaseId, limit: int) -> tuple[Intervention, ...]:
        """The last interventions of a file, newest first."""
        ...

    def last_day(self, case_id: CaseId) -> date | None:
        """The day of the last intervention of a file; None when nothing was logged there."""
        ...

    def save(self, intervention: Intervention) -> None:
        """Add or replace an intervention, and index the words of its note."""
        ...

    def delete(self, intervention_id: InterventionId) -> None:
        """Remove an intervention."""
        ...


class AidRepository(Protocol):
    """Aid applications."""

    def case_of(self, aid_id: AidId) -> CaseId | None:
        """The file of an application, None if there is no such application."""
        ...

    def save(self, aid: AidApplication) -> None:
        """Add or replace an application."""
        ...

    def delete(self, aid_id: AidId) -> None:
        """Remove an application."""
        ...


class CollectiveRepository(Protocol):
    """Collective actions."""

    def save(self, action: CollectiveAction) -> None:
        """Add or replace an action."""
        ...

    def delete(self, action_id: CollectiveActionId) -> None:
        """Remove an action."""
        ...


class DocumentRepository(Protocol):
    """Documents of case files, with their bytes."""

    def get(self, document_id: DocumentId) -> Document:
        """One document; raises RuleBroken("unknown_document")."""
        ...

    def keep_bytes(self, document_id: DocumentId, pieces: Iterable[bytes]) -> tuple[int, bytes]:
        """Keep the bytes of a document whose `save` follows; returns their number and digest."""
        ...

    def pieces(self, document_id: DocumentId) -> Iterator[bytes]:
        """The bytes of a document, chunk by chunk."""
        ...

    def twin(self, case_id: CaseId, digest: bytes) -> DocumentId | None:
        """A document of the same case file with the same bytes, in the bin or not."""
        ...

    def binned_before(self, day: date) -> tuple[DocumentId, ...]:
        """The documents put in the bin before a day."""
        ...

    def save(self, document: Document) -> None:
        """Add or replace a document, and index its title with its case file."""
        ...

    def delete(self, document_id: DocumentId) -> None:
        """Remove a document with its bytes."""
        ...


class CodeRepository(Protocol):
    """What she changed in the nomenclatures."""

    def hidden(self) -> Mapping[str, bool]:
        """Code → hidden or shown, for the codes whose default she changed."""
        ...

    def set_hidden(self, code: str, *, hidden: bool) -> None:
        """Hide or show a code."""
        ...

    def local(self) -> tuple[LocalCode, ...]:
        """Her own codes."""
        ...

    def save_local(self, code: LocalCode) -> None:
        """Add or replace one of her codes."""
        ...


class DraftRepository(Protocol):
    """What is being typed, and the place where she was."""

    def read(self, form: str) -> tuple[str, datetime] | None:
        """The content (JSON text) of a draft and when it was saved."""
        ...

    def write(self, form: str, content: str) -> None:
        """Keep a draft."""
        ...

    def drop(self, form: str) -> None:
        """Forget a draft."""
        ...

    def place(self) -> str | None:
        """Where she was at the last lock (JSON text)."""
        ...

    def keep_place(self, content: str) -> None:
        """Keep where she is."""
        ...


class SettingRepository(Protocol):
    """Her choices, remembered inside the vault."""

    def read(self, key: str) -> str | None:
        """The value of a setting."""
        ...

    def write(self, key: str, value: str) -> None:
        """Keep a setting."""
        ...


class ImportRepository(Protocol):
    """Batches of imported rows, and what the wizard was taught."""

    def profile(self, header_key: str) -> ImportProfile | None:
        """The column mapping that she confirmed for such a header."""
        ...

    def save_profile(self, profile: ImportProfile) -> None:
        """Remember a column mapping."""
        ...

    def values(self) -> Mapping[tuple[str, str], str]:
        """(list, folded value) → code, as she taught it."""
        ...

    def save_value(self, list_id: str, value_key: str, code: str) -> None:
        """Remember what a value means."""
        ...

    def known(self, fingerprints: Iterable[bytes]) -> frozenset[bytes]:
        """Those of these fingerprints that a batch still in force has imported."""
        ...

    def add_batch(self, batch_id: ImportBatchId, file_name: str) -> None:
        """Open a batch."""
        ...

    def add_rows(self, batch_id: ImportBatchId, rows: Iterable[ImportedRow]) -> None:
        """Keep what happened to each row; rows to settle keep their content."""
        ...

    def add_record(self, batch_id: ImportBatchId, object_kind: str, object_id: int) -> None:
        """Keep that the batch created this object."""
        ...

    def records(self, batch_id: ImportBatchId) -> tuple[tuple[str, int], ...]:
        """What a batch created, last first."""
        ...

    def to_settle(self) -> tuple[ImportedRow, ...]:
        """Rows of batches in force that wait for her."""
        ...

    def settle(self, batch_id: ImportBatchId, sheet: str, line: int, outcome: str) -> None:
        """Close a row that was to settle (imported or dismissed), and forget its content."""
        ...

    def mark_undone(self, batch_id: ImportBatchId) -> None:
        """A batch was undone: its fingerprints no longer count."""
        ...


class ReleaseRepository(Protocol):
    """What was published."""

    def find(self, period: str) -> FrozenRelease | None:
        """The frozen release of a period."""
        ...

    def all(self) -> tuple[FrozenRelease, ...]:
        """Every frozen release, by period."""
        ...

    def add(self, release: FrozenRelease) -> None:
        """Freeze a release; a period is published once."""
        ...
