"""Backups as services see them: made while the vault is in use, verified before they get a name.

Security study §4. A backup is one file; nothing in its name or beside it names anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from app.ports.vault import VaultError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime
    from pathlib import Path

    from app.ports.keys import Proof


class BackupReason(StrEnum):
    """Why a backup was made; those before a risky act are kept 90 days whatever the rotation."""

    DAILY = "daily"
    LOCK = "lock"
    ASKED = "asked"
    BEFORE_MIGRATION = "before_migration"
    BEFORE_ROTATION = "before_rotation"
    BEFORE_RESTORE = "before_restore"
    BEFORE_IMPORT = "before_import"
    BEFORE_REPAIR = "before_repair"


class Verified(StrEnum):
    """How far a backup was verified: sums, then with the key all pages and rows, then a drill."""

    NOT_YET = "not_yet"
    SUMS = "sums"
    FULL = "full"
    DRILL = "drill"
    BAD = "bad"


class BackupDamaged(VaultError):
    """That file is no backup, or not a sound one: `reason` tells which part fails."""

    code = "backup_damaged"


class BackupFailed(VaultError):
    """The backup was made but did not hold its verification; nothing of it was kept."""

    code = "backup_failed"


class BackupTooNew(VaultError):
    """A newer program made this backup."""

    code = "backup_too_new"


class PlaceMissing(VaultError):
    """The folder of the external copies is not there: usually the disk is not plugged in."""

    code = "place_missing"


class MigrationWithoutBackup(VaultError):
    """A vault of an older program could not be backed up first: `cause` tells why it stays shut."""

    code = "migration_without_backup"


class OtherVault(VaultError):
    """The backup is one of another vault (`label`): it takes an explicit yes."""

    code = "other_vault"


class NotEnoughRoom(VaultError):
    """The place has not 2.2 times the size of the vault left: `needed` and `free` bytes."""

    code = "not_enough_room"


@dataclass(frozen=True, slots=True)
class BackupRow:
    """One backup found at a place.

    `same_keys`: the open vault reads it by itself; else it takes the phrase that it was made with.
    `same_phrase`: read on another machine, it opens with today's phrase; else with that of its day.
    """

    path: Path
    external: bool
    made_at: datetime
    reason: BackupReason
    generation: int
    size: int
    verified: Verified
    verified_at: datetime | None
    pinned_until: date | None
    same_keys: bool
    epoch: int
    commit_seq: int = 0
    same_phrase: bool = True

    @property
    def rank(self) -> tuple[int, int, datetime]:
        """Its place among the others: by what the vault counted, whatever the clock said."""
        return self.generation, self.commit_seq, self.made_at

    @property
    def good(self) -> bool:
        """Tell whether no check found it bad."""
        return self.verified is not Verified.BAD

    @property
    def proven(self) -> bool:
        """Tell whether all of it was verified with the key."""
        return self.verified in {Verified.FULL, Verified.DRILL}


@dataclass(frozen=True, slots=True)
class BackupNote:
    """What the vault remembers of a backup, also while the disk that holds it is elsewhere."""

    file_name: str
    external: bool
    made_at: datetime
    reason: BackupReason
    generation: int
    commit_seq: int
    epoch: int
    verified: Verified
    verified_at: datetime | None
    pinned_until: date | None

    @property
    def good(self) -> bool:
        """Tell whether no check found it bad."""
        return self.verified is not Verified.BAD


@dataclass(frozen=True, slots=True)
class PlaceState:
    """One place of copies: where, whether it is there now, and its last good copy."""

    folder: Path
    external: bool
    present: bool
    last_good: datetime | None


@dataclass(frozen=True, slots=True)
class BackupContent:
    """What a backup says of itself: the vault's label, its moment and how much is in it.

    `slot_kinds` tell what opens it; `rows` are counts by table, known only once it was opened.
    """

    label: str
    made_at: datetime
    generation: int
    epoch: int
    app_version: str
    slot_kinds: tuple[str, ...]
    rows: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A copy just taken, not verified and without its name yet; opaque to services."""

    partial: Path
    reason: BackupReason
    external: bool


class BackupRepository(Protocol):
    """What the vault remembers of its backups."""

    def all(self) -> tuple[BackupNote, ...]:
        """Every backup remembered, newest first."""
        ...

    def save(self, row: BackupRow) -> None:
        """Add or replace what is known of a backup."""
        ...

    def forget(self, row: BackupRow) -> None:
        """Remove what was known of a backup."""
        ...


class BackupDesk(Protocol):
    """Backups of the open vault. `progress` may raise to stop: nothing half-made is kept.

    `verify`, `check` and `drill` may run away from the vault's thread: they open the copy by
    themselves. All the rest runs on it.
    """

    @property
    def home(self) -> Path:
        """The place of copies that every vault has: its own folder `backups`."""
        ...

    def present(self, place: Path) -> bool:
        """Tell whether a place is there now and takes files."""
        ...

    def snapshot(
        self, place: Path, reason: BackupReason, *, external: bool, progress: Callable[[int], None]
    ) -> Snapshot:
        """Copy the vault as it is now; PlaceMissing, NotEnoughRoom, DiskFull, MediumFault."""
        ...

    def verify(self, snapshot: Snapshot, progress: Callable[[int], None]) -> BackupRow:
        """Check the whole copy, then give it its name; BackupFailed when it does not hold."""
        ...

    def discard(self, snapshot: Snapshot) -> None:
        """Remove a copy that will not be verified."""
        ...

    def rows(self, places: tuple[Path, ...]) -> tuple[BackupRow, ...]:
        """The backups of this vault found at these places, newest first; absent ones hold none."""
        ...

    def remove(self, row: BackupRow) -> None:
        """Delete a backup that rotation lets go."""
        ...

    def changed_since(self, row: BackupRow, quiet: frozenset[str]) -> bool:
        """Tell whether the journal holds an event that is not `quiet` since that backup."""
        ...

    def sound(self) -> bool:
        """Tell whether the last check of the vault itself found nothing wrong."""
        ...

    def check(
        self, row: BackupRow, progress: Callable[[int], None], *, sums_only: bool = False
    ) -> BackupRow:
        """Check a backup, its sums alone or all of it; what fails comes back `BAD`."""
        ...

    def drill(self, row: BackupRow, progress: Callable[[int], None]) -> BackupRow:
        """Restore into a folder that is then removed, count and read records of it."""
        ...

    def restore(self, row: BackupRow, proof: Proof | None, progress: Callable[[int], None]) -> None:
        """Put a backup in place of the vault, which is then locked; OtherVault, WrongPassphrase."""
        ...


class BackupReader(Protocol):
    """Backups without an open vault: look inside, restore to a new folder."""

    def inspect(self, backup: Path) -> BackupContent: ...

    def restore_to(
        self,
        backup: Path,
        folder: Path,
        proof: Proof,
        progress: Callable[[int], None],
        *,
        rehearsal: bool = False,
    ) -> BackupContent: ...
