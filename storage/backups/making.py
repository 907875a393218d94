"""Takes a copy of an open vault: on its thread, for the time of one statement.

The copy is verified elsewhere (`verifying`), on the same bytes that then get the name.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import app
from app.ports.backups import Snapshot
from storage.backups import places
from storage.backups.manifest import Manifest, seal_rows
from storage.database import copy_into
from storage.faults import translated
from storage.migrations.runner import schema_version
from storage.transaction import commit_seq
from storage.vault.header import Seen, seal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from app.ports.backups import BackupReason
    from storage.backups.places import BackupName
    from storage.driver import Connection
    from storage.vault.header import Header
    from storage.vault.session import Held

_NO_SUMS = bytes(32)


@dataclass(frozen=True, slots=True)
class Taken(Snapshot):
    """A copy with all that its verification compares it with.

    `facts` lack only the sums of what will be written.
    """

    name: BackupName
    header: bytes
    salt: bytes
    facts: Manifest

    @property
    def final(self) -> Path:
        """The name it gets once it is verified."""
        return self.partial.with_name(self.name.written())

    @property
    def assembled(self) -> Path:
        """The whole backup before its name."""
        return self.partial.with_name(f"{self.name.written()}{places.UNFINISHED}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What backup is asked for: where, why, and which copies there are still being made."""

    place: Path
    reason: BackupReason
    external: bool
    busy: frozenset[Path] = frozenset()


def take(held: Held, header: Header, wanted: Wanted, progress: Callable[[int], None]) -> Taken:
    """Copy the vault into an unfinished file on the target volume; nothing stays if it fails."""
    place, label = wanted.place, header.label
    with translated():
        places.prepare(place, home=not wanted.external)
        places.sweep(place, label, wanted.busy)
        size = _size(held.connection)
        places.require_room(place, size)
        name = places.free_name(place, label, held.clock.now(), header.generation)
        partial = place / f"{name.written()}.db{places.UNFINISHED}"
        facts = _facts(held, header, name, wanted)
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        with translated():
            copy_into(held.connection, partial, lambda: progress(_percent(partial, size)))
    except BaseException:
        places.remove_all([partial])
        raise
    seen = Seen(facts.commit_seq, facts.audit_len, facts.audit_head, clean=True, at=name.made_at)
    sealed = seal(replace(header, seen=seen), held.keys.header)
    return Taken(
        partial=partial,
        reason=wanted.reason,
        external=wanted.external,
        name=name,
        header=sealed.to_bytes(),
        salt=header.database.salt,
        facts=facts,
    )


def counts(connection: Connection) -> Mapping[str, int]:
    """How many rows each table has; those that only serve the search are not counted."""
    names = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name"
    ).fetchall()
    search = tuple(f"{name}_" for name, sql in names if "USING fts5" in sql)
    tables = [
        name
        for name, sql in names
        if "USING fts5" not in sql and not name.startswith((*search, "sqlite_"))
    ]
    return {table: _count(connection, table) for table in tables}


def _facts(held: Held, header: Header, name: BackupName, wanted: Wanted) -> Manifest:
    head = held.journal.head()
    return Manifest(
        vault_id=header.vault_id,
        made_at=name.made_at,
        reason=wanted.reason,
        generation=header.generation,
        epoch=header.mk_epoch,
        commit_seq=commit_seq(held.connection),
        audit_len=head.length,
        audit_head=head.hash,
        schema=schema_version(held.connection),
        app_version=app.VERSION,
        rows_seal=seal_rows(counts(held.connection), held.keys.backup),
        header_sha256=_NO_SUMS,
        database_size=0,
        database_sha256=_NO_SUMS,
    )


def _count(connection: Connection, table: str) -> int:
    return int(connection.execute(f'SELECT COUNT(*) FROM "{table}"').fetchone()[0])  # noqa: S608  (our own schema)


def _size(connection: Connection) -> int:
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    return int(pages) * int(connection.execute("PRAGMA page_size").fetchone()[0])


def _percent(partial: Path, size: int) -> int:
    try:
        return min(99, partial.stat().st_size * 100 // max(size, 1))
    except OSError:
        return 0
