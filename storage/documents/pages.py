"""Pages of a PDF as pixels, from its bytes in memory: nothing in it runs, nothing is followed.

No form, script, link or attachment is ever opened: pages are drawn, and that is all. pdfium wants
one thread at a time: whoever asks keeps to one.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from app.ports.documents import DocumentRefused
from app.ports.renderers import PageImage

if TYPE_CHECKING:
    from collections.abc import Generator

MOST_PIXELS = 16_000_000
_RGBA = 4  # FPDFBitmap_BGRA; `rev_byteorder` makes it RGBA
_PASSWORD_WANTED = 4  # FPDF_ERR_PASSWORD


def page_count(content: bytes) -> int:
    """How many pages there are."""
    with _opened(content) as document:
        return len(document)


def page(content: bytes, number: int, width: int) -> PageImage:
    """One page, from 1, so many pixels wide, or less when it would be too many pixels."""
    with _opened(content) as document:
        shown = document[number - 1]
        try:
            points_wide, points_high = shown.get_size()
            drawn = shown.render(
                scale=_scale(points_wide, points_high, width),
                rev_byteorder=True,
                force_bitmap_format=_RGBA,
                may_draw_forms=False,
            )
            return PageImage(
                number=number,
                count=len(document),
                width=drawn.width,
                height=drawn.height,
                rgba=_packed(bytes(drawn.buffer), drawn.width, drawn.height, drawn.stride),
            )
        finally:
            shown.close()


@contextmanager
def _opened(content: bytes) -> Generator[Any]:
    """The document, closed again on the same thread; what pdfium refuses is a code."""
    import pypdfium2  # pyright: ignore[reportMissingTypeStubs] — it ships none

    try:
        document: Any = pypdfium2.PdfDocument(content)
        try:
            yield document
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        protected = getattr(error, "err_code", None) == _PASSWORD_WANTED
        raise DocumentRefused("protected" if protected else "unreadable") from error


def _scale(width: float, height: float, wanted: int) -> float:
    """Pixels for a point: as wide as wanted, within the most pixels."""
    if width <= 0 or height <= 0:
        raise DocumentRefused("unreadable")
    return min(wanted / width, (MOST_PIXELS / (width * height)) ** 0.5)


def _packed(pixels: bytes, width: int, height: int, stride: int) -> bytes:
    """The lines without what pdfium may leave between them."""
    line = width * 4
    if stride == line:
        return pixels
    return b"".join(pixels[start : start + line] for start in range(0, height * stride, stride))
