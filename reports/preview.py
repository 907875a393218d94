"""Pages of a document as images for the window; nothing is written to disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ports.renderers import PageImage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.statistics.document import Document
    from reports.foreign import Library


def preview(document: Document, scale: float = 1.5) -> Iterator[PageImage]:
    """The pages of a document, drawn one at a time as they are asked for."""
    from reports.pdf.document import PdfRenderer

    yield from page_images(PdfRenderer().render(document), scale)


def page_images(pdf: bytes, scale: float = 1.5) -> Iterator[PageImage]:
    """The pages of a PDF, at one pixel a point for scale 1; pdfium wants one thread at a time."""
    import pypdfium2  # pyright: ignore[reportMissingTypeStubs] — it ships none

    library: Library = pypdfium2
    opened = library.PdfDocument(pdf)
    try:
        for index in range(len(opened)):
            page = opened[index]
            bitmap = page.render(scale=scale, rev_byteorder=True, force_bitmap_format=_RGBA)
            yield PageImage(
                number=index + 1,
                count=len(opened),
                width=bitmap.width,
                height=bitmap.height,
                rgba=_packed(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride),
            )
            page.close()
    finally:
        opened.close()


_RGBA = 4  # FPDFBitmap_BGRA; `rev_byteorder` makes it RGBA


def _packed(pixels: bytes, width: int, height: int, stride: int) -> bytes:
    """The lines without what pdfium may leave between them."""
    line = width * 4
    if stride == line:
        return pixels
    return b"".join(pixels[start : start + line] for start in range(0, height * stride, stride))
