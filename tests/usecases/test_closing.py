"""A file is closed with its last intervention, or later."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from testkit.builders import a_case, an_entity, an_intervention
from testkit.fakes import NOW, CountingIds, FakeStore, FrozenClock, NoQueries

from app.domain.agreements import FILE_OPENING, Agreement, AgreementForm, Answer
from app.domain.cases import CaseFile, CaseState
from app.domain.errors import RuleBroken
from app.usecases.cases import CaseService

TODAY = NOW.date()


def _service(store: FakeStore) -> CaseService:
    return CaseService(store, NoQueries(), clock=FrozenClock(), ids=CountingIds())


def test_a_file_is_not_closed_before_its_last_intervention() -> None:
    case = a_case()
    late = an_intervention(case, on=TODAY)
    store = FakeStore().holding(an_entity(), case, an_intervention(case), late)
    other = an_intervention(a_case(), on=TODAY)

    with pytest.raises(RuleBroken, match="closed_before_last"):
        _service(store).close(case.id, on=TODAY - timedelta(days=1), reason="CLO.ORIENTATION")
    assert store.shelves.of(CaseFile)[case.id].state is CaseState.OPEN

    store.holding(replace(other, id=late.id))
    _service(store).close(case.id, on=TODAY - timedelta(days=1), reason="CLO.ORIENTATION")
    assert store.shelves.of(CaseFile)[case.id].state is CaseState.CLOSED


def test_a_withdrawal_dated_before_the_last_intervention_closes_with_that_one() -> None:
    case = a_case()
    store = FakeStore().holding(an_entity(), case, an_intervention(case, on=TODAY))
    before = TODAY - timedelta(days=2)

    _service(store).record_agreement(
        case.id, kind=FILE_OPENING, answer=Answer.WITHDRAWN, form=AgreementForm.ORAL, on=before
    )

    (said,) = store.shelves.of(Agreement).values()
    assert said.on == before
    assert store.shelves.of(CaseFile)[case.id].closed_on == TODAY
