"""The PDF: bytes that never change, nothing about who made it, its words and its fonts inside."""

import re

import pypdfium2
import pytest
from testkit import documents

from app.statistics.document import Figure, Heading, PageBreak, Paragraph
from app.statistics.tables import Measure
from reports.pdf.document import PdfRenderer


def pages_of(pdf: bytes) -> list[str]:
    opened = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range() for page in opened]


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return PdfRenderer().render(documents.a_document())


def test_the_same_document_gives_the_same_bytes(pdf: bytes) -> None:
    assert PdfRenderer().render(documents.a_document()) == pdf


def test_the_file_tells_its_title_and_its_program_only(pdf: bytes) -> None:
    told = pypdfium2.PdfDocument(pdf).get_metadata_dict(skip_empty=True)

    assert told == {
        "Title": "Rapport annuel d’activité 2025 – Ville de Bellerive · "
        "1er janvier – 31 décembre 2025",
        "Producer": "Armoire",
    }


@pytest.mark.parametrize(
    "trace",
    ["/Author", "/CreationDate", "/ModDate", "/JavaScript", "/EmbeddedFile", "xmpmeta", "/home"],
)
def test_the_file_bears_no_trace_of_its_making(pdf: bytes, trace: str) -> None:
    assert trace.encode() not in pdf


def test_every_page_says_which_it_is_of_how_many(pdf: bytes) -> None:
    pages = pages_of(pdf)
    said = [re.search(r"page (\d+)/(\d+)", page) for page in pages]

    assert [match and match.groups() for match in said] == [
        (str(number), str(len(pages))) for number in range(1, len(pages) + 1)
    ]


def test_accents_narrow_spaces_and_the_mask_sign_can_be_read_back(pdf: bytes) -> None:
    text = " ".join(pages_of(pdf))

    assert "Problématiques rencontrées" in text
    assert "18\u202f740\u202f€" in text
    assert "n.c." in text
    assert "\ue02f" not in text
    assert "l’emploi" in text


def test_only_our_fonts_are_used_and_all_are_inside(pdf: bytes) -> None:
    names = set(re.findall(rb"/BaseFont /(\S+)", pdf))

    assert names
    assert all(re.fullmatch(rb"[A-Z]{6}\+AtkinsonHyperlegibleNext-\w+", name) for name in names)
    assert pdf.count(b"/FontFile2") == len(names)


def test_the_language_is_french(pdf: bytes) -> None:
    assert b"/Lang (fr-FR)" in pdf


def test_headings_and_tables_are_bookmarks(pdf: bytes) -> None:
    marks = [mark.get_title() for mark in pypdfium2.PdfDocument(pdf).get_toc()]

    assert marks[0] == "Rapport annuel d’activité 2025"
    assert "4. Problématiques rencontrées" in marks
    assert "Tableau 4.1 — Domaines abordés" in marks


def test_a_withheld_table_keeps_its_number_and_says_why(pdf: bytes) -> None:
    text = " ".join(" ".join(pages_of(pdf)).split())

    assert "Tableau 3.7 — Catégorie" in text
    assert "Tableau non publié" in text


def test_a_table_over_two_pages_repeats_its_heading() -> None:
    lines = [(f"C{i}", f"Ligne {i}", [i + 10]) for i in range(90)]
    table = documents.a_table("4.3", lines, columns={"_T": "Colonne unique"})
    pages = pages_of(PdfRenderer().render(documents.a_document(Figure(table))))

    assert len(pages) > 1
    assert all("Colonne unique" in " ".join(page.split()) for page in pages)


def test_a_heading_stays_with_the_table_that_it_announces() -> None:
    filling = tuple(Paragraph("Un paragraphe de remplissage. " * 9) for _ in range(11))
    for length in range(len(filling)):
        blocks = (*filling[:length], Heading("4", "Problématiques"), Figure(documents.domains()))
        pages = pages_of(PdfRenderer().render(documents.a_document(*blocks)))
        together = [page for page in pages if "4. Problématiques" in page]
        assert len(together) == 1
        assert "Tableau 4.1" in together[0]
        assert "Personnes suivies" in together[0]


