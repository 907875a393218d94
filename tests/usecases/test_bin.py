"""What was removed stays 30 days, no longer."""

from datetime import timedelta

from testkit.builders import a_case, a_person
from testkit.fakes import NOW, CountingIds, FakeStore, FrozenClock

from app.domain.assessments import Assessment
from app.domain.bin import LIFE_DAYS
from app.usecases.assessments import AssessmentService
from app.usecases.bin import BinService

PERSON = a_person()
CASE = a_case(PERSON)


def _binned() -> FakeStore:
    kept = Assessment(31, CASE.id, NOW.date(), work="reprise")
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
