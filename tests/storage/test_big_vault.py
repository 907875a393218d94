"""The vault that benchmarks use is a plausible one, the same at each run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from testkit.big_vault import FIRST_DAY, SMALL, fill
from testkit.casework import Casework
from testkit.vaults import SettableClock, a_vault

from app.domain.nomenclatures import standard
from app.domain.people import folded
from app.domain.periods import civil_year
from app.ports.queries import CaseFilter

if TYPE_CHECKING:
    from collections.abc import Generator


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Generator[Casework]:
    vault = a_vault(tmp_path_factory.mktemp("big"))
    fill(vault, SMALL)
    yield Casework(vault, SettableClock())
    vault.close()


def test_it_holds_what_its_scale_says(big: Casework) -> None:
    with big.vault.read() as connection:
        counts = connection.execute(
            """
            SELECT (SELECT COUNT(*) FROM person), (SELECT COUNT(*) FROM case_file),
                   (SELECT COUNT(*) FROM intervention), (SELECT COUNT(*) FROM aid_application)
            """
        ).fetchone()

    assert counts == (SMALL.persons, SMALL.cases, SMALL.interventions, SMALL.aid)


def test_nothing_in_it_breaks_the_schema_or_the_lists(big: Casework) -> None:
    lists = standard()
    years = range(FIRST_DAY.year, FIRST_DAY.year + SMALL.years)

    with big.vault.read() as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    for year in years:
        facts = big.facts.facts(civil_year(year))
        codes = {code for fact in facts.interventions for code in (fact.kind, *fact.issues)}
        assert [code for code in codes if code not in lists] == []
        assert {case for fact in facts.interventions for case in fact.cases} <= {
            case.id for case in facts.cases
        }


def test_what_is_rare_is_there(big: Casework) -> None:
    lists = standard()
    with big.vault.read() as connection:
        issues = connection.execute("SELECT DISTINCT code FROM intervention_issue").fetchall()
        (most,) = connection.execute(
            "SELECT MAX(n) FROM (SELECT COUNT(*) AS n FROM intervention_case GROUP BY case_id)"
        ).fetchone()
        (two_entities,) = connection.execute(
            """
            SELECT COUNT(*)
              FROM (SELECT 1 FROM case_file GROUP BY person_id HAVING COUNT(*) = 2)
            """
        ).fetchone()
        (withdrawn,) = connection.execute(
            "SELECT COUNT(*) FROM agreement WHERE answer = 'withdrawn'"
        ).fetchone()

    classes = {letter for (code,) in issues for letter in lists.get(code).sens}
    assert classes == set("HPVF")
    assert most >= 300
    assert two_entities == SMALL.cases - SMALL.persons
    assert withdrawn >= 1


def test_its_words_are_those_that_saving_would_index(big: Casework) -> None:
    for row in big.screens.cases(CaseFilter(limit=5)).rows:
        words = f"{row.family_name} {row.given_name} {row.number}"
        found = big.screens.cases(CaseFilter(words=words))
        assert row.case_id in {one.case_id for one in found.rows}
        assert folded(words)


def test_two_runs_draw_the_same_vault(big: Casework, tmp_path) -> None:
    vault = a_vault(tmp_path)
    fill(vault, SMALL)
    again = Casework(vault, SettableClock())

    assert again.facts.facts(civil_year(2006)) == big.facts.facts(civil_year(2006))
    assert again.screens.cases(CaseFilter()) == big.screens.cases(CaseFilter())
    vault.close()
