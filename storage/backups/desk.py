"""The backups of an open vault, for services."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from app.ports.backups import BackupFailed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.ports.backups import BackupReason, BackupRow, Snapshot
    from app.ports.clock import Clock
    from app.ports.keys import Proof
    from storage.vault.session import OpenVault


class VaultBackups:
    """Makes, verifies, lists and restores backups; see `app.ports.backups.BackupDesk`."""

    def __init__(self, vault: OpenVault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock

    @property
    def home(self) -> Path:
        """The vault's own folder of backups."""
        return self._vault.held.files.backups

    def present(self, place: Path) -> bool:
        """Tell whether a place is there now and takes files."""
        return place.is_dir() and os.access(place, os.W_OK)

    def snapshot(
        self, place: Path, reason: BackupReason, *, external: bool, progress: Callable[[int], None]
    ) -> Snapshot:
        """Copy the vault as it is now."""
        raise BackupFailed

    def verify(self, snapshot: Snapshot, progress: Callable[[int], None]) -> BackupRow:
        """Check the whole copy, then give it its name."""
        raise BackupFailed

    def discard(self, snapshot: Snapshot) -> None:
        """Remove a copy that will not be verified."""
        snapshot.partial.unlink(missing_ok=True)

    def rows(self, places: tuple[Path, ...]) -> tuple[BackupRow, ...]:
        """The backups of this vault found at these places, newest first."""
        return ()

    def remove(self, row: BackupRow) -> None:
        """Delete a backup that rotation lets go."""
        row.path.unlink(missing_ok=True)

    def changed_since(self, row: BackupRow, quiet: frozenset[str]) -> bool:
        """Tell whether the journal holds an event that is not `quiet` since that backup."""
        return True

    def sound(self) -> bool:
        """Tell whether the last check of the vault itself found nothing wrong."""
        return True

    def check(
        self, row: BackupRow, progress: Callable[[int], None], *, sums_only: bool = False
    ) -> BackupRow:
        """Check a backup, its sums alone or all of it."""
        raise BackupFailed

    def drill(self, row: BackupRow, progress: Callable[[int], None]) -> BackupRow:
        """Restore into a folder that is then removed, and read records of it as screens do."""
        raise BackupFailed

    def restore(self, row: BackupRow, proof: Proof | None, progress: Callable[[int], None]) -> None:
        """Put a backup in place of the vault, which is then locked."""
        raise BackupFailed