@pytest.mark.parametrize("name", ["<b>Ville</b> & Cie", "Ville <a href='x'>", "=cmd|' /C calc'!A0"])
def test_a_name_is_printed_as_it_is(name: str) -> None:
    blocks = (
        Paragraph(name),
        Heading("1", name),
        Figure(documents.a_table("4.1", [("A", name, [12])], title=name, notes=(name,))),
    )
    document = documents.a_document(*blocks, title=name, subtitle=name, running=name)
    text = " ".join(pages_of(PdfRenderer().render(document)))

    assert text.count(name) >= 6


def test_letters_that_the_font_lacks_do_not_stop_the_report() -> None:
    document = documents.a_document(Paragraph("Ville de 北京 et cafe\u0301"))

    assert "Ville de ?? et café" in pages_of(PdfRenderer().render(document))[0]


def test_ordinals_are_raised_and_read_as_letters() -> None:
    document = documents.a_document(
        Paragraph("1\u1d49\u02b3 trimestre, 2\u1d49 trimestre, 1er mai")
    )
    text = pages_of(PdfRenderer().render(document))[0].replace("\r\n", "")

    assert "1er trimestre, 2e trimestre, 1er mai" in text


def test_a_heading_that_repeats_the_caption_is_printed_once() -> None:
    table = documents.domains()
    blocks = (Heading("4.1", table.view.title, level=2), Figure(table))
    text = " ".join(pages_of(PdfRenderer().render(documents.a_document(*blocks))))

    assert text.count("Domaines abordés") == 1


def test_a_reason_known_by_its_code_is_told_in_words() -> None:
    table = documents.a_table("3.7", [], title="Catégorie", withheld="extent")
    text = " ".join(pages_of(PdfRenderer().render(documents.a_document(Figure(table)))))

    assert "trop peu de personnes suivies" in text
    assert "extent" not in text


def test_a_table_too_wide_for_the_page_is_printed_in_parts_with_its_labels_again() -> None:
    columns = {f"E{i}": f"Établissement-numéro-{i}" for i in range(9)} | {"_T": "Ensemble"}
    values = [[100 + i * 10 + j for j in range(10)] for i in range(3)]
    lines = [(f"C{i}", f"Ligne {i}", row) for i, row in enumerate(values)]
    table = documents.a_table(
        "4.1", lines, columns=columns, measures=[Measure.PERSONS] * len(columns)
    )
    text = " ".join(pages_of(PdfRenderer().render(documents.a_document(Figure(table)))))

    assert all(str(value) in text for row in values for value in row)
    assert text.count("Ligne 1") >= 2
    assert all(label in text.replace("\r\n", "") for label in columns.values())


def test_long_names_share_the_running_line_without_touching() -> None:
    name = "Syndicat intercommunal à vocation multiple des communes de la vallée et du plateau " * 2
    blocks = (Paragraph("Un."), PageBreak(), Paragraph("Deux."))
    document = documents.a_document(*blocks, subtitle=name, running=name[:120] + " 2025")
    page = pypdfium2.PdfDocument(PdfRenderer().render(document))[1].get_textpage()
    boxes = [page.get_charbox(i) for i in range(page.count_chars())]
    top = [box for box in boxes if box[1] > 780 and box[2] > box[0]]

    assert len(top) > 100
    assert all(left >= 51 - 1 and right <= 595.3 - 51 + 1 for left, _, right, _ in top)
    overlaps = [
        (one, other)
        for at, one in enumerate(top)
        for other in top[at + 1 :]
        if one[0] < other[2] - 0.6 and other[0] < one[2] - 0.6
    ]
    assert overlaps == []


def test_the_first_page_shows_the_main_figures_as_pictures_and_explains_the_sign(
    pdf: bytes,
) -> None:
    first = " ".join(pages_of(pdf)[0].split())

    assert "Domaines abordés (tableau 4.1)" in first
    assert "Vie professionnelle 34" in first
    assert "n.c.\u202f: effectif inférieur au seuil" in pages_of(pdf)[0].replace("\r\n", " ")


def test_the_first_page_has_no_picture_of_a_table_kept_back() -> None:
    table = documents.a_table("4.1", [], title="Domaines", withheld="extent")
    blocks = (Paragraph("Résumé."), PageBreak(), Figure(table))
    first = pages_of(PdfRenderer().render(documents.a_document(*blocks)))[0]

    assert "tableau 4.1" not in first
