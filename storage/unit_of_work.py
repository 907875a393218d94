"""One transaction on the unlocked vault, with its repositories."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Self, TypeVar

from storage.handovers.table import PackageTable
from storage.repositories.aid import AidTable
from storage.repositories.backups import BackupTable
from storage.repositories.bin import BinTable
from storage.repositories.cases import CaseTable
from storage.repositories.codes import CodeTable
from storage.repositories.collective import CollectiveTable
from storage.repositories.documents import DocumentTable
from storage.repositories.drafts import DraftTable
from storage.repositories.entities import EntityTable
from storage.repositories.imports import ImportTable
from storage.repositories.interventions import InterventionTable
from storage.repositories.people import PersonTable
from storage.repositories.records import RecordTable
from storage.repositories.releases import ReleaseTable
from storage.repositories.settings import SettingTable
from storage.repositories.shapes import SHAPES

if TYPE_CHECKING:
    from types import TracebackType

    from app.domain.journal import JournalEntry
    from app.ports.clock import Clock
    from app.ports.records import Records
    from storage.driver import Connection
    from storage.transaction import Transaction
    from storage.vault.session import OpenVault

RecordT = TypeVar("RecordT")


class VaultUnitOfWork:
    """Begins a transaction when entered; leaving without `commit` rolls everything back."""

    def __init__(self, vault: OpenVault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock
        self._stack = ExitStack()
        self._transaction: Transaction | None = None

    def __enter__(self) -> Self:
        self._transaction = self._stack.enter_context(self._vault.transaction())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._transaction = None
        self._stack.__exit__(kind, error, trace)

    def commit(self, entry: JournalEntry) -> None:
        """Write the journal entry and make everything durable."""
        self._begun.commit(entry)

    @property
    def entities(self) -> EntityTable:
        """Client entities."""
        return EntityTable(self._connection)

    @property
    def persons(self) -> PersonTable:
        """Persons helped."""
        return PersonTable(self._connection)

    @property
    def cases(self) -> CaseTable:
        """Case files."""
        return CaseTable(self._connection)

    @property
    def interventions(self) -> InterventionTable:
        """Interventions."""
        return InterventionTable(self._connection)

    @property
    def aid(self) -> AidTable:
        """Aid applications."""
        return AidTable(self._connection)

    @property
    def collective(self) -> CollectiveTable:
        """Collective actions."""
        return CollectiveTable(self._connection)

    @property
    def documents(self) -> DocumentTable:
        """Documents of case files."""
        return DocumentTable(self._connection)

    @property
    def codes(self) -> CodeTable:
        """What she changed in the nomenclatures."""
        return CodeTable(self._connection)

    @property
    def drafts(self) -> DraftTable:
        """What is being typed."""
        return DraftTable(self._connection, self._clock)

    @property
    def settings(self) -> SettingTable:
        """Her choices."""
        return SettingTable(self._connection)

    @property
    def imports(self) -> ImportTable:
        """Imported batches."""
        return ImportTable(self._connection, self._clock)

    @property
    def releases(self) -> ReleaseTable:
        """What was published."""
        return ReleaseTable(self._connection)

    @property
    def backups(self) -> BackupTable:
        """What is known of the backups."""
        return BackupTable(self._connection)

    @property
    def bin(self) -> BinTable:
        """What was removed."""
        return BinTable(self._connection)

    @property
    def packages(self) -> PackageTable:
        """Sealed packages of files."""
        return PackageTable(self._connection, self._vault.held.files)

    def records(self, kind: type[RecordT]) -> Records[RecordT]:
        """The records of one kind."""
        return RecordTable(self._connection, SHAPES[kind])

    @property
    def _connection(self) -> Connection:
        return self._begun.connection

    @property
    def _begun(self) -> Transaction:
        if self._transaction is None:
            message = "a unit of work is used inside its with block"
            raise RuntimeError(message)
        return self._transaction
