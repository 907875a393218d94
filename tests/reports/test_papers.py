"""Small papers: made in memory, readable, and their files say nothing of what they hold."""

import pypdfium2
import pytest

from reports.papers.listing import listing

TITLE, LEAD, COLUMNS = "Liste d’essai", "Quelques lignes fictives.", ("Quand", "Quoi")
ROWS = [(f"{day:02d}/05/2026", f"Ligne fictive numéro {day}") for day in range(1, 100)]


def _pages(pdf: bytes) -> list[str]:
    opened = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range() for page in opened]


def test_a_list_tells_every_row_under_its_headings_on_each_page() -> None:
    pages = _pages(listing(TITLE, LEAD, COLUMNS, ROWS))

    assert len(pages) > 1
    assert all(f"page {rank}/{len(pages)}" in page for rank, page in enumerate(pages, start=1))
    assert all("Quoi" in page for page in pages)
    assert all(f"fictive numéro {day}" in "".join(pages) for day in (1, 50, 99))


def test_a_list_without_rows_says_so() -> None:
    assert "Rien à imprimer" in "".join(_pages(listing(TITLE, LEAD, COLUMNS, ())))


def test_a_very_long_value_breaks_into_lines_and_stays_on_the_page() -> None:
    pages = _pages(listing(TITLE, LEAD, COLUMNS, [("01/05/2026", "mot fictif " * 200)]))

    assert pages[0].count("fictif") > 100


@pytest.mark.parametrize("pdf", [listing(TITLE, LEAD, COLUMNS, ROWS)], ids=["listing"])
def test_the_file_of_a_paper_names_neither_its_subject_nor_a_moment(pdf: bytes) -> None:
    described = pypdfium2.PdfDocument(pdf).get_metadata_dict()

    assert described["Title"] == "Document"
    assert described["Author"] == described["Subject"] == described["CreationDate"] == ""
