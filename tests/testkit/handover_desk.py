"""Two assistants in memory, whose packages travel on one stick."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from testkit.builders import a_case, a_person, an_agreement, an_entity
from testkit.fake_files import FakeFiles
from testkit.fake_packages import FakeMedium, FakePackageFiles
from testkit.fakes import NOW, CountingIds, FakeStore, FrozenClock

from app.domain.cases import CaseFile
from app.domain.entities import ClientEntity
from app.domain.handovers import HAND_OVER, Handover
from app.domain.people import Person
from app.ports.queries import CaseFilter, CaseListing, CaseRow
from app.usecases.colleagues import ColleagueService
from app.usecases.handovers import Giving, HandoverService
from app.usecases.urgent_cases import UrgentCaseService

if TYPE_CHECKING:
    from datetime import date

CARD, PACKAGE, RETURN = Path("a.armoire-carte"), Path("b.armoire-relais"), Path("c.armoire-relais")
PERSON = a_person(phone="01 00 00 00 00")
CASE = a_case(PERSON)
AGREED = an_agreement(CASE, kind=HAND_OVER)


@dataclass
class OpenCases:
    """The case list of a store."""

    store: FakeStore

    def cases(self, asked: CaseFilter) -> CaseListing:
        rows = tuple(
            self._row(one)
            for one in self.store.shelves.of(CaseFile).values()
            if one.state is asked.state
        )
        return CaseListing(rows, len(rows))

    def _row(self, case: CaseFile) -> CaseRow:
        person: Person = self.store.shelves.of(Person)[case.person_id]
        return CaseRow(
            case_id=case.id,
            person_id=person.id,
            number=case.number,
            family_name=person.family_name,
            given_name=person.given_name,
            entity_id=case.entity_id,
            entity_name=self.store.shelves.of(ClientEntity)[case.entity_id].name,
            state=case.state,
            opened_on=case.opened_on,
            last_on=None,
            interviews=0,
        )


@dataclass
class Assistant:
    """One assistant with her vault and her services; `copies` counts the backups made."""

    store: FakeStore
    ids: CountingIds
    clock: FrozenClock = field(default_factory=FrozenClock)
    files: FakeFiles = field(default_factory=lambda: FakeFiles({}))
    copies: list[str] = field(default_factory=list[str])

    @property
    def colleagues(self) -> ColleagueService:
        files = FakePackageFiles(self.store.medium)
        return ColleagueService(self.store, files, clock=self.clock, ids=self.ids)

    @property
    def handovers(self) -> HandoverService:
        queries: Any = OpenCases(self.store)
        return HandoverService(
            self.store,
            queries,
            FakePackageFiles(self.store.medium),
            clock=self.clock,
            ids=self.ids,
            before=lambda: self.copies.append("copy"),
        )

    @property
    def urgent(self) -> UrgentCaseService:
        return UrgentCaseService(
            self.store, self.files, lambda pdf, phrase: b"clos", clock=self.clock, ids=self.ids
        )

    def events(self) -> list[str]:
        """What her journal says."""
        return [one.event for one in self.store.journal]

    def handover(self, handover_id: int) -> Handover:
        """A handover as it is kept here."""
        return self.store.shelves.of(Handover)[handover_id]

    def days_later(self, days: int) -> None:
        """Let days pass for her."""
        self.clock.moment = NOW + timedelta(days=days)

    def knows(self, other: Assistant, *, compared: bool = True) -> int:
        """Keep another assistant by her card; the id of the colleague."""
        kept = self.colleagues.keep("Collègue Fictive", other.colleagues.card(), compared=compared)
        return kept.object_id or 0


def an_assistant(medium: FakeMedium, first_id: int, *values: object) -> Assistant:
    """An assistant whose vault holds these values."""
    store = FakeStore(medium=medium).holding(*values)
    return Assistant(store, CountingIds(first_id))


@dataclass
class Two:
    """Who gives and who takes over."""

    giver: Assistant
    taker: Assistant

    def give(self, until: date | None = None, path: Path = PACKAGE) -> int:
        """Hand the file over; the id of the handover at the giver's."""
        giving = Giving(self.giver.knows(self.taker), (CASE.id,), until)
        return self.giver.handovers.give(giving, path, silent).object_id or 0

    def third(self) -> Assistant:
        """Somebody else, whose card lies on the same stick."""
        return an_assistant(self.giver.store.medium, 900)

    def take(self) -> tuple[int, str]:
        """Take the file over; the id of the handover at the taker's, and the code."""
        taken = self.taker.handovers.take(PACKAGE, self.taker.knows(self.giver), silent)
        return taken.changes.object_id or 0, taken.code


def two(*values: object) -> Two:
    """Who gives a file whose person agreed, and who takes it over."""
    medium = FakeMedium()
    giver = an_assistant(medium, 100, an_entity(), PERSON, CASE, AGREED, *values)
    return Two(giver, an_assistant(medium, 500))


def silent(_percent: int) -> None:
    """Nobody follows."""
