"""The head of the first page and the key figures: what a hurried reader sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.statistics.tables import MASK_SIGN
from reports.charts import chart_drawing
from reports.pdf.library import colour, platypus
from reports.pdf.styles import ROOM, marked, styles
from reports.style import REGULAR, palette
from reports.wording import overview, word

if TYPE_CHECKING:
    from app.statistics.document import Document, Tile, Tiles
    from app.statistics.release import SafeTable
    from reports.foreign import Flowable

PER_LINE = 4
GAP = 8.0
GUTTER = 24.0


def head(document: Document) -> list[Flowable]:
    """Title, entity and period, with one rule in the colour of the program."""
    library, looks = platypus(), styles()
    rule = library.HRFlowable(
        width="100%", thickness=2, color=colour(palette().primary), spaceBefore=6, spaceAfter=12
    )
    return [
        library.Paragraph(f'<a name="top"/>{marked(document.title)}', looks["title"]),
        library.Paragraph(marked(document.subtitle), looks["subtitle"]),
        rule,
    ]


def pictures(document: Document) -> list[Flowable]:
    """What the first page shows at a glance: the charts of a few published tables."""
    room = (ROOM - GUTTER) / 2
    tables = {table.view.number: table for table in document.tables}
    shown: list[list[Flowable]] = []
    for number, kind in overview().items():
        table = tables.get(number)
        chart = table and chart_drawing(table, width=room, kind=kind)
        if table and chart:
            shown.append([_picture_title(table), chart])
    if not shown:
        return []
    both = platypus().Table([shown], colWidths=[room + GUTTER, room][: len(shown)], hAlign="LEFT")
    both.setStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("FONT", (0, 0), (-1, -1), REGULAR),
            *((side, (0, 0), (-1, -1), 0) for side in _SIDES),
        ]
    )
    sign = platypus().Paragraph(marked(word("table.masked")), styles()["note"])
    return [platypus().Spacer(0, 2 * GAP), both, platypus().Spacer(0, GAP), sign]


def _picture_title(table: SafeTable) -> Flowable:
    title = word("overview.caption", title=table.view.title, number=table.view.number)
    return platypus().Paragraph(marked(title), styles()["picture"])


def tiles(block: Tiles) -> list[Flowable]:
    """The key figures, four to a line."""
    starts = range(0, len(block.tiles), PER_LINE)
    lines = [_line(block.tiles[start : start + PER_LINE]) for start in starts]
    return [platypus().Spacer(0, GAP / 2)] + [
        flowable for line in lines for flowable in (line, platypus().Spacer(0, GAP))
    ]


def _line(line: tuple[Tile, ...]) -> Flowable:
    width = (ROOM - GAP * (PER_LINE - 1)) / PER_LINE
    ink = palette()
    cells: list[Flowable] = []
    look: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("FONT", (0, 0), (-1, -1), REGULAR),
    ]
    for index, tile in enumerate(line):
        spot = (index * 2, 0)
        cells += [_tile(tile), ""]
        look += [
            ("BACKGROUND", spot, spot, colour(ink.tint)),
            ("LINEABOVE", spot, spot, 2, colour(ink.primary)),
        ]
    both = platypus().Table([cells[:-1]], colWidths=([width, GAP] * len(line))[:-1], hAlign="LEFT")
    both.setStyle([*look, *((side, (0, 0), (-1, -1), 8) for side in _SIDES)])
    return both


_SIDES = ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")


def _tile(tile: Tile) -> list[Flowable]:
    library, looks = platypus(), styles()
    masked = tile.value == MASK_SIGN
    value = looks["tile_masked" if masked else "tile_value"]
    return [
        library.Paragraph(marked(tile.value), value),
        library.Paragraph(marked(tile.label), looks["tile_label"]),
    ]
