"""Opens a vault once its master key is known, in the order of FORMAT.md §6."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

import app
from app.domain.journal import JournalEntry
from app.ports.vault import Opening, VaultDamaged, VaultRolledBack
from storage import database
from storage.faults import translated
from storage.journal import Journal
from storage.migrations import runner
from storage.transaction import commit_seq, seal_write
from storage.vault.header import APPLICATION_ID
from storage.vault.keys import Purpose, sub_key
from storage.vault.session import Held, OpenVault, SessionKeys

if TYPE_CHECKING:
    from app.ports.clock import Clock
    from storage.driver import Connection
    from storage.vault.files import FoundHeader, VaultFiles
    from storage.vault.header import Header
    from storage.vault.kdf import KdfRules
    from storage.vault.keys import SecretKey
    from storage.vault.lockfile import VaultLock


@dataclass(frozen=True, slots=True)
class Conditions:
    """What every opening is given: the time, the accepted KDF costs, the steps of the schema."""

    clock: Clock
    rules: KdfRules
    steps: tuple[runner.Step, ...]


def open_session(
    files: VaultFiles,
    lock: VaultLock,
    found: FoundHeader,
    master: SecretKey,
    conditions: Conditions,
) -> OpenVault:
    """Verify the seal, open the database, compare the two, bring the schema up to date."""
    header = found.sealed.header
    with ExitStack() as undo:
        keys = session_keys(header, master)
        undo.callback(keys.wipe)
        found.sealed.verify(keys.header)
        wal_missing = not header.seen.clean and not files.log(header.database.name).exists()
        connection = _connect(files, header, master)
        undo.callback(connection.close)
        journal = Journal(connection, keys.audit.raw, conditions.clock, app.VERSION)
        with translated():
            steps_run = _made_ready(connection, header, journal, conditions)
        undo.pop_all()
    held = Held(files, lock, keys, connection, journal, conditions.clock, conditions.rules)
    opening = Opening(
        closed_cleanly=header.seen.clean,
        header_repaired=found.from_mirror,
        wal_missing=wal_missing,
        steps_run=steps_run,
    )
    vault = OpenVault(held, header, opening)
    vault.mark_in_use()
    return vault


def session_keys(header: Header, master: SecretKey) -> SessionKeys:
    """Derive the keys that a session keeps."""

    def key(purpose: Purpose) -> SecretKey:
        return sub_key(master, header.vault_id, purpose, header.mk_epoch)

    return SessionKeys(
        header=key(Purpose.HEADER),
        audit=key(Purpose.AUDIT),
        database=key(Purpose.DATABASE),
        backup=key(Purpose.BACKUP),
        witness=key(Purpose.WITNESS),
    )


def _connect(files: VaultFiles, header: Header, master: SecretKey) -> Connection:
    path = files.database(header.database.name)
    with (
        translated(),
        sub_key(master, header.vault_id, Purpose.DATABASE, header.mk_epoch) as key,
    ):
        return database.open_database(path, key.raw, header.database.salt)


def _made_ready(
    connection: Connection, header: Header, journal: Journal, conditions: Conditions
) -> tuple[int, ...]:
    to_run = runner.pending(connection, conditions.steps)
    _require_ours(connection, header)
    _require_not_older(connection, header, journal)
    database.configure(connection)
    if not to_run:
        return ()

    def seal(step: runner.Step) -> None:
        seal_write(connection, journal, JournalEntry("schema_migrated", "step", step.number))

    return runner.migrate(connection, conditions.steps, seal)


def _require_ours(connection: Connection, header: Header) -> None:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    if application != APPLICATION_ID:
        raise VaultDamaged(part="database", reason="application")
    row = connection.execute("SELECT value FROM meta WHERE key = 'vault_id'").fetchone()
    if row is None or row[0] != header.vault_id.hex():
        raise VaultDamaged(part="database", reason="other_vault")


def _require_not_older(connection: Connection, header: Header, journal: Journal) -> None:
    """Refuse a database that lost writes which the last clean lock had sealed."""
    seen, found = header.seen, commit_seq(connection)
    if found < seen.commit_seq or journal.head().length < seen.audit_len:
        raise VaultRolledBack(sealed=seen.commit_seq, found=found)
    if journal.hash_of(seen.audit_len) != seen.audit_head:
        raise VaultDamaged(part="journal", reason="chain")
