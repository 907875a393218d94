"""The same row has the same fingerprint in any file form and typing."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from testkit.plans import TODAY, a_plan, a_sheet, only
from testkit.sheets import HEADER, a_row

from app.importing.fingerprint import fingerprint
from app.importing.mapping import Corrections, MappedRow
from app.importing.values import text_of
from app.importing.vocabulary import SheetKind


def mark(**changed):
    return only(a_plan(a_sheet(HEADER, a_row(**changed)))).read.fingerprint


@pytest.mark.parametrize(
    "changed",
    [
        {"date": "7.2.25"},
        {"date": date(2025, 2, 7)},
        {"date": 45695.0},
        {"minutes": "50 min"},
        {"minutes": time(0, 50)},
        {"minutes": timedelta(minutes=50)},
        {"minutes": 50.0},
        {"year": "1980"},
        {"year": 1980.0},
        {"entity": " VILLE D'EXEMPLE"},
        {"family": "Fictivé"},
        {"status": "titulaire "},
        {"number": "2025/1"},
    ],
)
def test_another_typing_of_a_row_has_its_fingerprint(changed):
    assert mark(**changed) == mark()


@pytest.mark.parametrize(
    "changed",
    [
        {"date": "08/02/2025"},
        {"minutes": "51"},
        {"kind": "Visio"},
        {"note": "autre chose"},
        {"number": "2025-0002"},
    ],
)
def test_another_content_has_another_fingerprint(changed):
    assert mark(**changed) != mark()


def test_teaching_a_value_does_not_change_the_fingerprint():
    sheet = a_sheet(HEADER, a_row(kind="Danse"))
    taught = Corrections(values={("CTC", "danse"): "CTC.RDV"})

    assert (
        only(a_plan(sheet)).read.fingerprint
        == only(a_plan(sheet, corrections=taught)).read.fingerprint
    )


CELLS = st.one_of(
    st.none(),
    st.text(max_size=20),
    st.integers(-(10**6), 10**6),
    st.floats(-(10**6), 10**6).map(lambda number: round(number, 2)),
    st.booleans(),
    st.dates(),
    st.times(),
    st.timedeltas(timedelta(0), timedelta(days=3)),
)


@given(st.dictionaries(st.sampled_from(sorted({"date", "minutes", "note", "birth_year"})), CELLS))
def test_a_cell_and_its_text_have_one_fingerprint(cells):
    texts = {name: (text_of(cell),) for name, cell in cells.items()}
    again = {name: tuple(text_of(text) for text in found) for name, found in texts.items()}
    rows = [MappedRow(SheetKind.INTERVENTIONS, "", 2, found) for found in (texts, again)]

    assert len({fingerprint(row, TODAY, 2025) for row in rows}) == 1
