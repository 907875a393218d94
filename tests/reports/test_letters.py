"""A letter as PDF, DOCX and ODT: the same words, read by other libraries, and nothing else."""

from __future__ import annotations

import io
import zipfile

import docx
import odfdo
import pypdfium2
import pytest

from app.domain.letters import Letter
from app.ports.renderers import LetterForm
from reports.letters.blocks import Look, blocks
from reports.letters.maker import letter_bytes

BODY = """Personnel

Madame Exemple,
1 rue Fictive

Ce qui vous appartient
– Le dossier : « entier » & <lisible>
– Une copie

Signature :



Fin\x0b\x01 du courrier."""
LETTER = Letter("Courrier d’essai", BODY)
LINES = ("Madame Exemple,", "1 rue Fictive", "Ce qui vous appartient", "Une copie")


def test_a_line_that_says_something_after_a_colon_is_no_heading() -> None:
    told = blocks("Pour\u202f: Partenaire fictif\n1 rue d’Exemple\n\nLa personne\nNom Fictif")

    assert [(one.look, one.lines[0]) for one in told] == [
        (Look.TEXT, "Pour\u202f: Partenaire fictif"),
        (Look.HEADING, "La personne"),
        (Look.TEXT, "Nom Fictif"),
    ]


def test_lines_become_paragraphs_lists_headings_and_room_to_sign() -> None:
    looks = [(one.look, len(one.lines)) for one in blocks(BODY)]

    assert looks == [
        (Look.TEXT, 1),
        (Look.TEXT, 2),
        (Look.HEADING, 1),
        (Look.BULLET, 1),
        (Look.BULLET, 1),
        (Look.TEXT, 1),
        (Look.ROOM, 2),
        (Look.TEXT, 1),
    ]


def _words(form: LetterForm) -> str:
    content = letter_bytes(LETTER, form)
    match form:
        case LetterForm.PDF:
            pages = pypdfium2.PdfDocument(content)
            return "\n".join(page.get_textpage().get_text_range() for page in pages)
        case LetterForm.DOCX:
            return "\n".join(one.text for one in docx.Document(io.BytesIO(content)).paragraphs)
        case LetterForm.ODT:
            return odfdo.Document(io.BytesIO(content)).get_formatted_text()


@pytest.mark.parametrize("form", LetterForm)
def test_every_line_is_in_every_format(form: LetterForm) -> None:
    words = _words(form)

    assert LETTER.title in words
    assert [line for line in LINES if line not in words] == []
    assert "& <lisible>" in words
    assert "Fin du courrier." in words


@pytest.mark.parametrize("form", [LetterForm.DOCX, LetterForm.ODT])
def test_an_office_file_tells_no_name_no_moment_and_holds_no_foreign_part(form: LetterForm) -> None:
    content = letter_bytes(LETTER, form)

    with zipfile.ZipFile(io.BytesIO(content)) as zipped:
        names = zipped.namelist()
        assert {one.date_time for one in zipped.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        around = b"".join(zipped.read(one) for one in names if "content" not in one.lower())
    assert not any("thumbnail" in one.lower() or "customxml" in one.lower() for one in names)
    assert not any(word in around for word in (b"creator", b"created", b"modified", b"initial-"))
    assert letter_bytes(LETTER, form) == content


def test_a_docx_has_a_neutral_title_and_no_author() -> None:
    kept = docx.Document(io.BytesIO(letter_bytes(LETTER, LetterForm.DOCX))).core_properties

    assert (kept.title, kept.author, kept.last_modified_by) == ("Document", "", "")
    assert kept.created is None


def test_an_odt_begins_with_its_kind_as_the_format_asks() -> None:
    with zipfile.ZipFile(io.BytesIO(letter_bytes(LETTER, LetterForm.ODT))) as zipped:
        first = zipped.infolist()[0]

    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


def test_a_pdf_names_neither_its_subject_nor_a_moment() -> None:
    content = letter_bytes(LETTER, LetterForm.PDF)
    described = pypdfium2.PdfDocument(content).get_metadata_dict()

    assert described["Title"] == "Document"
    assert described["Author"] == described["Subject"] == described["CreationDate"] == ""
    assert letter_bytes(LETTER, LetterForm.PDF) == content


def test_a_long_letter_goes_over_several_numbered_pages() -> None:
    long = Letter(
        "Rapport", "\n\n".join("Une phrase fictive qui se répète. " * 12 for _ in range(30))
    )
    pages = pypdfium2.PdfDocument(letter_bytes(long, LetterForm.PDF))

    assert len(pages) > 2
    assert f"page 1/{len(pages)}" in pages[0].get_textpage().get_text_range()
