"""A letter on paper, in the style of the other papers; the file itself says nothing of it."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Any

from reports.letters.blocks import Look, blocks
from reports.papers.sheet import laid_out, space
from reports.pdf.library import colour, paragraph_style, platypus
from reports.pdf.styles import marked
from reports.style import REGULAR, STRONG, TITLE, fonts, palette

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.domain.letters import Letter
    from reports.foreign import Flowable, Style
    from reports.letters.blocks import Block

_LINE = 15.5


def pdf_letter(letter: Letter) -> bytes:
    """The letter as a PDF in memory."""
    return laid_out(partial(_story, letter))


def _story(letter: Letter) -> Sequence[Flowable]:
    title = platypus().Paragraph(marked(letter.title), _styles()["title"])
    return [title, space(_LINE), *(_flowable(one) for one in blocks(letter.body))]


def _flowable(block: Block) -> Flowable:
    if block.look is Look.ROOM:
        return space(_LINE * len(block.lines))
    words = "<br/>".join(marked(line) for line in block.lines)
    bullet = "–" if block.look is Look.BULLET else None
    return platypus().Paragraph(words, _styles()[block.look.value], bulletText=bullet)


@cache
def _styles() -> Mapping[str, Style]:
    """Larger than in a report: a letter is read at arm's length."""
    fonts()
    text: dict[str, Any] = {
        "fontName": REGULAR,
        "fontSize": 11,
        "leading": _LINE,
        "textColor": colour(palette().text),
    }
    looks: dict[str, dict[str, Any]] = {
        "title": text | {"fontName": TITLE, "fontSize": 17, "leading": 22},
        "heading": text
        | {"fontName": STRONG, "spaceBefore": 4, "spaceAfter": 2, "keepWithNext": 1},
        "text": text | {"spaceBefore": 6, "spaceAfter": 10, "allowWidows": 0, "allowOrphans": 0},
        "bullet": text | {"bulletFontName": REGULAR, "leftIndent": 14, "spaceAfter": 4},
    }
    return {name: paragraph_style(f"letter_{name}", **look) for name, look in looks.items()}
