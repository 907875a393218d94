"""Case files: their numbers, their history, what goes with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from testkit.builders import (
    A_DAY,
    a_case,
    a_person,
    a_request,
    an_agreement,
    an_entity,
    an_intervention,
)
from testkit.casework import ENTRY

from app.domain.cases import AttributeKind, CaseAttribute
from app.domain.errors import RuleBroken
from app.domain.ids import EntityId
from app.ports.queries import CaseFilter, SearchFilter

if TYPE_CHECKING:
    from testkit.casework import Casework

    from app.domain.people import Person


def _events(casework: Casework, case_id: int) -> list[tuple[str, date]]:
    return [(event.kind, event.on) for event in casework.screens.timeline(case_id)]


def test_the_last_day_of_a_file_is_that_of_its_own_interventions(casework: Casework) -> None:
    person = a_person()
    case, other = a_case(person), a_case(a_person())
    casework.keep(an_entity(), person, case)
    with casework.store.work() as work:
        assert work.interventions.last_day(case.id) is None

    casework.keep(an_intervention(case, on=A_DAY), an_intervention(case, on=date(2026, 5, 4)))
    with casework.store.work() as work:
        assert work.interventions.last_day(case.id) == date(2026, 5, 4)
        assert work.interventions.last_day(other.id) is None


def test_a_case_number_is_given_once(casework: Casework) -> None:
    one, other = a_person(), a_person()
    casework.keep(an_entity(), one, other, a_case(one, number="2025-0001"))

    with pytest.raises(Exception, match="UNIQUE"):
        casework.keep(a_case(other, number="2025-0001"))


def test_the_numbers_of_a_year_are_those_of_that_year(casework: Casework) -> None:
    people = [a_person() for _ in range(3)]
    casework.keep(an_entity(), *people)
    numbers = ("2024-9999", "2025-0001", "2025-12345")
    for person, number in zip(people, numbers, strict=True):
        casework.keep(a_case(person, number=number))

    with casework.store.work() as work:
        assert set(work.cases.numbers(2025)) == {"2025-0001", "2025-12345"}
        assert work.cases.numbers(2026) == ()


def test_each_closing_and_reopening_stays_in_the_history(casework: Casework) -> None:
    person = a_person()
    case = a_case(person, opened_on=date(2020, 1, 1))
    casework.keep(an_entity(), person, case)

    for year in (2021, 2022, 2023, 2024, 2025):
        closed = case.closed(date(year, 2, 1), "CLO.ORIENTATION")
        casework.keep(closed)
        with casework.store.work() as work:
            work.cases.reopened(closed.reopened(), date(year, 9, 1))
            work.commit(ENTRY)

    history = _events(casework, case.id)
    assert [day for kind, day in history if kind == "closing"] == [
        date(year, 2, 1) for year in (2025, 2024, 2023, 2022, 2021)
    ]
    assert len([kind for kind, _ in history if kind == "reopening"]) == 5
    with casework.store.work() as work:
        assert work.cases.get(case.id) == case


def test_a_file_that_stays_closed_tells_its_closing(casework: Casework) -> None:
    person = a_person()
    case = a_case(person)
    casework.keep(an_entity(), person, case.closed(A_DAY, "CLO.ORIENTATION"))

    assert _events(casework, case.id) == [("closing", A_DAY), ("opening", A_DAY)]


def test_a_closing_undone_leaves_no_history(casework: Casework) -> None:
    person = a_person()
    case = a_case(person)
    casework.keep(an_entity(), person, case.closed(A_DAY, "CLO.ERREUR"))

    casework.keep(case)

    assert [kind for kind, _ in _events(casework, case.id)] == ["opening"]


def test_a_case_file_deleted_takes_with_it_what_is_its_own(casework: Casework) -> None:
    one, other = a_person(), a_person()
    gone, stays = a_case(one), a_case(other)
    own = an_intervention(gone, note="Propre au dossier")
    shared = an_intervention(gone, stays, note="Partagé")
    casework.keep(
        an_entity(), one, other, gone, stays, own, shared, a_request(gone), an_agreement(gone),
        CaseAttribute(gone.id, AttributeKind.UNIT, "Voirie", A_DAY),
    )  # fmt: skip

    with casework.store.work() as work:
        work.cases.delete(gone.id)
        work.commit(ENTRY)

    with casework.store.work() as work:
        assert work.interventions.get(shared.id).case_ids == (stays.id,)
        with pytest.raises(RuleBroken, match="unknown_case"):
            work.cases.get(gone.id)
        with pytest.raises(RuleBroken, match="unknown_intervention"):
            work.interventions.get(own.id)
        assert work.cases.requests(gone.id) == work.cases.agreements(gone.id) == ()
    assert casework.screens.search(SearchFilter("propre")).files == ()
    assert casework.screens.cases(CaseFilter(words=gone.number)).total == 0


def test_a_trait_repeated_is_kept_once(casework: Casework) -> None:
    person = a_person()
    case = a_case(person)
    casework.keep(an_entity(), person, case)
    trait = CaseAttribute(case.id, AttributeKind.STATUS, "STA.CDD", date(2025, 1, 1))

    casework.keep(trait, replace(trait, valid_from=date(2025, 6, 1)))

    with casework.vault.read() as connection:
        rows = connection.execute("SELECT valid_from FROM case_attribute").fetchall()
    assert rows == [("2025-01-01",)]


def test_a_trait_taken_back_uncovers_the_one_before(casework: Casework) -> None:
    person = a_person()
    case = a_case(person)
    first = CaseAttribute(case.id, AttributeKind.STATUS, "STA.CDD", date(2025, 1, 1))
    second = replace(first, value="STA.TIT", valid_from=date(2025, 6, 1))
    casework.keep(an_entity(), person, case, first, second)

    with casework.store.work() as work:
        work.cases.delete_attribute(second)

        assert work.cases.attribute(case.id, AttributeKind.STATUS, A_DAY.replace(month=9)) == (
            "STA.CDD"
        )


@pytest.mark.parametrize("missing", ["persons", "cases", "interventions", "entities"])
def test_what_does_not_exist_is_refused_by_its_kind(casework: Casework, missing: str) -> None:
    with casework.store.work() as work, pytest.raises(RuleBroken, match="unknown_"):
        getattr(work, missing).get(404)


def test_a_person_or_an_entity_in_use_is_not_removed(casework: Casework) -> None:
    person, unused = a_person(), an_entity(id=EntityId(2), name="Syndicat d’Exemple")
    case = a_case(person)
    casework.keep(an_entity(), unused, person, case)

    with casework.store.work() as work:
        with pytest.raises(RuleBroken, match="person_in_use"):
            work.persons.delete(person.id)
        with pytest.raises(RuleBroken, match="entity_in_use"):
            work.entities.delete(case.entity_id)
        work.cases.delete(case.id)
        work.persons.delete(person.id)
        work.entities.delete(case.entity_id)
        work.commit(ENTRY)

    with casework.store.work() as work:
        assert work.entities.all() == (unused,)


def test_a_write_that_fails_leaves_nothing(casework: Casework) -> None:
    person = a_person()
    casework.keep(an_entity())
    before = len(casework.screens.journal(100))

    with pytest.raises(RuleBroken, match="unknown_person"):
        _write_half(casework, person)

    assert casework.screens.cases(CaseFilter()).total == 0
    assert casework.screens.name_words() == frozenset()
    assert len(casework.screens.journal(100)) == before


def _write_half(casework: Casework, person: Person) -> None:
    with casework.store.work() as work:
        work.persons.save(person)
        work.cases.save(a_case(person))
        work.persons.get(404)


def test_leaving_without_commit_leaves_nothing(casework: Casework) -> None:
    with casework.store.work() as work:
        work.entities.save(an_entity())

    with casework.store.work() as work:
        assert work.entities.all() == ()


def test_each_write_is_one_journal_entry(casework: Casework) -> None:
    before = len(casework.screens.journal(100))

    casework.keep(an_entity(), a_person(), a_person())

    rows = casework.screens.journal(100)
    assert len(rows) == before + 1
    assert (rows[0].event, rows[0].object_kind) == ("test", "test")


def test_a_unit_of_work_is_used_inside_its_block(casework: Casework) -> None:
    work = casework.store.work()

    with pytest.raises(RuntimeError):
        work.entities.all()
