"""Opens a package: every check in one order, then a private keyed copy that is only read.

Size, frame, manifest, signature, recipient, sums, seal, key, schema, structure, references. Nothing
of it is believed before: the schema must be the one that the steps of this program make.
"""

from __future__ import annotations

import os
import secrets
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.domain.ids import CaseId
from app.ports.handovers import Card, PackageRefused, PackedCase
from app.ports.vault import VaultDamaged, VaultTooNew
from storage import database, driver
from storage.backups import places
from storage.driver import require_sound_pages
from storage.faults import translated
from storage.handovers import envelope
from storage.handovers.envelope import LAYOUT, MANIFEST
from storage.handovers.packing import APPLICATION_ID
from storage.migrations import runner

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping
    from pathlib import Path

    from storage.driver import Connection
    from storage.framed_zip import Container
    from storage.handovers.envelope import Manifest
    from storage.handovers.keys import OwnKeys
    from storage.vault.files import VaultFiles
    from storage.vault.keys import SecretKey

OLDEST_SCHEMA = 4
_NAME_LENGTH = 16
_LOGS = ("", "-wal", "-journal", "-shm")
_ROOM_TENTHS = 12
_EMPTY_INDEX = 64
"""In bytes: more than the engine keeps for an index without a word."""


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """See `app.ports.handovers.OpenPackage`; `connection` reads its rows. Never shown: it names."""

    package: str
    answers: str | None
    sender: Card
    receipt: bytes
    made_on: date
    until: date | None
    cases: tuple[PackedCase, ...]
    documents: int
    connection: Connection


@contextmanager
def open_package(
    path: Path, files: VaultFiles, keys: OwnKeys | None, told: Callable[[int], None]
) -> Generator[Opened]:
    """Check and open a package; its private copy is gone when the block ends."""
    with translated():
        found, manifest = _read(path)
        manifest.require_signature()
        if keys is None or manifest.facts.recipient != keys.public.digest:
            raise PackageRefused("for_another_key")
        working = files.package(secrets.token_hex(_NAME_LENGTH))
        try:
            _extract(found, manifest, working, told)
            with keys.unseal(manifest.sealed, manifest.facts.bound()) as secret:
                connection = _keyed(working, manifest, secret)
                receipt = envelope.receipt_of(secret)
            try:
                with database.small_cache(connection):
                    with package_faults():
                        _require_sound(connection, told)
                        opened = _described(connection, manifest, receipt)
                    told(100)
                    yield opened
            finally:
                connection.close()
        finally:
            places.remove_all(working.with_name(f"{working.name}{log}") for log in _LOGS)


@contextmanager
def package_faults() -> Generator[None]:
    """Say of what fails while a package is read that the package is damaged, not the vault."""
    try:
        yield
    except VaultTooNew as error:
        raise PackageRefused("too_new", **error.facts) from error
    except (VaultDamaged, driver.Error, UnicodeDecodeError, ValueError, OverflowError) as error:
        raise PackageRefused("damaged", part="database") from error


def _read(path: Path) -> tuple[Container, Manifest]:
    """The frame and the manifest."""
    envelope.require_package(path)
    found = LAYOUT.read(path)
    manifest = envelope.parse(found.small(MANIFEST))
    if found.members[envelope.DATABASE].size != manifest.facts.size:
        raise PackageRefused("damaged", part="frame")
    return found, manifest


