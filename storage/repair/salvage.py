"""Repairs a vault that does not open: a new data file from what can be read and the newest backup.

The damaged files are kept in the quarantine before anything is switched; the header is the commit
point: before it the old pair is as it was, after it the new one is whole.
"""

from __future__ import annotations

import os
import shutil
from contextlib import ExitStack, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import app
from app.ports.repair import RepairAccount, TableLoss
from app.ports.vault import (
    KdfParamsRefused,
    ReadOnlyMedium,
    VaultDamaged,
    VaultMissing,
    VaultTooNew,
)
from storage import database
from storage.faults import translated
from storage.journal import Journal
from storage.migrations import runner
from storage.repair.backup_source import BackupSource, newest_header
from storage.repair.mending import declare, fill, missing_rows
from storage.repair.patient import Patient
from storage.repair.reading import Source
from storage.vault.check import full_check
from storage.vault.files import UNFINISHED, VaultFiles, read_header, write_header
from storage.vault.header import APPLICATION_ID, DatabaseFile, Seen, seal
from storage.vault.lockfile import VaultLock
from storage.vault.proofs import open_main
from storage.vault.quarantine import link_aside
from storage.vault.session_keys import session_keys
from storage.vault.small_file import sync_file, sync_folder
from storage.vault.watch import witness_paths
from storage.vault.witness import Record, Witnesses, highest_generation, seen_by

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.ports.keys import Proof
    from storage.driver import Connection
    from storage.vault.conditions import Conditions

_SALT_LENGTH = 16
_COPIED, _READ, _CHECKED, _DONE = 10, 70, 95, 100


def repair(
    folder: Path, proof: Proof, conditions: Conditions, progress: Callable[[int], None]
) -> RepairAccount:
    """Repair a vault; VaultDamaged with reason `not_repaired` when nothing sound comes out."""
    files = VaultFiles(folder)
    with translated(), ExitStack() as stack:
        if not folder.is_dir():
            raise VaultMissing
        lock = VaultLock.take(files.lock)
        stack.callback(lock.release)
        if not lock.can_write:
            raise ReadOnlyMedium
        patient = _admitted(files, proof, conditions, stack)
        work = stack.enter_context(_Work(patient))
        return work.run(progress)


def _admitted(files: VaultFiles, proof: Proof, conditions: Conditions, stack: ExitStack) -> Patient:
    """Find the last header, or that of the newest backup, and open its main slot."""
    try:
        header = read_header(files, conditions.rules).sealed.header
    except (VaultDamaged, VaultMissing, KdfParamsRefused):
        header = newest_header(files, conditions.rules)
    master, _ = open_main(header, proof, conditions.rules)
    with master:
        keys = session_keys(header, master)
    stack.callback(keys.wipe)
    paths = witness_paths(files, header, conditions.around.witness_folder)
    seen = (seen_by(path, header, keys.witness) for path in paths.values())
    return Patient(files, header, keys, tuple(one for one in seen if one), conditions)


