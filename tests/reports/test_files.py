"""What is written is whole, under neutral names, and only ever a protected document."""

import csv
import errno
import io
import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from testkit import documents
from testkit.source import ROOT

from app.ports.renderers import FolderUnwritable
from app.statistics.document import Document, Figure
from app.statistics.tables import Cell, CellKey, Measure
from reports.admission import NotProtected
from reports.files import render_all, rendered
from reports.grid import grid
from reports.naming import slug
from ui import errors

NAMES = {
    "rapport-2025-ville-de-bellerive.pdf",
    "rapport-2025-ville-de-bellerive.xlsx",
    "rapport-2025-ville-de-bellerive-donnees/figures.csv",
    "rapport-2025-ville-de-bellerive-donnees/definitions.csv",
    "rapport-2025-ville-de-bellerive-donnees/datapackage.json",
}


def _found(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_every_format_is_written_and_named(tmp_path) -> None:
    written = render_all(documents.a_document(), tmp_path)

    assert {path.relative_to(tmp_path).as_posix() for path in written} == NAMES
    assert _found(tmp_path) == NAMES


def test_another_run_of_the_program_gives_the_same_bytes() -> None:
    here = {name: sha256(content).hexdigest() for name, content in _made().items()}
    script = (
        "import json; from hashlib import sha256; from testkit import documents;"
        "from reports.files import rendered; made = rendered(documents.a_document());"
        "print(json.dumps({n: sha256(c).hexdigest() for n, c in made.items()}))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
    for seed in ("1", "2"):
        there = subprocess.run(
            [sys.executable, "-c", script],
            env=environment | {"PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo"},
            capture_output=True,
            check=True,
            text=True,
        )
        assert json.loads(there.stdout) == here


def _made() -> dict[str, bytes]:
    return dict(rendered(documents.a_document()))


def test_a_second_writing_replaces_the_first(tmp_path) -> None:
    render_all(documents.a_document(documents.Paragraph("Avant")), tmp_path)
    render_all(documents.a_document(), tmp_path)

    assert _found(tmp_path) == NAMES
    pdf = (tmp_path / "rapport-2025-ville-de-bellerive.pdf").read_bytes()
    assert pdf == rendered(documents.a_document())["rapport-2025-ville-de-bellerive.pdf"]


@pytest.mark.parametrize(
    ("key", "stem"),
    [
        ("Rapport 2025, Ville de Bellerive", "rapport-2025-ville-de-bellerive"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\Temp\\œuvre d’été", "c-temp-oeuvre-d-ete"),
        ("北京", "rapport"),
        ("a" * 300, "a" * 80),
    ],
)
def test_a_file_name_is_plain_on_every_system(key: str, stem: str) -> None:
    assert slug(key) == stem


@pytest.mark.parametrize("full_after", range(5))
def test_a_full_disk_leaves_nothing_behind(tmp_path, monkeypatch, full_after: int) -> None:
    calls = iter(range(100))

    def refuse(_descriptor: int) -> None:
        if next(calls) == full_after:
            raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(FolderUnwritable) as refused:
        render_all(documents.a_document(), tmp_path)

    assert refused.value.code == "full"
    assert _found(tmp_path) == set()


def test_a_folder_that_is_a_file_is_refused_with_its_reason(tmp_path) -> None:
    file = tmp_path / "fichier"
    file.write_text("")
    with pytest.raises(FolderUnwritable) as refused:
        render_all(documents.a_document(), file)

    assert refused.value.code in {"missing", "other"}
    assert "fichier" not in str(refused.value)


def _raw_cell() -> Cell:
    return Cell(CellKey("E1", Measure.PERSONS), persons=1, value=1)


@pytest.mark.parametrize(
    "thing",
    [
        None,
        "un texte",
        {"tables": []},
        documents.domains(),
        documents.a_document(Figure(documents.domains().view)),
        documents.a_document(Figure(_raw_cell())),
    ],
    ids=["nothing", "text", "mapping", "lone table", "unprotected layout", "true cell"],
)
def test_nothing_but_a_document_of_protected_tables_is_rendered(tmp_path, thing: object) -> None:
    with pytest.raises(NotProtected):
        render_all(thing, tmp_path)

    assert _found(tmp_path) == set()


def _sheet_figures(content: bytes, number: str) -> list[object]:
    sheet = openpyxl.load_workbook(io.BytesIO(content))[number]
    lines = sheet.iter_rows(min_row=6, min_col=2)
    return [cell.value for line in lines for cell in line if cell.value not in (None, "")]


def _package_figures(content: bytes, number: str) -> list[object]:
    rows = csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""))
    return [
        int(row["OBS_VALUE"]) if row["OBS_VALUE"] else "n.c."
        for row in rows
        if row["TABLE"] == number
    ]


@pytest.mark.parametrize("name", ["months", "crossed", "aid"])
def test_all_formats_show_the_same_figures(name: str) -> None:
    table = getattr(documents, name)()
    document: Document = documents.a_document(Figure(table))
    files = {Path(name).suffix: content for name, content in rendered(document).items()}
    package = rendered(document)["rapport-2025-ville-de-bellerive-donnees/figures.csv"]
    printed = [cell for row in grid(table).rows for cell in row.cells]
    expected = ["n.c." if cell.masked else cell.number for cell in printed]

    assert _sheet_figures(files[".xlsx"], table.view.number) == expected
    assert _package_figures(package, table.view.number) == expected
    text = " ".join(p.get_textpage().get_text_range() for p in pypdfium2.PdfDocument(files[".pdf"]))
    for row in grid(table).rows:
        line = " ".join([row.label, *(cell.text for cell in row.cells)])
        assert line in " ".join(text.replace("\r\n", " ").split(" "))


def test_a_missing_folder_is_made(tmp_path) -> None:
    render_all(documents.a_document(), tmp_path / "rapports" / "2025")

    assert _found(tmp_path / "rapports" / "2025") == NAMES


@pytest.mark.parametrize("code", ["missing", "forbidden", "full", "other"])
def test_every_refusal_of_a_folder_is_told_in_words(code: str) -> None:
    assert "Rien n’a été écrit" in errors.message(FolderUnwritable(code))
