"""Verifies copies: sums without a key, then with it every page, index, journal entry and count.

A copy about to get its name is verified as a file; its sums, taken before the check, must be those
of what was written into the `.vbk`, read again from the medium: what was checked is what is named,
with one copy less on the disk than checking a file taken out of the container.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import app
from app.ports.backups import BackupDamaged, BackupFailed, BackupTooNew
from app.ports.vault import HeaderTampered, KdfParamsRefused, VaultDamaged, VaultTooNew
from storage import database
from storage.backups import container, places
from storage.backups.making import counts
from storage.backups.manifest import parse, seal, seal_rows
from storage.faults import translated
from storage.journal import Journal
from storage.migrations.runner import schema_version
from storage.transaction import commit_seq
from storage.vault import header_reader
from storage.vault.check import full_check
from storage.vault.header import APPLICATION_ID
from storage.vault.keys import Purpose, SecretKey, sub_key
from storage.vault.small_file import sync_file, sync_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from app.ports.clock import Clock
    from storage.backups.making import Taken
    from storage.backups.manifest import Manifest, SealedManifest
    from storage.driver import Connection
    from storage.vault.header import Header, SealedHeader
    from storage.vault.kdf import KdfRules
    from storage.vault.session_keys import SessionKeys

_LARGE_CACHE = -64_000
"""In KiB: the search indexes are checked in half the time."""


@dataclass(frozen=True, slots=True)
class Found:
    """A backup whose frame, header and manifest are well formed and agree with each other."""

    container: container.Container
    sealed: SealedManifest
    header: SealedHeader

    @property
    def manifest(self) -> Manifest:
        """What it says of itself."""
        return self.sealed.manifest


@dataclass(frozen=True, slots=True)
class Tools:
    """What opens and verifies a copy away from the session: its own keys, wiped after use."""

    database: SecretKey
    audit: SecretKey
    backup: SecretKey
    header: SecretKey
    clock: Clock
    rules: KdfRules


@contextmanager
def tools(keys: SessionKeys, clock: Clock, rules: KdfRules) -> Generator[Tools]:
    """Take copies of the session's keys, which a lock may wipe while another thread works."""
    with (
        _copy(keys.database) as data,
        _copy(keys.audit) as audit,
        _copy(keys.backup) as backup,
        _copy(keys.header) as header,
    ):
        yield Tools(data, audit, backup, header, clock, rules)


@contextmanager
def tools_of(master: SecretKey, header: Header, clock: Clock, rules: KdfRules) -> Generator[Tools]:
    """Derive the keys that open a backup from the master key of its day."""

    def key(purpose: Purpose) -> SecretKey:
        return sub_key(master, header.vault_id, purpose, header.mk_epoch)

    with (
        key(Purpose.DATABASE) as data,
        key(Purpose.AUDIT) as audit,
        key(Purpose.BACKUP) as backup,
        key(Purpose.HEADER) as seal_key,
    ):
        yield Tools(data, audit, backup, seal_key, clock, rules)


def finish(taken: Taken, by: Tools, progress: Callable[[int], None]) -> Found:
    """Check a copy, put it into its container, read that again, give it its name."""
    try:
        with translated():
            found = _assembled(taken, _checked(taken, by, progress), by, progress)
            taken.assembled.replace(taken.final)
            sync_folder(taken.final.parent)
    except BackupDamaged as error:
        raise BackupFailed(reason="read_back") from error
    finally:
        places.remove_all([taken.partial, taken.assembled])
    return replace(found, container=replace(found.container, path=taken.final))


def read(path: Path, rules: KdfRules) -> Found:
    """Read frame, header and manifest of a backup; BackupDamaged, BackupTooNew."""
    with translated():
        whole = container.read(path)
        written = whole.small(container.HEADER)
        sealed = parse(whole.small(container.MANIFEST))
    manifest = sealed.manifest
    if hashlib.sha256(written).digest() != manifest.header_sha256:
        raise BackupDamaged(reason="header")
    if whole.members[container.DATABASE].size != manifest.database_size:
        raise BackupDamaged(reason="frame")
    try:
        header = header_reader.parse(written, rules)
    except (VaultDamaged, KdfParamsRefused) as error:
        raise BackupDamaged(reason="header") from error
    except VaultTooNew as error:
        raise BackupTooNew(**error.facts) from error
    if (header.header.vault_id, header.header.mk_epoch) != (manifest.vault_id, manifest.epoch):
        raise BackupDamaged(reason="header")
    return Found(whole, sealed, header)


def check_sums(found: Found, told: Callable[[int], None]) -> None:
    """Compare every byte with its sum: all that can be done without a key."""
    with translated():
        _require_same(found, found.container.copy_large(None, told))


