"""What she is told of handovers: what may go, what waits, what is away."""

from datetime import timedelta

import pytest
from testkit.builders import a_case, a_person, an_agreement
from testkit.fakes import NOW, FrozenClock, NoQueries
from testkit.handover_desk import (
    AGREED,
    CASE,
    RETURN,
    silent,
    two,
)

from app.domain.agreements import Answer
from app.domain.cases import CaseFile, CaseState
from app.domain.errors import RuleBroken
from app.domain.handovers import HAND_OVER, UrgentCase
from app.usecases.cases import CaseService
from app.usecases.handover_lines import HandoverNotice

TODAY = NOW.date()
OTHER = a_person()
OTHER_CASE = a_case(OTHER)


def test_choices_tell_what_may_go_what_presses_and_what_is_away() -> None:
    urgent = UrgentCase(61, CASE.id, "Expulsion le 20", TODAY)
    closed = a_case(OTHER).closed(TODAY, "CLO.ORIENTATION")
    pair = two(OTHER, OTHER_CASE, closed, urgent)

    first, second = pair.giver.handovers.choices()
    pair.give()
    away, _ = pair.giver.handovers.choices()

    assert (first.case_id, first.agreement, first.urgent) == (CASE.id, AGREED, urgent)
    assert (second.case_id, second.agreement, second.urgent) == (OTHER_CASE.id, None, None)
    assert (first.handed, second.handed) == (None, None)
    assert away.handed is not None


def test_what_waits_is_told() -> None:
    pair = two()
    pair.give(TODAY + timedelta(days=10))
    told: list[HandoverNotice | None] = []
    for days in (0, 3, 4, 11):
        pair.giver.days_later(days)
        told.append(pair.giver.handovers.all()[0].notice)

    assert told == [None, None, HandoverNotice.UNANSWERED, HandoverNotice.OVERDUE]
    assert pair.giver.handovers.all()[0].overdue


def test_a_return_waits_for_the_code_of_who_gave() -> None:
    pair = two()
    pair.give()
    taken, _ = pair.take()
    pair.taker.handovers.give_back(taken, RETURN, silent)

    (line,) = pair.taker.handovers.all()
    back = pair.giver.handovers.merge(RETURN, silent)
    (over,) = pair.giver.handovers.all()
    pair.taker.handovers.finish(taken, back.code)

    assert line.notice is HandoverNotice.RETURN_WAITING
    assert over.notice is None
    assert pair.taker.handovers.all()[0].cases == ()


@pytest.mark.requirement("ANAS-17")
def test_to_whom_a_file_was_entrusted_is_told_with_the_agreement() -> None:
    pair = two()
    pair.give()
    pair.take()

    (told,) = pair.giver.handovers.entrusted(CASE.id)

    assert (told.colleague.name, told.agreement) == ("Collègue Fictive", AGREED)
    assert told.handover.made_on == TODAY
    assert pair.taker.handovers.entrusted(CASE.id) == ()


@pytest.mark.requirement("ANAS-17")
def test_an_agreement_withdrawn_since_is_told() -> None:
    pair = two()
    pair.give()
    before = pair.giver.handovers.all()[0].withdrawn
    withdrawn = an_agreement(CASE, kind=HAND_OVER, answer=Answer.WITHDRAWN, on=TODAY)
    pair.giver.store.holding(withdrawn)

    (line,) = pair.giver.handovers.of_case(CASE.id)
    assert (before, line.withdrawn) == (frozenset(), frozenset({CASE.id}))
    assert pair.giver.handovers.of_case(OTHER_CASE.id) == ()


def test_a_file_that_is_away_is_not_closed() -> None:
    pair = two()
    given = pair.give()
    cases = CaseService(pair.giver.store, NoQueries(), clock=FrozenClock(), ids=pair.giver.ids)

    with pytest.raises(RuleBroken) as refused:
        cases.close(CASE.id, on=TODAY, reason="CLO.ORIENTATION")
    pair.giver.handovers.cancel(given)
    cases.close(CASE.id, on=TODAY, reason="CLO.ORIENTATION")

    assert refused.value.code == "case_away"
    assert pair.giver.store.shelves.of(CaseFile)[CASE.id].state is CaseState.CLOSED


def test_who_took_a_file_over_may_close_it() -> None:
    pair = two()
    pair.give()
    pair.take()
    cases = CaseService(pair.taker.store, NoQueries(), clock=FrozenClock(), ids=pair.taker.ids)

    cases.close(CASE.id, on=TODAY, reason="CLO.ORIENTATION")

    assert pair.taker.store.shelves.of(CaseFile)[CASE.id].state is CaseState.CLOSED
