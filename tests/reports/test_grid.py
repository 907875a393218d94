"""Percentages come from printed values, over a fair base, and hide with their count."""

import pytest
from testkit.documents import Line, a_table

from app.statistics.tables import TOTAL, UNKNOWN, Measure
from reports.grid import grid


def _texts(*lines: Line, **look: object) -> dict[str, list[str]]:
    printed = grid(a_table("4.1", lines, shares=True, **look))
    return {row.label: [cell.text for cell in row.cells] for row in printed.rows}


def test_a_share_is_of_the_printed_total_and_the_total_has_none() -> None:
    texts = _texts(("A", "Un", [15]), (TOTAL, "Ensemble", [40]))

    assert texts == {"Un": ["15", "38\u202f%"], "Ensemble": ["40", ""]}


def test_a_masked_count_has_a_masked_share() -> None:
    assert _texts(("A", "Un", [None]), (TOTAL, "Ensemble", [40]))["Un"] == ["n.c.", "n.c."]


@pytest.mark.parametrize("base", [19, None])
def test_a_base_that_is_small_or_hidden_gives_no_percentages(base: int | None) -> None:
    assert _texts(("A", "Un", [7]), (TOTAL, "Ensemble", [base]))["Un"] == ["7"]


def test_shares_are_of_the_known_when_enough_is_known_and_it_is_said() -> None:
    lines: list[Line] = [
        ("A", "Un", [40]), (UNKNOWN, "Non connu", [20]), (TOTAL, "Ensemble", [100]),
    ]  # fmt: skip
    printed = grid(a_table("4.1", lines, shares=True))

    assert [row.cells[1].text for row in printed.rows] == ["50\u202f%", "–", ""]
    assert printed.notes == ("Pourcentages calculés sur les réponses connues.",)


@pytest.mark.parametrize("unknown", [21, None])
def test_shares_are_of_all_when_too_much_is_unknown_or_it_is_hidden(unknown: int | None) -> None:
    lines: list[Line] = [
        ("A", "Un", [40]), (UNKNOWN, "Non connu", [unknown]), (TOTAL, "Ensemble", [100]),
    ]  # fmt: skip
    printed = grid(a_table("4.1", lines, shares=True))

    assert printed.rows[0].cells[1].text == "40\u202f%"
    assert printed.notes == ()


def test_amounts_have_no_share_and_are_whole_euros() -> None:
    texts = _texts(
        ("A", "Un", [12_345_678]), (TOTAL, "Ensemble", [20_000_000]), measures=[Measure.CENTS]
    )

    assert texts["Un"] == ["123\u202f457\u202f€"]


def test_beside_many_columns_only_the_last_has_its_share() -> None:
    columns = {"E1": "Bellerive", "E2": "Montaubry", TOTAL: "Ensemble"}
    texts = _texts(
        ("A", "Un", [15, 10, 25]), (TOTAL, "Total", [40, 60, 100]),
        columns=columns, measures=[Measure.PERSONS] * 3,
    )  # fmt: skip

    assert texts["Un"] == ["15", "10", "25", "25\u202f%"]
