"""What every small paper has: the page, its number, and a title in the file that says nothing."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from reports.pdf.library import colour, neutral_canvas, platypus
from reports.pdf.styles import BOTTOM, PAGE, ROOM, SIDE, TOP, marked, styles
from reports.style import REGULAR, palette, width_of
from reports.wording import word

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reports.foreign import Canvas, Flowable, Template

PRODUCER = "Armoire"
LANGUAGE = "fr-FR"
_SMALL = 7.8


def laid_out(story: Callable[[], Sequence[Flowable]]) -> bytes:
    """The finished paper; laid out twice, because each page states how many there are."""
    pages, _ = _built(story(), pages=0)
    return _built(story(), pages=pages)[1]


def heading(words: str) -> Flowable:
    """The title at the top of a paper."""
    return platypus().Paragraph(marked(words), styles()["title"])


def paragraph(words: str, look: str = "body") -> Flowable:
    """Some words in one of the styles of the report."""
    return platypus().Paragraph(marked(words), styles()[look])


def space(points: float) -> Flowable:
    """An empty strip."""
    return platypus().Spacer(0, points)


def _built(story: Sequence[Flowable], *, pages: int) -> tuple[int, bytes]:
    library = platypus()
    file = BytesIO()
    frame = library.Frame(*(SIDE, BOTTOM, ROOM, PAGE[1] - TOP - BOTTOM), *(0, 0, 0, 0), id="text")

    def footer(canvas: Canvas, _template: Template) -> None:
        words = word("page.number", page=canvas.getPageNumber(), pages=pages)
        canvas.setFont(REGULAR, _SMALL)
        canvas.setFillColor(colour(palette().muted))
        left = PAGE[0] - SIDE - width_of(words, REGULAR, _SMALL)
        canvas.drawString(left, BOTTOM - 24, words)

    template = library.BaseDocTemplate(
        file, pagesize=PAGE, invariant=1, lang=LANGUAGE, initialFontName=REGULAR
    )
    template.addPageTemplates([library.PageTemplate("all", [frame], onPage=footer)])
    template.build(list(story), canvasmaker=neutral_canvas(word("paper.title"), PRODUCER))
    return int(template.page), file.getvalue()
