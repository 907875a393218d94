"""Pictures from bytes in memory, by the reader of their kind alone and within bounds."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QImageReader

from app.domain.documents import MediaType
from app.ports.documents import DocumentRefused

MOST_SHOWN = 16_000_000
"""Pixels of the picture made for the screen."""
_MOST_READ = {MediaType.JPEG: 200_000_000}
_MOST_READ_OTHERS = 64_000_000
"""A JPEG is reduced while it is read; the others are read whole first."""
_MOST_MEGABYTES = 320
_FORMATS = {
    MediaType.JPEG: b"jpeg",
    MediaType.PNG: b"png",
    MediaType.WEBP: b"webp",
    MediaType.TIFF: b"tiff",
}


def picture(content: bytes, media_type: MediaType) -> QImage:
    """The picture the right way up; raises DocumentRefused("unreadable"), ("too_many_pixels")."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(_MOST_MEGABYTES)
    reader = QImageReader(buffer, QByteArray(_FORMATS[media_type]))
    try:
        return _image(reader, media_type)
    finally:
        # The reader's own end would touch the bytes again, and Python may have let them go first.
        reader.setDevice(None)  # pyright: ignore[reportArgumentType] — Qt takes no device at all


def _image(reader: QImageReader, media_type: MediaType) -> QImage:
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.isEmpty():
        raise DocumentRefused("unreadable")
    pixels = size.width() * size.height()
    if pixels > _MOST_READ.get(media_type, _MOST_READ_OTHERS):
        raise DocumentRefused("too_many_pixels")
    if pixels > MOST_SHOWN:
        share = (MOST_SHOWN / pixels) ** 0.5
        reader.setScaledSize(
            QSize(max(1, int(size.width() * share)), max(1, int(size.height() * share)))
        )
    image = reader.read()
    if image.isNull():
        raise DocumentRefused("unreadable")
    return image
