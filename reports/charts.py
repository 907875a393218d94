"""One vector drawing per chart, from printed values only, used on screen and on paper alike."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from app.statistics.tables import MASK_SIGN
from reports.pen import Pen
from reports.series import described, series
from reports.style import REGULAR, STRONG, lines_of, palette, width_of
from reports.svg import svg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.statistics.release import SafeTable
    from reports.foreign import Drawing
    from reports.pen import Spot
    from reports.series import Point, Series
    from reports.style import Scheme

WIDTH = 480.0
TEXT = 8.5
SMALL = 7.5
LEADING = 10.0
BAR = 9.0
GAP = 6.0
STUB = 22.0
"""Length of a masked bar: always the same, so that it tells nothing."""
LABELS = 0.48
"""Share of the width that labels may take."""
PLOT = 96.0
"""Height of the plotted part of columns and curves."""
COLUMN = 26.0
RADIUS = 44.0
MOST_LINES = 3


def chart_svg(table: SafeTable, scheme: Scheme = "light", width: float = WIDTH) -> str:
    """The chart of a table as SVG, its description inside; empty when the table has none."""
    shown = series(table)
    if shown is None:
        return ""
    return svg(_drawn(shown, scheme, width), shown.title, described(shown))


def chart_drawing(
    table: SafeTable, scheme: Scheme = "print", width: float = WIDTH, kind: str = ""
) -> Drawing:
    """The chart of a table as a ReportLab drawing, or None; `kind` asks for another kind."""
    shown = series(table, kind)
    return None if shown is None else _drawn(shown, scheme, width)


def chart_text(table: SafeTable) -> str:
    """The chart of a table in words; empty when the table has none."""
    shown = series(table)
    return "" if shown is None else described(shown)


def _drawn(shown: Series, scheme: Scheme, width: float) -> Drawing:
    draw = {"line": _curve, "doughnut": _doughnut}.get(shown.kind, _bars)
    if shown.kind == "column" and _columns_fit(shown, width):
        draw = _columns
    pen = Pen(palette(scheme))
    return pen.drawing(width, draw(pen, shown, width))


def _bars(pen: Pen, shown: Series, width: float) -> float:
    """Horizontal bars, one under the other; the labels take the room that they need."""
    labels = [lines_of(point.label, REGULAR, TEXT, width * LABELS) for point in shown.points]
    room = max(width_of(line, REGULAR, TEXT) for lines in labels for line in lines)
    left = room + 8
    longest = width - left - max(width_of(p.text, STRONG, TEXT) for p in shown.points) - 8
    top = 0.0
    for point, lines in zip(shown.points, labels, strict=True):
        height = max(len(lines) * LEADING, BAR)
        for index, line in enumerate(lines):
            pen.text((0, top + index * LEADING + 7.6), line)
        _bar(pen, point, (left, top + (height - BAR) / 2), longest / shown.largest)
        top += height + GAP
    return top - GAP + 2


def _bar(pen: Pen, point: Point, at: tuple[float, float], scale: float) -> None:
    left, top = at
    if point.value is None:
        pen.hatched(at, (STUB, BAR))
        pen.text((left + STUB + 6, top + 7.4), MASK_SIGN, colour=pen.colours.muted)
        return
    length = point.value * scale
    if point.value:
        pen.bar(at, (max(length, 1.0), BAR), pen.colours.chart[0])
    pen.text((left + length + 6, top + 7.4), point.text, font=STRONG)


def _columns(pen: Pen, shown: Series, width: float) -> float:
    """Columns side by side, their values on top and their labels below."""
    slot = min(width / len(shown.points), 3.2 * COLUMN)
    left = (width - slot * len(shown.points)) / 2
    base = LEADING + PLOT
    for index, point in enumerate(shown.points):
        middle = left + slot * (index + 0.5)
        _column(pen, point, (middle, base), (min(COLUMN, slot * 0.7), PLOT / shown.largest))
    pen.line((left, base), (left + slot * len(shown.points), base), pen.colours.muted)
    return _labels_below(pen, shown, (left, base), slot)


def _column(pen: Pen, point: Point, foot: tuple[float, float], size: tuple[float, float]) -> None:
    (middle, base), (wide, scale) = foot, size
    if point.value is None:
        pen.hatched((middle - wide / 2, base - STUB), (wide, STUB))
        pen.text((middle, base - STUB - 4), MASK_SIGN, "middle", colour=pen.colours.muted)
        return
    height = point.value * scale
    if point.value:
        pen.bar((middle - wide / 2, base - height), (wide, height), pen.colours.chart[0])
    pen.text((middle, base - height - 4), point.text, "middle", font=STRONG)


def _labels_below(pen: Pen, shown: Series, at: tuple[float, float], slot: float) -> float:
    """Labels under their columns, on as many lines as the longest needs; returns where they end."""
    left, base = at
    deepest = 1
    for index, label in enumerate(_fitting(shown, slot - 3)):
        lines = lines_of(label, REGULAR, SMALL, slot - 3)
        deepest = max(deepest, len(lines))
        for depth, line in enumerate(lines):
            spot = (left + slot * (index + 0.5), base + (depth + 1) * LEADING)
            pen.text(spot, line, "middle", size=SMALL)
    return base + deepest * LEADING + 4


def _columns_fit(shown: Series, width: float) -> bool:
    """Columns are for labels that stand under them, in few lines; the others become bars."""
    slot = width / len(shown.points) - 3
    lines = [lines_of(point.label, REGULAR, SMALL, slot) for point in shown.points]
    widest = max(width_of(line, REGULAR, SMALL) for parts in lines for line in parts)
    return widest <= slot and max(map(len, lines)) <= MOST_LINES


def _fitting(shown: Series, room: float) -> list[str]:
    """The labels, or the initials of months and the like, which the table beside gives whole."""
    labels = [point.label for point in shown.points]
    widest = max(width_of(part, REGULAR, SMALL) for label in labels for part in label.split(" "))
    return labels if widest <= room else [label[:1].upper() for label in labels]


def _curve(pen: Pen, shown: Series, width: float) -> float:
    """Points joined where both ends are printed; a hidden one leaves a gap and a stub."""
    slot = width / len(shown.points)
    base = LEADING + PLOT
    spots = [
        None
        if point.value is None
        else (slot * (i + 0.5), base - point.value * PLOT / shown.largest)
        for i, point in enumerate(shown.points)
    ]
    pen.line((0, base), (width, base), pen.colours.muted)
    for start, end in pairwise(spots):
        if start and end:
            pen.line(start, end, pen.colours.chart[0], 1.6)
    for index, (point, spot) in enumerate(zip(shown.points, spots, strict=True)):
        if spot is None:
            _column(pen, point, (slot * (index + 0.5), base), (min(COLUMN, slot * 0.5), 0))
        else:
            pen.dot(spot, pen.colours.chart[0])
            pen.text((spot[0], spot[1] - 6), point.text, "middle", font=STRONG)
    return _labels_below(pen, shown, (0, base), slot)


def _doughnut(pen: Pen, shown: Series, width: float) -> float:
    """A ring with its legend beside it, each part with its value: colour is never the only sign."""
    total = sum(point.value or 0 for point in shown.points)
    centre = (RADIUS, RADIUS + 2)
    left = 2 * RADIUS + 16
    figures = max(width_of(point.text, STRONG, TEXT) for point in shown.points)
    room = width - left - BAR - 12 - figures
    legend = [lines_of(point.label, REGULAR, TEXT, room) for point in shown.points]
    depth = sum(len(lines) * LEADING + GAP for lines in legend) - GAP
    top = max(0.0, centre[1] - depth / 2)
    angle = 90.0
    for index, (point, lines) in enumerate(zip(shown.points, legend, strict=True)):
        turn = 360.0 * (point.value or 0) / total
        pen.ring(centre, RADIUS, (angle - turn, angle), pen.colours.chart[index])
        angle -= turn
        _key(pen, (left, top), lines, point.text, pen.colours.chart[index])
        top += len(lines) * LEADING + GAP
    return max(2 * RADIUS + 4, top)


def _key(pen: Pen, at: Spot, lines: Sequence[str], value: str, colour: str) -> None:
    """One line of a legend: its colour, what it is, and how many."""
    left, top = at
    pen.bar((left, top), (BAR, BAR), colour)
    for depth, line in enumerate(lines):
        pen.text((left + BAR + 6, top + depth * LEADING + 7.6), line)
    after = left + BAR + 12 + width_of(lines[-1], REGULAR, TEXT)
    pen.text((after, top + (len(lines) - 1) * LEADING + 7.6), value, font=STRONG)
