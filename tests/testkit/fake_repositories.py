"""The repositories over plain dictionaries."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from app.domain.agreements import Agreement
from app.domain.aid import AidApplication
from app.domain.cases import AttributeKind, CaseAttribute, CaseFile, Request
from app.domain.collective import CollectiveAction
from app.domain.documents import Document
from app.domain.entities import ClientEntity, Headcount
from app.domain.errors import RuleBroken
from app.domain.ids import CaseId
from app.domain.interventions import Intervention
from app.domain.nomenclatures import LocalCode
from app.domain.people import Person, folded
from app.ports.backups import BackupNote, BackupRow
from app.ports.imports import ImportedRow, ImportProfile, Outcome
from app.ports.releases import FrozenRelease

WHEN = datetime.fromisoformat("2026-05-12T09:30:00+00:00")


@dataclass
class Shelves:
    """Everything kept, by kind of value and then by key."""

    kept: dict[type, dict[Any, Any]] = field(default_factory=dict)

    def of(self, kind: type) -> dict[Any, Any]:
        return self.kept.setdefault(kind, {})

    def put(self, value: Any) -> None:
        self.of(type(value))[_key(value)] = value

    def get(self, kind: type, key: Any, missing: str) -> Any:
        if key not in self.of(kind):
            raise RuleBroken(missing)
        return self.of(kind)[key]


def _key(value: Any) -> Any:
    match value:
        case Headcount():
            return value.entity_id, value.year
        case CaseAttribute():
            return value.case_id, value.kind, value.valid_from
        case LocalCode():
            return value.code
        case ImportProfile():
            return value.header_key
        case BackupNote():
            return value.file_name, value.external
        case FrozenRelease():
            return value.period
        case _:
            return value.id


class _Repository:
    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves


class FakeEntities(_Repository):
    def all(self) -> tuple[ClientEntity, ...]:
        return tuple(sorted(self._shelves.of(ClientEntity).values(), key=lambda one: one.key))

    def get(self, entity_id: int) -> ClientEntity:
        return self._shelves.get(ClientEntity, entity_id, "unknown_entity")

    def save(self, entity: ClientEntity) -> None:
        self._shelves.put(entity)

    def delete(self, entity_id: int) -> None:
        del self._shelves.of(ClientEntity)[entity_id]

    def headcounts(self, year: int) -> Mapping[Any, int]:
        known = sorted(self._shelves.of(Headcount).values(), key=lambda one: one.year)
        return {one.entity_id: one.agents for one in known if one.year <= year}

    def save_headcount(self, headcount: Headcount) -> None:
        self._shelves.put(headcount)


class FakePersons(_Repository):
    def get(self, person_id: int) -> Person:
        return self._shelves.get(Person, person_id, "unknown_person")

    def same_identity(self, family_name: str, given_name: str) -> tuple[Person, ...]:
        wanted = folded(family_name), folded(given_name)
        return tuple(one for one in self._shelves.of(Person).values() if one.identity_key == wanted)

    def save(self, person: Person) -> None:
        self._shelves.put(person)

    def delete(self, person_id: int) -> None:
        del self._shelves.of(Person)[person_id]


class FakeCases(_Repository):
    def get(self, case_id: int) -> CaseFile:
        return self._shelves.get(CaseFile, case_id, "unknown_case")

    def by_number(self, number: str) -> CaseFile | None:
        found = [one for one in self._shelves.of(CaseFile).values() if one.number == number]
        return found[0] if found else None

    def of_person(self, person_id: int) -> tuple[CaseFile, ...]:
        cases = self._shelves.of(CaseFile).values()
        return tuple(one for one in cases if one.person_id == person_id)

    def numbers(self, year: int) -> tuple[str, ...]:
        numbers = (one.number for one in self._shelves.of(CaseFile).values())
        return tuple(number for number in numbers if number.startswith(f"{year}-"))

    def save(self, case: CaseFile) -> None:
        self._shelves.put(case)

    def reopened(self, case: CaseFile, on: date) -> None:
        self._shelves.of(date)[case.id] = on
        self.save(case)

    def delete(self, case_id: int) -> None:
        del self._shelves.of(CaseFile)[case_id]

    def requests(self, case_id: int) -> tuple[Request, ...]:
        found = (one for one in self._shelves.of(Request).values() if one.case_id == case_id)
        return tuple(sorted(found, key=lambda one: (one.received_on, one.id)))

    def save_request(self, request: Request) -> None:
        self._shelves.put(request)

    def delete_request(self, request_id: int) -> None:
        del self._shelves.of(Request)[request_id]

    def agreements(self, case_id: int) -> tuple[Agreement, ...]:
        found = (one for one in self._shelves.of(Agreement).values() if one.case_id == case_id)
        return tuple(sorted(found, key=lambda one: (one.on, one.id)))

    def save_agreement(self, agreement: Agreement) -> None:
        self._shelves.put(agreement)

    def delete_agreement(self, agreement_id: int) -> None:
        del self._shelves.of(Agreement)[agreement_id]

    def attribute(self, case_id: int, kind: AttributeKind, on: date) -> str | None:
        dated = [
            one
            for one in self._shelves.of(CaseAttribute).values()
            if (one.case_id, one.kind) == (case_id, kind) and one.valid_from <= on
        ]
        return max(dated, key=lambda one: one.valid_from).value if dated else None

    def attributes(self, case_id: int) -> tuple[CaseAttribute, ...]:
        found = (one for one in self._shelves.of(CaseAttribute).values() if one.case_id == case_id)
        return tuple(sorted(found, key=lambda one: (one.valid_from, one.kind)))

    def save_attribute(self, attribute: CaseAttribute) -> None:
        known = self.attribute(attribute.case_id, attribute.kind, attribute.valid_from)
        if known != attribute.value:
            self._shelves.put(attribute)

    def delete_attribute(self, attribute: CaseAttribute) -> None:
        del self._shelves.of(CaseAttribute)[_key(attribute)]


class FakeInterventions(_Repository):
    def get(self, intervention_id: int) -> Intervention:
        return self._shelves.get(Intervention, intervention_id, "unknown_intervention")

    def newest(self, case_id: int, limit: int) -> tuple[Intervention, ...]:
        logged = [one for one in self._shelves.of(Intervention).values() if case_id in one.case_ids]
        return tuple(sorted(logged, key=lambda one: (one.on, one.id), reverse=True)[:limit])

    def last_day(self, case_id: int) -> date | None:
        logged = self._shelves.of(Intervention).values()
        return max((one.on for one in logged if case_id in one.case_ids), default=None)

    def save(self, intervention: Intervention) -> None:
        self._shelves.put(intervention)

    def delete(self, intervention_id: int) -> None:
        del self._shelves.of(Intervention)[intervention_id]


class FakeAid(_Repository):
    def case_of(self, aid_id: int) -> CaseId | None:
        found = self._shelves.of(AidApplication).get(aid_id)
        return None if found is None else found.case_id

    def save(self, aid: AidApplication) -> None:
        self._shelves.put(aid)

    def delete(self, aid_id: int) -> None:
        del self._shelves.of(AidApplication)[aid_id]


class FakeCollective(_Repository):
    def save(self, action: CollectiveAction) -> None:
        self._shelves.put(action)

    def delete(self, action_id: int) -> None:
        del self._shelves.of(CollectiveAction)[action_id]


class FakeDocuments(_Repository):
    def get(self, document_id: int) -> Document:
        return self._shelves.get(Document, document_id, "unknown_document")

    def keep_bytes(self, document_id: int, pieces: Iterable[bytes]) -> tuple[int, bytes]:
        content = b"".join(pieces)
        self._shelves.of(bytes)["document", document_id] = content
        return len(content), sha256(content).digest()

    def pieces(self, document_id: int) -> Iterator[bytes]:
        yield self._shelves.of(bytes)["document", document_id]

    def twin(self, case_id: int, digest: bytes) -> Any:
        for one in self._shelves.of(Document).values():
            if (one.case_id, one.digest) == (case_id, digest):
                return one.id
        return None

    def binned_before(self, day: date) -> tuple[Any, ...]:
        kept = self._shelves.of(Document).values()
        return tuple(one.id for one in kept if one.binned_on is not None and one.binned_on < day)

    def save(self, document: Document) -> None:
        self._shelves.put(document)

    def delete(self, document_id: int) -> None:
        del self._shelves.of(Document)[document_id]


class FakeCodes(_Repository):
    def hidden(self) -> Mapping[str, bool]:
        return self._shelves.of(bool)

    def set_hidden(self, code: str, *, hidden: bool) -> None:
        self._shelves.of(bool)[code] = hidden

    def local(self) -> tuple[LocalCode, ...]:
        return tuple(self._shelves.of(LocalCode).values())

    def save_local(self, code: LocalCode) -> None:
        self._shelves.put(code)


class FakeDrafts(_Repository):
    def read(self, form: str) -> tuple[str, datetime] | None:
        content = self._shelves.of(str).get(("draft", form))
        return None if content is None else (content, WHEN)

    def write(self, form: str, content: str) -> None:
        self._shelves.of(str)["draft", form] = content

    def drop(self, form: str) -> None:
        self._shelves.of(str).pop(("draft", form), None)

    def place(self) -> str | None:
        return self._shelves.of(str).get("place")

    def keep_place(self, content: str) -> None:
        self._shelves.of(str)["place"] = content


class FakeSettings(_Repository):
    def read(self, key: str) -> str | None:
        return self._shelves.of(str).get(("setting", key))

    def write(self, key: str, value: str) -> None:
        self._shelves.of(str)["setting", key] = value


class FakeImports(_Repository):
    def profile(self, header_key: str) -> ImportProfile | None:
        return self._shelves.of(ImportProfile).get(header_key)

    def save_profile(self, profile: ImportProfile) -> None:
        self._shelves.put(profile)

    def values(self) -> Mapping[tuple[str, str], str]:
        return self._shelves.of(tuple)

    def save_value(self, list_id: str, value_key: str, code: str) -> None:
        self._shelves.of(tuple)[list_id, value_key] = code

    def known(self, fingerprints: Iterable[bytes]) -> frozenset[bytes]:
        imported = {row.fingerprint for row in self._in_force()}
        return frozenset(fingerprints) & imported

    def add_batch(self, batch_id: int, file_name: str) -> None:
        self._shelves.of(bytes)[batch_id] = file_name

    def add_rows(self, batch_id: int, rows: Iterable[ImportedRow]) -> None:
        for row in rows:
            self._keep(replace(row, batch_id=batch_id))  # type: ignore[arg-type]

    def add_record(self, batch_id: int, object_kind: str, object_id: int) -> None:
        self._shelves.of(list).setdefault(batch_id, []).insert(0, (object_kind, object_id))

    def records(self, batch_id: int) -> tuple[tuple[str, int], ...]:
        return tuple(self._shelves.of(list).get(batch_id, ()))

    def to_settle(self) -> tuple[ImportedRow, ...]:
        waiting = {Outcome.DOUBTFUL, Outcome.BAD}
        return tuple(row for row in self._in_force() if row.outcome in waiting)

    def settle(self, batch_id: int, sheet: str, line: int, outcome: str) -> None:
        row = self._shelves.of(ImportedRow)[batch_id, sheet, line]
        self._keep(replace(row, outcome=Outcome(outcome), content=None))

    def mark_undone(self, batch_id: int) -> None:
        del self._shelves.of(bytes)[batch_id]

    def _keep(self, row: ImportedRow) -> None:
        self._shelves.of(ImportedRow)[row.batch_id, row.sheet, row.line] = row

    def _in_force(self) -> list[ImportedRow]:
        batches = self._shelves.of(bytes)
        return [r for r in self._shelves.of(ImportedRow).values() if r.batch_id in batches]


class FakeReleases(_Repository):
    def find(self, period: str) -> FrozenRelease | None:
        return self._shelves.of(FrozenRelease).get(period)

    def all(self) -> tuple[FrozenRelease, ...]:
        return tuple(sorted(self._shelves.of(FrozenRelease).values(), key=lambda one: one.period))

    def add(self, release: FrozenRelease) -> None:
        if self.find(release.period) is not None:
            raise RuleBroken("already_published", period=release.period)
        self._shelves.put(release)


class FakeBackups(_Repository):
    def all(self) -> tuple[BackupNote, ...]:
        notes = self._shelves.of(BackupNote).values()
        return tuple(sorted(notes, key=lambda one: (one.generation, one.commit_seq), reverse=True))

    def save(self, row: BackupRow) -> None:
        self._shelves.put(note_of(row))

    def forget(self, row: BackupRow) -> None:
        self._shelves.of(BackupNote).pop((row.path.name, row.external), None)


def note_of(row: BackupRow) -> BackupNote:
    """What the ledger keeps of a backup."""
    return BackupNote(
        file_name=row.path.name,
        external=row.external,
        made_at=row.made_at,
        reason=row.reason,
        generation=row.generation,
        commit_seq=row.commit_seq,
        epoch=row.epoch,
        verified=row.verified,
        verified_at=row.verified_at,
        pinned_until=row.pinned_until,
    )
