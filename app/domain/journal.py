"""What one write leaves in the journal: which event on which object, never its content (BRY-27)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One event of the append-only journal; `fields` are column names, never values."""

    event: str
    object_kind: str
    object_id: int | None
    fields: tuple[str, ...] = ()
