"""The bin: what was removed by mistake comes back for 30 days, then it is erased for good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.ids import CaseId

LIFE_DAYS = 30
DOCUMENT = "document"
"""The subject of a document, which keeps its own place while it is in the bin."""


@dataclass(frozen=True, slots=True)
class Binned:
    """What was removed at once from a case file (or from none): a record and what hung on it.

    `subject` is what it was (a table), `content` the records as JSON text.
    """

    id: int
    case_id: CaseId | None
    subject: str
    content: str
    binned_on: date

    @property
    def ends_on(self) -> date:
        """The day on which it is erased."""
        return self.binned_on + timedelta(days=LIFE_DAYS)
