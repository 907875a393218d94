"""The journal of the vault: append-only rows, each sealed with the one before (FORMAT.md §7).

It proves order and absence of accidental or foreign changes; against the holder of the key it
proves nothing. Rows hold events, kinds, ids and column names: never a value, never a name.
"""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from app.domain.journal import JournalEntry
from storage.canonical import canonical, to_base64
from storage.strict_json import INSTANT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.ports.clock import Clock
    from storage.driver import Connection

BEFORE_FIRST = bytes(32)
CLOCK_SET_BACK, REPAIRED = "clock_set_back", "vault_repaired"
CLOCK_TOLERANCE = timedelta(minutes=1)
_GAP = re.compile(r"gap:(\d+)-(\d+)", re.ASCII)
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

_WHOLE_JOURNAL = """
    SELECT seq, at, app_version, event, object_kind, object_id, fields, content_hash, prev, hash
      FROM journal
     ORDER BY seq
"""


_ROWS_AFTER = """
    SELECT seq, at, app_version, event, object_kind, object_id, fields, content_hash
      FROM journal
     WHERE seq > ?
     ORDER BY seq
     LIMIT 1000
"""


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

    def last_moment(self) -> datetime | None:
        """When the last entry was written."""
        row = self._connection.execute(
            "SELECT at FROM journal ORDER BY seq DESC LIMIT 1"
        ).fetchone()
        return datetime.strptime(row[0], INSTANT).replace(tzinfo=UTC) if row else None

    def hash_of(self, seq: int) -> bytes | None:
        """The hash of one entry."""
        row = self._connection.execute("SELECT hash FROM journal WHERE seq = ?", (seq,)).fetchone()
        return row[0] if row else None

    def seal_anew(self) -> None:
        """Chain every entry again under this journal's key, in the copy that a rotation makes.

        The triggers that keep rows as they are come back before the transaction ends.
        """
        kept = self._connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal'"
        ).fetchall()
        for name, _ in kept:
            self._connection.execute(f"DROP TRIGGER {name}")
        last = JournalHead(0, BEFORE_FIRST)
        while rows := self._connection.execute(_ROWS_AFTER, (last.length,)).fetchall():
            for found in rows:
                row = dict(zip(_SEALED_COLUMNS, found, strict=True))
                chained = self._chained(row, last.hash)
                self._connection.execute(
                    "UPDATE journal SET prev = ?, hash = ? WHERE seq = ?",
                    (last.hash, chained, row["seq"]),
                )
                last = JournalHead(found[0], chained)
        for _, sql in kept:
            self._connection.execute(sql)

    def append(self, entry: JournalEntry, content_hash: bytes | None = None) -> JournalHead:
        """Add one entry after the last one; a clock set back since then is noted before it."""
        last = self.head()
        before = self.last_moment()
        if before is not None and before - self._clock.now() > CLOCK_TOLERANCE:
            last = self.follow(last, JournalEntry(CLOCK_SET_BACK, "vault", None))
        return self.follow(last, entry, content_hash)

    def follow(
        self, last: JournalHead, entry: JournalEntry, content_hash: bytes | None = None
    ) -> JournalHead:
        """Add one entry after that head, which a repair knows by other means when rows are lost."""
        row = {
            "seq": last.length + 1,
            "at": self._clock.now().astimezone(UTC).strftime(INSTANT),
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
        """Recompute the whole chain from the first entry.

        Entries missing after damage break it nowhere once a repair has declared their numbers.
        """
        previous, expected_seq = BEFORE_FIRST, 1
        missing: set[tuple[int, int]] = set()
        declared: set[tuple[int, int]] = set()
        for found in self._connection.execute(_WHOLE_JOURNAL):
            row, (prev, stored) = dict(zip(_SEALED_COLUMNS, found, strict=False)), found[-2:]
            if row["seq"] > expected_seq:
                missing.add((expected_seq, row["seq"] - 1))
                previous, expected_seq = prev, row["seq"]
            sound = row["seq"] == expected_seq and prev == previous
            if not sound or not hmac.compare_digest(self._chained(row, prev), stored):
                return JournalCheck(expected_seq - 1, _first(missing - declared, expected_seq))
            if row["event"] == REPAIRED:
                declared |= gaps_in(row["fields"])
            previous, expected_seq = stored, expected_seq + 1
        return JournalCheck(expected_seq - 1, _first(missing - declared, None))

    def _chained(self, row: Mapping[str, object], previous: bytes) -> bytes:
        content_hash = row["content_hash"]
        written = {
            **row,
            "content_hash": to_base64(content_hash) if isinstance(content_hash, bytes) else None,
        }
        return hmac.digest(self._key, canonical(written) + previous, "sha256")


def _first(gaps: set[tuple[int, int]], otherwise: int | None) -> int | None:
    return min((first for first, _ in gaps), default=otherwise)


def gap_field(first: int, last: int) -> str:
    """How a repair declares that the entries from `first` to `last` are lost for good."""
    return f"gap:{first}-{last}"


def gaps_in(fields: str) -> set[tuple[int, int]]:
    """The gaps that an entry declares."""
    found = (_GAP.fullmatch(field) for field in fields.split(","))
    return {(int(match[1]), int(match[2])) for match in found if match}
