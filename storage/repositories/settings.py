"""Her choices, remembered inside the vault."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage.driver import Connection


class SettingTable:
    """The `setting` table."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def read(self, key: str) -> str | None:
        """The value of a setting."""
        row = self._connection.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
        return None if row is None else row[0]

    def write(self, key: str, value: str) -> None:
        """Keep a setting."""
        self._connection.execute(
            """
            INSERT INTO setting (key, value)
            VALUES (?, ?)
                ON CONFLICT (key) DO UPDATE
               SET value = excluded.value
            """,
            (key, value),
        )
