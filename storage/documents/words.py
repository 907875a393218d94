"""The words of a document: plain text in any encoding, and the two word processors' formats.

A DOCX or ODT is read part by part as a stream, without building the document: what it takes does
not grow with what a hostile file says.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from app.domain.documents import MediaType
from app.ports.documents import DocumentRefused
from app.ports.imports import SheetRefused
from storage.container import BROKEN, ContainerRefused, opened, part_bytes, part_pieces
from storage.delimited_text import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_TEXT = 2_000_000
"""Signs shown; a document that is longer is shown up to there."""
_LONGEST_PART = 64_000_000
_MOST_MANIFEST = 4_000_000
_PARTS = {MediaType.DOCX: "word/document.xml", MediaType.ODT: "content.xml"}
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OPEN = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STRUCK = f"{_OPEN}tracked-changes"
_BREAKS = {
    f"{_WORD}tab": "\t",
    f"{_WORD}br": "\n",
    f"{_WORD}cr": "\n",
    f"{_OPEN}tab": "\t",
    f"{_OPEN}line-break": "\n",
    f"{_OPEN}s": " ",
}
_PARAGRAPHS = frozenset({f"{_WORD}p", f"{_OPEN}p", f"{_OPEN}h"})
_WORDS = frozenset({f"{_WORD}t", f"{_OPEN}p", f"{_OPEN}h"})


def words(content: bytes, media_type: MediaType) -> str:
    """The text of a document; raises DocumentRefused("unreadable") or ("protected")."""
    try:
        if media_type is MediaType.TEXT:
            return decoded(content)[:LONGEST_TEXT]
        return _container_words(content, media_type)
    except (SheetRefused, ContainerRefused, ET.ParseError, *BROKEN) as error:
        raise DocumentRefused("unreadable") from error


def _container_words(content: bytes, media_type: MediaType) -> str:
    with opened(BytesIO(content)) as archive:
        names = archive.namelist()
        if "META-INF/manifest.xml" in names:
            manifest = part_bytes(archive, "META-INF/manifest.xml", _MOST_MANIFEST)
            if b"encryption-data" in manifest:
                raise DocumentRefused("protected")
        return _text(part_pieces(archive, _PARTS[media_type], _LONGEST_PART))


def _text(pieces: Iterator[bytes]) -> str:
    """The text of a part as the stream brings it, up to the longest text shown."""
    reader = _Reader()
    parser = ET.XMLParser(target=reader)  # noqa: S314 — expat bounds its entities; no tree is built
    for piece in pieces:
        parser.feed(piece)
        if reader.length > LONGEST_TEXT:
            break
    else:
        parser.close()
    return "".join(reader.parts)[:LONGEST_TEXT].strip()


class _Reader:
    """Follows the elements: what is a word, what is a break, what was struck out."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self._words = 0
        self._struck = 0

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        """An element begins; a break counts from there."""
        self._words += tag in _WORDS
        self._struck += tag == _STRUCK
        if tag in _BREAKS:
            self._add(_BREAKS[tag])

    def end(self, tag: str) -> None:
        """An element ends; a paragraph ends its line."""
        self._words -= tag in _WORDS
        self._struck -= tag == _STRUCK
        if tag in _PARAGRAPHS:
            self._add("\n")

    def data(self, written: str) -> None:
        """Words, or the blanks between elements."""
        if self._words:
            self._add(written)

    def close(self) -> None:
        """Nothing is left to do."""

    def _add(self, written: str) -> None:
        if not self._struck:
            self.parts.append(written)
            self.length += len(written)
