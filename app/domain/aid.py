"""Aid applications, as far as the annual report counts them.

Their preparation comes with its own issue.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken

if TYPE_CHECKING:
    from datetime import date

    from app.domain.ids import AidId, CaseId, EntityId


@dataclass(frozen=True, slots=True)
class AidApplication:
    """One application for aid.

    Scheme (code SCH), purpose (code OBJ), state (code AST), amounts in cents.
    """

    id: AidId
    entity_id: EntityId
    case_id: CaseId
    scheme: str
    state: str
    purpose: str | None = None
    asked_cents: int | None = None
    granted_cents: int | None = None
    decided_on: date | None = None

    def __post_init__(self) -> None:
        """Refuse negative amounts."""
        if min(self.asked_cents or 0, self.granted_cents or 0) < 0:
            raise RuleBroken("amount_negative")
