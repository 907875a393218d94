"""Backups of real vaults, as services make them, for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from testkit.vaults import FAST_RULES, SettableClock, fast_vaults, phrase

from app.ports.backups import BackupReason
from app.ports.keys import Proof
from app.usecases.backups import BackupService
from storage.backups.desk import VaultBackups
from storage.backups.reader import VaultBackupReader
from storage.store import VaultStore

if TYPE_CHECKING:
    from pathlib import Path

    from app.ports.backups import BackupRow
    from storage.vault.session import OpenVault


def no_progress(percent: int) -> None:
    """Nobody looks."""


def proof(text: str | None = None) -> Proof:
    """The phrase of the example vaults, as a proof."""
    return Proof(phrase() if text is None else phrase(text))


def service(vault: OpenVault, clock: SettableClock | None = None) -> BackupService:
    """The backups of an open vault."""
    clock = clock or SettableClock()
    return BackupService(VaultStore(vault, clock), VaultBackups(vault, clock), clock=clock)


def a_backup(vault: OpenVault, clock: SettableClock | None = None) -> BackupRow:
    """One verified backup in the vault's own folder."""
    made = service(vault, clock)
    made.make(BackupReason.ASKED, no_progress)
    return made.rows()[0]


def reader(clock: SettableClock | None = None) -> VaultBackupReader:
    """Reads backups whose key derivation costs nothing."""
    return VaultBackupReader(clock or SettableClock(), rules=FAST_RULES)


def write_setting(vault: OpenVault, clock: SettableClock, value: str) -> None:
    """Put something new into a vault, as a service would."""
    from app.usecases.settings import SettingsService

    SettingsService(VaultStore(vault, clock)).write("statistics.entity", value)


def read_setting(folder: Path, text: str | None = None) -> str:
    """Open a vault and read that back."""
    from app.usecases.settings import SettingsService

    vault = fast_vaults().unlock(folder, phrase() if text is None else phrase(text))
    try:
        return SettingsService(VaultStore(vault, SettableClock())).read("statistics.entity")
    finally:
        vault.close()
