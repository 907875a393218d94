"""JPEG without what tells where, when and by whom it was taken; not one pixel changes.

Kept: the image itself, its colours (ICC profile, Adobe's mark) and the way up it is to be held.
Left out: EXIF, GPS, XMP, comments, miniatures, and everything after the end of the picture.
"""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING

from storage.documents.bytes_ahead import BytesAhead, CutShort

if TYPE_CHECKING:
    from collections.abc import Iterator

_START, _END, _SCAN, _COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
_APP0, _APP1, _APP2, _APP14, _LAST_APP = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_EXIF, _ICC, _JFIF = b"Exif\x00\x00", b"ICC_PROFILE\x00", b"JFIF\x00"
_JFIF_BYTES = 14
_ORIENTATION, _SHORT_TYPE, _UPRIGHT, _MOST_ORIENTATION = 0x0112, 3, 1, 8
_MOST_ENTRIES = 512
_MARKER = re.compile(rb"\xff(?=[^\x00\xd0-\xd7\xff])")


class NotAJpeg(Exception):
    """The parts of the file do not follow one another as they should."""


def stripped(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same picture without its metadata; raises NotAJpeg when it cannot be told apart."""
    source = BytesAhead(pieces)
    try:
        if source.take(2) != bytes((0xFF, _START)):
            raise NotAJpeg
        yield bytes((0xFF, _START))
        yield from _parts(source)
    except CutShort as error:
        raise NotAJpeg from error
    source.drain()


def _parts(source: BytesAhead) -> Iterator[bytes]:
    """Every part until the end of the picture; a picture cut inside its pixels ends there."""
    turned = False
    while (marker := _marker(source)) != _END:
        if marker in _ALONE:
            yield bytes((0xFF, marker))
            continue
        length = struct.unpack(">H", source.take(2))[0] - 2
        if length < 0:
            raise NotAJpeg
        payload = source.take(length)
        kept = _kept(marker, payload)
        if marker == _APP1 and not turned and (orientation := _orientation(payload)):
            turned, kept = True, _exif(orientation)
            yield _part(_APP1, kept)
        elif kept is not None:
            yield _part(marker, kept)
        if marker == _SCAN:
            yield from _pixels(source)
            if source.ended:
                break
    yield bytes((0xFF, _END))


def _marker(source: BytesAhead) -> int:
    """The next marker; it may be preceded by any number of 0xFF."""
    if source.take(1) != b"\xff":
        raise NotAJpeg
    byte = source.take(1)
    while byte == b"\xff":
        byte = source.take(1)
    return byte[0]


def _kept(marker: int, payload: bytes) -> bytes | None:
    """What is kept of a part; None when nothing is."""
    if marker == _APP0 and payload.startswith(_JFIF) and len(payload) >= _JFIF_BYTES:
        return payload[: _JFIF_BYTES - 2] + b"\x00\x00"  # without its miniature
    if marker == _APP2 and payload.startswith(_ICC):
        return payload
    if marker == _APP14:
        return payload
    if _APP0 <= marker <= _LAST_APP or marker == _COMMENT:
        return None
    return payload


def _part(marker: int, payload: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def _pixels(source: BytesAhead) -> Iterator[bytes]:
    """The compressed pixels, up to the next marker or the end of the file."""
    while not source.ended:
        found = _MARKER.search(source.held)
        if found is not None:
            yield from source.hand_on(found.start())
            return
        if source.held != b"\xff":
            yield from source.hand_on(len(source.held) - source.held.endswith(b"\xff"))
            continue
        source.fill(2)
        if source.held == b"\xff":
            source.skip(1)


def _exif(orientation: int) -> bytes:
    """The smallest EXIF that says which way up the picture is, and nothing else."""
    entry = struct.pack(">HHIHH", _ORIENTATION, _SHORT_TYPE, 1, orientation, 0)
    return _EXIF + b"MM\x00*\x00\x00\x00\x08" + struct.pack(">H", 1) + entry + bytes(4)


def _orientation(payload: bytes) -> int | None:
    """Which way up an EXIF part says that the picture is, when it is not upright already."""
    if not payload.startswith(_EXIF):
        return None
    body = payload[len(_EXIF) :]
    order = {b"II*\x00": "<", b"MM\x00*": ">"}.get(body[:4])
    if order is None:
        return None
    try:
        (at,) = struct.unpack_from(f"{order}I", body, 4)
        (count,) = struct.unpack_from(f"{order}H", body, at)
        for rank in range(min(count, _MOST_ENTRIES)):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", body, at + 2 + rank * 12)
            if tag == _ORIENTATION:
                turned = kind == _SHORT_TYPE and _UPRIGHT < value <= _MOST_ORIENTATION
                return value if turned else None
    except struct.error:
        return None
    return None
