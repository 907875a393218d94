"""Backups as services see them: made while the vault is in use, verified before they get a name.

Security study §4. A backup is one file; nothing in its name or beside it names anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from app.ports.vault import VaultError

if TYPE_CHECKING:
    from collections.abc import Callable
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


class OtherVault(VaultError):
    """The backup is one of another vault (`label`): it takes an explicit yes."""

    code = "other_vault"


class NotEnoughRoom(VaultError):
    """The place has not 2.2 times the size of the vault left: `needed` and `free` bytes."""

    code = "not_enough_room"


@dataclass(frozen=True, slots=True)
class BackupRow:
    """One backup found at a place. `same_keys`: today's phrase opens it; else the one it had."""

    path: Path
    external: bool
    made_at: datetime
    reason: str
    generation: int
    size: int
    verified: Verified
    verified_at: datetime | None
    pinned_until: date | None
    same_keys: bool
    epoch: int


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

    `rows` are counts by table; `slot_kinds` what opens it.
    """

    label: str
    made_at: datetime
    generation: int
    epoch: int
    app_version: str
    slot_kinds: tuple[str, ...]
    rows: dict[str, int]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A copy just taken, not verified and without its name yet; opaque to services."""

    partial: Path
    reason: BackupReason
    external: bool


class BackupDesk(Protocol):
    """Backups of the open vault. `snapshot`, `keep` and `rows` run on the vault's thread.

    `verify` runs away from it: it opens the copy by itself.
    """

    def snapshot(
        self, place: Path, reason: BackupReason, *, external: bool, progress: Callable[[int], None]
    ) -> Snapshot: ...

    def verify(self, snapshot: Snapshot, progress: Callable[[int], None]) -> BackupRow: ...

    def keep(self, row: BackupRow) -> None: ...

    def rows(self, places: tuple[Path, ...]) -> tuple[BackupRow, ...]: ...

    def check(self, row: BackupRow, progress: Callable[[int], None]) -> BackupRow: ...

    def drill(self, row: BackupRow, progress: Callable[[int], None]) -> BackupRow: ...

    def restore(
        self, row: BackupRow, proof: Proof | None, progress: Callable[[int], None]
    ) -> None: ...


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
