"""Puts a backup back: in a new folder, or as a new data file of the vault it came from.

The backup is checked whole first. In a vault the commit point is the replacement of `vault.json`:
before it nothing has changed, after it the old data file goes into the quarantine.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.journal import JournalEntry
from app.ports.vault import VaultError
from storage import database
from storage.backups import places
from storage.backups.verifying import extract, opened, part, require_seals, require_whole, tools_of
from storage.faults import translated
from storage.transaction import commit_seq, seal_write
from storage.vault import quarantine
from storage.vault.creation import forget_making, prepare_folder
from storage.vault.files import FIRST_DATABASE, UNFINISHED, put_in_force, write_header
from storage.vault.header import DatabaseFile, Header, Seen, seal
from storage.vault.lockfile import VaultLock
from storage.vault.proofs import open_main
from storage.vault.small_file import sync_file, sync_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from app.ports.clock import Clock
    from app.ports.keys import Proof
    from storage.backups.verifying import Found, Tools
    from storage.vault.files import VaultFiles
    from storage.vault.kdf import KdfRules
    from storage.vault.session import OpenVault

ELSEWHERE_AHEAD = 1_000_000
"""A vault restored elsewhere counts its generations from so far ahead: whatever the lost one, its
later backups and its witnesses had counted, the restored one is newer."""
_ROOM_TENTHS = 12


@contextmanager
def keys_from(found: Found, proof: Proof, clock: Clock, rules: KdfRules) -> Generator[Tools]:
    """Open a backup by the phrase that it was made with; WrongPassphrase, KeyFileNeeded."""
    header = found.header.header
    master, _ = open_main(header, proof, rules)
    with master, tools_of(master, header, clock, rules) as by:
        yield by


def restore_elsewhere(
    found: Found, files: VaultFiles, by: Tools, progress: Callable[[int], None]
) -> None:
    """Make a whole vault of a backup in a new or empty folder, its header last."""
    with ExitStack() as undo, translated():
        prepare_folder(files)
        lock = VaultLock.take(files.lock)
        undo.callback(lock.release)
        files.making.touch(mode=0o600)
        places.require_room(files.folder, found.manifest.database_size, _ROOM_TENTHS)
        unfinished = files.unfinished_database()
        with ExitStack() as failed:
            failed.callback(forget, unfinished)
            seen = _made_ready(found, unfinished, by, progress)
            unfinished.replace(files.database(FIRST_DATABASE))
            failed.pop_all()
        sync_folder(files.folder)
        header = replace(
            found.header.header,
            database=DatabaseFile(FIRST_DATABASE, found.header.header.database.salt),
            generation=found.manifest.generation + ELSEWHERE_AHEAD,
            seen=seen,
        )
        write_header(files, seal(header, by.header), by.rules)
        forget_making(files)


def restore_in_place(
    vault: OpenVault, found: Found, by: Tools, progress: Callable[[int], None]
) -> None:
    """Switch the open vault over to a backup and close it: it is then opened as any other.

    A backup of today's keys keeps today's slots; an older one comes back with its own.
    """
    held, old = vault.held, vault.header
    files = held.files
    with translated():
        places.require_room(files.folder, found.manifest.database_size, _ROOM_TENTHS)
        number = max([old.database.number, *files.numbers()]) + 1
        header = _following(old, found, number, same_keys=found.sealed.holds(held.keys.backup))
        final = files.database(header.database.name)
        unfinished = final.with_name(final.name + UNFINISHED)
        with ExitStack() as failed:
            failed.callback(forget, unfinished)
            failed.callback(forget, final)
            seen = _made_ready(found, unfinished, by, progress)
            unfinished.replace(final)
            sync_folder(files.folder)
            put_in_force(files, seal(replace(header, seen=seen), by.header), by.rules)
            failed.pop_all()
    vault.give_way()
    with suppress(VaultError), translated():
        quarantine.set_aside(
            files, files.database(old.database.name), quarantine.REPLACED, held.clock.now()
        )


def forget(path: Path) -> None:
    """Remove an unfinished database with what the engine puts beside it."""
    beside = (path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-journal"))
    places.remove_all([path, *beside])


def _made_ready(found: Found, target: Path, by: Tools, progress: Callable[[int], None]) -> Seen:
    """Take the database out, check it whole, journal the restoration in it, make it durable."""
    require_seals(found, by)
    extract(found, target, part(progress, 0, 30))
    require_whole(target, found, by, part(progress, 30, 95))
    with opened(target, found.header.header.database.salt, by) as (connection, journal):
        database.configure(connection)
        with database.writing(connection):
            seal_write(connection, journal, JournalEntry("backup_restored", "backup", None))
            connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        head, counted = journal.head(), commit_seq(connection)
    sync_file(target)
    progress(100)
    return Seen(counted, head.length, head.hash, clean=True, at=by.clock.now())


def _following(old: Header, found: Found, number: int, *, same_keys: bool) -> Header:
    """The header after the one in force, which names the restored data file."""
    kept = found.header.header
    return replace(
        old if same_keys else kept,
        database=DatabaseFile.numbered(number, kept.database.salt),
        generation=max(old.generation, kept.generation) + 1,
    )
