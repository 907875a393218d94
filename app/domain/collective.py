"""Collective actions: work with a group, with a number of participants and never a list.

See BRY-53.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken

if TYPE_CHECKING:
    from datetime import date

    from app.domain.ids import CollectiveActionId, EntityId


@dataclass(frozen=True, slots=True)
class CollectiveAction:
    """One collective action for an entity.

    `theme` is what she wrote, `theme_code` its code (list THM) when known.
    """

    id: CollectiveActionId
    entity_id: EntityId
    on: date
    theme: str
    theme_code: str | None = None
    participants: int | None = None

    def __post_init__(self) -> None:
        """Refuse a negative number of participants."""
        if self.participants is not None and self.participants < 0:
            raise RuleBroken("participants_negative")
