"""Opens a vault once its master key is known, in the order of FORMAT.md §6."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from functools import partial
from typing import TYPE_CHECKING

import app
from app.ports.vault import (
    HeaderTampered,
    Opening,
    ReadOnlyMedium,
    ReadOnlyReason,
    VaultDamaged,
    VaultRolledBack,
)
from storage import database
from storage.access.migrating import bring_up_to_date
from storage.faults import translated
from storage.journal import CLOCK_TOLERANCE, Journal
from storage.migrations import runner
from storage.vault import write_ahead_log
from storage.vault.header import APPLICATION_ID
from storage.vault.keyring import VaultKeyRing
from storage.vault.keys import Purpose, sub_key
from storage.vault.private_copy import PrivateCopy
from storage.vault.quarantine import copy_aside
from storage.vault.session import Held, OpenVault
from storage.vault.session_keys import session_keys
from storage.vault.watch import witness_paths
from storage.vault.witness import how_far_behind

if TYPE_CHECKING:
    from app.ports.clock import Clock
    from app.ports.vault import RolledBack
    from storage.driver import Connection
    from storage.vault.conditions import Conditions
    from storage.vault.files import FoundHeader, VaultFiles
    from storage.vault.header import Header
    from storage.vault.keys import SecretKey
    from storage.vault.lockfile import VaultLock
    from storage.vault.write_ahead_log import LogState


def open_session(
    files: VaultFiles,
    lock: VaultLock,
    found: FoundHeader,
    master: SecretKey,
    conditions: Conditions,
) -> OpenVault:
    """Verify the seal, open the database, compare the two, bring the schema up to date.

    What cannot or must not be written yet is opened for reading only, and the opening says why.
    """
    with ExitStack() as undo:
        keys = session_keys(found.sealed.header, master)
        undo.callback(keys.wipe)
        found, tampered = _proven(found, keys.header)
        header = found.sealed.header
        log = _look_at_log(files, header, conditions.clock, can_write=lock.can_write)
        copy = _copied(files, header, lock)
        if copy is not None:
            undo.callback(copy.remove)
        connection = _connect(files, header, master, lock, copy, tampered=tampered)
        undo.callback(connection.close)
        journal = Journal(connection, keys.audit.raw, conditions.clock, app.VERSION)
        clock, rules, around = conditions.clock, conditions.rules, conditions.around
        held = Held(files, lock, keys, connection, journal, clock, rules, around, copy)
        with translated():
            pending = runner.pending(connection, conditions.steps)
            _require_ours(connection, header)
            paths = witness_paths(files, header, conditions.around.witness_folder)
            rolled_back = how_far_behind(paths, header, keys.witness, connection, journal)
            read_only = _reason(lock, rolled_back, tampered=tampered)
            _require_readable(pending, read_only, rolled_back)
            _configure(connection, lock, copy)
            steps_run = bring_up_to_date(held, header, conditions.steps) if pending else ()
            last = journal.last_moment()
        undo.pop_all()
    opening = Opening(
        closed_cleanly=header.seen.clean,
        header_repaired=found.from_mirror,
        wal_missing=not header.seen.clean and log is None,
        steps_run=steps_run,
        read_only=read_only,
        rolled_back=rolled_back,
        log_damaged=log is not None and log.damaged,
        clock_set_back=last is not None and last - conditions.clock.now() > CLOCK_TOLERANCE,
    )
    ring = partial(VaultKeyRing, usual_cost=conditions.usual_cost)
    vault = OpenVault(held, header, opening, ring)
    vault.mark_in_use()
    return vault


def _proven(found: FoundHeader, key: SecretKey) -> tuple[FoundHeader, bool]:
    """The header whose seal holds, and whether none does: its twin may be the good one."""
    for one in (found, found.other):
        if one is not None:
            with suppress(HeaderTampered):
                one.sealed.verify(key)
                return one, False
    return found, True


def _look_at_log(
    files: VaultFiles, header: Header, clock: Clock, *, can_write: bool
) -> LogState | None:
    """After a crash, look at the log before the engine does; a damaged one is kept aside."""
    log = files.log(header.database.name)
    if not log.exists():
        return None
    with translated():
        state = write_ahead_log.inspect(log)
        if state.damaged and can_write:
            copy_aside(files, log, clock.now())
    return state


def _copied(files: VaultFiles, header: Header, lock: VaultLock) -> PrivateCopy | None:
    """On a medium that takes no writes a log can only be read in a copy."""
    name = header.database.name
    if lock.can_write or not files.log(name).exists():
        return None
    with translated():
        return PrivateCopy.of(files, name)


def _reason(
    lock: VaultLock, rolled_back: RolledBack | None, *, tampered: bool
) -> ReadOnlyReason | None:
    if not lock.can_write:
        return ReadOnlyReason.MEDIUM
    if tampered:
        return ReadOnlyReason.HEADER_TAMPERED
    return None if rolled_back is None else ReadOnlyReason.ROLLED_BACK


def _require_readable(
    pending: tuple[runner.Step, ...],
    read_only: ReadOnlyReason | None,
    rolled_back: RolledBack | None,
) -> None:
    """A vault of an older program must be brought up to date, which takes writing."""
    if not pending or read_only is None:
        return
    if rolled_back is not None:
        raise VaultRolledBack(sealed=rolled_back.sealed, found=rolled_back.found)
    raise ReadOnlyMedium if read_only is ReadOnlyReason.MEDIUM else HeaderTampered(reason="seal")


def _connect(
    files: VaultFiles,
    header: Header,
    master: SecretKey,
    lock: VaultLock,
    copy: PrivateCopy | None,
    *,
    tampered: bool,
) -> Connection:
    """Open the data file; a key that only a changed header gives opens nothing."""
    path = files.database(header.database.name) if copy is None else copy.database
    unchanging = not lock.can_write and copy is None
    with (
        translated(),
        sub_key(master, header.vault_id, Purpose.DATABASE, header.mk_epoch) as key,
    ):
        try:
            return database.open_database(
                path, key.raw, header.database.salt, unchanging=unchanging
            )
        except VaultDamaged as error:
            if tampered:
                raise HeaderTampered(reason="seal") from error
            raise


def _configure(connection: Connection, lock: VaultLock, copy: PrivateCopy | None) -> None:
    database.configure(connection, unchanging=not lock.can_write and copy is None)
    if copy is not None:
        connection.execute("PRAGMA query_only = ON")


def _require_ours(connection: Connection, header: Header) -> None:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    if application != APPLICATION_ID:
        raise VaultDamaged(part="database", reason="application")
    row = connection.execute("SELECT value FROM meta WHERE key = 'vault_id'").fetchone()
    if row is None or row[0] != header.vault_id.hex():
        raise VaultDamaged(part="database", reason="other_vault")
