"""The spreadsheet: figures are numbers, the rest is text, nothing is a formula or a trace."""

import io
import re
import zipfile

import openpyxl
import pytest
from testkit import documents

from app.statistics.document import Bullets, Figure, Paragraph, Tile, Tiles
from reports.sheet import SheetRenderer

FORMULA = "=cmd|' /C calc'!A0"


def opened(document: object) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(SheetRenderer().render(document)))


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name).decode("utf-8") for name in package.namelist()}


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    return opened(documents.a_document())


def test_the_contents_come_first_then_one_sheet_per_table_named_by_its_number(book) -> None:
    assert book.sheetnames == ["Sommaire", "2.3", "3.3", "3.4", "3.7", "4.1", "6.2", "Textes"]
    assert all(sheet.sheet_state == "visible" for sheet in book)


def test_figures_are_numbers_and_masks_are_the_sign(book) -> None:
    lines = {row[0].value: [cell.value for cell in row[1:]] for row in book["6.2"].iter_rows()}

    assert lines["Aide de l’employeur"] == [21, 17, 12345]
    assert lines["Fonds de solidarité pour le logement"] == [9, "n.c.", "n.c."]
    assert lines["Ensemble"] == [36, 28, 18740]


def test_a_masked_cell_is_striped(book) -> None:
    masked = [cell for row in book["4.1"].iter_rows() for cell in row if cell.value == "n.c."]

    assert len(masked) == 4
    assert {cell.fill.patternType for cell in masked} == {"lightUp"}


def test_a_withheld_table_has_its_sheet_and_its_reason(book) -> None:
    texts = [cell.value for row in book["3.7"].iter_rows() for cell in row if cell.value]

    assert any(text.startswith("Tableau non publié") for text in texts)


def test_headings_stay_in_sight_and_on_every_printed_page(book) -> None:
    assert book["4.1"].freeze_panes == "B6"
    assert book["4.1"].print_title_rows == "$5:$5"
    assert book["4.1"].page_setup.paperSize == 9
    assert book["4.1"].sheet_properties.pageSetUpPr.fitToPage
    assert book["4.1"].page_setup.fitToHeight == 0


def test_a_name_like_a_formula_is_text_everywhere() -> None:
    table = documents.a_table(
        "4.1", [("A", FORMULA, [12])], title=FORMULA, base=FORMULA, notes=(FORMULA,),
        columns={"_T": FORMULA},
    )  # fmt: skip
    blocks = (
        Tiles((Tile(FORMULA, FORMULA),)),
        Paragraph(FORMULA),
        Bullets((FORMULA,)),
        Figure(table),
    )
    document = documents.a_document(*blocks, title=FORMULA, subtitle=FORMULA)
    content = SheetRenderer().render(document)
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]

    assert sum(FORMULA in str(cell.value) for cell in cells) >= 8
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not any("<f>" in part or "<f " in part for part in parts(content).values())


def test_an_address_in_a_text_does_not_become_a_link() -> None:
    book = opened(documents.a_document(Paragraph("https://exemple.invalid/")))

    assert book["Textes"]["A1"].hyperlink is None


def test_the_file_tells_nobody_and_no_moment() -> None:
    found = parts(SheetRenderer().render(documents.a_document()))

    assert re.findall(r"<(?:dc:creator|cp:lastModifiedBy)>[^<]+<", found["docProps/core.xml"]) == []
    assert set(re.findall(r">(\d{4}-[^<]+)<", found["docProps/core.xml"])) == {
        "2000-01-01T00:00:00Z"
    }
    assert "<Company>" not in found["docProps/app.xml"].replace("<Company></Company>", "")
    assert not any("/root" in part or "/home" in part for part in found.values())


def test_the_same_document_gives_the_same_bytes() -> None:
    first = SheetRenderer().render(documents.a_document())

    assert SheetRenderer().render(documents.a_document()) == first


def test_two_tables_of_one_number_have_two_sheets() -> None:
    blocks = [Figure(documents.domains()), Figure(documents.domains())]

    assert opened(documents.a_document(*blocks)).sheetnames[1:3] == ["4.1", "4.1 (2)"]


def test_nothing_is_written_to_disk_on_the_way(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    SheetRenderer().render(documents.a_document())

    assert list(tmp_path.iterdir()) == []
