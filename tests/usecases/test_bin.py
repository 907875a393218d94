"""What was removed stays 30 days, no longer."""

from dataclasses import replace
from datetime import timedelta

import pytest
from testkit.builders import a_case, a_person, an_intervention
from testkit.fakes import NOW, CountingIds, FakeStore, FrozenClock, NoQueries

from app.domain.assessments import Assessment
from app.domain.bin import DOCUMENT, LIFE_DAYS
from app.domain.cases import CaseState
from app.domain.documents import BIN_DAYS, Document, MediaType
from app.domain.errors import RuleBroken
from app.domain.ids import DocumentId
from app.usecases.assessments import AssessmentService
from app.usecases.bin import BinService
from app.usecases.interventions import InterventionService

PERSON = a_person()
CASE = a_case(PERSON)
TODAY = NOW.date()
BAIL = Document(
    DocumentId(71), CASE.id, "Bail", MediaType.TEXT, 3, b"x" * 32, TODAY - timedelta(days=9), TODAY
)


def _binned() -> FakeStore:
    kept = Assessment(31, CASE.id, TODAY, work="reprise")
    store = FakeStore().holding(PERSON, CASE, kept)
    AssessmentService(store, clock=FrozenClock(), ids=CountingIds()).remove(kept.id)
    return store


def test_what_was_removed_less_than_a_month_ago_stays() -> None:
    store = _binned()
    bin_then = BinService(store, clock=FrozenClock(NOW + timedelta(days=LIFE_DAYS)))

    assert bin_then.erase_old() is None
    assert len(bin_then.all()) == 1


def test_what_was_removed_longer_ago_is_erased_in_one_entry() -> None:
    store = _binned()
    bin_then = BinService(store, clock=FrozenClock(NOW + timedelta(days=LIFE_DAYS + 1)))

    assert bin_then.erase_old() is not None
    assert bin_then.all() == ()
    assert store.journal[-1].fields == ("count:1",)


def test_the_day_told_is_the_day_on_which_it_is_erased() -> None:
    store = _binned()
    (row,) = BinService(store, clock=FrozenClock()).all()

    assert (row.number, row.erased_on) == (CASE.number, TODAY + timedelta(days=LIFE_DAYS + 1))


def test_an_intervention_does_not_come_back_into_a_file_closed_before_it() -> None:
    open_file = replace(CASE, state=CaseState.OPEN, closed_on=None)
    done = an_intervention(open_file, on=TODAY)
    store = FakeStore().holding(PERSON, open_file, done)
    logged = InterventionService(store, NoQueries(), clock=FrozenClock(), ids=CountingIds())
    binned = logged.remove(done.id).object_id or 0
    store.holding(open_file.closed(TODAY - timedelta(days=1), "CLO.FIN"))
    bin_now = BinService(store, clock=FrozenClock())

    with pytest.raises(RuleBroken, match="case_closed"):
        bin_now.take_back(binned)
    store.holding(open_file)
    bin_now.take_back(binned)

    with store.work() as work:
        assert work.interventions.get(done.id) == done


def test_documents_in_the_bin_are_told_with_the_rest() -> None:
    store = _binned().holding(BAIL, replace(BAIL, id=DocumentId(72), binned_on=None))
    rows = BinService(store, clock=FrozenClock()).all()

    (told,) = [row for row in rows if row.subject == DOCUMENT]
    assert (told.id, told.erased_on) == (BAIL.id, TODAY + timedelta(days=BIN_DAYS))
    assert len(rows) == 2


def test_one_thing_is_erased_before_its_time_in_one_entry() -> None:
    store = _binned().holding(BAIL)
    service = BinService(store, clock=FrozenClock())

    for row in service.all():
        service.erase(row)

    assert service.all() == ()
    assert [entry.event for entry in store.journal[-2:]] == ["bin_erased", "bin_erased"]


def test_what_is_no_longer_in_the_bin_is_not_erased_twice() -> None:
    service = BinService(_binned(), clock=FrozenClock())
    (row,) = service.all()
    service.erase(row)

    with pytest.raises(RuleBroken):
        service.erase(row)
