"""The journal of the vault: append-only rows, each sealed with the one before (FORMAT.md §7).

It proves order and absence of accidental or foreign changes; against the holder of the key it
proves nothing. Rows hold events, kinds, ids and column names: never a value, never a name.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from storage.canonical import canonical, to_base64

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.journal import JournalEntry
    from app.ports.clock import Clock
    from storage.driver import Connection

BEFORE_FIRST = bytes(32)
_SEALED_COLUMNS: tuple[str, ...] = (
    "seq",
    "at",
    "app_version",
    "event",
    "object_kind",
    "object_id",
    "fields",
    "content_hash",
)


@dataclass(frozen=True, slots=True)
class JournalHead:
    """The last entry: its number and its hash (0 and zeros for an empty journal)."""

    length: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class JournalCheck:
    """How many entries were read, and the number of the first one that does not follow."""

    length: int
    broken_at: int | None


class Journal:
    """Appends to the journal inside the caller's transaction, and verifies it."""

    def __init__(
        self, connection: Connection, key: bytearray, clock: Clock, app_version: str
    ) -> None:
        self._connection = connection
        self._key = key
        self._clock = clock
        self._app_version = app_version

    def head(self) -> JournalHead:
        """The last entry."""
        row = self._connection.execute(
            "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1"
        ).fetchone()
        return JournalHead(row[0], row[1]) if row else JournalHead(0, BEFORE_FIRST)

    def hash_of(self, seq: int) -> bytes | None:
        """The hash of one entry."""
        row = self._connection.execute("SELECT hash FROM journal WHERE seq = ?", (seq,)).fetchone()
        return row[0] if row else None

    def append(self, entry: JournalEntry, content_hash: bytes | None = None) -> JournalHead:
        """Add one entry after the last one."""
        last = self.head()
        row = {
            "seq": last.length + 1,
            "at": self._clock.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "app_version": self._app_version,
            "event": entry.event,
            "object_kind": entry.object_kind,
            "object_id": entry.object_id,
            "fields": ",".join(entry.fields),
            "content_hash": content_hash,
        }
        chained = self._chained(row, last.hash)
        self._connection.execute(
            """
            INSERT INTO journal (seq, at, app_version, event, object_kind, object_id, fields,
                                 content_hash, prev, hash)
            VALUES (:seq, :at, :app_version, :event, :object_kind, :object_id, :fields,
                    :content_hash, :prev, :hash)
            """,
            {**row, "prev": last.hash, "hash": chained},
        )
        return JournalHead(last.length + 1, chained)

    def verify(self) -> JournalCheck:
        """Recompute the whole chain from the first entry."""
        previous, expected_seq = BEFORE_FIRST, 1
        rows = self._connection.execute(
            """
            SELECT seq, at, app_version, event, object_kind, object_id, fields, content_hash,
                   prev, hash
              FROM journal
             ORDER BY seq
            """
        )
        for found in rows:
            row, (prev, stored) = dict(zip(_SEALED_COLUMNS, found, strict=False)), found[-2:]
            sound = row["seq"] == expected_seq and prev == previous
            if not sound or not hmac.compare_digest(self._chained(row, prev), stored):
                return JournalCheck(expected_seq - 1, expected_seq)
            previous, expected_seq = stored, expected_seq + 1
        return JournalCheck(expected_seq - 1, None)

    def _chained(self, row: Mapping[str, object], previous: bytes) -> bytes:
        content_hash = row["content_hash"]
        written = {
            **row,
            "content_hash": to_base64(content_hash) if isinstance(content_hash, bytes) else None,
        }
        return hmac.digest(self._key, canonical(written) + previous, "sha256")
