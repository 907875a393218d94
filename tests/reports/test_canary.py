"""A value that protection hid is in no byte of any file, in no form."""

import io
import re
import zipfile

import pypdfium2
import pytest
from testkit import documents

from app.statistics.disclosure.protect import protect
from app.statistics.disclosure.rules import Rules
from app.statistics.document import Document, Figure
from app.statistics.release import SafeTable, grouped
from app.statistics.tables import (
    TOTAL,
    Cell,
    CellKey,
    Column,
    Measure,
    RawTables,
    Relation,
    RelationKind,
    Row,
    TableView,
)
from reports.charts import chart_svg, chart_text
from reports.files import rendered

PARTS = {"A": (3, 73_311), "B": (40, 91_733), "C": (60, 88_277), "D": (25, 64_951)}
"""Persons and interventions of each line; the first is too few."""


def _key(code: str = "") -> CellKey:
    return CellKey("E1", Measure.INTERVENTIONS, (("kind", code),) if code else ())


def _protected() -> SafeTable:
    cells = {_key(c): Cell(_key(c), persons, value) for c, (persons, value) in PARTS.items()}
    total = Cell(_key(), sum(p for p, _ in PARTS.values()), sum(v for _, v in PARTS.values()))
    rows = tuple(Row(code, f"Ligne {code}", (_key(code),)) for code in PARTS)
    view = TableView(
        number="2.2",
        title="Interventions",
        base="interventions",
        population="E1",
        dimension="kind",
        columns=(Column("INTERVENTIONS", "Interventions", Measure.INTERVENTIONS),),
        rows=(*rows, Row(TOTAL, "Ensemble", (_key(),), is_total=True)),
        chart="bar",
        shares=True,
    )
    raw = RawTables(
        period="2025",
        cells=cells | {_key(): total},
        relations=(
            Relation(RelationKind.SUM, (*((_key(code), 1) for code in PARTS), (_key(), -1))),
        ),
        views=(view,),
        populations={"E1": "Ville de Bellerive"},
    )
    return protect(raw, Rules()).tables[0]


@pytest.fixture(scope="module")
def table() -> SafeTable:
    return _protected()


def _hidden(table: SafeTable) -> list[int]:
    return [value for code, (_, value) in PARTS.items() if table.value(_key(code)) is None]


def _readable(name: str, content: bytes) -> str:
    """Everything in a file that a reader or a program can see, compressed or not."""
    texts = [content.decode("latin-1"), content.decode("utf-8", "ignore")]
    if name.endswith(".pdf"):
        texts += [p.get_textpage().get_text_range() for p in pypdfium2.PdfDocument(content)]
    if name.endswith(".xlsx"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            texts += [package.read(part).decode("utf-8") for part in package.namelist()]
    return "\n".join(texts)


def test_protection_hid_the_small_line_and_another(table: SafeTable) -> None:
    assert 73_311 in _hidden(table)
    assert len(_hidden(table)) >= 2


def test_no_file_holds_a_hidden_value(table: SafeTable) -> None:
    document: Document = documents.a_document(Figure(table))
    for name, content in rendered(document).items():
        text = _readable(name, content)
        for value in _hidden(table):
            assert str(value) not in text
            assert grouped(value) not in text
            assert re.search(r"\D".join([str(value)[:-3], str(value)[-3:]]), text) is None


def test_the_look_finds_what_is_printed(table: SafeTable) -> None:
    printed = [value for _, value in PARTS.values() if value not in _hidden(table)]
    assert printed
    for name, content in rendered(documents.a_document(Figure(table))).items():
        if name.endswith((".pdf", ".xlsx", "figures.csv")):
            text = _readable(name, content)
            assert all(str(value) in text or grouped(value) in text for value in printed)


def test_no_chart_holds_a_hidden_value(table: SafeTable) -> None:
    for value in _hidden(table):
        for picture in (chart_svg(table), chart_text(table)):
            assert str(value) not in picture
            assert grouped(value) not in picture
