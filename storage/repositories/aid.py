"""Aid applications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.ids import CaseId
from storage.days import written

if TYPE_CHECKING:
    from app.domain.aid import AidApplication
    from app.domain.ids import AidId
    from storage.driver import Connection


class AidTable:
    """The `aid_application` table."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def case_of(self, aid_id: AidId) -> CaseId | None:
        """The file of an application."""
        found = self._connection.execute(
            "SELECT case_id FROM aid_application WHERE id = ?", (aid_id,)
        ).fetchone()
        return None if found is None else CaseId(found[0])

    def save(self, aid: AidApplication) -> None:
        """Add or replace an application."""
        self._connection.execute(
            """
            INSERT INTO aid_application (id, entity_id, case_id, scheme, state, purpose,
                                         asked_cents, granted_cents, decided_on)
            VALUES (:id, :entity_id, :case_id, :scheme, :state, :purpose,
                    :asked_cents, :granted_cents, :decided_on)
                ON CONFLICT (id) DO UPDATE
               SET entity_id = :entity_id, case_id = :case_id, scheme = :scheme, state = :state,
                   purpose = :purpose, asked_cents = :asked_cents,
                   granted_cents = :granted_cents, decided_on = :decided_on
            """,
            {
                "id": aid.id,
                "entity_id": aid.entity_id,
                "case_id": aid.case_id,
                "scheme": aid.scheme,
                "state": aid.state,
                "purpose": aid.purpose,
                "asked_cents": aid.asked_cents,
                "granted_cents": aid.granted_cents,
                "decided_on": written(aid.decided_on),
            },
        )

    def delete(self, aid_id: AidId) -> None:
        """Remove an application."""
        self._connection.execute("DELETE FROM aid_application WHERE id = ?", (aid_id,))
