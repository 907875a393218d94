"""Status, category, service and leave position of the agent, by date."""

from dataclasses import replace
from datetime import timedelta

import pytest
from testkit.builders import a_case, a_person
from testkit.fakes import NOW, FakeStore, FrozenClock

from app.domain.cases import AttributeKind, CaseAttribute
from app.domain.errors import RuleBroken
from app.usecases.employment import EmploymentService

TODAY = NOW.date()
CASE = a_case(a_person(), opened_on=TODAY - timedelta(days=900))
LAST_YEAR = TODAY - timedelta(days=400)
ON_LEAVE = CaseAttribute(CASE.id, AttributeKind.POSITION, "POS.CLM", LAST_YEAR)


def _service(*held: CaseAttribute) -> EmploymentService:
    return EmploymentService(FakeStore().holding(CASE, *held), clock=FrozenClock())


@pytest.mark.requirement("EQU-13")
def test_a_leave_position_is_kept_from_a_day_on() -> None:
    service = _service()
    back = replace(ON_LEAVE, value="POS.TPT", valid_from=TODAY)

    service.record(back)
    service.record(ON_LEAVE)

    assert service.history(CASE.id) == (ON_LEAVE, back)


def test_a_past_value_and_its_day_are_corrected() -> None:
    service = _service(ON_LEAVE)
    right = replace(ON_LEAVE, value="POS.CMO", valid_from=LAST_YEAR - timedelta(days=30))

    service.correct(ON_LEAVE, right)

    assert service.history(CASE.id) == (right,)


def test_a_value_removed_by_mistake_comes_back() -> None:
    service = _service(ON_LEAVE)

    service.remove(ON_LEAVE)
    assert service.history(CASE.id) == ()
    service.record(ON_LEAVE)

    assert service.history(CASE.id) == (ON_LEAVE,)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (replace(ON_LEAVE, value="STA.TIT", valid_from=TODAY), "unknown_code"),
        (replace(ON_LEAVE, valid_from=TODAY + timedelta(days=1)), "date_in_future"),
        (replace(ON_LEAVE, value="POS.CMO"), "held_from_that_day"),
    ],
)
def test_a_wrong_value_is_refused(wrong: CaseAttribute, code: str) -> None:
    with pytest.raises(RuleBroken, match=code):
        _service(ON_LEAVE).record(wrong)


def test_a_correction_does_not_overwrite_another_value() -> None:
    later = replace(ON_LEAVE, value="POS.TPT", valid_from=TODAY)

    with pytest.raises(RuleBroken, match="held_from_that_day"):
        _service(ON_LEAVE, later).correct(ON_LEAVE, replace(ON_LEAVE, valid_from=TODAY))
