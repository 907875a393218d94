"""The facts of a period are those of the period, all of them, without a name."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from testkit.builders import ENTITY, a_case, a_person, a_request, an_entity, an_intervention
from testkit.casework import ENTRY

from app.domain.aid import AidApplication
from app.domain.cases import AttributeKind, CaseAttribute, CaseState
from app.domain.collective import CollectiveAction
from app.domain.entities import Headcount
from app.domain.ids import AidId, CollectiveActionId
from app.domain.periods import Period, civil_year
from app.ports.facts import (
    AidFact,
    AttributeFact,
    CaseFact,
    ClosingFact,
    CollectiveFact,
    InterventionFact,
    RequestFact,
)

if TYPE_CHECKING:
    from testkit.casework import Casework

YEAR = civil_year(2025)
BEFORE, IN, AFTER = date(2024, 12, 31), date(2025, 6, 1), date(2026, 1, 1)


def _case_ids(casework: Casework, period: Period = YEAR) -> set[int]:
    return {case.id for case in casework.facts.facts(period).cases}


def test_every_fact_of_one_case_is_told(casework: Casework) -> None:
    person = a_person(gender="GEN.M", birth_year=1975)
    case = a_case(person, opened_on=BEFORE)
    closed = case.closed(date(2025, 7, 1), "CLO.ORIENTATION")
    casework.keep(
        an_entity(),
        Headcount(ENTITY, 2024, 1150),
        person,
        case,
        a_request(case, received_on=BEFORE, origin="ORI.MED"),
        CaseAttribute(case.id, AttributeKind.STATUS, "STA.TIT", BEFORE),
        an_intervention(case, on=BEFORE, kind="CTC.ABS"),
        interview := an_intervention(case, on=IN, issues=("ISS.LOG",), natures=("NAT.INF",)),
        AidApplication(
            AidId(1), ENTITY, case.id, "SCH.FSL", "AST.GRANTED", "OBJ.LOYER", 50, 40, IN
        ),
        CollectiveAction(CollectiveActionId(1), ENTITY, IN, "Retraite", "THM.RETRAITE", 12),
        closed,
    )
    with casework.store.work() as work:
        work.cases.reopened(closed.reopened(), date(2025, 9, 1))
        work.commit(ENTRY)

    facts = casework.facts.facts(YEAR)

    assert facts.entities == (an_entity(),)
    assert facts.headcounts == {ENTITY: 1150}
    assert facts.interventions == (
        InterventionFact(
            interview.id, ENTITY, IN, "CTC.RDV", "LIE.PER", 45, (case.id,), ("ISS.LOG",),
            ("NAT.INF",),
        ),
    )  # fmt: skip
    assert facts.cases == (
        CaseFact(
            case.id, person.id, ENTITY, "GEN.M", 1975, BEFORE, IN,
            (RequestFact(BEFORE, "ORI.MED"),),
            (AttributeFact(AttributeKind.STATUS, "STA.TIT", BEFORE),),
            (ClosingFact(date(2025, 7, 1), date(2025, 9, 1)),),
        ),
    )  # fmt: skip
    assert facts.aid == (
        AidFact(
            AidId(1), ENTITY, case.id, person.id, "SCH.FSL", "AST.GRANTED", "OBJ.LOYER", 50, 40,
            IN,
        ),
    )  # fmt: skip
    assert facts.collective == (CollectiveFact(ENTITY, IN, "Retraite", "THM.RETRAITE", 12),)


def test_facts_name_nobody(casework: Casework) -> None:
    person = a_person(family_name="Reconnaissable", phone="0600000000")
    case = a_case(person)
    casework.keep(an_entity(), person, case, an_intervention(case, note="Secret"))

    told = str(asdict(casework.facts.facts(YEAR)))

    assert "Reconnaissable" not in told
    assert "0600000000" not in told
    assert "Secret" not in told
    assert case.number not in told


@pytest.mark.parametrize("day", [YEAR.first, YEAR.last])
def test_the_first_and_last_days_belong_to_the_period(casework: Casework, day: date) -> None:
    casework.keep(an_entity())
    casework.keep(*(an_intervention(on=one) for one in (BEFORE, day, AFTER)))

    assert [fact.on for fact in casework.facts.facts(YEAR).interventions] == [day]


def test_an_anonymous_contact_is_an_intervention_without_case(casework: Casework) -> None:
    casework.keep(an_entity(), an_intervention(on=IN, kind="CTC.APP"))

    facts = casework.facts.facts(YEAR)

    assert [fact.cases for fact in facts.interventions] == [()]
    assert facts.cases == ()


def test_a_group_interview_names_every_case(casework: Casework) -> None:
    people = a_person(), a_person()
    one, other = (a_case(person) for person in people)
    casework.keep(an_entity(), *people, one, other, an_intervention(one, other, on=IN))

    (fact,) = casework.facts.facts(YEAR).interventions

    assert fact.cases == (one.id, other.id)


@pytest.mark.parametrize("touch", ["intervention", "request", "aid"])
def test_a_case_closed_since_long_is_there_if_the_period_touches_it(
    casework: Casework, touch: str
) -> None:
    person = a_person()
    case = a_case(person, opened_on=date(2020, 1, 1)).closed(date(2020, 12, 1), "CLO.ORIENTATION")
    casework.keep(an_entity(), person, case)
    assert _case_ids(casework) == set()

    touches = {
        "intervention": an_intervention(case, on=IN),
        "request": a_request(case, received_on=IN),
        "aid": AidApplication(AidId(1), ENTITY, case.id, "SCH.FSL", "AST.GRANTED", decided_on=IN),
    }
    casework.keep(touches[touch])

    assert _case_ids(casework) == {case.id}


def test_a_silent_case_is_there_while_it_is_open_on_the_last_day(casework: Casework) -> None:
    people = [a_person() for _ in range(5)]
    opened = date(2020, 1, 1)
    silent, closed, closed_later, opened_later, offer = (
        a_case(person, opened_on=opened) for person in people
    )
    closed = closed.closed(YEAR.last, "CLO.ORIENTATION")
    closed_later = closed_later.closed(AFTER, "CLO.ORIENTATION")
    opened_later = replace(opened_later, opened_on=AFTER)
    offer = replace(offer, state=CaseState.OFFER_MADE)
    casework.keep(an_entity(), *people, silent, closed, closed_later, opened_later, offer)

    assert _case_ids(casework) == {silent.id, closed_later.id}


def test_a_case_reopened_after_the_period_was_closed_on_its_last_day(casework: Casework) -> None:
    person = a_person()
    closed = a_case(person, opened_on=BEFORE).closed(IN, "CLO.ORIENTATION")
    casework.keep(an_entity(), person, closed)
    with casework.store.work() as work:
        work.cases.reopened(closed.reopened(), AFTER)
        work.commit(ENTRY)

    assert _case_ids(casework) == set()
    assert _case_ids(casework, civil_year(2026)) == {closed.id}


def test_the_first_counted_intervention_ignores_offers_and_missed_appointments(
    casework: Casework,
) -> None:
    person = a_person()
    case = a_case(person)
    kinds = {date(2025, 2, 1): "CTC.MAD", date(2025, 2, 2): "CTC.ABS", date(2025, 2, 3): "CTC.APP"}
    casework.keep(an_entity(), person, case)
    casework.keep(*(an_intervention(case, on=day, kind=kind) for day, kind in kinds.items()))

    (fact,) = casework.facts.facts(YEAR).cases

    assert fact.first_counted_on == date(2025, 2, 3)


def test_a_case_never_met_has_no_first_intervention(casework: Casework) -> None:
    person = a_person()
    casework.keep(an_entity(), person, a_case(person))

    (fact,) = casework.facts.facts(YEAR).cases

    assert fact.first_counted_on is None


def test_an_aid_not_decided_is_no_fact_yet(casework: Casework) -> None:
    person = a_person()
    case = a_case(person)
    casework.keep(
        an_entity(), person, case, AidApplication(AidId(1), ENTITY, case.id, "SCH.FSL", "AST.FILED")
    )

    assert casework.facts.facts(YEAR).aid == ()
