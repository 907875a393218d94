"""Reads for screens: frozen rows shaped for the page that shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from app.domain.interventions import NOTHING_SAID, Circumstances

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from app.domain.agreements import Agreement
    from app.domain.cases import CaseFile, CaseState, Request
    from app.domain.documents import MediaType
    from app.domain.entities import ClientEntity
    from app.domain.ids import (
        CaseId,
        DocumentId,
        EntityId,
        ImportBatchId,
        InterventionId,
        PersonId,
    )
    from app.domain.people import Person
    from app.domain.searches import Found


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line of the case list, and one suggestion when a person is typed."""

    case_id: CaseId
    person_id: PersonId
    number: str
    family_name: str
    given_name: str
    entity_id: EntityId
    entity_name: str
    state: CaseState
    opened_on: date
    last_on: date | None
    interviews: int
    issues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What the case list shows: `words` as typed, an entity, a state; newest activity first."""

    words: str = ""
    entity_id: EntityId | None = None
    state: CaseState | None = None
    limit: int = 200


@dataclass(frozen=True, slots=True)
class CaseListing:
    """The rows found, and how many there are in all."""

    rows: tuple[CaseRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One event of a case file.

    An intervention, request, agreement, aid application, opening, closing or reopening.
    """

    on: date
    kind: str
    object_id: int
    code: str = ""
    place: str = ""
    minutes: int | None = None
    issues: tuple[str, ...] = ()
    natures: tuple[str, ...] = ()
    text: str = ""
    cents: int | None = None
    others: int = 0
    """How many other case files the same intervention concerns."""
    said: Circumstances = NOTHING_SAID
    """What was said besides of an intervention: mediation, prevention, working time."""


@dataclass(frozen=True, slots=True)
class CaseSheet:
    """Everything the case page shows above and beside the timeline."""

    case: CaseFile
    person: Person
    entity: ClientEntity
    attributes: Mapping[str, str]
    requests: tuple[Request, ...]
    agreements: tuple[Agreement, ...]
    other_cases: tuple[CaseRow, ...]


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document of a case file; `rank` counts from 1 in the order in which they were added."""

    document_id: DocumentId
    rank: int
    title: str
    media_type: MediaType
    size: int
    added_on: date
    binned_on: date | None = None


@dataclass(frozen=True, slots=True)
class LastTime:
    """What the form proposes.

    It comes from the last intervention of that kind with that person, else of anybody.
    """

    kind: str
    place: str
    minutes: int | None
    entity_id: EntityId | None
    issues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DayCounts:
    """What the today page counts for a month.

    `per_day` are interviews by day of the month, from day 1.
    """

    interviews: int
    persons: int
    new_persons: int
    minutes: int
    per_day: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RecentIntervention:
    """One line of « consigné récemment »."""

    intervention_id: InterventionId
    case_id: CaseId | None
    on: date
    kind: str
    minutes: int | None
    number: str
    family_name: str
    given_name: str
    entity_name: str


@dataclass(frozen=True, slots=True)
class Today:
    """What the today page shows."""

    month: DayCounts
    recent: tuple[RecentIntervention, ...]
    offers_waiting: tuple[CaseRow, ...]
    to_settle: int
    open_cases: int
    entities: tuple[tuple[str, int, int], ...]
    """Entity name, interviews and minutes of the month."""


@dataclass(frozen=True, slots=True)
class ImportBatchRow:
    """One past import."""

    batch_id: ImportBatchId
    imported_at: datetime
    file_name: str
    created: int
    to_settle: int
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One line of the journal; `details` are codes and counts, never a value of hers."""

    seq: int
    at: datetime
    event: str
    object_kind: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class JournalFilter:
    """Which entries: of some events or of all but some, holding a mark, in a period; newest first.

    `until` is not included. No events means every event.
    """

    events: frozenset[str] = frozenset()
    but: frozenset[str] = frozenset()
    mark: str = ""
    since: datetime | None = None
    until: datetime | None = None
    skipped: int = 0
    limit: int = 50


@dataclass(frozen=True, slots=True)
class JournalListing:
    """The entries of a page, and how many there are in all."""

    rows: tuple[JournalRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class JournalState:
    """The chain verified from its first entry: how many hold, the first that does not, its head."""

    entries: int
    broken_at: int | None
    head: str


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """What is sought: words, and what narrows them; `issues` are all the codes meant by one."""

    words: str
    entity_id: EntityId | None = None
    since: date | None = None
    until: date | None = None
    issues: tuple[str, ...] = ()
    kind: Found | None = None


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One thing that holds the words; `object_id` is the place where it is read.

    The words around, with the hit between two U+0002/U+0003 marks. `code` is the kind of contact
    of an intervention, the table of another record. A partner has no day; one who tells too much
    by itself (violence, addiction) is `sensitive`, and so is a writing addressed there.
    """

    kind: Found
    object_id: int
    on: date | None
    excerpt: str = ""
    code: str = ""
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A case file with what was found in it.

    What is in no file has no number nor names: anonymous contacts, the agenda, reminders, partners,
    one such group for each kind.
    """

    case_id: CaseId | None
    number: str = ""
    family_name: str = ""
    given_name: str = ""
    entity_name: str = ""
    hits: tuple[SearchHit, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchListing:
    """The files found, and whether there is more than is shown."""

    files: tuple[FoundFile, ...] = ()
    more: bool = False


class ScreenQueries(Protocol):
    """Every read that a screen does."""

    def cases(self, asked: CaseFilter) -> CaseListing:
        """Case files whose names or number hold every word typed.

        Beginnings of words; accents and case ignored.
        """
        ...

    def case(self, case_id: CaseId) -> CaseSheet:
        """One case file; raises RuleBroken("unknown_case")."""
        ...

    def timeline(self, case_id: CaseId) -> tuple[TimelineEntry, ...]:
        """Events of a case file, newest first."""
        ...

    def documents(self, case_id: CaseId) -> tuple[DocumentRow, ...]:
        """Documents of a case file, newest first, those in the bin included."""
        ...

    def last_time(self, case_id: CaseId | None, kind: str | None) -> LastTime | None:
        """What to propose for a new intervention."""
        ...

    def usual_codes(self, list_id: str, limit: int) -> tuple[str, ...]:
        """The codes of a list (ISS, NAT, CTC, LIE, ORI) that she uses most, most used first."""
        ...

    def search(self, asked: SearchFilter) -> SearchListing:
        """Everything that holds every word typed, by file."""
        ...

    def today(self, day: date) -> Today:
        """The today page."""
        ...

    def imports(self) -> tuple[ImportBatchRow, ...]:
        """Past imports, newest first."""
        ...

    def journal(self, limit: int) -> tuple[JournalRow, ...]:
        """The last entries of the journal, newest first."""
        ...

    def journal_page(self, asked: JournalFilter) -> JournalListing:
        """The entries asked for, newest first."""
        ...

    def journal_state(self) -> JournalState:
        """The whole chain of the journal, verified now."""
        ...

    def name_words(self) -> frozenset[str]:
        """The folded names of all persons, for the guard on free text that leaves the vault."""
        ...
