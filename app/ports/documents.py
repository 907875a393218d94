"""Documents outside the vault: files read on the way in, written on the way out, and shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from app.domain.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager
    from datetime import datetime
    from pathlib import Path

    from app.domain.documents import MediaType
    from app.ports.renderers import PageImage

Stamp = tuple[int, ...]
"""What tells a file from another one put in its place."""


class DocumentRefused(Refusal):
    """A file that cannot be taken, shown, written or wiped; `code` says why, never its name."""

    group = "document_"


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """One file that waits in the scan folder."""

    path: Path
    size: int
    modified: datetime
    media_type: MediaType


class IncomingFile(Protocol):
    """An open file: what it is, how large, and its bytes without what tells where it was made."""

    @property
    def media_type(self) -> MediaType: ...

    @property
    def size(self) -> int: ...

    @property
    def stamp(self) -> Stamp: ...

    def pieces(self, progress: Callable[[int], None]) -> Iterator[bytes]:
        """Its bytes in pieces; raises DocumentRefused when the file changes meanwhile."""
        ...


class DocumentFiles(Protocol):
    """The files of the computer, as documents see them."""

    def open(self, path: Path) -> AbstractContextManager[IncomingFile]:
        """Open a plain file; raises DocumentRefused for a folder, a link, a device."""
        ...

    def waiting(self, folder: Path) -> tuple[WaitingFile, ...]:
        """The plain files of a folder, newest first; raises DocumentRefused."""
        ...

    def save(self, path: Path, pieces: Iterable[bytes]) -> None:
        """Write a file for the user alone, under its name only once it is whole."""
        ...

    def wipe(self, path: Path, stamp: Stamp) -> None:
        """Overwrite, synchronise and remove a file, if it is still the one of that stamp."""
        ...


class DocumentPreview(Protocol):
    """Shows the bytes of a document, in memory; raises DocumentRefused("unreadable") and others."""

    def words(self, content: bytes, media_type: MediaType) -> str:
        """The text of a plain text, DOCX or ODT document."""
        ...

    def page_count(self, content: bytes) -> int:
        """How many pages a PDF has."""
        ...

    def page(self, content: bytes, number: int, width: int) -> PageImage:
        """One page of a PDF, from 1, so many pixels wide; the number of pixels is bounded."""
        ...
