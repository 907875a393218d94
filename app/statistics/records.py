"""From bare facts to records: whom each concerns, under which codes, what it weighs.

Persons become portraits by the counting rules of domain §4.2: one per person and population, with
the traits that held at the last counted intervention there, so that a person met by two entities is
one person in the total.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.cases import ORIGIN_UNKNOWN, AttributeKind
from app.statistics.indicators import quarter_code
from app.statistics.tables import Measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from app.domain.ids import EntityId, PersonId
    from app.domain.nomenclatures import Nomenclatures
    from app.domain.periods import Period
    from app.ports.facts import AidFact, AttributeFact, CaseFact, Facts, InterventionFact

REOPEN_GAP_MONTHS = 12
FOLLOWED, SEEN, NEW, RETURNING, ONGOING, CLOSED, OPEN = (
    "FOLLOWED",
    "SEEN",
    "NEW",
    "RETURNING",
    "ONGOING",
    "CLOSED",
    "OPEN",
)
INTERVIEW, COUNTED, GRANTED = "INTERVIEW", "COUNTED", "GRANTED"
_UNKNOWN = {
    AttributeKind.BENEFICIARY: "BEN.INC",
    AttributeKind.STATUS: "STA.INC",
    AttributeKind.CATEGORY: "CAT.INC",
}
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Record:
    """Something that tables count: its persons, its codes by dimension, its weights."""

    persons: frozenset[PersonId]
    codes: Mapping[str, frozenset[str]]
    weights: Mapping[Measure, int]


def records(
    facts: Facts, nomenclatures: Nomenclatures, entities: frozenset[EntityId]
) -> tuple[Record, ...]:
    """Every record of a population, which is a set of entities."""
    acts = tuple(act for act in facts.interventions if act.entity_id in entities)
    cases = tuple(case for case in facts.cases if case.entity_id in entities)
    counted = tuple(act for act in acts if nomenclatures.get(act.kind).says("counted"))
    return (
        *_portraits(cases, counted, facts.period, nomenclatures),
        *_acts(acts, cases, facts.period, nomenclatures),
        *_issues(cases, counted, nomenclatures),
        *(_aid(one, nomenclatures) for one in facts.aid if one.entity_id in entities),
        *_collective(facts, entities),
    )


def _portraits(
    cases: tuple[CaseFact, ...],
    counted: tuple[InterventionFact, ...],
    period: Period,
    nomenclatures: Nomenclatures,
) -> Iterable[Record]:
    """One record a person: those followed, and those who only have an open file."""
    by_case: dict[int, list[InterventionFact]] = {}
    for act in sorted(counted, key=lambda one: (one.on, one.id)):
        for case_id in act.cases:
            by_case.setdefault(case_id, []).append(act)
    by_person: dict[PersonId, list[CaseFact]] = {}
    for case in sorted(cases, key=lambda one: one.id):
        by_person.setdefault(case.person_id, []).append(case)
    for person in sorted(by_person):
        files = [(case, by_case.get(case.id, [])) for case in by_person[person]]
        activity = _activity(files, period, nomenclatures)
        if activity:
            codes = {"activity": activity, **_traits(files, period, nomenclatures)}
            yield Record(frozenset({person}), codes, {Measure.PERSONS: 1})


def _activity(
    files: list[tuple[CaseFact, list[InterventionFact]]],
    period: Period,
    nomenclatures: Nomenclatures,
) -> frozenset[str]:
    found: set[str] = set()
    followed = [(case, acts) for case, acts in files if acts]
    if any(_open_at_end(case, acts, period) for case, acts in files):
        found.add(OPEN)
    if not followed:
        return frozenset(found)
    found.add(FOLLOWED)
    if any(nomenclatures.get(act.kind).says("interview") for _, acts in followed for act in acts):
        found.add(SEEN)
    returns = [_returns(case, period) for case, _ in followed]
    new = all(
        back or _is_first(case, period) for back, (case, _) in zip(returns, followed, strict=True)
    )
    found.add(NEW if new else ONGOING)
    if new and any(returns):
        found.add(RETURNING)
    if OPEN not in found:
        found.add(CLOSED)
    return frozenset(found)


def _is_first(case: CaseFact, period: Period) -> bool:
    return case.first_counted_on is None or case.first_counted_on in period


def _returns(case: CaseFact, period: Period) -> bool:
    """Tell whether the person came back in the period, twelve months or more after a closure."""
    return not _is_first(case, period) and any(
        closing.reopened_on is not None
        and closing.reopened_on in period
        and _months(closing.closed_on, closing.reopened_on) >= REOPEN_GAP_MONTHS
        for closing in case.closings
    )


def _months(first: date, last: date) -> int:
    whole = (last.year - first.year) * _MONTHS + last.month - first.month
    return whole if last.day >= first.day else whole - 1


def _open_at_end(case: CaseFact, acts: list[InterventionFact], period: Period) -> bool:
    """Tell whether the file is open on the last day.

    An intervention after a closing is a reopening.
    """
    if case.opened_on > period.last and not acts:
        return False
    closings = [one for one in case.closings if one.closed_on <= period.last]
    if not closings:
        return True
    last = max(closings, key=lambda one: one.closed_on)
    reopened = last.reopened_on is not None and last.reopened_on <= period.last
    return reopened or any(act.on > last.closed_on for act in acts)


def _traits(
    files: list[tuple[CaseFact, list[InterventionFact]]],
    period: Period,
    nomenclatures: Nomenclatures,
) -> dict[str, frozenset[str]]:
    """The person's traits: those of the file of the last counted intervention, at its date."""
    followed = [(case, acts) for case, acts in files if acts]
    if not followed:
        return {}
    last_case, last_acts = max(followed, key=lambda one: (one[1][-1].on, one[1][-1].id))
    on = last_acts[-1].on
    issues = {code for _, acts in followed for act in acts for code in act.issues}
    return {
        "gender": frozenset({last_case.gender}),
        "age": frozenset({_age_band(last_case.birth_year, period, nomenclatures)}),
        "origin": frozenset({_origin([case for case, _ in followed], period)}),
        "status": frozenset({_valid(last_case.attributes, AttributeKind.STATUS, on)}),
        "category": frozenset({_valid(last_case.attributes, AttributeKind.CATEGORY, on)}),
        "beneficiary": frozenset({_valid(last_case.attributes, AttributeKind.BENEFICIARY, on)}),
        "issue": frozenset(issues),
    }


