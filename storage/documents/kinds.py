"""What a file is, told by its bytes and never by its name."""

from __future__ import annotations

import codecs
from typing import IO

from app.domain.documents import MediaType
from storage.container import BROKEN, ZIP_MARKS, ContainerRefused, opened, part_bytes

SAMPLE = 64 * 1024
_PDF_WITHIN = 1024
_STARTS = (
    (b"\xff\xd8\xff", MediaType.JPEG),
    (b"\x89PNG\r\n\x1a\n", MediaType.PNG),
    (b"II*\x00", MediaType.TIFF),
    (b"MM\x00*", MediaType.TIFF),
)
_TEXT_CONTROLS = frozenset(b"\t\n\r\x0b\x0c\x1b")
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SHORT = 4096


def media_type(stream: IO[bytes]) -> MediaType:
    """Tell what an open file is; the position in the file is lost."""
    stream.seek(0)
    start = stream.read(SAMPLE)
    for mark, kind in _STARTS:
        if start.startswith(mark):
            return kind
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return MediaType.WEBP
    if b"%PDF-" in start[:_PDF_WITHIN]:
        return MediaType.PDF
    if start.startswith(ZIP_MARKS):
        return _zipped(stream)
    return MediaType.TEXT if _reads_as_text(start) else MediaType.OTHER


def _zipped(stream: IO[bytes]) -> MediaType:
    """A word processor's document, or any other container."""
    try:
        with opened(stream) as archive:
            names = set(archive.namelist())
            if {"[Content_Types].xml", "word/document.xml"} <= names:
                return MediaType.DOCX
            if {"mimetype", "content.xml"} <= names:
                kind = part_bytes(archive, "mimetype", _SHORT)
                return MediaType.ODT if kind.strip() == MediaType.ODT.encode() else MediaType.OTHER
    except (ContainerRefused, *BROKEN):
        return MediaType.OTHER
    return MediaType.OTHER


def _reads_as_text(start: bytes) -> bool:
    """Tell whether the first bytes hold nothing but signs that a text may hold."""
    if start.startswith(_WIDE_MARKS):
        return True
    if not start or any(byte < ord(" ") and byte not in _TEXT_CONTROLS for byte in set(start)):
        return False
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return _mostly_letters(start)
    return True


def _mostly_letters(start: bytes) -> bool:
    """An 8-bit text: the bytes above 127 are the accents, and few."""
    return sum(byte > ord("~") for byte in start) * 3 < len(start)
