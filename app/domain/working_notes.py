"""Working notes: apart from the file, 90 days, never exported (domain §6.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken

if TYPE_CHECKING:
    from app.domain.ids import CaseId

LIFE_DAYS = 90


@dataclass(frozen=True, slots=True)
class WorkingNote:
    """A short-lived aide-memoire on one case file."""

    id: int
    case_id: CaseId
    written_on: date
    body: str

    def __post_init__(self) -> None:
        """Refuse an empty note."""
        if not self.body.strip():
            raise RuleBroken("note_empty")

    @property
    def ends_on(self) -> date:
        """The day on which it is erased."""
        return self.written_on + timedelta(days=LIFE_DAYS)
