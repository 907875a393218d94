"""Every format of a letter behind one door; each library is read on first use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ports.renderers import LetterForm

if TYPE_CHECKING:
    from app.domain.letters import Letter


def letter_bytes(letter: Letter, form: LetterForm) -> bytes:
    """A letter as the bytes of a file; see `app.ports.renderers.LetterFormats`."""
    match form:
        case LetterForm.PDF:
            from reports.letters.pdf import pdf_letter

            return pdf_letter(letter)
        case LetterForm.DOCX:
            from reports.letters.docx import docx_letter

            return docx_letter(letter)
        case LetterForm.ODT:
            from reports.letters.odt import odt_letter

            return odt_letter(letter)
