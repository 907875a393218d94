"""The data package: one tidy table that says as much as the other formats, and no formula."""

import csv
import io
import json
from itertools import pairwise

import pytest
from testkit import documents

from app.statistics.document import Figure
from reports.package import package_files

COLUMNS = [
    *("TABLE", "ENTITY", "PERIOD", "BASE", "DIM1", "CODE1", "DIM2", "CODE2"),
    *("MEASURE", "OBS_VALUE", "CONF_STATUS"),
]


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return dict(package_files(documents.a_document()))


def test_the_columns_are_those_of_the_format(files) -> None:
    assert list(rows_of(files["figures.csv"])[0]) == COLUMNS


def test_a_masked_value_is_empty_and_its_status_is_one_letter(files) -> None:
    rows = rows_of(files["figures.csv"])
    statuses = {(row["CONF_STATUS"], row["OBS_VALUE"] == "") for row in rows}

    assert statuses == {("F", False), ("C", True)}


def test_a_total_is_written_as_such_in_each_breakdown(files) -> None:
    rows = [row for row in rows_of(files["figures.csv"]) if row["TABLE"] == "3.4"]
    totals = [row for row in rows if row["CODE1"] == "_T"]

    assert {(row["DIM2"], row["CODE2"], row["OBS_VALUE"]) for row in totals} == {
        ("gender", "F", "48"),
        ("gender", "M", "26"),
        ("gender", "_T", "74"),
    }


def test_amounts_are_whole_euros_as_the_other_formats_print_them(files) -> None:
    cents = [row for row in rows_of(files["figures.csv"]) if row["MEASURE"] == "cents"]

    assert [row["OBS_VALUE"] for row in cents] == ["12345", "", "", "18740"]


def test_every_code_is_defined(files) -> None:
    defined = {(row["COLUMN"], row["CODE"]) for row in rows_of(files["definitions.csv"])}
    for row in rows_of(files["figures.csv"]):
        assert ("TABLE", row["TABLE"]) in defined
        assert ("ENTITY", row["ENTITY"]) in defined
        assert (f"CODE1/{row['DIM1']}", row["CODE1"]) in defined
        assert ("MEASURE", row["MEASURE"]) in defined
        assert not row["DIM2"] or (f"CODE2/{row['DIM2']}", row["CODE2"]) in defined


def test_the_description_names_what_is_there(files) -> None:
    package = json.loads(files["datapackage.json"])

    assert {resource["path"] for resource in package["resources"]} | {"datapackage.json"} == set(
        files
    )
    for resource in package["resources"]:
        header = next(csv.reader(io.StringIO(files[resource["path"]].decode("utf-8"))))
        assert [field["name"] for field in resource["schema"]["fields"]] == header


@pytest.mark.parametrize(
    "name",
    ["=cmd|' /C calc'!A0", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", "＝1", "＋1",
     "－1", "＠A", "  =1", '"=1', "\u00a0=1", "\u202f=1"],
)  # fmt: skip
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(name: str) -> None:
    table = documents.a_table("4.1", [(name, name, [12])], title=name, base=name, notes=(name,))
    files = package_files(documents.a_document(Figure(table), subtitle=name, period=name))
    for file in ("figures.csv", "definitions.csv"):
        text = files[file].decode("utf-8")
        cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
        assert f"'{name}" in cells
        assert name not in cells


def test_a_number_keeps_its_type_next_to_guarded_texts(files) -> None:
    assert all(
        row["OBS_VALUE"].isdigit()
        for row in rows_of(files["figures.csv"])
        if row["CONF_STATUS"] == "F"
    )


def test_the_same_document_gives_the_same_bytes_with_lines_ended_alike(files) -> None:
    assert package_files(documents.a_document()) == files
    for name in ("figures.csv", "definitions.csv"):
        pairs = pairwise(b"\n" + files[name])
        assert all(
            (before == 13) == (after == 10) for before, after in pairs if 13 in (before, after)
        )


def test_an_entity_is_named_by_its_letters_and_not_by_its_key_in_the_vault() -> None:
    document = documents.a_document(subtitle="Ville de Bellerive")
    files = package_files(document)

    assert {row["ENTITY"] for row in rows_of(files["figures.csv"])} == {"ville-de-bellerive"}
    defined = [row for row in rows_of(files["definitions.csv"]) if row["COLUMN"] == "ENTITY"]
    assert {row["CODE"] for row in defined} - {""} == {"ville-de-bellerive"}
