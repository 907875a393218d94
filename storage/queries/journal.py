"""The journal as a screen or a paper shows it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.ports.queries import JournalListing, JournalRow, JournalState
from storage.strict_json import INSTANT

if TYPE_CHECKING:
    from app.ports.queries import JournalFilter
    from storage.driver import Connection
    from storage.journal import Journal


def read_journal(connection: Connection, asked: JournalFilter) -> JournalListing:
    """The entries asked for, newest first, and how many there are in all."""
    where, values = _conditions(asked)
    count = f"SELECT COUNT(*) FROM journal {where}"  # noqa: S608  (conditions written below)
    page = f"""
        SELECT seq, at, event, object_kind, fields
          FROM journal
          {where}
         ORDER BY seq DESC
         LIMIT ? OFFSET ?
    """  # noqa: S608  (the same)
    (total,) = connection.execute(count, values).fetchone()
    rows = connection.execute(page, (*values, asked.limit, asked.skipped))
    return JournalListing(tuple(_row(*one) for one in rows), total)


def journal_state(journal: Journal) -> JournalState:
    """Recompute the chain from the first entry."""
    found = journal.verify()
    return JournalState(found.length, found.broken_at, journal.head().hash.hex())


def _row(seq: int, at: str, event: str, kind: str, fields: str) -> JournalRow:
    details = tuple(fields.split(",")) if fields else ()
    return JournalRow(seq, datetime.fromisoformat(at), event, kind, details)


def _conditions(asked: JournalFilter) -> tuple[str, tuple[str, ...]]:
    """The WHERE of what is asked, and the values that it binds."""
    written: list[str] = []
    values: list[str] = []
    for events, relation in ((asked.events, "IN"), (asked.but, "NOT IN")):
        if events:
            written.append(f"event {relation} ({', '.join('?' * len(events))})")
            values += sorted(events)
    if asked.mark:
        written.append("instr(fields, ?) > 0")
        values.append(asked.mark)
    for moment, relation in ((asked.since, ">="), (asked.until, "<")):
        if moment is not None:
            written.append(f"at {relation} ?")
            values.append(moment.astimezone(UTC).strftime(INSTANT))
    return (f"WHERE {' AND '.join(written)}" if written else ""), tuple(values)
