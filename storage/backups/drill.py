"""The restore drill: a backup becomes a vault for a moment, and records of it are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ports.backups import BackupDamaged
from storage.backups import places
from storage.backups.making import counts
from storage.backups.manifest import seal_rows
from storage.backups.restoring import restore_elsewhere
from storage.backups.verifying import opened, part
from storage.vault.files import VaultFiles, read_header

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from storage.backups.verifying import Found, Tools
    from storage.driver import Connection

RECORDS = 20
_JOURNAL = "journal"
"""The one table in which a restoration leaves rows of its own: two when the clock is behind."""


def rehearse(
    found: Found, beside: Path, by: Tools, progress: Callable[[int], None]
) -> Mapping[str, int]:
    """Restore into a folder made for it, open, count, read records; return the counts."""
    folder = beside / f"{found.container.path.name}.drill{places.UNFINISHED}"
    places.remove_all([folder])
    try:
        files = VaultFiles(folder)
        restore_elsewhere(found, files, by, part(progress, 0, 90))
        return read_back(found, files, by)
    finally:
        places.remove_all([folder])


def read_back(found: Found, files: VaultFiles, by: Tools) -> Mapping[str, int]:
    """Open a vault just restored, compare its counts, read 20 records; return the counts."""
    sealed = read_header(files, by.rules).sealed
    sealed.verify(by.header)
    name = sealed.header.database
    with opened(files.database(name.name), name.salt, by) as (connection, _):
        now = counts(connection)
        copied = {**now, _JOURNAL: found.manifest.audit_len}
        if (
            now[_JOURNAL] <= found.manifest.audit_len
            or seal_rows(copied, by.backup) != found.manifest.rows_seal
        ):
            raise BackupDamaged(reason="rows")
        for table, wanted in _shares(copied).items():
            _read_some(connection, table, wanted)
    return copied


def _shares(rows: Mapping[str, int]) -> dict[str, int]:
    """How many records to read of each table: as many of each, until 20."""
    filled = [table for table, count in rows.items() if count]
    each = max(1, RECORDS // max(1, len(filled)))
    return {table: min(each, rows[table]) for table in filled[:RECORDS]}


def _read_some(connection: Connection, table: str, wanted: int) -> None:
    """Read every column of some rows, far from each other."""
    rows = connection.execute(
        f'SELECT * FROM "{table}" ORDER BY RANDOM() LIMIT ?',  # noqa: S608  (our own schema)
        (wanted,),
    ).fetchall()
    if len(rows) != wanted:
        raise BackupDamaged(reason="rows")
