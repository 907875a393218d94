"""The wordings of the import wizard: each means one thing; the examples are covered."""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest

import resources
from app.domain.nomenclatures import standard
from app.domain.people import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

SYNONYMS = resources.read_toml("imports", "synonyms.toml")
SHEETS = ("interventions", "aid", "collective", "entities")
LISTS = sorted(SYNONYMS["values"])
CODED = {
    "interventions": {
        "gender": "GEN",
        "status": "STA",
        "category": "CAT",
        "origin": "ORI",
        "kind": "CTC",
        "place": "LIE",
        "issues": "ISS",
        "natures": "NAT",
    },
    "aid": {"scheme": "SCH", "purpose": "OBJ", "decision": "AST"},
    "collective": {"theme": "THM"},
    "entities": {},
}
EXAMPLES = ("suivi-2024.xlsx", "suivi-2025.xlsx")


def meanings(table: dict[str, list[str]]) -> dict[str, str]:
    """Each folded wording with what it means."""
    return {folded(wording): target for target, wordings in table.items() for wording in wordings}


def sheet_of(title: str) -> str:
    """The kind of sheet that a title announces."""
    return next(
        kind for kind in SHEETS if folded(title) in map(folded, SYNONYMS["sheets"][kind]["names"])
    )


def columns_of(rows: list[tuple[object, ...]]) -> Iterator[tuple[str, set[object]]]:
    """The headers of a sheet, each with the distinct values below it."""
    header = next(at for at, row in enumerate(rows) if sum(cell is not None for cell in row) > 2)
    for at, title in enumerate(rows[header]):
        yield str(title), {row[at] for row in rows[header + 1 :]} - {None}


def example_columns() -> list[tuple[str, str, set[object]]]:
    """Every column of the example spreadsheets, with its kind of sheet."""
    found: list[tuple[str, str, set[object]]] = []
    for name in EXAMPLES:
        book = openpyxl.load_workbook(
            BytesIO(resources.read_bytes("example", name)), read_only=True
        )
        for sheet in book:
            rows = list(sheet.iter_rows(values_only=True))
            found += [(sheet_of(sheet.title), title, values) for title, values in columns_of(rows)]
    return found


@pytest.mark.parametrize("name", LISTS)
def test_every_wording_targets_an_existing_code(name: str):
    codes = standard().of(name)
    assert [code for code in SYNONYMS["values"][name] if code not in codes] == []


@pytest.mark.parametrize("name", LISTS)
def test_a_wording_means_one_code_of_its_list(name: str):
    wordings = Counter(
        folded(w) for all_of in SYNONYMS["values"][name].values() for w in set(map(folded, all_of))
    )
    assert [wording for wording, times in wordings.items() if times > 1] == []


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_header_means_one_column_of_its_sheet(sheet: str):
    wordings = Counter(
        w for all_of in SYNONYMS["columns"][sheet].values() for w in set(map(folded, all_of))
    )
    assert [wording for wording, times in wordings.items() if times > 1] == []


def test_a_sheet_title_announces_one_kind_of_sheet():
    titles = Counter(
        folded(title) for kind in SHEETS for title in SYNONYMS["sheets"][kind]["names"]
    )
    assert [title for title, times in titles.items() if times > 1] == []


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sheet_requires_columns_that_it_knows(sheet: str):
    assert set(SYNONYMS["sheets"][sheet]["required"]) <= set(SYNONYMS["columns"][sheet])


@pytest.mark.parametrize("name", LISTS)
def test_no_wording_is_blank_once_folded(name: str):
    assert all(folded(w) for all_of in SYNONYMS["values"][name].values() for w in all_of)


@pytest.mark.parametrize("name", LISTS)
def test_what_the_program_itself_shows_is_understood_again(name: str):
    """A short label that means something else would break the round trip of a list written out."""
    known, codes = meanings(SYNONYMS["values"][name]), standard().of(name)
    wrong = {
        code.short: known[folded(code.short)]
        for code in codes.codes
        if folded(code.short) in known
        and codes.domain_of(known[folded(code.short)]) != codes.domain_of(code.code)
    }
    assert wrong == {}


@pytest.mark.parametrize(("sheet", "header", "values"), example_columns())
def test_every_header_of_the_examples_is_known(sheet: str, header: str, values: set[object]):
    assert folded(header) in meanings(SYNONYMS["columns"][sheet])
    assert values


@pytest.mark.parametrize(("sheet", "header", "values"), example_columns())
def test_every_coded_value_of_the_examples_is_known(sheet: str, header: str, values: set[object]):
    name = CODED[sheet].get(meanings(SYNONYMS["columns"][sheet])[folded(header)])
    if name is None:
        return
    known = meanings(SYNONYMS["values"][name])
    pieces = {piece for value in values for piece in re.split(r"[+,]", str(value))}
    assert {piece for piece in pieces if folded(piece) not in known} == set()


@pytest.mark.parametrize(
    ("name", "wording", "code"),
    [
        ("CTC", "VAD", "CTC.VAD"),
        ("CTC", "Entretien spontané", "CTC.SPO"),
        ("LIE", "Téléphone", "LIE.DIS"),
        ("ORI", "L'agent", "ORI.AGT"),
        ("ORI", "L’agent", "ORI.AGT"),
        ("ISS", "Budget / endettement", "ISS.BUD"),
        ("NAT", "Aide financière", "NAT.AID"),
        ("STA", " RETRAITÉ ", "STA.RET"),
        ("AST", "En attente", "AST.SUBMITTED"),
        ("SCH", "Fondation", "SCH.CAR.AUT"),
        ("OBJ", "Véhicule", "OBJ.TRANSPORT"),
        ("THM", "Préparation à la retraite", "THM.RET"),
    ],
)
def test_the_wordings_of_the_trade_mean_what_the_trade_means(name: str, wording: str, code: str):
    assert meanings(SYNONYMS["values"][name])[folded(wording)] == code
