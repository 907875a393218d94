"""The full check of a vault: no single check of the engine sees everything, so all of them run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ports.vault import ReadOnlyMedium, VaultCheck, VaultDamaged
from storage.database import writing
from storage.faults import translated

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from storage.driver import Connection
    from storage.journal import Journal


def full_check(
    path: Path, connection: Connection, journal: Journal, *, writable: bool = True
) -> VaultCheck:
    """Check sizes, page seals, structure, references, search indexes and the journal chain.

    Without writing, the log stays where it is and the indexes of the search are not compared.
    """
    if writable:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    logged = not writable and path.with_name(f"{path.name}-wal").exists()
    pages = _number(connection, "PRAGMA page_count")
    size = pages * _number(connection, "PRAGMA page_size")
    checks: dict[str, Callable[[], bool]] = {
        "size": lambda: logged or path.stat().st_size == size,
        "page_seal": lambda: _nothing(connection, "PRAGMA cipher_integrity_check"),
        "structure": lambda: _says_ok(connection, "PRAGMA integrity_check(1)"),
        "references": lambda: _nothing(connection, "PRAGMA foreign_key_check"),
        "search_index": lambda: not writable or _search_indexes_hold(connection),
        "journal": lambda: journal.verify().broken_at is None,
    }
    problems: list[str] = []
    for name, check in checks.items():
        if "page_seal" in problems and name != "size":
            break  # the engine reads nothing more on this connection once it met damage
        if not _holds(check):
            problems.append(name)
    return VaultCheck(tuple(problems), pages, 0 if problems else journal.head().length)


def _holds(check: Callable[[], bool]) -> bool:
    """A check that meets damage does not hold, nor one after it: the engine then refuses writes."""
    try:
        with translated():
            return check()
    except (VaultDamaged, ReadOnlyMedium):
        return False


def _search_indexes_hold(connection: Connection) -> bool:
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%USING fts5%'"
    ).fetchall()
    with writing(connection):
        for (name,) in names:
            connection.execute(_index_check(name))
    return True


def _index_check(name: str) -> str:
    return f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)"  # noqa: S608  (our own schema)


def _nothing(connection: Connection, sql: str) -> bool:
    return not connection.execute(sql).fetchall()


def _says_ok(connection: Connection, sql: str) -> bool:
    return connection.execute(sql).fetchall() == [("ok",)]


def _number(connection: Connection, sql: str) -> int:
    return int(connection.execute(sql).fetchone()[0])
