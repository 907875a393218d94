"""A document as PDF: headers, page numbers, bookmarks, and no trace of who made it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, assert_never

from app.statistics.document import (
    Bullets,
    Document,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Tiles,
)
from reports.admission import admitted
from reports.pdf import cover
from reports.pdf.library import colour, neutral_canvas, platypus
from reports.pdf.styles import BOTTOM, PAGE, ROOM, SIDE, TOP, marked, styles
from reports.pdf.tables import caption, figure
from reports.style import REGULAR, palette, printable, shortened, width_of
from reports.wording import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.statistics.document import Block
    from reports.foreign import Canvas, Flowable, Template

PRODUCER = "Armoire"
LANGUAGE = "fr-FR"
SMALL = 7.8
RUNNING = 0.66
"""Share of the line that the running title may take from the name on its right."""
SUMMARY = "0"
LEAD = 400
"""A paragraph up to this length, between a heading and a table, stays with both."""


class PdfRenderer:
    """Prints a document on A4 pages; the same document always gives the same bytes."""

    suffix = ".pdf"

    def render(self, document: Document) -> bytes:
        """The finished file; laid out twice, because each page states how many there are."""
        admitted(document)
        pages, _ = _built(document, pages=0)
        return _built(document, pages=pages)[1]


def _built(document: Document, *, pages: int) -> tuple[int, bytes]:
    library = platypus()
    file = BytesIO()
    frame = library.Frame(
        *(SIDE, BOTTOM, ROOM, PAGE[1] - TOP - BOTTOM),
        *(0, 0, 0, 0),
        id="text",
    )

    def first(canvas: Canvas, _template: Template) -> None:
        _describe(canvas, document)
        _footer(canvas, pages)

    def later(canvas: Canvas, _template: Template) -> None:
        _header(canvas, document)
        _footer(canvas, pages)

    template = library.BaseDocTemplate(
        file, pagesize=PAGE, invariant=1, lang=LANGUAGE, initialFontName=REGULAR
    )
    template.addPageTemplates(
        [
            library.PageTemplate("first", [frame], onPage=first, autoNextPageTemplate="later"),
            library.PageTemplate("later", [frame], onPage=later),
        ]
    )
    title = printable(f"{document.title} – {document.subtitle}")
    template.build(
        [*cover.head(document), *_story(document)], canvasmaker=neutral_canvas(title, PRODUCER)
    )
    return int(template.page), file.getvalue()


def _story(document: Document) -> list[Flowable]:
    """The blocks in order; what leads to a table stays on its page."""
    flowables: list[Flowable] = []
    lead: list[Flowable] = []
    annex = opened = False
    for index, block in _told_once(document):
        if isinstance(block, Figure):
            flowables += figure(block.table, _anchor(index), lead)
            lead = []
            continue
        annex = _is_annex(block) if isinstance(block, Heading) and block.level == 1 else annex
        made = _flow(block, _anchor(index), "annex" if annex else "body")
        if isinstance(block, PageBreak) and not opened:
            made, opened = [*cover.pictures(document), *made], True
        if isinstance(block, Heading) or (lead and _is_short(block)):
            lead += made
            continue
        flowables += [*lead, *made]
        lead = []
    return [*flowables, *lead]


def _told_once(document: Document) -> Iterator[tuple[int, Block]]:
    """The blocks that are printed: a heading that only repeats the caption below it is not."""
    followers = (*document.blocks[1:], None)
    for index, (block, following) in enumerate(zip(document.blocks, followers, strict=True)):
        if (
            isinstance(block, Heading)
            and isinstance(following, Figure)
            and block.number == following.table.view.number
        ):
            continue
        yield index, block


def _is_annex(heading: Heading) -> bool:
    """Annexes bear letters, and are set smaller."""
    return heading.number.isalpha()


def _is_short(block: Block) -> bool:
    return isinstance(block, Paragraph) and len(block.text) <= LEAD


def _flow(block: Block, anchor: str, look: str) -> list[Flowable]:
    library, looks = platypus(), styles()
    match block:
        case Heading():
            text = f'<a name="{anchor}"/>{marked(_numbered(block))}'
            return [library.Paragraph(text, looks["h1" if block.level == 1 else "h2"])]
        case Paragraph():
            return [library.Paragraph(marked(block.text), looks[look])]
        case Bullets():
            bullet = looks["bullet" if look == "body" else f"{look}_bullet"]
            return [library.Paragraph(marked(item), bullet, bulletText="•") for item in block.items]
        case Tiles():
            return cover.tiles(block)
        case Figure():
            return figure(block.table, anchor, [])
        case PageBreak():
            return [library.PageBreak()]
        case _:
            assert_never(block)


def _anchor(index: int) -> str:
    return f"block{index}"


def _numbered(heading: Heading) -> str:
    """« 4. Problématiques », « A.1 Comptage »; the summary, number 0, needs none."""
    if heading.number in {"", SUMMARY}:
        return heading.text
    return f"{heading.number}{' ' if '.' in heading.number else '. '}{heading.text}"


def _describe(canvas: Canvas, document: Document) -> None:
    """Its bookmarks, and how a reader opens it."""
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.showOutline()
    canvas.addOutlineEntry(printable(document.title), "top", 0)
    depth = 0
    for index, block in _told_once(document):
        if isinstance(block, Heading):
            depth = min(block.level - 1, depth + 1)
            canvas.addOutlineEntry(printable(_numbered(block)), _anchor(index), depth)
        elif isinstance(block, Figure):
            canvas.addOutlineEntry(
                printable(caption(block.table)), _anchor(index), depth + 1, closed=1
            )


def _header(canvas: Canvas, document: Document) -> None:
    ink = palette()
    line = PAGE[1] - TOP + 12
    canvas.setFont(REGULAR, SMALL)
    canvas.setFillColor(colour(ink.muted))
    running = shortened(printable(document.running), REGULAR, SMALL, ROOM * RUNNING)
    canvas.drawString(SIDE, line, running)
    if document.subtitle not in document.running:
        room = ROOM - width_of(running, REGULAR, SMALL) - 18
        subtitle = shortened(printable(document.subtitle), REGULAR, SMALL, room)
        canvas.drawRightString(PAGE[0] - SIDE, line, subtitle)
    canvas.setStrokeColor(colour(ink.border))
    canvas.setLineWidth(0.5)
    canvas.line(SIDE, line - 5, PAGE[0] - SIDE, line - 5)


def _footer(canvas: Canvas, pages: int) -> None:
    text = word("page.number", page=canvas.getPageNumber(), pages=pages)
    canvas.setFont(REGULAR, SMALL)
    canvas.setFillColor(colour(palette().muted))
    left = PAGE[0] - SIDE - width_of(text, REGULAR, SMALL)
    canvas.drawString(left, BOTTOM - 24, text)
