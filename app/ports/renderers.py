"""Formats of a published document, as ports: what goes in is a document of protected tables."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeVar

from app.domain.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from app.domain.handovers import UrgentSheet
    from app.domain.letters import Letter
    from app.ports.access import CopySection
    from app.ports.keys import RecoveryShare, RecoverySheet

# The document belongs to `app.statistics`, a layer above this one: whoever uses a port names it
# (`Renderer[Document]`).
Document_contra = TypeVar("Document_contra", contravariant=True)
Table_contra = TypeVar("Table_contra", contravariant=True)


class FolderUnwritable(Refusal):
    """The chosen folder does not take the files: `code` is missing, forbidden, full or other."""

    group = "folder_"


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as pixels: four bytes each (red, green, blue, alpha), line by line."""

    number: int
    count: int
    width: int
    height: int
    rgba: bytes


class LetterForm(StrEnum):
    """The formats of a letter; the value is the suffix of its file, without the dot."""

    PDF = "pdf"
    DOCX = "docx"
    ODT = "odt"


class LetterFormats(Protocol):
    """A letter as the bytes of a file, in memory; the file tells neither who nor when."""

    def __call__(self, letter: Letter, form: LetterForm) -> bytes: ...


class Renderer(Protocol[Document_contra]):
    """One format that is one file."""

    @property
    def suffix(self) -> str: ...

    def render(self, document: Document_contra) -> bytes: ...


class ReportFiles(Protocol[Document_contra]):
    """Writes every format of a document into a folder, or nothing; returns what it wrote."""

    def __call__(self, document: Document_contra, folder: Path) -> tuple[Path, ...]: ...


class Preview(Protocol[Document_contra]):
    """Shows a document page by page, without a file."""

    def __call__(self, document: Document_contra, scale: float) -> Iterator[PageImage]: ...


class Printed(Protocol[Document_contra]):
    """A document as the bytes of a PDF, for a printer; no file is made."""

    def __call__(self, document: Document_contra) -> bytes: ...


class Papers(Protocol):
    """Small papers as the bytes of a PDF, and any PDF as page images; no file is made.

    A `blank` sheet or share leaves its code to be written by hand.
    """

    def recovery(self, sheet: RecoverySheet, *, blank: bool) -> bytes: ...

    def share(self, share: RecoveryShare, *, blank: bool) -> bytes: ...

    def listing(
        self, title: str, lead: str, columns: Sequence[str], rows: Sequence[Sequence[str]]
    ) -> bytes: ...

    def access_copy(
        self, title: str, lead: Sequence[str], sections: Sequence[CopySection]
    ) -> bytes: ...

    def urgent_sheet(self, sheet: UrgentSheet) -> bytes: ...

    def pages(self, pdf: bytes, scale: float) -> Iterator[PageImage]: ...


class ChartPictures(Protocol[Table_contra]):
    """Draws the chart of a table as SVG (`light`, `dark`, `print`); empty when it has none."""

    def __call__(self, table: Table_contra, scheme: str, width: float) -> str: ...
