"""A real vault with the ports of the casework around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from testkit.vaults import SettableClock

from app.domain.agreements import Agreement
from app.domain.aid import AidApplication
from app.domain.cases import CaseAttribute, CaseFile, Request
from app.domain.collective import CollectiveAction
from app.domain.entities import ClientEntity, Headcount
from app.domain.interventions import Intervention
from app.domain.journal import JournalEntry
from app.domain.people import Person
from storage.store import VaultFactQueries, VaultScreenQueries, VaultStore

if TYPE_CHECKING:
    from app.ports.store import UnitOfWork
    from storage.vault.session import OpenVault

ENTRY = JournalEntry("test", "test", None)


@dataclass
class Casework:
    """The store and the queries on one unlocked vault."""

    vault: OpenVault
    clock: SettableClock

    @property
    def store(self) -> VaultStore:
        return VaultStore(self.vault, self.clock)

    @property
    def screens(self) -> VaultScreenQueries:
        return VaultScreenQueries(self.vault)

    @property
    def facts(self) -> VaultFactQueries:
        return VaultFactQueries(self.vault)

    def keep(self, *values: Any) -> None:
        """Save domain values in one write."""
        with self.store.work() as work:
            for value in values:
                _save(work, value)
            work.commit(ENTRY)


def _save(work: UnitOfWork, value: Any) -> None:
    match value:
        case ClientEntity():
            work.entities.save(value)
        case Headcount():
            work.entities.save_headcount(value)
        case Person():
            work.persons.save(value)
        case CaseFile():
            work.cases.save(value)
        case Request():
            work.cases.save_request(value)
        case Agreement():
            work.cases.save_agreement(value)
        case CaseAttribute():
            work.cases.save_attribute(value)
        case Intervention():
            work.interventions.save(value)
        case AidApplication():
            work.aid.save(value)
        case CollectiveAction():
            work.collective.save(value)
        case _:
            message = type(value).__name__
            raise TypeError(message)
