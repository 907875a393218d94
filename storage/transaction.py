"""One write: what it changes, its journal entry and the commit counter, durable together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.driver import require_sound_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from app.domain.journal import JournalEntry
    from storage.driver import Connection, Cursor
    from storage.journal import Journal


class TransactionFinished(RuntimeError):
    """A transaction was used after its commit: a bug of the caller."""


class Transaction:
    """An open write transaction. Only `commit`, with its one journal entry, makes it durable."""

    def __init__(
        self,
        connection: Connection,
        journal: Journal,
        before_commit: Callable[[JournalEntry], None] | None = None,
    ) -> None:
        self._connection = connection
        self._journal = journal
        self._before_commit = before_commit
        self._open = True

    @property
    def connection(self) -> Connection:
        """The connection, for repositories that read and write through it."""
        self._require_open()
        return self._connection

    def execute(self, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> Cursor:
        """Run one statement."""
        return self.connection.execute(sql, values)

    def executemany(self, sql: str, rows: Iterable[Sequence[object]]) -> Cursor:
        """Run one statement for each row."""
        return self.connection.executemany(sql, rows)

    def commit(self, entry: JournalEntry) -> None:
        """Write the entry, count the commit, and return once everything is on the disk."""
        seal_write(self.connection, self._journal, entry)
        if self._before_commit is not None:
            self._before_commit(entry)
        require_sound_pages(self.connection)
        self._connection.execute("COMMIT")
        self._open = False

    def _require_open(self) -> None:
        if not self._open:
            raise TransactionFinished


def seal_write(connection: Connection, journal: Journal, entry: JournalEntry) -> None:
    """Add what every write leaves behind: one journal entry and one more in `commit_seq`."""
    journal.append(entry)
    connection.execute(
        "UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'commit_seq'"
    )


def commit_seq(connection: Connection) -> int:
    """How many writes this database has had."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'commit_seq'").fetchone()
    return int(row[0])
