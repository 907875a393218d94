"""What a writing service needs: one transaction, its repositories, and one journal entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, Self, TypeVar

if TYPE_CHECKING:
    from types import TracebackType

    from app.domain.journal import JournalEntry
    from app.ports.backups import BackupRepository
    from app.ports.handovers import PackageRepository
    from app.ports.records import Bin, Records
    from app.ports.repositories import (
        AidRepository,
        CaseRepository,
        CodeRepository,
        CollectiveRepository,
        DocumentRepository,
        DraftRepository,
        EntityRepository,
        ImportRepository,
        InterventionRepository,
        PersonRepository,
        ReleaseRepository,
        SettingRepository,
    )

RecordT = TypeVar("RecordT")


class UnitOfWork(Protocol):
    """One transaction. Leaving without `commit` rolls everything back."""

    @property
    def entities(self) -> EntityRepository: ...
    @property
    def persons(self) -> PersonRepository: ...
    @property
    def cases(self) -> CaseRepository: ...
    @property
    def interventions(self) -> InterventionRepository: ...
    @property
    def aid(self) -> AidRepository: ...
    @property
    def collective(self) -> CollectiveRepository: ...
    @property
    def documents(self) -> DocumentRepository: ...
    @property
    def codes(self) -> CodeRepository: ...
    @property
    def drafts(self) -> DraftRepository: ...
    @property
    def settings(self) -> SettingRepository: ...
    @property
    def imports(self) -> ImportRepository: ...
    @property
    def releases(self) -> ReleaseRepository: ...
    @property
    def backups(self) -> BackupRepository: ...
    @property
    def bin(self) -> Bin: ...
    @property
    def packages(self) -> PackageRepository: ...

    def records(self, kind: type[RecordT]) -> Records[RecordT]:
        """The records of one kind (`app.ports.records`)."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def commit(self, entry: JournalEntry) -> None:
        """Write the journal entry and make all durable; returns once it is on the disk."""
        ...


class Store(Protocol):
    """Opens units of work on the unlocked vault."""

    def work(self) -> UnitOfWork:
        """A new unit of work; one at a time."""
        ...
