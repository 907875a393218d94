"""The repair desk of an open vault: see `app.ports.repair.RepairDesk`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from storage.repair import survey
from storage.repair.indexes import rebuild_indexes

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.journal import JournalEntry
    from app.ports.repair import Survey
    from storage.vault.session import OpenVault


class VaultRepairs:
    """Looks at an open vault and mends what can be mended."""

    def __init__(self, vault: OpenVault) -> None:
        self._vault = vault

    def survey(self, progress: Callable[[int], None]) -> Survey:
        """Look at every file, with the keys of the session."""
        return survey.of_open_vault(self._vault, progress)

    def last_checked(self) -> datetime | None:
        """When the vault was last looked at as a whole."""
        with self._vault.read() as connection:
            row = connection.execute(
                "SELECT MAX(at) FROM journal WHERE event = 'vault_checked'"
            ).fetchone()
        return None if row[0] is None else datetime.fromisoformat(row[0])

    def closed_badly(self) -> bool:
        """Tell whether this opening met a session that was not locked."""
        opening = self._vault.opening
        return not opening.closed_cleanly or opening.log_damaged

    def rebuild(self, entry: JournalEntry) -> None:
        """Make every index anew, those of the search included, with its entry."""
        with self._vault.transaction() as write:
            rebuild_indexes(write.connection)
            write.commit(entry)

    def accept_state(self, entry: JournalEntry) -> None:
        """Make a vault that opened for reading only writable, as it is."""
        self._vault.accept_state(entry)
