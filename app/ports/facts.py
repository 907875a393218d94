"""The bare facts that counting starts from.

Codes, dates, minutes and cents, with ids and no names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from app.domain.cases import AttributeKind
    from app.domain.entities import ClientEntity
    from app.domain.ids import AidId, CaseId, EntityId, InterventionId, PersonId
    from app.domain.periods import Period


@dataclass(frozen=True, slots=True)
class InterventionFact:
    """One intervention of the period, of any kind, cancelled and missed ones included.

    `cases` are those it concerns.
    """

    id: InterventionId
    entity_id: EntityId
    on: date
    kind: str
    place: str
    minutes: int | None
    cases: tuple[CaseId, ...]
    issues: tuple[str, ...]
    natures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AttributeFact:
    """One dated trait: its value (a code, or a free unit name) holds from `valid_from` on."""

    kind: AttributeKind
    value: str
    valid_from: date


@dataclass(frozen=True, slots=True)
class RequestFact:
    """One request of a case file: its day and origin (code ORI)."""

    received_on: date
    origin: str


@dataclass(frozen=True, slots=True)
class ClosingFact:
    """One closing of a case file, and the reopening that followed if there was one."""

    closed_on: date
    reopened_on: date | None


@dataclass(frozen=True, slots=True)
class CaseFact:
    """One case file as counting needs it.

    `first_counted_on` is its first counted intervention ever (§4.2 « new person »).
    """

    id: CaseId
    person_id: PersonId
    entity_id: EntityId
    gender: str
    birth_year: int | None
    opened_on: date
    first_counted_on: date | None
    requests: tuple[RequestFact, ...]
    attributes: tuple[AttributeFact, ...]
    closings: tuple[ClosingFact, ...]


@dataclass(frozen=True, slots=True)
class AidFact:
    """One aid application decided in the period.

    Scheme (SCH), state (AST), purpose (OBJ), cents.
    """

    id: AidId
    entity_id: EntityId
    case_id: CaseId
    person_id: PersonId
    scheme: str
    state: str
    purpose: str | None
    asked_cents: int | None
    granted_cents: int | None
    decided_on: date


@dataclass(frozen=True, slots=True)
class CollectiveFact:
    """One collective action of the period."""

    entity_id: EntityId
    on: date
    theme: str
    theme_code: str | None
    participants: int | None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a period holds, for every entity.

    `cases` are those touched by an intervention, a request or aid of the period, and those open on
    its last day; `headcounts` are agents at 31 December (or the last known before).
    """

    period: Period
    entities: tuple[ClientEntity, ...]
    headcounts: Mapping[EntityId, int]
    interventions: tuple[InterventionFact, ...]
    cases: tuple[CaseFact, ...]
    aid: tuple[AidFact, ...]
    collective: tuple[CollectiveFact, ...]


class FactQueries(Protocol):
    """Reads facts out of the vault."""

    def facts(self, period: Period) -> Facts:
        """Every fact of the period, of every entity."""
        ...

    def years(self) -> tuple[int, ...]:
        """Years that hold interventions, newest first."""
        ...
