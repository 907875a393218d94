"""Makes a vault: database under an unfinished name, its proof, its name, the header last."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import app
from app.domain.journal import JournalEntry
from app.ports.vault import VaultExists
from storage import database
from storage.faults import translated
from storage.journal import BEFORE_FIRST, Journal
from storage.migrations import runner
from storage.transaction import commit_seq, seal_write
from storage.vault import slots
from storage.vault.files import FIRST_DATABASE, UNFINISHED, write_header
from storage.vault.header import APPLICATION_ID, DatabaseFile, Header, Seen, seal
from storage.vault.keys import Purpose, SecretKey, sub_key
from storage.vault.session_keys import session_keys
from storage.vault.small_file import sync_folder

if TYPE_CHECKING:
    from pathlib import Path

    from app.ports.vault import KdfCost
    from storage.driver import Connection
    from storage.vault.conditions import Conditions
    from storage.vault.files import VaultFiles

_ID_LENGTH, _SALT_LENGTH = 16, 16
_TELLING_NAME = 6  # shorter table names could be found in random bytes by chance
_PRIVATE_FOLDER = 0o700


def prepare_folder(files: VaultFiles) -> None:
    """Make the folder, private to its user; refuse one that holds anything else."""
    files.folder.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
    leftovers = set(_of_unfinished_making(files))
    for entry in files.folder.iterdir():
        if entry != files.lock and entry not in leftovers:
            raise VaultExists


def _of_unfinished_making(files: VaultFiles) -> tuple[Path, ...]:
    """What a making left that was cut short: its marker is there, the header is not."""
    unfinished = (*files.folder.glob(f"*{UNFINISHED}*"),)
    if not files.making.exists() or files.header.exists() or files.mirror.exists():
        return unfinished
    headers = files.folder.glob(f"{files.header.name}.*.tmp")
    beside = (files.witness, files.ballast)
    return (*unfinished, files.database(FIRST_DATABASE), *beside, *headers)


def create_files(
    files: VaultFiles, secret: bytearray, cost: KdfCost, conditions: Conditions
) -> None:
    """Write a whole vault; without its header, written last, what is there is not one."""
    leftovers = set(_of_unfinished_making(files)) - {files.making}
    files.making.touch(mode=0o600)
    for leftover in leftovers:
        leftover.unlink(missing_ok=True)
    with SecretKey.random() as master:
        header = _first_header(conditions)
        wrapping = slots.Wrapping(slots.PASSPHRASE, header.created, header.mk_epoch, cost)
        slot = slots.wrap(master, secret, wrapping, header.slot_context(), conditions.rules)
        keys = session_keys(header, master)
        try:
            seen = _make_database(files, header, master, conditions)
            whole = replace(header, slots=(slot,), seen=seen)
            write_header(files, seal(whole, keys.header), conditions.rules)
        finally:
            keys.wipe()
    forget_making(files)


def forget_making(files: VaultFiles) -> None:
    """Take the marker away once the vault is there; a medium that refuses changes nothing."""
    with suppress(OSError):
        files.making.unlink(missing_ok=True)


def _first_header(conditions: Conditions) -> Header:
    return Header(
        vault_id=os.urandom(_ID_LENGTH),
        created=conditions.clock.today(),
        generation=1,
        mk_epoch=1,
        database=DatabaseFile(FIRST_DATABASE, os.urandom(_SALT_LENGTH)),
        slots=(),
        seen=Seen(0, 0, BEFORE_FIRST, clean=True, at=None),
    )


def _make_database(
    files: VaultFiles, header: Header, master: SecretKey, conditions: Conditions
) -> Seen:
    path = files.unfinished_database()
    with sub_key(master, header.vault_id, Purpose.DATABASE, header.mk_epoch) as key:
        connection = database.create_database(path, key.raw, header.database.salt)
    try:
        with (
            sub_key(master, header.vault_id, Purpose.AUDIT, header.mk_epoch) as audit,
            translated(),
        ):
            journal = Journal(connection, audit.raw, conditions.clock, app.VERSION)
            _fill(connection, header, journal, conditions.steps)
            head, counted = journal.head(), commit_seq(connection)
            names = _table_names(connection)
    finally:
        connection.close()
    database.require_no_clear_text(path, names)
    path.rename(files.database(header.database.name))
    sync_folder(files.folder)
    return Seen(counted, head.length, head.hash, clean=True, at=None)


def _fill(
    connection: Connection,
    header: Header,
    journal: Journal,
    steps: tuple[runner.Step, ...],
) -> None:
    runner.migrate(connection, steps)
    with database.writing(connection):
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.executemany(
            "INSERT INTO meta (key, value) VALUES (?, ?)",
            [("vault_id", header.vault_id.hex()), ("commit_seq", "0")],
        )
        seal_write(connection, journal, JournalEntry("vault_created", "vault", None))
        connection.execute("COMMIT")


def _table_names(connection: Connection) -> tuple[bytes, ...]:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return tuple(name.encode("utf-8") for (name,) in rows if len(name) >= _TELLING_NAME)
