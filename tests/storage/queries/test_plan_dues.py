"""What is due in the running plans of open files, read there (ANAS-12)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from testkit.big_vault import SMALL, fill
from testkit.builders import a_case, a_person, an_entity
from testkit.casework import ENTRY
from testkit.vaults import a_vault

from app.domain.cases import CaseState
from app.domain.plans import ActionPlan, ActionState, Owner, PlanAction
from app.ports.plan_dues import DueKind
from storage.queries.plan_dues import VaultPlanDueQueries

if TYPE_CHECKING:
    from pathlib import Path

    from testkit.casework import Casework

    from app.ports.plan_dues import PlanDue

TODAY, LATER = date(2026, 5, 12), date(2026, 5, 20)


def _save(casework: Casework, *records: object) -> None:
    with casework.store.work() as work:
        for one in records:
            work.records(type(one)).save(one)
        work.commit(ENTRY)


def _due(casework: Casework, *, limit: int = 10) -> tuple[PlanDue, ...]:
    return VaultPlanDueQueries(casework.vault).due(TODAY, limit)


@pytest.mark.requirement("ANAS-12")
def test_actions_and_reviews_that_are_due_come_oldest_first_with_whom_they_are_for(
    casework: Casework,
) -> None:
    person = a_person()
    case = a_case(person)
    casework.keep(an_entity(), person, case)
    plan = ActionPlan(80, case.id, date(2026, 1, 5), review_on=date(2026, 5, 2))
    action = PlanAction(81, case.id, 80, "Écrire au logeur", Owner.PERSON, due_on=TODAY)
    begun = replace(action, id=82, due_on=date(2026, 4, 1), state=ActionState.UNDER_WAY)
    _save(
        casework,
        plan,
        action,
        begun,
        replace(action, id=83, due_on=LATER),
        replace(action, id=84, due_on=None),
        replace(action, id=85, state=ActionState.DONE, done_on=TODAY),
        replace(action, id=86, state=ActionState.DROPPED),
    )

    first, review, last = _due(casework)

    assert (first.kind, first.id, first.state) == (DueKind.ACTION, 82, ActionState.UNDER_WAY)
    assert (review.kind, review.id, review.words) == (DueKind.REVIEW, 80, "")
    assert (last.id, last.due_on, last.words) == (81, TODAY, "Écrire au logeur")
    assert (last.case_id, last.number) == (case.id, case.number)
    assert (last.family_name, last.given_name) == (person.family_name, person.given_name)
    assert [one.id for one in _due(casework, limit=1)] == [82]


@pytest.mark.requirement("ANAS-12")
def test_nothing_is_due_in_a_closed_file_nor_in_a_plan_that_is_over(casework: Casework) -> None:
    people = [a_person(), a_person()]
    open_case, closed = (a_case(one) for one in people)
    over = replace(closed, state=CaseState.CLOSED, closed_on=TODAY, closing_reason="CLO.FIN")
    casework.keep(an_entity(), *people, open_case, over)
    for rank, (case, ended_on) in enumerate(((open_case, TODAY), (closed, None))):
        plan = ActionPlan(80 + rank, case.id, date(2026, 1, 5), review_on=TODAY, ended_on=ended_on)
        action = PlanAction(90 + rank, case.id, plan.id, "Écrire", Owner.PERSON, due_on=TODAY)
        _save(casework, plan, action)

    assert _due(casework) == ()


def test_what_is_due_is_read_from_the_open_files_alone(tmp_path: Path) -> None:
    vault = a_vault(tmp_path)
    fill(vault, SMALL)
    seen: list[str] = []
    with vault.read() as connection:
        connection.set_trace_callback(seen.append)
        VaultPlanDueQueries(vault).due(TODAY, 10)
        connection.set_trace_callback(None)
        (statement,) = (one for one in seen if one.lstrip().startswith("WITH"))
        plan = [str(row[3]) for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}")]
    vault.close()

    assert {line for line in plan if line.startswith("SCAN ")} <= {
        "SCAN c",
        "SCAN running",
        "SCAN due",
    }
    assert any("action_plan_case" in line for line in plan)
    assert any("plan_action_case" in line for line in plan)
