"""Who a row speaks of, in the file and in the vault."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from testkit.builders import a_case, a_person, an_entity
from testkit.plans import a_plan, a_sheet, decided, only
from testkit.sheets import HEADER, a_row

from app.domain.cases import CaseState
from app.importing.planner import Known

NEW = ("new", None)


def contacts(*rows, **changed):
    return a_plan(a_sheet(HEADER, *rows), **changed)


def test_the_case_number_tells_who_it_is():
    plan = contacts(a_row(), a_row(date="8.2.25", family=None, given=None), a_row(date="9.2.25"))

    assert decided(plan) == [NEW, NEW, NEW]
    assert len(plan.new_subjects) == 1


def test_one_number_with_two_names_is_doubtful_for_the_rarer_one():
    plan = contacts(a_row(family="AUTRE"), a_row(date="8.2.25"), a_row(date="9.2.25"))

    assert decided(plan) == [("doubtful", "number_with_two_names"), NEW, NEW]


def test_swapped_names_are_the_same_person():
    plan = contacts(a_row(), a_row(date="8.2.25", family="Nadège", given="Fictive"))

    assert decided(plan) == [NEW, NEW]
    assert len(plan.new_subjects) == 1


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"year": 1981}, "birth_year_differs"),
        ({"gender": "M"}, "gender_differs"),
        ({"entity": "CCAS de Modèle"}, "number_of_other_entity"),
    ],
)
def test_a_number_that_says_two_things_is_doubtful(changed, reason):
    plan = contacts(a_row(), a_row(date="8.2.25", **changed))

    assert decided(plan) == [NEW, ("doubtful", reason)]


def test_without_number_the_name_and_employer_tell_who_it_is():
    plan = contacts(a_row(number=None), a_row(number=None, date="8.2.25", year=None))

    assert decided(plan) == [NEW, NEW]
    assert len(plan.new_subjects) == 1


def test_the_same_name_with_another_birth_year_is_doubtful():
    plan = contacts(a_row(number=None), a_row(number=None, date="8.2.25", year=1960))

    assert decided(plan) == [NEW, ("doubtful", "same_name_other_birth_year")]


def test_two_numbers_tell_namesakes_of_different_ages_apart():
    plan = contacts(a_row(), a_row(number="2025-0002", year=1960))

    assert decided(plan) == [NEW, NEW]
    assert len({subject.person for subject in plan.new_subjects}) == 2


def test_one_person_with_two_numbers_is_doubtful():
    plan = contacts(a_row(), a_row(number="2025-0002", date="8.2.25"))

    assert decided(plan) == [NEW, ("doubtful", "same_person_other_number")]


def test_a_name_borne_by_several_is_doubtful_without_number():
    plan = contacts(
        a_row(), a_row(number="2025-0002", year=1960), a_row(number=None, date="8.2.25", year=None)
    )

    assert decided(plan)[-1] == ("doubtful", "several_same_name")


@pytest.mark.requirement("BRY-01")
def test_a_person_met_with_two_employers_has_two_case_files():
    plan = contacts(a_row(), a_row(number="2025-0002", entity="CCAS de Modèle"))

    assert decided(plan) == [NEW, NEW]
    assert len({subject.person for subject in plan.new_subjects}) == 1


def test_a_name_met_with_another_employer_is_doubtful_when_no_age_is_told():
    plan = contacts(a_row(), a_row(number="2025-0002", entity="CCAS de Modèle", year=None))

    assert decided(plan) == [NEW, ("doubtful", "same_name_other_entity")]


@pytest.mark.parametrize(
    "code", ["same_person_other_number", "same_name_other_birth_year", "same_name_other_entity"]
)
def test_an_accepted_doubt_is_a_namesake(code):
    other = {
        "same_person_other_number": {"number": "2025-0002"},
        "same_name_other_birth_year": {"number": None, "year": 1960},
        "same_name_other_entity": {"number": None, "year": None, "entity": "CCAS de Modèle"},
    }[code]

    plan = contacts(a_row(), a_row(date="8.2.25", **other), accepted=[code])

    assert decided(plan) == [NEW, NEW]
    assert len({subject.person for subject in plan.new_subjects}) == 2


# What the vault knows


def known_case(**changed):
    person = a_person(family_name="Fictive", given_name="Nadège", birth_year=1980)
    return person, replace(a_case(person, number="2025-0001"), **changed), "ville d exemple"


def test_a_case_file_of_the_vault_is_found_by_number_or_by_name():
    for number in ("2025-0001", None):
        plan = contacts(a_row(number=number), entities=[an_entity()], cases=[known_case()])

        assert decided(plan) == [NEW]
        assert plan.new_subjects == ()
        assert plan.new_entities == {}


@pytest.mark.requirement("ANAS-06")
def test_a_row_after_the_closing_is_not_imported():
    closed = known_case(
        state=CaseState.CLOSED, closed_on=date(2025, 1, 31), closing_reason="CLO.FIN"
    )

    assert decided(contacts(a_row(), entities=[an_entity()], cases=[closed])) == [
        ("bad", "case_closed")
    ]


def test_what_was_logged_the_same_day_already_is_doubtful():
    case = known_case()
    logged = {case[1].id: Counter({(date(2025, 2, 7), "CTC.VAD"): 1})}
    rows = a_row(), a_row(date="8.2.25")

    plan = contacts(*rows, entities=[an_entity()], cases=[case], known=Known(logged=logged))

    assert decided(plan) == [("doubtful", "logged_before"), NEW]


def test_what_another_row_brought_in_already_explains_what_is_logged():
    case = known_case()
    logged = {case[1].id: Counter({(date(2025, 2, 7), "CTC.VAD"): 1})}
    imported = frozenset({only(contacts(a_row())).read.fingerprint})
    rows = a_row(), a_row(note="une deuxième le même jour")

    plan = contacts(*rows, entities=[an_entity()], cases=[case], known=Known(imported, logged))

    assert decided(plan) == [("known", "imported_before"), NEW]
