"""The ports of the casework on an unlocked vault: writes, reads for screens, facts for counting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ports.queries import JournalFilter
from storage.queries.cases import list_cases, read_case
from storage.queries.dashboard import read_today
from storage.queries.documents import list_documents
from storage.queries.facts import read_facts
from storage.queries.find import find
from storage.queries.imports import list_imports
from storage.queries.journal import journal_state, read_journal
from storage.queries.proposals import last_time, usual_codes
from storage.queries.taken_over import COUNTED
from storage.queries.timeline import read_timeline
from storage.repositories.people import KEY_SEPARATOR
from storage.unit_of_work import VaultUnitOfWork

if TYPE_CHECKING:
    from datetime import date

    from app.domain.ids import CaseId
    from app.domain.periods import Period
    from app.ports.clock import Clock
    from app.ports.facts import Facts
    from app.ports.queries import (
        CaseFilter,
        CaseListing,
        CaseSheet,
        DocumentRow,
        ImportBatchRow,
        JournalListing,
        JournalRow,
        JournalState,
        LastTime,
        SearchFilter,
        SearchListing,
        TimelineEntry,
        Today,
    )
    from storage.vault.session import OpenVault


class VaultStore:
    """Opens units of work on the unlocked vault."""

    def __init__(self, vault: OpenVault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock

    def work(self) -> VaultUnitOfWork:
        """A new unit of work; one at a time."""
        return VaultUnitOfWork(self._vault, self._clock)


class VaultScreenQueries:
    """Every read that a screen does."""

    def __init__(self, vault: OpenVault) -> None:
        self._vault = vault

    def cases(self, asked: CaseFilter) -> CaseListing:
        """Case files whose names, number or notes hold every word typed."""
        with self._vault.read() as connection:
            return list_cases(connection, asked)

    def case(self, case_id: CaseId) -> CaseSheet:
        """One case file."""
        with self._vault.read() as connection:
            return read_case(connection, case_id)

    def timeline(self, case_id: CaseId) -> tuple[TimelineEntry, ...]:
        """Events of a case file, newest first."""
        with self._vault.read() as connection:
            return read_timeline(connection, case_id)

    def documents(self, case_id: CaseId) -> tuple[DocumentRow, ...]:
        """Documents of a case file, newest first, those in the bin included."""
        with self._vault.read() as connection:
            return list_documents(connection, case_id)

    def last_time(self, case_id: CaseId | None, kind: str | None) -> LastTime | None:
        """What to propose for a new intervention."""
        with self._vault.read() as connection:
            return last_time(connection, case_id, kind)

    def usual_codes(self, list_id: str, limit: int) -> tuple[str, ...]:
        """The codes of a list that she uses most, most used first."""
        with self._vault.read() as connection:
            return usual_codes(connection, list_id, limit)

    def search(self, asked: SearchFilter) -> SearchListing:
        """Everything that holds every word typed, by file."""
        with self._vault.read() as connection:
            return find(connection, asked)

    def today(self, day: date) -> Today:
        """The today page."""
        with self._vault.read() as connection:
            return read_today(connection, day)

    def imports(self) -> tuple[ImportBatchRow, ...]:
        """Past imports, newest first."""
        with self._vault.read() as connection:
            return list_imports(connection)

    def journal(self, limit: int) -> tuple[JournalRow, ...]:
        """The last entries of the journal, newest first."""
        return self.journal_page(JournalFilter(limit=limit)).rows

    def journal_page(self, asked: JournalFilter) -> JournalListing:
        """The entries of the journal that are asked for, newest first."""
        with self._vault.read() as connection:
            return read_journal(connection, asked)

    def journal_state(self) -> JournalState:
        """The whole chain of the journal, verified now."""
        with self._vault.read():
            return journal_state(self._vault.held.journal)

    def name_words(self) -> frozenset[str]:
        """The folded words of the names of all persons."""
        with self._vault.read() as connection:
            rows = connection.execute("SELECT DISTINCT identity_key FROM person")
            return frozenset(
                word for (key,) in rows for word in key.replace(KEY_SEPARATOR, " ").split()
            )


class VaultFactQueries:
    """Reads the facts of a period out of the vault."""

    def __init__(self, vault: OpenVault) -> None:
        self._vault = vault

    def facts(self, period: Period) -> Facts:
        """Every fact of the period, of every entity."""
        with self._vault.read() as connection:
            return read_facts(connection, period)

    def years(self) -> tuple[int, ...]:
        """Years that hold interventions of hers, newest first: a step into the index for each."""
        years: list[int] = []
        with self._vault.read() as connection:
            before = "9999"
            while row := connection.execute(
                f"SELECT MAX(i.done_on) FROM intervention AS i WHERE i.done_on < ? AND {COUNTED}",  # noqa: S608  (our own schema)
                (before,),
            ).fetchone():
                if row[0] is None:
                    break
                before = row[0][:4]
                years.append(int(before))
        return tuple(years)
