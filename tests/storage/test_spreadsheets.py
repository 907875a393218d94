"""Spreadsheets of any common form are read to the same rows."""

import io
import zipfile
from datetime import date
from datetime import time as clock_time

import pytest
from openpyxl import Workbook
from testkit.reading import ROWS, read
from testkit.sheets import DATA, HEADER, a_row, csv_text, write_csv, write_ods, write_xlsx


def texts(sheet):
    return [
        tuple("" if cell is None else str(cell).removesuffix(".0") for cell in row)
        for row in sheet.rows
    ]


EXPECTED = [tuple("" if cell is None else str(cell) for cell in row) for row in ROWS]


def test_a_workbook_gives_its_rows(tmp_path):
    (sheet,) = read(write_xlsx(tmp_path / "suivi.xlsx", {"Suivi": ROWS}))

    assert sheet.name == "Suivi"
    assert texts(sheet) == EXPECTED


def test_an_opendocument_spreadsheet_gives_its_rows(tmp_path):
    (sheet,) = read(write_ods(tmp_path / "suivi.ods", {"Suivi": ROWS}))

    assert texts(sheet) == EXPECTED


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman"],
)
def test_delimited_text_is_read_in_any_usual_encoding_and_separator(tmp_path, encoding, separator):
    path = write_csv(tmp_path / "suivi.csv", ROWS, separator=separator, encoding=encoding)

    (sheet,) = read(path)

    assert texts(sheet) == EXPECTED


@pytest.mark.parametrize("encoding", ["latin-1", "cp850"])
def test_older_encodings_are_read_when_they_have_the_letters(tmp_path, encoding):
    rows = [HEADER, a_row(entity="Ville de Bellerive", family="GUÉRIN", note="Très gênée, à l'été")]
    rows += [a_row(entity="Mairie", family="LEFÈVRE", given="Éléonore", note="Reçue, déjà âgée")]

    (sheet,) = read(write_csv(tmp_path / "suivi.csv", rows, encoding=encoding))

    assert sheet.rows[1][3] == "GUÉRIN"
    assert sheet.rows[2][4] == "Éléonore"


def test_the_announced_separator_is_taken(tmp_path):
    path = tmp_path / "suivi.csv"
    path.write_text("sep=|\nNom|Ville\nFICTIVE, Nadège|a,b,c\n", encoding="utf-8")

    (sheet,) = read(path)

    assert sheet.rows[2] == ("FICTIVE, Nadège", "a,b,c")


def test_a_quoted_cell_may_hold_lines_and_separators(tmp_path):
    path = tmp_path / "suivi.csv"
    path.write_bytes(b'Nom;Note\r\nFICTIVE;"un\r\ndeux; ""trois"""\r\nAUTRE;x\r\n')

    (sheet,) = read(path)

    assert sheet.rows == (("Nom", "Note"), ("FICTIVE", 'un\ndeux; "trois"'), ("AUTRE", "x"))


def test_a_quotation_mark_that_never_closes_swallows_no_row(tmp_path):
    path = tmp_path / "suivi.csv"
    path.write_text('Nom;Note\nFICTIVE;"un\nAUTRE;x\nENCORE;y\n', encoding="utf-8")

    (sheet,) = read(path)

    assert [row[0] for row in sheet.rows] == ["Nom", "FICTIVE", "AUTRE", "ENCORE"]


def test_a_blank_line_keeps_the_numbers_of_the_others(tmp_path):
    (sheet,) = read(write_csv(tmp_path / "suivi.csv", [HEADER, (), a_row()]))

    assert len(sheet.rows) == 3
    assert not any(sheet.rows[1])


def test_an_old_workbook_is_read(tmp_path):
    (sheet,) = read(DATA / "old.xls")

    assert sheet.rows[1] == (
        "07/02/2025",
        "Ville d’Exemple",
        "2025-0001",
        "FICTIVE",
        "Nadège",
        "VAD",
    )


def test_an_old_workbook_renamed_is_read_by_its_content(tmp_path):
    path = tmp_path / "suivi.xlsx"
    path.write_bytes((DATA / "old.xls").read_bytes())

    assert read(path) == read(DATA / "old.xls")


def test_delimited_text_renamed_is_read_by_its_content(tmp_path):
    path = tmp_path / "suivi.xlsx"
    path.write_text(csv_text(ROWS), encoding="utf-8")

    assert texts(read(path)[0]) == EXPECTED


def test_dates_times_and_numbers_keep_their_kind(tmp_path):
    rows = [("Date", "Durée", "Année"), (date(2025, 2, 7), clock_time(0, 50), 1980)]

    (sheet,) = read(write_xlsx(tmp_path / "suivi.xlsx", {"Suivi": rows}))

    day, duration, year = sheet.rows[1]
    assert str(day) in {"2025-02-07", "2025-02-07 00:00:00"}
    assert duration == clock_time(0, 50)
    assert year == 1980


def test_a_vertical_merge_counts_for_each_of_its_rows(tmp_path):
    book = Workbook()
    tab = book.active
    for row in [("Date", "Nom"), ("07/02/2025", "FICTIVE"), (None, "AUTRE"), (None, "ENCORE")]:
        tab.append(row)
    tab.merge_cells("A2:A4")
    book.save(tmp_path / "suivi.xlsx")

    (sheet,) = read(tmp_path / "suivi.xlsx")

    assert [row[0] for row in sheet.rows[1:]] == ["07/02/2025"] * 3


def test_a_formula_gives_its_stored_result_and_is_flagged_without_one(tmp_path):
    path = tmp_path / "suivi.xlsx"
    write_xlsx(path, {"Suivi": [("Nom", "Durée"), ("FICTIVE", "=20+30"), ("AUTRE", "=1/0")]})
    content = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(path, "w") as new:
        for part in old.namelist():
            body = old.read(part).decode()
            if part == "xl/worksheets/sheet1.xml":
                assert "<f>20+30</f><v />" in body or "<f>20+30</f><v></v>" in body
                body = body.replace("<f>20+30</f><v />", "<f>20+30</f><v>50</v>")
                body = body.replace("<f>20+30</f><v></v>", "<f>20+30</f><v>50</v>")
            new.writestr(part, body)

    (sheet,) = read(path)

    assert sheet.rows[1] == ("FICTIVE", 50)
    assert sheet.not_computed == {(3, 2)}


def test_a_formula_typed_as_a_name_stays_text(tmp_path):
    name = "=cmd|'/C calc'!A0"

    (sheet,) = read(write_csv(tmp_path / "suivi.csv", [HEADER, a_row(family=name)]))

    assert sheet.rows[1][3] == name
