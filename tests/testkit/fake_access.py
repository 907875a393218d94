"""What may be given of a file, without a vault."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.ports.access import Apart, GivenRow

if TYPE_CHECKING:
    from app.domain.ids import CaseId

NOTE = "Sa sœur Zoé l’héberge ; le zoé n’est pas un nom."
ROW = GivenRow("intervention", 31, None, {"kind": "CTC.TEL", "done_on": "2026-05-02", "note": NOTE})


@dataclass
class FakeAccess:
    """One row for any file; `row` may be changed, as a text is."""

    row: GivenRow = ROW

    def given(self, _case_id: CaseId) -> tuple[GivenRow, ...]:
        return (self.row,)

    def apart(self, _case_id: CaseId) -> Apart:
        return Apart(2, 1, 1, frozenset({"zoe"}))
