"""A real vault with the ports of the casework around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

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
    from collections.abc import Callable

    from testkit.vaults import SettableClock

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
                SAVERS[type(value)](work, value)
            work.commit(ENTRY)


SAVERS: dict[type, Callable[[UnitOfWork, Any], None]] = {
    ClientEntity: lambda work, value: work.entities.save(value),
    Headcount: lambda work, value: work.entities.save_headcount(value),
    Person: lambda work, value: work.persons.save(value),
    CaseFile: lambda work, value: work.cases.save(value),
    Request: lambda work, value: work.cases.save_request(value),
    Agreement: lambda work, value: work.cases.save_agreement(value),
    CaseAttribute: lambda work, value: work.cases.save_attribute(value),
    Intervention: lambda work, value: work.interventions.save(value),
    AidApplication: lambda work, value: work.aid.save(value),
    CollectiveAction: lambda work, value: work.collective.save(value),
}
