"""PNG and WebP without what tells where, when and by whom they were made; not one pixel changes."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from storage.documents.bytes_ahead import BytesAhead, CutShort

if TYPE_CHECKING:
    from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP sBIT bKGD pHYs acTL fcTL fdAT".split()
)
_PNG_LAST = b"IEND"
_PNG_CHECKSUM = 4
_LONGEST_CHUNK = 0x7FFFFFFF
_WEBP_LEFT_OUT = frozenset({b"EXIF", b"XMP "})
_WEBP_FLAGS = b"VP8X"
_WEBP_TELLS = 0x08 | 0x04
"""The bits that announce EXIF and XMP."""


class NotThatPicture(Exception):
    """The parts of the file do not follow one another as they should."""


def stripped_png(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same PNG with the parts of the picture alone; raises NotThatPicture."""
    source = BytesAhead(pieces)
    try:
        if source.take(len(_PNG)) != _PNG:
            raise NotThatPicture
        yield _PNG
        yield from _chunks(source)
    except CutShort as error:
        raise NotThatPicture from error
    source.drain()


def _chunks(source: BytesAhead) -> Iterator[bytes]:
    kind = b""
    while kind != _PNG_LAST:
        head = source.take(8)
        (length,), kind = struct.unpack(">I", head[:4]), head[4:]
        if length > _LONGEST_CHUNK:
            raise NotThatPicture
        if kind in _PNG_KEPT:
            yield head
            yield from source.hand_on(length + _PNG_CHECKSUM)
        else:
            source.skip(length + _PNG_CHECKSUM)


def stripped_webp(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same WebP without EXIF and XMP; raises NotThatPicture.

    The length written at its head counts what follows, so the parts are all read first: a WebP is
    held whole, fifty megabytes at the most.
    """
    source = BytesAhead(pieces)
    try:
        riff, _, webp = struct.unpack("<4sI4s", source.take(12))
        if (riff, webp) != (b"RIFF", b"WEBP"):
            raise NotThatPicture
        kept = b"".join(_parts(source))
    except CutShort as error:
        raise NotThatPicture from error
    yield struct.pack("<4sI4s", b"RIFF", len(kept) + 4, b"WEBP")
    yield kept


def _parts(source: BytesAhead) -> Iterator[bytes]:
    while not source.ended:
        head = source.take(8)
        kind, length = struct.unpack("<4sI", head)
        padded = length + length % 2
        if kind in _WEBP_LEFT_OUT:
            source.skip(padded)
            continue
        yield head
        if kind == _WEBP_FLAGS and length:
            flags = source.take(1)[0]
            yield bytes((flags & ~_WEBP_TELLS & 0xFF,))
            padded -= 1
        yield from source.hand_on(padded)