class _Work:
    """One repair, its unfinished files removed whatever happens."""

    def __init__(self, patient: Patient) -> None:
        self._patient = patient
        files, header = patient.files, patient.header
        self._old = files.database(header.database.name)
        number = max([header.database.number, *files.numbers()]) + 1
        self._file = DatabaseFile.numbered(number, os.urandom(_SALT_LENGTH))
        self._final = files.database(self._file.name)
        self._unfinished = self._final.with_name(self._final.name + UNFINISHED)
        self._folder = files.repairing
        self._backup = BackupSource(patient, self._folder)
        self._source: Source | None = None

    def __enter__(self) -> _Work:
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(mode=0o700, parents=True)
        return self

    def __exit__(self, *_: object) -> None:
        self._backup.close()
        if self._source is not None:
            self._source.close()
        shutil.rmtree(self._folder, ignore_errors=True)
        for log in ("", "-wal", "-journal"):
            with suppress(OSError):
                self._unfinished.with_name(self._unfinished.name + log).unlink(missing_ok=True)

    def run(self, progress: Callable[[int], None]) -> RepairAccount:
        """Read, complete, check, then switch."""
        self._source = self._opened_copy()
        progress(_COPIED)
        steps = self._steps()
        connection = database.create_database(
            self._unfinished, self._patient.keys.database.raw, self._file.salt
        )
        try:
            seen, losses = self._made(connection, steps, progress)
        finally:
            connection.close()
        sync_file(self._unfinished)
        progress(_CHECKED)
        quarantined = self._switch(seen)
        progress(_DONE)
        return RepairAccount(losses, self._backup.made_at, quarantined)

    def _opened_copy(self) -> Source | None:
        """Work on a copy: closing the engine would move the log into the damaged file."""
        header = self._patient.header
        for path in (self._old, self._patient.files.log(header.database.name)):
            if path.exists():
                shutil.copyfile(path, self._folder / path.name)
        copy, key = self._folder / self._old.name, self._patient.keys.database

        def connect() -> Connection:
            return database.open_database(copy, key.raw, header.database.salt)

        try:
            return Source(connect)
        except VaultDamaged:
            return None

    def _steps(self) -> tuple[runner.Step, ...]:
        """The schema that the damaged database had, or its backup; without either, none is left."""
        shipped = self._patient.conditions.steps
        if self._source is not None:
            rows, sound = self._source.rows("PRAGMA user_version")
            if sound and rows:
                return _up_to(shipped, int(str(rows[0][0])))
        copy = self._backup.opened()
        if copy is None:
            raise VaultDamaged(part="database", reason="not_repaired")
        return _up_to(shipped, runner.schema_version(copy))

    def _made(
        self,
        connection: Connection,
        steps: tuple[runner.Step, ...],
        progress: Callable[[int], None],
    ) -> tuple[Seen, tuple[TableLoss, ...]]:
        patient = self._patient
        clock = patient.conditions.clock
        runner.migrate(connection, steps)
        connection.execute("PRAGMA foreign_keys = OFF")
        journal = Journal(connection, patient.keys.audit.raw, clock, app.VERSION)
        self._backup.bring_to(steps)
        with database.writing(connection):
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            mended = fill(
                connection,
                self._source,
                self._backup.opened,
                lambda done: progress(_COPIED + done * (_READ - _COPIED) // 100),
            )
            entries = declare(connection, journal, patient.last_known)
            counted = _counted(connection, patient)
            losses = tuple(
                one.account(
                    entries if one.table.name == "journal" else missing_rows(connection, one)
                )
                for one in mended
            )
            connection.execute("COMMIT")
        connection.execute("PRAGMA foreign_keys = ON")
        checked = full_check(self._unfinished, connection, journal)
        if set(checked.problems) - {"journal"}:
            raise VaultDamaged(part="database", reason="not_repaired")
        head = journal.head()
        seen = Seen(counted, head.length, head.hash, clean=True, at=clock.now())
        return seen, losses

    def _switch(self, seen: Seen) -> tuple[str, ...]:
        """Keep what is damaged aside, name the new file, and let the header point to it."""
        patient = self._patient
        files, conditions = patient.files, patient.conditions
        log = files.log(patient.header.database.name)
        kept = tuple(
            link_aside(files, path, conditions.clock.now()).name
            for path in (self._old, log, files.header, files.mirror)
            if path.exists()
        )
        self._unfinished.replace(self._final)
        sync_folder(files.folder)
        paths = witness_paths(files, patient.header, conditions.around.witness_folder)
        header = replace(
            patient.header,
            generation=highest_generation(patient.header, paths) + 1,
            database=self._file,
            seen=seen,
        )
        write_header(files, seal(header, patient.keys.header), conditions.rules)
        for path in (self._old, log):
            path.unlink(missing_ok=True)
        record = Record(
            header.vault_id,
            header.mk_epoch,
            header.generation,
            seen.commit_seq,
            seen.audit_len,
            seen.audit_head,
            conditions.clock.now(),
        )
        Witnesses(paths, patient.keys.witness).write(record, b"")
        return kept


def _counted(connection: Connection, patient: Patient) -> int:
    """Make the two rows that every vault has hold again: which vault, how many writes."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'commit_seq'").fetchone()
    counted = max(int(row[0]) if row else 0, patient.last_commit) + 1
    connection.executemany(
        "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)",
        [("vault_id", patient.header.vault_id.hex()), ("commit_seq", str(counted))],
    )
    return counted


def _up_to(steps: tuple[runner.Step, ...], version: int) -> tuple[runner.Step, ...]:
    if version > len(steps):
        raise VaultTooNew(part="database", found=version, supported=len(steps))
    return steps[:version]
