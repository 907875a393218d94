"""Charts are drawn from printed values only, read the same without eyes, and show in the window."""

import re
import xml.etree.ElementTree as ET

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from testkit import documents
from testkit.documents import Line, a_table

from app.statistics.tables import TOTAL, UNKNOWN
from reports.charts import STUB, chart_drawing, chart_svg, chart_text
from reports.series import series
from reports.style import REGULAR, STRONG, width_of

SVG = "{http://www.w3.org/2000/svg}"


def _boxes(svg: str) -> list[ET.Element]:
    return list(ET.fromstring(svg).iter(f"{SVG}rect"))


def _texts(svg: str) -> list[str]:
    return [text.text or "" for text in ET.fromstring(svg).iter(f"{SVG}text")]


def _table_of(*values: int | None, chart: str = "bar") -> object:
    lines: list[Line] = [(f"C{i}", f"Ligne {i}", [value]) for i, value in enumerate(values)]
    return a_table("4.1", lines, chart=chart)


@pytest.mark.parametrize("chart", ["bar", "column", "line", "doughnut"])
@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_every_kind_of_chart_shows_in_the_window(qapp: object, chart: str, scheme: str) -> None:
    picture = chart_svg(_table_of(34, 12, 25, chart=chart), scheme)
    renderer = QSvgRenderer(QByteArray(picture.encode()))
    image = QImage(renderer.defaultSize(), QImage.Format.Format_ARGB32)
    image.fill(QColor("#808080"))
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()

    colours = {
        image.pixelColor(x, y).name()
        for x in range(0, image.width(), 3)
        for y in range(0, image.height(), 3)
    }
    assert renderer.isValid()
    assert len(colours) > 2


@pytest.mark.parametrize("chart", ["bar", "column", "line"])
def test_a_masked_bar_has_the_same_length_whatever_the_others_are(chart: str) -> None:
    stubs = []
    for others in ((34, 12), (3400, 1200)):
        boxes = _boxes(chart_svg(_table_of(others[0], None, others[1], chart=chart)))
        stroked = [box for box in boxes if box.get("stroke")]
        assert len(stroked) == 1
        side = "width" if chart == "bar" else "height"
        stubs.append(float(stroked[0].get(side, "0")))

    assert stubs == [STUB, STUB]


def test_a_masked_bar_bears_the_sign_and_no_number() -> None:
    texts = _texts(chart_svg(documents.domains()))

    assert texts.count("n.c.") == 2
    assert {text for text in texts if text.isdigit()} == {"34", "31", "29", "25", "22", "20"}


def test_sorted_bars_go_down_then_the_masked_ones_in_list_order_then_the_unknown() -> None:
    lines: list[Line] = [
        (UNKNOWN, "Non connu", [50]),
        ("A", "Premier masqué", [None]),
        ("B", "Petit", [7]),
        ("C", "Second masqué", [None]),
        ("D", "Grand", [30]),
    ]
    shown = series(a_table("4.1", lines, chart="bar-sorted"))

    assert shown is not None
    assert [point.label for point in shown.points] == [
        "Grand", "Petit", "Premier masqué", "Second masqué", "Non connu",
    ]  # fmt: skip


def test_bars_keep_the_order_of_their_list_when_nothing_else_is_asked() -> None:
    shown = series(_table_of(3, 30, 7))

    assert shown is not None
    assert [point.value for point in shown.points] == [3, 30, 7]


def test_the_scale_ends_at_the_largest_printed_value() -> None:
    lines: list[Line] = [("A", "Un", [20]), ("B", "Deux", [None]), (TOTAL, "Ensemble", [900])]
    shown = series(a_table("4.1", lines, chart="bar"))

    assert shown is not None
    assert shown.largest == 20


def test_a_doughnut_with_a_hidden_or_tiny_part_becomes_bars() -> None:
    kinds = [
        series(_table_of(*values, chart="doughnut")).kind
        for values in ((51, 23), (51, None), (99, 1), (20, 20, 20, 20, 20))
    ]

    assert kinds == ["doughnut", "bar", "bar", "bar"]


@pytest.mark.parametrize("values", [(None, None), (0, 0), ()])
def test_a_table_with_nothing_to_show_has_no_chart(values: tuple[int | None, ...]) -> None:
    table = _table_of(*values)

    assert chart_svg(table) == ""
    assert chart_drawing(table) is None
    assert chart_text(table) == ""


def test_a_withheld_table_has_no_chart() -> None:
    assert chart_svg(documents.withheld()) == ""


def test_a_chart_is_told_in_words() -> None:
    told = chart_text(documents.domains())

    assert told.startswith("Diagramme en barres du tableau 4.1, Domaines abordés")
    assert "Logement, 29" in told
    assert "Violences, non communiqué" in told
    assert told in ET.fromstring(chart_svg(documents.domains())).findtext(f"{SVG}desc", "")


def test_labels_are_wrapped_and_never_cut() -> None:
    label = (
        "Santé et handicap, y compris le maintien dans l’emploi et le retour après un congé long"
    )
    table = a_table("4.1", [("A", label, [12]), ("B", "Logement", [9])], chart="bar")
    texts = _texts(chart_svg(table, width=240))

    assert " ".join(texts).startswith(label)


def test_names_from_outside_are_text_in_the_picture_too() -> None:
    table = a_table("4.1", [("A", '<script>"&', [12]), ("B", "Logement", [9])], chart="bar")

    assert '<script>"&' in _texts(chart_svg(table))


def test_paper_and_window_show_the_same_shapes() -> None:
    drawing = chart_drawing(documents.domains(), "light")
    on_paper = sum(len(group.contents) for group in drawing.contents)
    on_screen = len(re.findall(r"<(?:rect|line|text|circle|path) ", chart_svg(documents.domains())))

    assert on_paper == on_screen


def test_columns_whose_labels_do_not_fit_become_bars() -> None:
    lines: list[Line] = [
        (f"C{i}", f"Accompagnement rapproché numéro {i}", [i + 5]) for i in range(8)
    ]
    texts = _texts(chart_svg(a_table("2.1", lines, chart="column"), width=200))

    assert " ".join(texts).startswith("Accompagnement rapproché numéro 0")


@pytest.mark.parametrize("width", [200.0, 209.0, 480.0])
@pytest.mark.parametrize("name", ["domains", "crossed", "months", "aid", "gender"])
def test_nothing_is_drawn_outside_the_picture(name: str, width: float) -> None:
    picture = ET.fromstring(chart_svg(getattr(documents, name)(), width=width))
    height = float(picture.get("height", "0"))
    for text in picture.iter(f"{SVG}text"):
        font = {"400": REGULAR, "600": STRONG}[text.get("font-weight", "")]
        long = width_of(text.text or "", font, float(text.get("font-size", "0")))
        shift = {"start": 0.0, "middle": long / 2}[text.get("text-anchor", "")]
        left = float(text.get("x", "0")) - shift
        assert left >= -0.5
        assert left + long <= width + 0.5
        assert 0 <= float(text.get("y", "0")) <= height
    for box in picture.iter(f"{SVG}rect"):
        assert float(box.get("x", "0")) + float(box.get("width", "0")) <= width + 0.5
        assert float(box.get("y", "0")) + float(box.get("height", "0")) <= height + 0.5
