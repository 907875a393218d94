"""Shows the bytes of a document in memory; see `app.ports.documents.DocumentPreview`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.documents import pages, words

if TYPE_CHECKING:
    from app.domain.documents import MediaType
    from app.ports.renderers import PageImage


class MemoryPreview:
    """Words and pages, without a file."""

    def words(self, content: bytes, media_type: MediaType) -> str:
        """The text of a plain text, DOCX or ODT document."""
        return words.words(content, media_type)

    def page_count(self, content: bytes) -> int:
        """How many pages a PDF has."""
        return pages.page_count(content)

    def page(self, content: bytes, number: int, width: int) -> PageImage:
        """One page of a PDF, from 1, so many pixels wide."""
        return pages.page(content, number, width)
