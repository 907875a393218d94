"""Saving a consultation in the vault of twenty years, against the bare inserts."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from testkit.big_vault import FIRST_DAY
from testkit.fakes import CountingIds

from app.domain.drafts import InterventionDraft
from app.domain.ids import EntityId
from app.domain.journal import JournalEntry
from app.ports.queries import CaseFilter
from app.usecases.interventions import InterventionService

if TYPE_CHECKING:
    from conftest import Measure
    from testkit.casework import Casework

pytestmark = pytest.mark.slow
MANY = 200
"""Rounds of what she waits for: enough for a ninety-ninth percentile."""
NOTE = "Point sur la situation et suite à donner."


def test_saving_a_consultation(bound: Casework, measure: Measure) -> None:
    ids = CountingIds(last=1 << 62)
    service = InterventionService(bound.store, bound.screens, clock=bound.clock, ids=ids)
    row = next(
        row for row in bound.screens.cases(CaseFilter(limit=50)).rows if row.state.value == "open"
    )
    draft = InterventionDraft(
        on=FIRST_DAY + timedelta(7000),
        kind="CTC.RDV",
        entity_id=EntityId(row.entity_id),
        minutes=45,
        case_ids=(row.case_id,),
        issues=("ISS.LOG",),
        note=NOTE,
    )

    def bare() -> None:
        done, day = ids.new(), draft.on.isoformat()
        with bound.vault.transaction() as write:
            write.execute(
                "INSERT INTO intervention VALUES (?, ?, ?, ?, ?, ?, ?)",
                (done, row.entity_id, day, draft.kind, draft.place, 45, NOTE),
            )
            write.execute(
                "INSERT INTO intervention_case VALUES (?, ?, ?)", (row.case_id, day, done)
            )
            write.execute("INSERT INTO note_words (rowid, words) VALUES (?, ?)", (done, NOTE))
            write.commit(JournalEntry("test", "test", None))

    saved = measure.against(bare, lambda: service.log(draft), rounds=MANY)

    assert saved.object_id == ids.last
