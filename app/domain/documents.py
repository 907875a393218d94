"""Documents attached to a case file: what may be attached, and what is known of each."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken

if TYPE_CHECKING:
    from datetime import date

    from app.domain.ids import CaseId, DocumentId

MEGABYTE = 1024 * 1024
LARGE_BYTES = 20 * MEGABYTE
"""Above this she is warned (design §3)."""
LARGEST_BYTES = 50 * MEGABYTE
"""Above this a document is refused (design §3)."""
CHUNK_BYTES = 256 * 1024
BIN_DAYS = 30
LONGEST_TITLE = 200


class MediaType(StrEnum):
    """What a file is, told by its bytes; everything else is kept, and not shown."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    TIFF = "image/tiff"
    TEXT = "text/plain"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ODT = "application/vnd.oasis.opendocument.text"
    OTHER = "application/octet-stream"

    @property
    def suffix(self) -> str:
        """The ending of a file of that kind."""
        return _SUFFIXES[self]

    @property
    def is_picture(self) -> bool:
        """Tell whether it is shown as one picture."""
        return self.value.startswith("image/")


_SUFFIXES = {
    MediaType.PDF: ".pdf",
    MediaType.JPEG: ".jpg",
    MediaType.PNG: ".png",
    MediaType.WEBP: ".webp",
    MediaType.TIFF: ".tif",
    MediaType.TEXT: ".txt",
    MediaType.DOCX: ".docx",
    MediaType.ODT: ".odt",
    MediaType.OTHER: ".bin",
}


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a case file; its bytes are kept apart, in chunks of 256 KiB.

    `digest` is SHA-256 of the bytes as kept; `binned_on` is set while it lies in the bin.
    """

    id: DocumentId
    case_id: CaseId
    title: str
    media_type: MediaType
    size: int
    digest: bytes
    added_on: date
    binned_on: date | None = None

    def __post_init__(self) -> None:
        """Refuse a document without a title, empty or too large."""
        if not self.title.strip():
            raise RuleBroken("document_without_title")
        if self.size == 0:
            raise RuleBroken("document_empty")
        refuse_too_large(self.size)


def refuse_too_large(size: int) -> None:
    """Refuse a size that no document may have."""
    if size > LARGEST_BYTES:
        raise RuleBroken(
            "document_too_large", size=megabytes(size), largest=megabytes(LARGEST_BYTES)
        )


def megabytes(size: int) -> int:
    """A size in whole megabytes, rounded up, as a message tells it."""
    return -(-size // MEGABYTE)


def title_from(name: str) -> str:
    """A title made from the name of a file: readable signs only, and not too many."""
    shown = "".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in name)
    return " ".join(shown.split())[:LONGEST_TITLE]
