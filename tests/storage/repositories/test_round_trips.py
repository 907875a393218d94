"""What is saved is read back as it was, whatever it holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from testkit.builders import ENTITY, a_case, a_person, an_entity
from testkit.casework import Casework
from testkit.vaults import SettableClock, a_vault

from app.domain.agreements import Agreement, AgreementForm, Answer
from app.domain.cases import AttributeKind, CaseAttribute, CaseFile, CaseState, Request
from app.domain.entities import ClientEntity
from app.domain.errors import RuleBroken
from app.domain.ids import AgreementId, CaseId, EntityId, InterventionId, PersonId, RequestId
from app.domain.interventions import OLDEST_DAY, Intervention
from app.domain.people import Household, Person, Reach, folded

if TYPE_CHECKING:
    from collections.abc import Generator

ids = some.integers(1, 2**63 - 1)
texts = some.text(some.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
names = texts.filter(str.strip)
codes = some.sampled_from(["CTC.RDV", "ISS.LOG.01", "GEN.F", "ISS.X-GARDE"])
days = some.dates(OLDEST_DAY, date(2199, 12, 31))
homes = some.builds(
    Household,
    some.none() | codes,
    some.none() | codes,
    some.none() | some.integers(0, 15),
    some.none() | codes,
)
persons = some.builds(
    Person,
    ids.map(PersonId),
    names,
    texts,
    codes,
    some.none() | some.integers(1900, 2100),
    texts,
    texts,
    some.booleans(),
    homes,
    some.builds(Reach, some.none() | codes, some.none() | some.booleans(), texts),
)
entities = some.builds(
    ClientEntity, ids.map(EntityId), names, some.none() | some.floats(0, 100), some.none() | days
)
PERSON, CASES = a_person(), (a_case(a_person()), a_case(a_person()), a_case(a_person()))
interventions = some.builds(
    Intervention,
    ids.map(InterventionId),
    some.just(ENTITY),
    days,
    codes,
    codes,
    some.none() | some.integers(1, 1440),
    some.sets(some.sampled_from([case.id for case in CASES])).map(lambda some: tuple(sorted(some))),
    some.lists(codes, unique=True).map(tuple),
    some.lists(codes, unique=True).map(tuple),
    texts,
)


@pytest.fixture(scope="module")
def casework(tmp_path_factory: pytest.TempPathFactory) -> Generator[Casework]:
    vault = a_vault(tmp_path_factory.mktemp("vault"))
    work = Casework(vault, SettableClock())
    owners = [a_person(id=case.person_id) for case in CASES]
    work.keep(an_entity(), PERSON, *owners, *CASES)
    yield work
    vault.close()


every_value = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@every_value
@given(person=persons)
def test_a_person_is_read_back(casework: Casework, person: Person) -> None:
    with casework.store.work() as work:
        work.persons.save(person)

        assert work.persons.get(person.id) == person
        assert person in work.persons.same_identity(person.family_name, person.given_name)


@every_value
@given(entity=entities)
def test_an_entity_is_read_back(casework: Casework, entity: ClientEntity) -> None:
    if entity.key == folded(an_entity().name):
        return
    with casework.store.work() as work:
        work.entities.save(entity)

        assert work.entities.get(entity.id) == entity
        assert entity in work.entities.all()


@every_value
@given(intervention=interventions)
def test_an_intervention_is_read_back(casework: Casework, intervention: Intervention) -> None:
    with casework.store.work() as work:
        work.interventions.save(intervention)

        assert work.interventions.get(intervention.id) == intervention


@every_value
@given(before=interventions, after=interventions)
def test_a_corrected_intervention_keeps_nothing_of_what_it_was(
    casework: Casework, before: Intervention, after: Intervention
) -> None:
    after = replace(after, id=before.id)
    with casework.store.work() as work:
        work.interventions.save(before)
        work.interventions.save(after)

        assert work.interventions.get(before.id) == after
        work.interventions.delete(before.id)
        with pytest.raises(RuleBroken, match="unknown_intervention"):
            work.interventions.get(before.id)


@every_value
@given(number=some.from_regex(r"[0-9]{4}-[0-9]{4}", fullmatch=True), opened=days, closed=days)
def test_a_closed_case_file_is_read_back(
    casework: Casework, number: str, opened: date, closed: date
) -> None:
    if number in {case.number for case in CASES}:
        return
    case = CaseFile(
        CaseId(7), number, PERSON.id, ENTITY, opened, CaseState.CLOSED, closed, "CLO.ORIENTATION"
    )
    with casework.store.work() as work:
        work.cases.save(case)

        assert work.cases.get(case.id) == work.cases.by_number(number) == case
        assert case.number in work.cases.numbers(int(number[:4]))


@every_value
@given(
    day=days, scope=texts, answer=some.sampled_from(Answer), form=some.sampled_from(AgreementForm)
)
def test_an_agreement_and_a_request_are_read_back(
    casework: Casework, day: date, scope: str, answer: Answer, form: AgreementForm
) -> None:
    case = CASES[0]
    agreement = Agreement(AgreementId(8), case.id, "ACC.HOME_VISIT", answer, form, day, scope)
    request = Request(RequestId(9), case.id, day, "ORI.DRH")
    with casework.store.work() as work:
        work.cases.save_agreement(agreement)
        work.cases.save_request(request)
        assert work.cases.agreements(case.id) == (agreement,)
        assert work.cases.requests(case.id) == (request,)

        work.cases.delete_agreement(agreement.id)
        work.cases.delete_request(request.id)
        assert work.cases.agreements(case.id) == work.cases.requests(case.id) == ()


@every_value
@given(dated=some.dictionaries(days, some.sampled_from("ABC"), min_size=1, max_size=6), on=days)
def test_a_trait_is_the_one_that_began_last(
    casework: Casework, dated: dict[date, str], on: date
) -> None:
    case = CASES[0]
    with casework.store.work() as work:
        for day, value in sorted(dated.items()):
            work.cases.save_attribute(CaseAttribute(case.id, AttributeKind.CATEGORY, value, day))

        begun = [day for day in dated if day <= on]
        expected = dated[max(begun)] if begun else None
        assert work.cases.attribute(case.id, AttributeKind.CATEGORY, on) == expected
