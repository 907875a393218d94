"""Documents attached to a case file: what may be attached, and what is known of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken

if TYPE_CHECKING:
    from datetime import date

    from app.domain.ids import CaseId, DocumentId

LARGE_BYTES = 20 * 1024 * 1024
"""Above this she is warned (design §3)."""
LARGEST_BYTES = 50 * 1024 * 1024
"""Above this a document is refused (design §3)."""
CHUNK_BYTES = 256 * 1024
BIN_DAYS = 30


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a case file; its bytes are kept apart, in chunks of 256 KiB.

    `digest` is SHA-256 of the bytes as kept; `binned_on` is set while it lies in the bin.
    """

    id: DocumentId
    case_id: CaseId
    title: str
    media_type: str
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
        if self.size > LARGEST_BYTES:
            raise RuleBroken("document_too_large", size=self.size, largest=LARGEST_BYTES)

    @property
    def is_large(self) -> bool:
        """Tell whether its size deserves a warning."""
        return self.size > LARGE_BYTES
