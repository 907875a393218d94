"""Spreadsheet files for tests, in every form that is read; all people are fictitious."""

import csv
import io
from pathlib import Path
from typing import Any

HEADER = (
    "Date",
    "Collectivité",
    "N° dossier",
    "Nom",
    "Prénom",
    "Sexe",
    "Année naiss.",
    "Statut",
    "Demandé par",
    "Type",
    "Durée",
    "Problématique 1",
    "Observations",
)
DATA = Path(__file__).parents[1] / "data" / "spreadsheets"
EXAMPLE = Path(__file__).parents[2] / "resources" / "example"

Rows = list[tuple[Any, ...]]


def a_row(**changed: Any) -> tuple[Any, ...]:
    """One contact as assistants write it down; a test changes what its rule is about."""
    usual = {
        "date": "07/02/2025",
        "entity": "Ville d’Exemple",
        "number": "2025-0001",
        "family": "FICTIVE",
        "given": "Nadège",
        "gender": "F",
        "year": 1980,
        "status": "Titulaire",
        "origin": "L'agent",
        "kind": "VAD",
        "minutes": "0h50",
        "issue": "Logement",
        "note": None,
    }
    assert set(changed) <= set(usual)
    return tuple({**usual, **changed}.values())


def write_xlsx(path: Path, sheets: dict[str, Rows]) -> Path:
    """Write a workbook of today."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        tab = book.create_sheet(name)
        for row in rows:
            tab.append(row)
    book.save(path)
    return path


def write_ods(path: Path, sheets: dict[str, Rows]) -> Path:
    """Write an OpenDocument spreadsheet."""
    from odfdo import Document, Row, Table

    document = Document("spreadsheet")
    document.body.clear()
    for name, rows in sheets.items():
        table = Table(name)
        for values in rows:
            row = Row()
            row.set_values(list(values))
            table.append(row)
        document.body.append(table)
    document.save(path)
    return path


def csv_text(rows: Rows, separator: str = ";") -> str:
    """The rows as delimited text."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def write_csv(path: Path, rows: Rows, *, separator: str = ";", encoding: str = "utf-8") -> Path:
    """Write delimited text."""
    path.write_bytes(csv_text(rows, separator).encode(encoding))
    return path


def rows_of(path: Path, sheet: str) -> Rows:
    """The rows of one sheet of a workbook, read by another library than ours."""
    from openpyxl import load_workbook

    return [tuple(row) for row in load_workbook(path)[sheet].iter_rows(values_only=True)]
