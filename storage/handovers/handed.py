"""The rows as they left with a package, kept until they come back: the base of the merge."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

from storage.canonical import canonical
from storage.days import written
from storage.strict_json import as_object, as_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from storage.driver import Connection
    from storage.handovers.travelling import Rows

_BYTES = "bytes"

Held = dict[str, object]
"""One row: its columns and their values."""


def keep_handed(
    connection: Connection,
    handover_id: int,
    rows: Rows,
    case_id: int,
    held: Mapping[str, object],
) -> None:
    """Keep a row as it leaves."""
    content = canonical(written_row(held))
    keep_mark(
        connection, handover_id, (rows.table, rows.key_of(held)), case_id, content.decode("ascii")
    )


def keep_mark(
    connection: Connection, handover_id: int, of: tuple[str, str], case_id: int, content: str
) -> None:
    """Keep that a row belongs to a handover."""
    connection.execute(
        "INSERT OR IGNORE INTO handed_row (handover_id, subject, row_key, case_id, content)"
        " VALUES (?, ?, ?, ?, ?)",
        (handover_id, *of, case_id, content),
    )


def handed_rows(connection: Connection, handover_id: int) -> dict[tuple[str, str], Held]:
    """Every row as it left, by table and key."""
    found = connection.execute(
        "SELECT subject, row_key, content FROM handed_row WHERE handover_id = ?", (handover_id,)
    )
    return {
        (subject, key): {name: _read(value) for name, value in json.loads(content).items()}
        for subject, key, content in found.fetchall()
    }


def forget_old(connection: Connection, before: date) -> int:
    """Forget the rows that left with handovers ended by that day without a return; how many.

    Only what she gave: at the colleague's, the rows tell what to erase with the files.
    """
    forgotten = connection.execute(
        """
        DELETE FROM handed_row
         WHERE handover_id IN (SELECT id
                                 FROM handover
                                WHERE side = 'given' AND returned_on IS NULL AND ended_on <= ?)
        """,
        (written(before),),
    )
    return forgotten.rowcount


def written_row(held: Mapping[str, object]) -> dict[str, object]:
    """A row as JSON takes it."""
    return {name: _written(value) for name, value in held.items()}


def _written(value: object) -> object:
    return {_BYTES: value.hex()} if isinstance(value, bytes) else value


def _read(value: object) -> object:
    if not isinstance(value, dict):
        return value
    return bytes.fromhex(as_text(as_object(cast("object", value))[_BYTES]))