def extract(found: Found, target: Path, told: Callable[[int], None]) -> None:
    """Take the database out into a new private file, durably, and compare it with its sums."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with translated():
        with os.fdopen(os.open(target, flags, 0o600), "wb") as stream:
            sums = found.container.copy_large(stream, told)
            stream.flush()
            os.fsync(stream.fileno())
        _require_same(found, sums)


def require_seals(found: Found, by: Tools) -> None:
    """Refuse a backup that the holder of these keys did not write."""
    if not found.sealed.holds(by.backup):
        raise BackupDamaged(reason="seal")
    try:
        found.header.verify(by.header)
    except HeaderTampered as error:
        raise BackupDamaged(reason="seal") from error


def require_whole(path: Path, found: Found, by: Tools, progress: Callable[[int], None]) -> None:
    """Refuse a database, taken out of a backup, of which a page, a row or an entry fails."""
    salt = found.header.header.database.salt
    failing = check_database(path, salt, found.manifest, by, progress)
    if failing is not None:
        raise BackupDamaged(reason=failing)


def check_database(
    path: Path, salt: bytes, facts: Manifest, by: Tools, progress: Callable[[int], None]
) -> str | None:
    """Open a copy by itself and check all of it; the code of what fails, None when all holds."""
    try:
        with opened(path, salt, by) as (connection, journal):
            return _failing(path, connection, journal, facts, by, progress)
    except VaultDamaged as error:
        return str(error.facts.get("reason", "database"))


@contextmanager
def opened(path: Path, salt: bytes, by: Tools) -> Generator[tuple[Connection, Journal]]:
    """Open a copy with the settings of every vault."""
    connection = database.open_database(path, by.database.raw, salt)
    try:
        with translated():
            connection.execute("PRAGMA temp_store = MEMORY")
            connection.execute(f"PRAGMA cache_size = {_LARGE_CACHE}")
            connection.execute("PRAGMA query_only = ON")
            yield connection, Journal(connection, by.audit.raw, by.clock, app.VERSION)
    finally:
        connection.close()


def _checked(taken: Taken, by: Tools, progress: Callable[[int], None]) -> container.Sums:
    """Check the copy as a file; return its sums, taken before anything opened it."""
    sync_file(taken.partial)
    sums = container.sums_of_file(taken.partial, part(progress, 0, 10))
    failing = check_database(taken.partial, taken.salt, taken.facts, by, part(progress, 10, 70))
    if failing is not None:
        raise BackupFailed(reason=failing)
    return sums


def _assembled(
    taken: Taken, sums: container.Sums, by: Tools, progress: Callable[[int], None]
) -> Found:
    """Write the container and read it again from its medium."""
    facts = replace(
        taken.facts,
        header_sha256=hashlib.sha256(taken.header).digest(),
        database_size=sums.size,
        database_sha256=sums.sha256,
    )
    small = {
        container.HEADER: taken.header,
        container.MANIFEST: seal(facts, by.backup).to_bytes(),
    }
    written = container.write(taken.assembled, small, taken.partial, sums, part(progress, 70, 85))
    if written != sums:
        raise BackupFailed(reason="copied")
    taken.partial.unlink()
    container.forget_cached(taken.assembled)
    found = read(taken.assembled, by.rules)
    check_sums(found, part(progress, 85, 100))
    require_seals(found, by)
    return found


def _failing(
    path: Path,
    connection: Connection,
    journal: Journal,
    facts: Manifest,
    by: Tools,
    progress: Callable[[int], None],
) -> str | None:
    head = journal.head()
    same = {
        "application": _pragma(connection, "application_id") == APPLICATION_ID,
        "schema": schema_version(connection) == facts.schema,
        "commit_seq": commit_seq(connection) == facts.commit_seq,
        "journal": (head.length, head.hash) == (facts.audit_len, facts.audit_head),
        "rows": seal_rows(counts(connection), by.backup) == facts.rows_seal,
    }
    if wrong := [name for name, holds in same.items() if not holds]:
        return wrong[0]
    with database.watched(connection, lambda: progress(50)):
        problems = full_check(path, connection, journal).problems
    progress(100)
    return problems[0] if problems else None


def _require_same(found: Found, sums: container.Sums) -> None:
    manifest = found.manifest
    kept = container.Sums(
        manifest.database_size,
        manifest.database_sha256,
        found.container.members[container.DATABASE].crc,
    )
    if sums != kept:
        raise BackupDamaged(reason="sums")


def _pragma(connection: Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def _copy(key: SecretKey) -> SecretKey:
    made = SecretKey()
    made.raw[:] = key.raw
    return made


def part(progress: Callable[[int], None], start: int, end: int) -> Callable[[int], None]:
    """A step's own percentage as a part of the whole."""
    return lambda percent: progress(start + (end - start) * percent // 100)