def _age_band(birth_year: int | None, period: Period, nomenclatures: Nomenclatures) -> str:
    """The band of the completed years on the last day.

    With the birth year alone, those reached in that year.
    """
    if birth_year is None:
        return "AGE.INC"
    age = period.last.year - birth_year
    for band in nomenclatures.of("AGE").codes:
        low, high = band.number("min_age"), band.number("max_age")
        bounded = low is not None or high is not None
        if bounded and (low is None or age >= low) and (high is None or age <= high):
            return band.code
    return "AGE.INC"


def _origin(cases: list[CaseFact], period: Period) -> str:
    """The origin of the first request of the period: one for each person."""
    requests = [
        (request.received_on, case.id, request.origin)
        for case in cases
        for request in case.requests
        if request.received_on in period
    ]
    return min(requests)[2] if requests else ORIGIN_UNKNOWN


def _valid(attributes: tuple[AttributeFact, ...], kind: AttributeKind, on: date) -> str:
    values = [one for one in attributes if one.kind is kind and one.valid_from <= on]
    return max(values, key=lambda one: one.valid_from).value if values else _UNKNOWN[kind]


def _acts(
    acts: tuple[InterventionFact, ...],
    cases: tuple[CaseFact, ...],
    period: Period,
    nomenclatures: Nomenclatures,
) -> Iterable[Record]:
    """Interventions once each, however many persons they concern.

    An anonymous one concerns nobody.
    """
    person_of = {case.id: case.person_id for case in cases}
    quarters = period.quarters()
    for act in acts:
        kind = nomenclatures.get(act.kind)
        counted = kind.says("counted")
        marks = {act.kind}
        marks |= {COUNTED} if counted else set[str]()
        marks |= {INTERVIEW} if kind.says("interview") else set[str]()
        quarter = next(quarter_code(one) for one in quarters if act.on in one)
        codes = {
            "kind": frozenset(marks),
            "quarter": frozenset({quarter}),
            "nature": frozenset(act.natures),
            "place": frozenset({act.place}),
        }
        persons = frozenset(person_of[case] for case in act.cases if case in person_of)
        yield Record(persons, codes, {Measure.INTERVENTIONS: 1} if counted else {})


def _issues(
    cases: tuple[CaseFact, ...], counted: tuple[InterventionFact, ...], nomenclatures: Nomenclatures
) -> Iterable[Record]:
    """Issues met: one for each person and standard code."""
    person_of = {case.id: case.person_id for case in cases}
    met = {
        (person_of[case], nomenclatures.list_of(code).counted_as(code).code)
        for act in counted
        for case in act.cases
        if case in person_of
        for code in act.issues
    }
    for person, code in sorted(met):
        yield Record(frozenset({person}), {"issue": frozenset({code})}, {Measure.ISSUES: 1})


def _aid(aid: AidFact, nomenclatures: Nomenclatures) -> Record:
    granted = nomenclatures.get(aid.state).family == "granted"
    codes = {
        "state": frozenset({aid.state, GRANTED} if granted else {aid.state}),
        "scheme": frozenset({aid.scheme}),
    }
    cents = (aid.granted_cents or 0) if granted else 0
    return Record(
        frozenset({aid.person_id}), codes, {Measure.APPLICATIONS: 1, Measure.CENTS: cents}
    )


def _collective(facts: Facts, entities: frozenset[EntityId]) -> Iterable[Record]:
    for action in facts.collective:
        if action.entity_id in entities:
            codes = {"theme": frozenset({action.theme_code} if action.theme_code else ())}
            weights = {Measure.ACTIONS: 1, Measure.PARTICIPANTS: action.participants or 0}
            yield Record(frozenset(), codes, weights)
