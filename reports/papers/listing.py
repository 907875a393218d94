"""A list on paper: a title, a few words, and rows under headings repeated on each page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reports.papers.sheet import heading, laid_out, paragraph, space
from reports.pdf.library import colour, platypus
from reports.pdf.styles import ROOM
from reports.style import REGULAR, palette, width_of
from reports.wording import word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reports.foreign import Flowable

_LINE = 0.4
_LOOKED_AT = 400
"""Rows enough to tell how wide a column wants to be."""
_NARROWEST = 0.08
_WIDEST = 0.7
_FONT_SIZE = 8.5
_PADDING = 14.0


def listing(title: str, lead: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """The list as a PDF in memory; the file itself says nothing of its subject."""
    return laid_out(partial(_story, title, lead, columns, rows))


def _story(
    title: str, lead: str, columns: Sequence[str], rows: Sequence[Sequence[str]]
) -> list[Flowable]:
    head = [heading(title), paragraph(lead, "subtitle"), space(12)]
    if not rows:
        return [*head, paragraph(word("paper.nothing"))]
    cells = [[paragraph(name, "head") for name in columns]]
    cells += [[paragraph(value, "cell") for value in row] for row in rows]
    table = platypus().LongTable(cells, colWidths=_widths(columns, rows), repeatRows=1)
    table.setStyle(_rules())
    return [*head, table]


def _widths(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    """A share of the page for each column, as its longest words want, none crushed."""
    wanted = [
        max(_width(value) for value in (name, *(row[rank] for row in rows[:_LOOKED_AT])))
        for rank, name in enumerate(columns)
    ]
    shares = [min(_WIDEST, max(_NARROWEST, one / sum(wanted))) for one in wanted]
    return [ROOM * share / sum(shares) for share in shares]


def _width(words: str) -> float:
    return width_of(words, REGULAR, _FONT_SIZE) + _PADDING


def _rules() -> list[tuple[object, ...]]:
    """Thin lines between rows, a stronger one under the headings."""
    ink = palette()
    everywhere = ((0, 0), (-1, -1))
    return [
        ("LINEBELOW", *everywhere, _LINE, colour(ink.border)),
        ("LINEBELOW", (0, 0), (-1, 0), 2 * _LINE, colour(ink.muted)),
        ("VALIGN", *everywhere, "TOP"),
        ("LEFTPADDING", *everywhere, 3),
        ("RIGHTPADDING", *everywhere, 5),
        ("TOPPADDING", *everywhere, 3),
        ("BOTTOMPADDING", *everywhere, 4),
    ]
