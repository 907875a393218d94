"""Brings a vault of an older program up to date: a verified backup, then each step by itself.

A step is checked before it is committed; without the backup nothing is changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.journal import JournalEntry
from app.ports.backups import BackupReason, MigrationWithoutBackup
from app.ports.progress import nobody
from app.ports.vault import VaultDamaged, VaultError
from storage.backups.making import Wanted, take
from storage.backups.rows import row_of_verified
from storage.backups.verifying import finish, tools
from storage.migrations import runner
from storage.repositories.backups import BackupTable
from storage.transaction import seal_write

if TYPE_CHECKING:
    from app.ports.backups import BackupRow
    from storage.driver import Connection
    from storage.vault.header import Header
    from storage.vault.session import Held


def bring_up_to_date(held: Held, header: Header, steps: tuple[runner.Step, ...]) -> tuple[int, ...]:
    """Run the pending steps; MigrationWithoutBackup when the vault cannot be backed up first."""
    made = _backed_up(held, header)

    def seal(step: runner.Step) -> None:
        if step.number == len(steps):
            _remember(held.connection, made)
        seal_write(
            held.connection, held.journal, JournalEntry("schema_migrated", "step", step.number)
        )
        _require_sound(held.connection, step)

    return runner.migrate(held.connection, steps, seal)


def _backed_up(held: Held, header: Header) -> BackupRow:
    wanted = Wanted(held.files.backups, BackupReason.BEFORE_MIGRATION, external=False)
    try:
        taken = take(held, header, wanted, nobody)
        with tools(held.keys, held.clock, held.rules) as by:
            found = finish(taken, by, nobody)
    except VaultError as error:
        raise MigrationWithoutBackup(cause=error.code) from error
    return row_of_verified(found, header, held.keys.backup, external=False)


def _remember(connection: Connection, made: BackupRow) -> None:
    """Keep the backup in the ledger, which the last step may just have made."""
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'backup'").fetchone():
        BackupTable(connection).save(made)


def _require_sound(connection: Connection, step: runner.Step) -> None:
    """Roll a step back that leaves the structure or the references wrong."""
    sound = connection.execute("PRAGMA quick_check(1)").fetchall() == [("ok",)]
    if not sound or connection.execute("PRAGMA foreign_key_check").fetchall():
        raise VaultDamaged(part="database", reason="migration", step=step.number)
