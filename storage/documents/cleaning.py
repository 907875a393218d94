"""Leaves out of a picture what tells where, when and by whom it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.documents import MediaType
from app.ports.documents import DocumentRefused
from storage.documents import jpeg, png

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_CLEANED: Mapping[MediaType, Callable[[Iterator[bytes]], Iterator[bytes]]] = {
    MediaType.JPEG: jpeg.stripped,
    MediaType.PNG: png.stripped_png,
    MediaType.WEBP: png.stripped_webp,
}


def cleaned(media_type: MediaType, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The bytes to keep; a picture whose parts cannot be told apart is refused."""
    work = _CLEANED.get(media_type)
    if work is None:
        yield from pieces
        return
    try:
        yield from work(pieces)
    except (jpeg.NotAJpeg, png.NotThatPicture) as error:
        raise DocumentRefused("picture_damaged") from error