def _extract(
    found: Container, manifest: Manifest, working: Path, told: Callable[[int], None]
) -> None:
    """Take the database out, still encrypted, and compare its sum."""
    places.require_room(working.parent, manifest.facts.size, _ROOM_TENTHS)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(working, flags, 0o600), "wb") as stream:
        sums = found.copy_large(stream, lambda part: told(part * 4 // 10))
    crc = found.members[envelope.DATABASE].crc
    if (sums.sha256, sums.size, sums.crc) != (manifest.facts.sha256, manifest.facts.size, crc):
        raise PackageRefused("damaged", part="sums")


def _keyed(working: Path, manifest: Manifest, secret: SecretKey) -> Connection:
    with package_faults(), envelope.database_key(secret) as key:
        connection = database.open_database(working, key.raw, manifest.facts.salt)
        try:
            database.configure(connection)
        except BaseException:
            connection.close()
            raise
        return connection


def _require_sound(connection: Connection, told: Callable[[int], None]) -> None:
    """Refuse a database that the steps of this program did not make, or that does not hold."""
    steps = runner.shipped_steps()
    runner.pending(connection, steps)
    version = runner.schema_version(connection)
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    if version < OLDEST_SCHEMA or application != APPLICATION_ID:
        raise PackageRefused("damaged", part="schema")
    if _schema(connection) != _schema_of(steps[:version]):
        raise PackageRefused("damaged", part="schema")
    _require_no_words(connection)
    told(50)
    with database.watched(connection, lambda: told(50)):
        sound = connection.execute("PRAGMA integrity_check(1)").fetchall() == [("ok",)]
        sound = sound and not connection.execute("PRAGMA foreign_key_check").fetchall()
    require_sound_pages(connection)
    if not sound:
        raise PackageRefused("damaged", part="structure")
    told(80)
    runner.migrate(connection, steps)
    connection.execute("PRAGMA query_only = ON")


def _schema(connection: Connection) -> Counter[tuple[str, str, str, str]]:
    """What the schema says, but for the tables that an index of words keeps for itself."""
    found = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()
    words = tuple(f"{name}_" for _, name, _, sql in found if sql and "USING fts5" in sql)
    return Counter(
        (kind, name, table, "" if name.startswith(words) else str(sql))
        for kind, name, table, sql in found
    )


def _require_no_words(connection: Connection) -> None:
    """Refuse indexes of words that hold anything: what the engine reads in them would be theirs."""
    found = connection.execute("SELECT name FROM sqlite_schema WHERE sql LIKE '%USING fts5%'")
    for (name,) in found.fetchall():
        kept, words, places = connection.execute(
            f"""
            SELECT (SELECT COALESCE(SUM(LENGTH(block)), 0) FROM {name}_data),
                   (SELECT COUNT(*) FROM {name}_content),
                   (SELECT COUNT(*) FROM {name}_idx)
            """  # noqa: S608  (names of our own schema, compared before)
        ).fetchone()
        if words or places or kept > _EMPTY_INDEX:
            raise PackageRefused("damaged", part="words")


def _schema_of(steps: tuple[runner.Step, ...]) -> Counter[tuple[str, str, str, str]]:
    """What these steps make, without a row and without a file."""
    connection = driver.connect_memory()
    try:
        runner.migrate(connection, steps)
        return _schema(connection)
    finally:
        connection.close()


def _described(connection: Connection, manifest: Manifest, receipt: bytes) -> Opened:
    said: Mapping[str, str] = dict(connection.execute("SELECT key, value FROM meta").fetchall())
    if said.get("package") != manifest.facts.package or "made_on" not in said:
        raise PackageRefused("damaged", part="facts")
    until, answers = said.get("until"), said.get("answers")
    return Opened(
        package=manifest.facts.package,
        answers=answers,
        sender=manifest.facts.sender.card(),
        receipt=receipt,
        made_on=date.fromisoformat(said["made_on"]),
        until=None if until is None else date.fromisoformat(until),
        cases=_cases(connection),
        documents=connection.execute("SELECT COUNT(*) FROM document").fetchone()[0],
        connection=connection,
    )


def _cases(connection: Connection) -> tuple[PackedCase, ...]:
    rows = connection.execute(
        """
        SELECT c.id, c.number, TRIM(p.given_name || ' ' || p.family_name), e.name,
               COALESCE((SELECT GROUP_CONCAT(words, char(10))
                           FROM urgent_case WHERE case_id = c.id), '')
          FROM case_file AS c
          JOIN person AS p ON p.id = c.person_id
          JOIN entity AS e ON e.id = c.entity_id
         ORDER BY c.number
        """
    )
    return tuple(PackedCase(CaseId(case_id), *map(str, said)) for case_id, *said in rows.fetchall())
