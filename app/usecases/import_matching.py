"""Gathers what the vault knows of the rows of a file, and plans them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.interventions import Intervention
from app.importing.employers import Employers
from app.importing.identity import Register
from app.importing.people import Who
from app.importing.planner import Known, Planner
from app.importing.rows import AidRow, InterventionRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from app.domain.entities import ClientEntity
    from app.domain.ids import CaseId, EntityId
    from app.domain.people import Person
    from app.importing.mapping import Corrections
    from app.importing.plan import ImportPlan
    from app.importing.reading import ReadRow, ReadSheet
    from app.importing.vocabulary import Vocabulary
    from app.ports.queries import ScreenQueries
    from app.ports.store import UnitOfWork

INTERVENTION = Intervention.__name__.lower()


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file as read, with what she corrected in the reading."""

    name: str
    sheets: tuple[ReadSheet, ...]
    corrections: Corrections


@dataclass(frozen=True, slots=True)
class Met:
    """What the vault holds of a file: employers, case files met, fingerprints."""

    entities: Mapping[str, ClientEntity]
    register: Register
    cases: tuple[CaseId, ...]
    imported: frozenset[bytes]


def met(work: UnitOfWork, sheets: tuple[ReadSheet, ...]) -> Met:
    """Look up in the vault whom and what the rows of a file speak of."""
    rows = [row for sheet in sheets for row in sheet.rows if row.blank is None]
    entities = {entity.key: entity for entity in work.entities.all()}
    register = Register()
    cases = _enter(work, register, _people(rows), {one.id: key for key, one in entities.items()})
    return Met(entities, register, cases, work.imports.known(row.fingerprint for row in rows))


def logged(
    queries: ScreenQueries, cases: Iterable[CaseId]
) -> Mapping[CaseId, Counter[tuple[date, str]]]:
    """What is logged in some case files: how many interventions of each kind on each day."""
    return {
        case: Counter(
            (entry.on, entry.code) for entry in queries.timeline(case) if entry.kind == INTERVENTION
        )
        for case in cases
    }


def planned(
    found: Met,
    known: Known,
    read: ReadFile,
    *,
    words: Vocabulary,
    accepted: frozenset[str] = frozenset(),
) -> ImportPlan:
    """Decide every row of a file."""
    planner = Planner(
        employers=Employers(dict(found.entities), words.taught),
        register=found.register,
        known=known,
        suggest=words.nearest,
        accepted=accepted,
    )
    return planner.plan(read.sheets, read.name, read.corrections)


def _people(rows: Iterable[ReadRow]) -> tuple[Who, ...]:
    """Each number with each name once."""
    found: dict[tuple[str, tuple[str, str]], Who] = {}
    for row in rows:
        record = row.meaning.record
        if isinstance(record, (InterventionRow, AidRow)):
            found.setdefault((record.who.number, record.who.key), record.who)
    return tuple(found.values())


def _enter(
    work: UnitOfWork, register: Register, people: Iterable[Who], keys: Mapping[EntityId, str]
) -> tuple[CaseId, ...]:
    entered: dict[CaseId, None] = {}
    for who in people:
        for person in _persons(work, who):
            for case in work.cases.of_person(person.id):
                register.know(person, case, keys[case.entity_id], _as_typed(person))
                entered[case.id] = None
    return tuple(entered)


def _persons(work: UnitOfWork, who: Who) -> tuple[Person, ...]:
    case = work.cases.by_number(who.number) if who.number else None
    numbered = () if case is None else (work.persons.get(case.person_id),)
    named = work.persons.same_identity(who.family_name, who.given_name) if who.named else ()
    return (*numbered, *(one for one in named if one not in numbered))


def _as_typed(person: Person) -> Who:
    return Who("", person.family_name, person.given_name, person.gender, person.birth_year)
