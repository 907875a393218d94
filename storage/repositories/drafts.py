"""What is being typed, and the place where she was."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.ports.clock import Clock
    from storage.driver import Connection


class DraftTable:
    """The `draft` and `place_left` tables."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock

    def read(self, form: str) -> tuple[str, datetime] | None:
        """The content (JSON text) of a draft and when it was saved."""
        row = self._connection.execute(
            "SELECT content, saved_at FROM draft WHERE form = ?", (form,)
        ).fetchone()
        return None if row is None else (row[0], datetime.fromisoformat(row[1]))

    def write(self, form: str, content: str) -> None:
        """Keep a draft."""
        self._connection.execute(
            """
            INSERT INTO draft (form, saved_at, content)
            VALUES (?, ?, ?)
                ON CONFLICT (form) DO UPDATE
               SET saved_at = excluded.saved_at, content = excluded.content
            """,
            (form, self._clock.now().isoformat(), content),
        )

    def drop(self, form: str) -> None:
        """Forget a draft."""
        self._connection.execute("DELETE FROM draft WHERE form = ?", (form,))

    def place(self) -> str | None:
        """Where she was at the last lock (JSON text)."""
        row = self._connection.execute("SELECT content FROM place_left").fetchone()
        return None if row is None else row[0]

    def keep_place(self, content: str) -> None:
        """Keep where she is."""
        self._connection.execute(
            """
            INSERT INTO place_left (only, content)
            VALUES (1, ?)
                ON CONFLICT (only) DO UPDATE
               SET content = excluded.content
            """,
            (content,),
        )
