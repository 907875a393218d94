"""The bin: what was removed by mistake comes back for 30 days, then it is erased for good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.domain.working_notes import LIFE_DAYS as NOTE_DAYS

if TYPE_CHECKING:
    from app.domain.ids import CaseId

LIFE_DAYS = 30
DOCUMENT = "document"
"""The subject of a document, which keeps its own place while it is in the bin."""
INTERVENTION = "intervention"


@dataclass(frozen=True, slots=True)
class Binned:
    """What was removed at once from a case file (or from none): a record and what hung on it.

    `subject` is what it was (a table), `content` the records as JSON text, `noted_on` the day
    on which a working note was written, `record_id` the id that the record had.
    """

    id: int
    case_id: CaseId | None
    subject: str
    content: str
    binned_on: date
    noted_on: date | None = None
    record_id: int = 0

    @property
    def ends_on(self) -> date:
        """The last day on which it is there: the bin lengthens the life of no working note."""
        ends_on = self.binned_on + timedelta(days=LIFE_DAYS)
        if self.noted_on is None:
            return ends_on
        return min(ends_on, self.noted_on + timedelta(days=NOTE_DAYS - 1))
