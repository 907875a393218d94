"""Client entities: the employers served, with the headcount that every rate is measured against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken
from app.domain.people import folded

if TYPE_CHECKING:
    from datetime import date

    from app.domain.ids import EntityId

QUOTA_MAX = 100


@dataclass(frozen=True, slots=True)
class ClientEntity:
    """One employer served (commune, CCAS, syndicat…).

    `quota_percent` is the share of a full-time post (BRY-01, CHO-03).
    """

    id: EntityId
    name: str
    quota_percent: float | None = None
    closed_on: date | None = None

    def __post_init__(self) -> None:
        """Refuse an entity without a name or with an impossible quota."""
        if not self.name.strip():
            raise RuleBroken("entity_without_name")
        if self.quota_percent is not None and not 0 <= self.quota_percent <= QUOTA_MAX:
            raise RuleBroken("quota_out_of_range", quota=self.quota_percent)

    @property
    def key(self) -> str:
        """The name as it is compared: without accents, case or stray blanks."""
        return folded(self.name)


@dataclass(frozen=True, slots=True)
class Headcount:
    """Number of agents of an entity on 31 December of `year` (BRY-58)."""

    entity_id: EntityId
    year: int
    agents: int

    def __post_init__(self) -> None:
        """Refuse a negative headcount."""
        if self.agents < 0:
            raise RuleBroken("headcount_negative", agents=self.agents)
