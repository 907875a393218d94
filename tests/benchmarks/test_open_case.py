"""Opening a file, the form and the pages of the vault of twenty years, against the bare SQL."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from testkit.big_vault import FIRST_DAY, VISITS

from app.domain.periods import civil_year

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Measure
    from testkit.casework import Casework

    from app.domain.ids import CaseId

pytestmark = pytest.mark.slow
MANY = 200
"""Rounds of what she waits for: enough for a ninety-ninth percentile."""
LAST_YEAR = FIRST_DAY.year + 19


def _case(bound: Casework, order: str) -> CaseId:
    """The file with the most interventions, or one of the usual size."""
    with bound.vault.read() as connection:
        rows = connection.execute(
            "SELECT case_id FROM intervention_case GROUP BY case_id ORDER BY COUNT(*) DESC"
        ).fetchall()
    return rows[0 if order == "largest" else len(rows) // 2][0]


def _bare_case(bound: Casework, case_id: CaseId) -> Callable[[], None]:
    def bare() -> None:
        with bound.vault.read() as connection:
            connection.execute(
                """
                SELECT c.id, c.number, c.state, p.family_name, p.given_name, e.name
                  FROM case_file AS c
                  JOIN person AS p ON p.id = c.person_id
                  JOIN entity AS e ON e.id = c.entity_id
                 WHERE c.id = ?
                """,
                (case_id,),
            ).fetchall()

    return bare


def _bare_timeline(bound: Casework, case_id: CaseId) -> Callable[[], None]:
    def bare() -> None:
        with bound.vault.read() as connection:
            connection.execute(
                """
                SELECT i.id, i.done_on, i.kind, i.place, i.minutes, i.note
                  FROM intervention_case AS link
                  JOIN intervention AS i ON i.id = link.intervention_id
                 WHERE link.case_id = ?
                """,
                (case_id,),
            ).fetchall()

    return bare


@pytest.mark.requirement("JUS-17")
@pytest.mark.parametrize("size", ["largest", "usual"])
def test_opening_a_case(bound: Casework, measure: Measure, size: str) -> None:
    """Who, for which employer, what is agreed and asked: everything but what happened."""
    case_id = _case(bound, size)

    sheet = measure.against(
        _bare_case(bound, case_id), lambda: bound.screens.case(case_id), rounds=MANY
    )

    assert sheet.case.id == case_id


@pytest.mark.requirement("JUS-17")
@pytest.mark.parametrize("size", ["largest", "usual"])
def test_its_timeline(bound: Casework, measure: Measure, size: str) -> None:
    case_id = _case(bound, size)

    events = measure.against(
        _bare_timeline(bound, case_id), lambda: bound.screens.timeline(case_id), rounds=MANY
    )

    assert len(events) >= (VISITS if size == "largest" else 1)


@pytest.mark.requirement("JUS-17")
@pytest.mark.parametrize("size", ["largest", "usual"])
def test_opening_a_file(bound: Casework, measure: Measure, size: str) -> None:
    case_id = _case(bound, size)

    def opened() -> int:
        bound.screens.case(case_id)
        return len(bound.screens.timeline(case_id))

    events = measure.against(_bare_timeline(bound, case_id), opened, rounds=MANY)

    assert events >= (VISITS if size == "largest" else 1)


@pytest.mark.parametrize("size", ["largest", "usual"])
def test_what_the_form_proposes(bound: Casework, measure: Measure, size: str) -> None:
    case_id = _case(bound, size)

    proposal = measure.against(
        _bare_timeline(bound, case_id), lambda: bound.screens.last_time(case_id, None)
    )

    assert proposal is not None


def test_the_usual_issues(bound: Casework, measure: Measure) -> None:
    def bare() -> None:
        with bound.vault.read() as connection:
            connection.execute("SELECT code FROM intervention_issue LIMIT 2000").fetchall()

    assert measure.against(bare, lambda: bound.screens.usual_codes("ISS", 12))


def test_the_today_page(bound: Casework, measure: Measure) -> None:
    day = date(LAST_YEAR, 6, 15)

    def bare() -> None:
        with bound.vault.read() as connection:
            connection.execute(
                "SELECT id, kind, minutes FROM intervention WHERE done_on BETWEEN ? AND ?",
                (day.replace(day=1).isoformat(), day.replace(day=30).isoformat()),
            ).fetchall()

    assert measure.against(bare, lambda: bound.screens.today(day)).month.interviews


def test_the_facts_of_a_year(bound: Casework, measure: Measure) -> None:
    year = civil_year(LAST_YEAR - 5)

    def bare() -> None:
        with bound.vault.read() as connection:
            connection.execute(
                """
                SELECT i.id, i.done_on, i.kind, i.place, i.minutes, link.case_id
                  FROM intervention AS i
                  LEFT JOIN intervention_case AS link ON link.intervention_id = i.id
                 WHERE i.done_on BETWEEN ? AND ?
                """,
                (year.first.isoformat(), year.last.isoformat()),
            ).fetchall()

    facts = measure.against(bare, lambda: bound.facts.facts(year))

    assert len(facts.interventions) > 5_000
