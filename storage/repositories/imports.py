"""Batches of imported rows, and what the wizard was taught."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from app.domain.ids import ImportBatchId
from app.ports.imports import ImportedRow, ImportProfile, Outcome
from storage.days import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.ports.clock import Clock
    from storage.driver import Connection


class ImportTable:
    """The `import_…` tables."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock

    def profile(self, header_key: str) -> ImportProfile | None:
        """The column mapping that she confirmed for such a header."""
        row = self._connection.execute(
            "SELECT mapping FROM import_profile WHERE header_key = ?", (header_key,)
        ).fetchone()
        if row is None:
            return None
        mapping = json.loads(row[0])
        return ImportProfile(header_key, mapping["kind"], mapping["columns"])

    def save_profile(self, profile: ImportProfile) -> None:
        """Remember a column mapping."""
        mapping = {"kind": profile.kind, "columns": dict(profile.columns)}
        self._connection.execute(
            """
            INSERT INTO import_profile (header_key, mapping, used_on)
            VALUES (?, ?, ?)
                ON CONFLICT (header_key) DO UPDATE
               SET mapping = excluded.mapping, used_on = excluded.used_on
            """,
            (profile.header_key, json.dumps(mapping), written(self._clock.today())),
        )

    def values(self) -> Mapping[tuple[str, str], str]:
        """(list, folded value) → code, as she taught it."""
        rows = self._connection.execute("SELECT list, value_key, code FROM import_value")
        return {(list_id, value_key): code for list_id, value_key, code in rows}

    def save_value(self, list_id: str, value_key: str, code: str) -> None:
        """Remember what a value means."""
        self._connection.execute(
            """
            INSERT INTO import_value (list, value_key, code)
            VALUES (?, ?, ?)
                ON CONFLICT (list, value_key) DO UPDATE
               SET code = excluded.code
            """,
            (list_id, value_key, code),
        )

    def known(self, fingerprints: Iterable[bytes]) -> frozenset[bytes]:
        """Those that a batch in force brought in, set aside to settle, or had dismissed."""
        rows = self._connection.execute(
            """
            SELECT DISTINCT r.fingerprint
              FROM json_each(:wanted) AS wanted
              JOIN import_row AS r ON r.fingerprint = unhex(wanted.value)
              JOIN import_batch AS b ON b.id = r.batch_id
             WHERE b.undone_at IS NULL
               AND r.outcome NOT IN (:known, :blank)
            """,
            {
                "wanted": json.dumps([one.hex() for one in fingerprints]),
                "known": Outcome.KNOWN.value,
                "blank": Outcome.BLANK.value,
            },
        )
        return frozenset(fingerprint for (fingerprint,) in rows)

    def add_batch(self, batch_id: ImportBatchId, file_name: str) -> None:
        """Open a batch."""
        self._connection.execute(
            "INSERT INTO import_batch (id, imported_at, file_name) VALUES (?, ?, ?)",
            (batch_id, self._clock.now().isoformat(), file_name),
        )

    def add_rows(self, batch_id: ImportBatchId, rows: Iterable[ImportedRow]) -> None:
        """Keep what happened to each row; rows to settle keep their content."""
        self._connection.executemany(
            """
            INSERT INTO import_row (batch_id, sheet, line, fingerprint, outcome, reason, content)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            (
                (
                    batch_id,
                    row.sheet,
                    row.line,
                    row.fingerprint,
                    row.outcome.value,
                    row.reason,
                    row.content if _waits(row) else None,
                )
                for row in rows
            ),
        )

    def add_record(self, batch_id: ImportBatchId, object_kind: str, object_id: int) -> None:
        """Keep that the batch created this object."""
        self._connection.execute(
            "INSERT INTO import_record (batch_id, object_kind, object_id) VALUES (?, ?, ?)",
            (batch_id, object_kind, object_id),
        )

    def records(self, batch_id: ImportBatchId) -> tuple[tuple[str, int], ...]:
        """What a batch created, last first."""
        rows = self._connection.execute(
            """
            SELECT object_kind, object_id
              FROM import_record
             WHERE batch_id = ?
             ORDER BY seq DESC
            """,
            (batch_id,),
        )
        return tuple((kind, object_id) for kind, object_id in rows)

    def to_settle(self) -> tuple[ImportedRow, ...]:
        """Rows of batches in force that wait for her."""
        rows = self._connection.execute(
            """
            SELECT r.sheet, r.line, r.fingerprint, r.outcome, r.reason, r.content, r.batch_id
              FROM import_row AS r
              JOIN import_batch AS b ON b.id = r.batch_id
             WHERE b.undone_at IS NULL
               AND r.outcome IN (:doubtful, :bad)
             ORDER BY r.batch_id, r.sheet, r.line
            """,
            {"doubtful": Outcome.DOUBTFUL.value, "bad": Outcome.BAD.value},
        )
        return tuple(
            ImportedRow(
                sheet=sheet,
                line=line,
                fingerprint=fingerprint,
                outcome=Outcome(outcome),
                reason=reason,
                content=content,
                batch_id=ImportBatchId(batch_id),
            )
            for sheet, line, fingerprint, outcome, reason, content, batch_id in rows
        )

    def settle(self, batch_id: ImportBatchId, sheet: str, line: int, outcome: str) -> None:
        """Close a row that was to settle (imported or dismissed), and forget its content."""
        self._connection.execute(
            """
            UPDATE import_row
               SET outcome = ?, content = NULL
             WHERE batch_id = ? AND sheet = ? AND line = ?
            """,
            (Outcome(outcome).value, batch_id, sheet, line),
        )

    def mark_undone(self, batch_id: ImportBatchId) -> None:
        """A batch was undone: its fingerprints no longer count, its rows keep no content."""
        self._connection.execute(
            "UPDATE import_batch SET undone_at = ? WHERE id = ?",
            (self._clock.now().isoformat(), batch_id),
        )
        self._connection.execute(
            "UPDATE import_row SET content = NULL WHERE batch_id = ? AND content IS NOT NULL",
            (batch_id,),
        )


def _waits(row: ImportedRow) -> bool:
    return row.outcome in {Outcome.DOUBTFUL, Outcome.BAD}
