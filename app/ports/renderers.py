"""Formats of a published document, as ports: what goes in is a document of protected tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from app.domain.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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


class ChartPictures(Protocol[Table_contra]):
    """Draws the chart of a table as SVG (`light`, `dark`, `print`); empty when it has none."""

    def __call__(self, table: Table_contra, scheme: str, width: float) -> str: ...
