"""A protected table on the page: caption, base, chart, figures, masks, notes."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from reports.charts import chart_drawing
from reports.grid import Grid, GridColumn, GridRow, grid
from reports.pdf.library import colour, platypus
from reports.pdf.styles import FIGURE_SIZE, ROOM, marked, styles
from reports.style import FIGURES, STRONG, STRONG_FIGURES, palette, printable, width_of
from reports.wording import withheld_reason, word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.statistics.release import SafeTable
    from reports.foreign import Canvas, Drawing, Flowable

GUTTER = 18.0
PADDING = 5.0
BESIDE = 0.54
"""A table that needs at most this share of the page has its chart beside it."""
NARROWEST_LABEL = 96.0
MANY = 3
TOGETHER = 24
"""Tables with at most this many lines are never cut between two pages."""
START = 170.0
"""Height that a longer table wants on the page where it begins."""
STRIPE = 4.0


def figure(table: SafeTable, anchor: str, lead: Sequence[Flowable]) -> list[Flowable]:
    """A table with what leads to it; its number stays when its figures are withheld."""
    library, looks = platypus(), styles()
    head = [
        *lead,
        library.Paragraph(f'<a name="{anchor}"/>{marked(caption(table))}', looks["caption"]),
        library.Paragraph(marked(word("table.base", base=table.view.base)), looks["base"]),
    ]
    if table.view.withheld:
        reason = word("table.withheld", reason=withheld_reason(table.view.withheld))
        return [library.KeepTogether([*head, _boxed(reason), library.Spacer(0, 10)])]
    printed = grid(table)
    body = [*_chart_and_table(table, printed), *_notes(printed), library.Spacer(0, 12)]
    if len(printed.rows) <= TOGETHER:
        return [library.KeepTogether([*head, *body])]
    for flowable in head:
        flowable.keepWithNext = 0
    return [library.CondPageBreak(START), *head, *body]


def caption(table: SafeTable) -> str:
    """« Tableau 4.1 — Domaines abordés »."""
    return f"{word('table.caption', number=table.view.number)} — {table.view.title}"


def _chart_and_table(table: SafeTable, printed: Grid) -> list[Flowable]:
    """The chart beside a narrow table, above a wide one."""
    library = platypus()
    left = ROOM * BESIDE
    widths = _widths(printed, left)
    if sum(widths) <= left and len(printed.rows) <= TOGETHER:
        chart = chart_drawing(table, width=ROOM - left - GUTTER)
        if chart is not None:
            widths[0] += left - sum(widths)
            return [_side_by_side(_figures(printed, widths), chart, left)]
    chart = chart_drawing(table, width=ROOM)
    above = [] if chart is None else [chart, library.Spacer(0, 6)]
    parts = [_figures(part, _spread(part)) for part in _parts(printed)]
    between = library.Spacer(0, 8)
    return [*above, *(flowable for part in parts for flowable in (part, between))][:-1]


def _side_by_side(figures: Flowable, chart: Drawing, left: float) -> Flowable:
    both = platypus().Table([[figures, "", chart]], colWidths=[left, GUTTER, ROOM - left - GUTTER])
    both.setStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("FONT", (0, 0), (-1, -1), FIGURES),
            ("TOPPADDING", (2, 0), (2, 0), 20),
            *((side, (0, 0), (1, 0), 0) for side in ("TOPPADDING", "BOTTOMPADDING")),
            *((side, (0, 0), (-1, -1), 0) for side in ("LEFTPADDING", "RIGHTPADDING")),
        ]
    )
    return both


def _widths(printed: Grid, room: float) -> list[float]:
    """The label takes what the figures leave, the figures what they need."""
    figures = [_figure_width(printed, index) for index in range(len(printed.columns))]
    longest = max((_label_width(row) for row in printed.rows), default=NARROWEST_LABEL)
    label = min(max(longest, NARROWEST_LABEL), max(room - sum(figures), NARROWEST_LABEL))
    return [label, *figures]


def _spread(printed: Grid) -> list[float]:
    """Many columns take the whole page, all counts alike, so that one table reads as the next."""
    label, *figures = _widths(printed, ROOM)
    if len(figures) < MANY:
        return [label, *figures]
    widest = max(figures)
    alike = [
        figure if column.unit == "share" else widest
        for figure, column in zip(figures, printed.columns, strict=True)
    ]
    if sum(alike) + label > ROOM:
        alike = figures
    return [ROOM - sum(alike), *alike]


def _parts(printed: Grid) -> list[Grid]:
    """The table, or its columns in groups that fit the page, each with the labels again."""
    room = ROOM - _widths(printed, 0)[0]
    ends: list[int] = [0]
    used = 0.0
    for index in range(len(printed.columns)):
        width = _figure_width(printed, index)
        if used and used + width > room:
            ends.append(index)
            used = 0.0
        used += width
    bounds = [*ends, len(printed.columns)]
    return [printed.part(start, end) for start, end in pairwise(bounds)]


def _label_width(row: GridRow) -> float:
    return width_of(printable(row.label), STRONG, FIGURE_SIZE) + 2 * PADDING + 10 * row.level


def _figure_width(printed: Grid, index: int) -> float:
    """Wide enough for every figure and for the longest word of the heading."""
    words = printable(printed.columns[index].label).split(" ")
    heads = [width_of(text, STRONG, 7.6) for text in words]
    texts = [width_of(row.cells[index].text, STRONG, FIGURE_SIZE) for row in printed.rows]
    return max(*heads, *texts, 26.0) + 2 * PADDING + 1


def _figures(printed: Grid, widths: list[float]) -> Flowable:
    lines = [_head(printed.columns), *(_line(row) for row in printed.rows)]
    table = platypus().Table(lines, colWidths=widths, repeatRows=1, hAlign="LEFT")
    table.setStyle([*_ruled(), *_emphasis(printed), *_masks(printed)])
    return table


def _head(columns: Sequence[GridColumn]) -> list[Flowable]:
    paragraph, looks = platypus().Paragraph, styles()
    return ["", *(paragraph(marked(column.label), looks["head_right"]) for column in columns)]


def _line(row: GridRow) -> list[Flowable]:
    look = "cell_total" if row.is_total else "cell_detail" if row.level else "cell"
    label = platypus().Paragraph(marked(row.label), styles()[look])
    return [label, *(cell.text for cell in row.cells)]


def _ruled() -> list[tuple[Any, ...]]:
    ink = palette()
    return [
        ("FONT", (0, 0), (-1, -1), FIGURES, FIGURE_SIZE, 10.6),
        ("TEXTCOLOR", (0, 0), (-1, -1), colour(ink.text)),
        ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("VALIGN", (0, 1), (-1, -1), "MIDDLE"),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, colour(ink.muted)),
        ("LINEBELOW", (0, 1), (-1, -1), 0.4, colour(ink.border)),
        *((side, (0, 0), (-1, -1), PADDING) for side in ("LEFTPADDING", "RIGHTPADDING")),
        *((side, (0, 0), (-1, -1), 2.6) for side in ("TOPPADDING", "BOTTOMPADDING")),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
    ]  # fmt: skip


def _emphasis(printed: Grid) -> list[tuple[Any, ...]]:
    return [
        ("FONT", (1, index), (-1, index), STRONG_FIGURES, FIGURE_SIZE, 10.6)
        for index, row in enumerate(printed.rows, 1)
        if row.is_total
    ]


def _masks(printed: Grid) -> list[tuple[Any, ...]]:
    """Stripes behind every masked cell, whatever the reason: one sign for all."""
    spots = [
        (column, line)
        for line, row in enumerate(printed.rows, 1)
        for column, cell in enumerate(row.cells, 1)
        if cell.masked
    ]
    muted = colour(palette().muted)
    return [
        command
        for spot in spots
        for command in (("BACKGROUND", spot, spot, _striped), ("TEXTCOLOR", spot, spot, muted))
    ]


def _striped(_table: Flowable, canvas: Canvas, *box: float) -> None:
    """Stripe a cell, a hair inside its rules."""
    x, y, width, height = box
    x, y, width, height = x + 1, y + 0.8, width - 2, height - 1.6
    ink = palette()
    canvas.saveState()
    edge = canvas.beginPath()
    edge.rect(x, y, width, height)
    canvas.clipPath(edge, stroke=0, fill=0)
    canvas.setFillColor(colour(ink.hatch_back))
    canvas.rect(x, y, width, height, stroke=0, fill=1)
    canvas.setStrokeColor(colour(ink.hatch))
    canvas.setLineWidth(1.4)
    start = x - height
    while start < x + width:
        canvas.line(start, y, start + height, y + height)
        start += STRIPE
    canvas.restoreState()


def _notes(printed: Grid) -> list[Flowable]:
    notes = [*printed.notes, *([word("table.masked")] if printed.has_masks else [])]
    return [platypus().Paragraph(marked(note), styles()["note"]) for note in notes]


def _boxed(text: str) -> Flowable:
    ink = palette()
    box = platypus().Table(
        [[platypus().Paragraph(marked(text), styles()["cell"])]], colWidths=[ROOM]
    )
    box.setStyle([
        ("FONT", (0, 0), (-1, -1), FIGURES),
            ("BACKGROUND", (0, 0), (-1, -1), colour(ink.tint)),
        ("LINEBEFORE", (0, 0), (0, -1), 2, colour(ink.border)),
        ("LEFTPADDING", (0, 0), (-1, -1), 9),
    ])  # fmt: skip
    return box
