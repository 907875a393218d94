"""Assessments: versions, none mandatory, none before the person agreed."""

from datetime import timedelta

import pytest
from testkit.builders import a_case, a_person
from testkit.fakes import NOW, CountingIds, FakeStore, FrozenClock

from app.domain.assessments import Assessment
from app.domain.cases import CaseState
from app.domain.errors import RuleBroken
from app.usecases.assessments import AssessmentService
from app.usecases.bin import BinService

TODAY = NOW.date()
PERSON = a_person()
CASE = a_case(PERSON)


def _service(store: FakeStore) -> AssessmentService:
    return AssessmentService(store, clock=FrozenClock(), ids=CountingIds())


@pytest.mark.requirement("BRY-49")
def test_versions_are_read_newest_first() -> None:
    service = _service(FakeStore().holding(PERSON, CASE))

    service.save(Assessment(0, CASE.id, TODAY - timedelta(days=9), work="en arrêt"))
    service.save(Assessment(0, CASE.id, TODAY, work="reprise"))

    assert [one.work for one in service.of_case(CASE.id)] == ["reprise", "en arrêt"]


def test_a_correction_says_which_fields_it_changed() -> None:
    store = FakeStore().holding(PERSON, CASE)
    made = _service(store).save(Assessment(0, CASE.id, TODAY, family="seule")).object_id or 0

    _service(store).save(Assessment(made, CASE.id, TODAY, family="hébergée", work="reprise"))

    assert store.journal[-1].event == "assessment_changed"
    assert store.journal[-1].fields == ("family", "work")


@pytest.mark.requirement("ANAS-09")
def test_nothing_is_mandatory_but_saying_something() -> None:
    Assessment(1, CASE.id, TODAY, resources="une sœur proche")
    with pytest.raises(RuleBroken, match="assessment_empty"):
        Assessment(1, CASE.id, TODAY)


def test_an_assessment_is_not_dated_in_the_future() -> None:
    with pytest.raises(RuleBroken, match="date_in_future"):
        _service(FakeStore().holding(PERSON, CASE)).save(
            Assessment(0, CASE.id, TODAY + timedelta(days=1), work="reprise")
        )


@pytest.mark.requirement("BRY-25")
def test_an_offer_takes_no_assessment_before_the_person_agreed() -> None:
    waiting = a_case(PERSON, state=CaseState.OFFER_MADE)

    with pytest.raises(RuleBroken, match="agreement_needed"):
        _service(FakeStore().holding(PERSON, waiting)).save(
            Assessment(0, waiting.id, TODAY, work="reprise")
        )


def test_a_removed_version_comes_back() -> None:
    store = FakeStore().holding(PERSON, CASE)
    service = _service(store)
    made = service.save(Assessment(0, CASE.id, TODAY, work="reprise")).object_id or 0

    binned = service.remove(made).object_id or 0
    assert service.of_case(CASE.id) == ()
    BinService(store, clock=FrozenClock()).take_back(binned)

    assert [one.id for one in service.of_case(CASE.id)] == [made]
