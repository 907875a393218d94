"""Damage as services see it: what was found, what is lost, what can be done about it.

Security study §5 and §6. Nothing that fails a check is ever deleted or overwritten: originals go to
the vault's `quarantine/`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from app.domain.journal import JournalEntry


class Part(StrEnum):
    """What a finding is about."""

    HEADER = "header"
    MIRROR = "mirror"
    DATABASE = "database"
    LOG = "log"
    JOURNAL = "journal"
    SEARCH = "search"
    WITNESS = "witness"
    BALLAST = "ballast"
    LOCK = "lock"
    BACKUP = "backup"
    FOLDER = "folder"


class Remedy(StrEnum):
    """What she can do about a finding; `AUTOMATIC` was done already and is only told."""

    AUTOMATIC = "automatic"
    REBUILD = "rebuild"
    REPAIR = "repair"
    RESTORE = "restore"
    ACCEPT = "accept"
    NEW_BACKUP = "new_backup"
    LOOK = "look"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be: its words are found by `damage.<part>.<code>`."""

    part: Part
    code: str
    remedy: Remedy
    facts: tuple[tuple[str, int | str], ...] = ()


@dataclass(frozen=True, slots=True)
class Survey:
    """The outcome of looking at every file of the vault; sound when nothing asks for a remedy."""

    findings: tuple[Finding, ...]
    pages: int
    journal_entries: int
    backups: int

    @property
    def sound(self) -> bool:
        """Tell whether nothing has to be done."""
        return all(one.remedy is Remedy.AUTOMATIC for one in self.findings)


@dataclass(frozen=True, slots=True)
class TableLoss:
    """Rows of one table: read from the damaged file, taken from a backup, lost for good.

    `lost` is None when nobody can tell how many.
    """

    table: str
    read: int
    from_backup: int
    lost: int | None


@dataclass(frozen=True, slots=True)
class RepairAccount:
    """What a repair did, table by table, and the moment of the backup that helped, if one did."""

    tables: tuple[TableLoss, ...]
    backup_made_at: datetime | None
    quarantined: tuple[str, ...]


class RepairDesk(Protocol):
    """Looks at an open vault and mends what can be mended; a write takes its journal entry."""

    def survey(self, progress: Callable[[int], None]) -> Survey: ...

    def last_checked(self) -> datetime | None: ...

    def closed_badly(self) -> bool: ...

    def rebuild(self, entry: JournalEntry) -> None: ...

    def accept_state(self, entry: JournalEntry) -> None: ...
