"""Collective actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.days import written

if TYPE_CHECKING:
    from app.domain.collective import CollectiveAction
    from app.domain.ids import CollectiveActionId
    from storage.driver import Connection


class CollectiveTable:
    """The `collective_action` table."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, action: CollectiveAction) -> None:
        """Add or replace an action."""
        self._connection.execute(
            """
            INSERT INTO collective_action (id, entity_id, held_on, theme, theme_code, participants)
            VALUES (:id, :entity_id, :held_on, :theme, :theme_code, :participants)
                ON CONFLICT (id) DO UPDATE
               SET entity_id = :entity_id, held_on = :held_on, theme = :theme,
                   theme_code = :theme_code, participants = :participants
            """,
            {
                "id": action.id,
                "entity_id": action.entity_id,
                "held_on": written(action.on),
                "theme": action.theme,
                "theme_code": action.theme_code,
                "participants": action.participants,
            },
        )

    def delete(self, action_id: CollectiveActionId) -> None:
        """Remove an action."""
        self._connection.execute("DELETE FROM collective_action WHERE id = ?", (action_id,))
