"""Whether files taken over changed since they were sealed to go back: erasing would lose it."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from app.ports.handovers import PackageRefused
from storage.canonical import canonical
from storage.handovers.handed import keep_mark, written_row
from storage.handovers.travelling import travelling
from storage.handovers.values import own_rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.driver import Connection

_RETURN = ("return", '["return"]')


def keep_returned(connection: Connection, handover_id: int, cases: Sequence[int]) -> None:
    """Keep what the files said when they were sealed to go back; an earlier return is forgotten."""
    connection.execute(
        "DELETE FROM handed_row WHERE handover_id = ? AND subject = ? AND row_key = ?",
        (handover_id, *_RETURN),
    )
    said = json.dumps({"digest": _digest(connection, cases)})
    keep_mark(connection, handover_id, _RETURN, cases[0], said)


def require_returned(connection: Connection, handover_id: int, cases: Sequence[int]) -> None:
    """Refuse to erase files of which something did not go back."""
    row = connection.execute(
        "SELECT content FROM handed_row WHERE handover_id = ? AND subject = ? AND row_key = ?",
        (handover_id, *_RETURN),
    ).fetchone()
    if row is not None and json.loads(row[0])["digest"] != _digest(connection, cases):
        raise PackageRefused("changed_since_return")


def _digest(connection: Connection, cases: Sequence[int]) -> str:
    """One sum over every row of these files that travels, employers and partners aside."""
    summed = hashlib.sha256()
    for rows in travelling(connection):
        if rows.travels.shared:
            continue
        found = [(rows.key_of(held), held) for _, held in own_rows_of(connection, rows, cases)]
        for key, held in sorted(found, key=_by_key):
            summed.update(canonical({"table": rows.table, "key": key, "row": written_row(held)}))
    return summed.hexdigest()


def _by_key(found: tuple[str, object]) -> str:
    return found[0]
