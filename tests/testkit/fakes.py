"""The ports in memory: what services are tested against."""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from types import TracebackType
from typing import Any, Self

from testkit.fake_packages import FakeMedium, FakePackages
from testkit.fake_records import FakeBin, FakeRecords
from testkit.fake_repositories import (
    FakeAid,
    FakeBackups,
    FakeCases,
    FakeCodes,
    FakeCollective,
    FakeDocuments,
    FakeDrafts,
    FakeEntities,
    FakeImports,
    FakeInterventions,
    FakePersons,
    FakeReleases,
    FakeSettings,
    Shelves,
)

from app.domain.journal import JournalEntry
from app.ports.store import UnitOfWork

NOW = datetime(2026, 5, 12, 9, 30, tzinfo=UTC)


@dataclass
class FrozenClock:
    """A clock that stands still until a test moves it."""

    moment: datetime = NOW

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return self.moment.date()


@dataclass
class CountingIds:
    """Ids 101, 102, 103… so that a test can name them."""

    last: int = 100

    def new(self) -> int:
        self.last += 1
        return self.last


class FakeUnitOfWork:
    """A copy of the shelves that replaces them on commit, and is forgotten otherwise."""

    def __init__(self, store: "FakeStore") -> None:
        self._store = store
        self._shelves = deepcopy(store.shelves)
        self.entities = FakeEntities(self._shelves)
        self.persons = FakePersons(self._shelves)
        self.cases = FakeCases(self._shelves)
        self.interventions = FakeInterventions(self._shelves)
        self.aid = FakeAid(self._shelves)
        self.collective = FakeCollective(self._shelves)
        self.documents = FakeDocuments(self._shelves)
        self.codes = FakeCodes(self._shelves)
        self.drafts = FakeDrafts(self._shelves)
        self.settings = FakeSettings(self._shelves)
        self.imports = FakeImports(self._shelves)
        self.releases = FakeReleases(self._shelves)
        self.bin = FakeBin(self._shelves)
        self.backups = FakeBackups(self._shelves)
        self.packages = FakePackages(self._shelves, store.medium)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._store.open = False

    def records(self, kind: type[Any]) -> FakeRecords:
        return FakeRecords(self._shelves, kind)

    def commit(self, entry: JournalEntry) -> None:
        self._store.journal.append(entry)
        self._store.shelves = self._shelves


@dataclass
class FakeStore:
    """A vault in memory: `shelves` is what was committed, `journal` what was written about it."""

    shelves: Shelves = field(default_factory=Shelves)
    journal: list[JournalEntry] = field(default_factory=list[JournalEntry])
    open: bool = False
    medium: FakeMedium = field(default_factory=FakeMedium)

    def work(self) -> UnitOfWork:
        assert not self.open, "one unit of work at a time"
        self.open = True
        return FakeUnitOfWork(self)

    def holding(self, *values: Any) -> Self:
        """The same store with these domain values on its shelves, as if kept before."""
        for value in values:
            self.shelves.put(value)
        return self


class NoQueries:
    """Screen reads that answer what a test put there, by the name of the query."""

    def __init__(self, **answers: Any) -> None:
        self.asked: list[tuple[str, tuple[Any, ...]]] = []
        self._answers = answers

    def __getattr__(self, name: str) -> Any:
        def answer(*arguments: Any) -> Any:
            self.asked.append((name, arguments))
            return self._answers[name]

        return answer
