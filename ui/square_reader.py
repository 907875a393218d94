"""The QR square of a recovery sheet, read from a photograph or a scan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QImage, QImageReader

if TYPE_CHECKING:
    from pathlib import Path

_LARGEST_MB = 400
"""A scan of a page at 1200 dpi; beyond, a picture is refused before it is unpacked."""


def read_square(file: Path) -> str:
    """Return the text of the first QR code of a picture; empty when there is none."""
    QImageReader.setAllocationLimit(_LARGEST_MB)
    reader = QImageReader(str(file))
    reader.setAutoTransform(True)
    return square_of(reader.read())


def square_of(image: QImage) -> str:
    """Return the text of the first QR code of an image; empty when there is none."""
    if image.isNull():
        return ""
    import zxingcpp

    library: Any = zxingcpp
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    width, height = grey.width(), grey.height()
    lines = memoryview(grey.constBits()).cast("B")
    stride = grey.bytesPerLine()
    packed = b"".join(lines[at : at + width] for at in range(0, height * stride, stride))
    view = memoryview(packed).cast("B", (height, width))
    found = library.read_barcodes(view, formats=library.BarcodeFormat.QRCode)
    return str(found[0].text) if found else ""
