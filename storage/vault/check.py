"""The full check of a vault: no single check of the engine sees everything, so all of them run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ports.vault import VaultCheck
from storage.database import writing

if TYPE_CHECKING:
    from pathlib import Path

    from storage.driver import Connection
    from storage.journal import Journal


def full_check(path: Path, connection: Connection, journal: Journal) -> VaultCheck:
    """Check sizes, page seals, structure, references, search indexes and the journal chain."""
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    pages = _number(connection, "PRAGMA page_count")
    page_size = _number(connection, "PRAGMA page_size")
    chain = journal.verify()
    found = {
        "size": path.stat().st_size != pages * page_size,
        "page_seal": bool(connection.execute("PRAGMA cipher_integrity_check").fetchall()),
        "structure": _first(connection, "PRAGMA integrity_check(1)") != ("ok",),
        "references": bool(connection.execute("PRAGMA foreign_key_check").fetchall()),
        "search_index": not _search_indexes_hold(connection),
        "journal": chain.broken_at is not None,
    }
    problems = tuple(name for name, wrong in found.items() if wrong)
    return VaultCheck(problems, pages, chain.length)


def _search_indexes_hold(connection: Connection) -> bool:
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%USING fts5%'"
    ).fetchall()
    try:
        with writing(connection):
            for (name,) in names:
                # the names come from our own schema
                connection.execute(
                    f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)"  # noqa: S608
                )
    except connection.DatabaseError:
        return False
    return True


def _first(connection: Connection, sql: str) -> tuple[object, ...]:
    return connection.execute(sql).fetchone()


def _number(connection: Connection, sql: str) -> int:
    return int(connection.execute(sql).fetchone()[0])
