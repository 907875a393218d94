"""Small papers: made in memory, readable, and their files say nothing of what they hold."""

from dataclasses import replace
from datetime import date
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from app.domain.handovers import UrgentLine, UrgentSheet
from app.domain.ids import CaseId
from app.ports.keys import RecoveryShare, RecoverySheet
from reports.papers.listing import listing
from reports.papers.recovery import recovery_paper, share_paper
from reports.papers.urgent import urgent_paper
from reports.preview import page_images

TITLE, LEAD, COLUMNS = "Liste d’essai", "Quelques lignes fictives.", ("Quand", "Quoi")
ROWS = [(f"{day:02d}/05/2026", f"Ligne fictive numéro {day}") for day in range(1, 100)]

SHEET = RecoverySheet(
    code=bytearray(b"7K2M-9QXA-3FTB-W0ZN-5HRC-8DVE-1GJP-6SY4"),
    label="a1b2c3",
    slot_id="Zk31qQ9x",
    created=date(2026, 11, 22),
    slot_text="FICTIF1:" + "abcXYZ0189+/" * 24,
)


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


@pytest.mark.parametrize("pdf", [listing(TITLE, LEAD, COLUMNS, ROWS), recovery_paper(SHEET)])
def test_the_file_of_a_paper_names_neither_its_subject_nor_a_moment(pdf: bytes) -> None:
    described = pypdfium2.PdfDocument(pdf).get_metadata_dict()

    assert described["Title"] == "Document"
    assert described["Author"] == described["Subject"] == described["CreationDate"] == ""


def _images(pdf: bytes) -> list[Image.Image]:
    return [
        Image.frombytes("RGBA", (one.width, one.height), one.rgba).convert("RGB")
        for one in page_images(pdf, 3.0)
    ]


def test_the_recovery_sheet_tells_the_code_the_vault_and_its_slot() -> None:
    (page,) = _pages(recovery_paper(SHEET))

    signs = "".join(page.split())
    assert all(group in signs for group in SHEET.groups())
    assert "a1b2c3" in page
    assert SHEET.slot_id in page
    assert "22/11/2026" in page


def test_a_blank_sheet_holds_no_sign_of_the_code() -> None:
    """So no printer, queue or administrator ever sees it: she writes it by hand."""
    pdf = recovery_paper(SHEET, blank=True)

    signs = "".join("".join(_pages(pdf)).split())
    assert not any(group in signs for group in SHEET.groups())


@pytest.mark.parametrize("blank", [False, True])
def test_the_square_of_the_sheet_is_read_back_from_the_page(*, blank: bool) -> None:
    (image,) = _images(recovery_paper(SHEET, blank=blank))

    assert [read.text for read in zxingcpp.read_barcodes(image)] == [SHEET.slot_text]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_share_tells_its_number_and_its_signs(number: int) -> None:
    share = RecoveryShare(number, bytearray(b"ABCD-2345-" * 4 + b"WXYZ"), "a1b2c3", "Zk31qQ9x")
    (page,) = _pages(share_paper(share))

    assert f"{number} sur 3" in page
    assert "WXYZ" in "".join(page.split())
    assert "ABCD" not in "".join(_pages(share_paper(share, blank=True)))


def _urgent(rank: int, **changed: Any) -> UrgentLine:
    line = UrgentLine(
        case_id=CaseId(rank),
        number=f"2026-{rank:04d}",
        person=f"FICTIVE{rank} Nadège",
        entity="Ville d’Exemple",
        words=f"Audience fictive le {rank % 28 + 1}.",
        noted_on=date(2026, 11, 20),
        phone=None,
        agreed_on=date(2026, 11, 3),
    )
    return replace(line, **changed)


@pytest.mark.requirement("ANAS-24")
def test_the_urgent_sheet_says_what_presses_who_agreed_and_that_it_is_to_destroy() -> None:
    lines = _urgent(1, phone="01 00 00 00 00"), _urgent(2)
    (page,) = _pages(urgent_paper(UrgentSheet(date(2026, 11, 22), lines, 3)))

    assert "Préparé le 22/11/2026" in page
    assert "À détruire après l’absence" in page
    assert all(one.person in page and one.number in page and one.words in page for one in lines)
    assert page.count("03/11/2026") == 2
    assert page.count("Téléphone") == 1
    assert "01 00 00 00 00" in page


def test_a_long_urgent_sheet_goes_on_overleaf_and_loses_no_file() -> None:
    lines = tuple(_urgent(rank) for rank in range(1, 41))
    pages = _pages(urgent_paper(UrgentSheet(date(2026, 11, 22), lines, 0)))

    assert len(pages) > 1
    assert all(one.number in "".join(pages) for one in lines)


def test_very_long_words_break_over_pages() -> None:
    words = "\n".join(f"Ligne fictive {rank} à rappeler." for rank in range(200))
    pages = _pages(urgent_paper(UrgentSheet(date(2026, 11, 22), (_urgent(1, words=words),), 0)))

    assert len(pages) > 1
    assert "Ligne fictive 199" in pages[-1]


def test_an_empty_urgent_sheet_says_how_to_fill_it() -> None:
    (page,) = _pages(urgent_paper(UrgentSheet(date(2026, 11, 22), (), 2)))

    assert "Aucun dossier" in page
    assert "accord" in page
    assert "détruire" not in page
