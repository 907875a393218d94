"""Measures and paragraph styles of the printed page."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from reports.pdf.library import colour, paragraph_style
from reports.style import GLUE, NARROW_SPACE, REGULAR, STRONG, TITLE, fonts, palette, printable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reports.foreign import Style

MILLIMETRE = 72 / 25.4
PAGE = (210 * MILLIMETRE, 297 * MILLIMETRE)
SIDE = 18 * MILLIMETRE
TOP = 22 * MILLIMETRE
BOTTOM = 19 * MILLIMETRE
ROOM = PAGE[0] - 2 * SIDE
FIGURE_SIZE = 8.5
_ORDINAL = re.compile(r"([\u1d43-\u1d61\u02b0-\u02b8]+|(?<=\b1)er\b)")


@cache
def styles() -> Mapping[str, Style]:
    """Every paragraph style by name."""
    fonts()
    ink = palette()
    body = {"fontName": REGULAR, "fontSize": 9.5, "leading": 13.5, "textColor": colour(ink.text)}
    strong = body | {"fontName": STRONG}
    title = body | {"fontName": TITLE}
    small = body | {"fontSize": 7.8, "leading": 10.4, "textColor": colour(ink.muted)}
    annex = {"fontSize": 8.6, "leading": 11.6, "allowWidows": 0, "allowOrphans": 0}
    bullet = {"bulletFontName": REGULAR, "leftIndent": 12, "bulletIndent": 2}
    cell = body | {"fontSize": FIGURE_SIZE, "leading": 10.6}
    looks: dict[str, dict[str, Any]] = {
        "body": body | {"spaceAfter": 6, "allowWidows": 0, "allowOrphans": 0},
        "annex": body | annex | {"spaceAfter": 4},
        "annex_bullet": body | annex | bullet | {"spaceAfter": 1.5},
        "bullet": body | bullet | {"spaceAfter": 2.5},
        "title": title | {"fontSize": 23, "leading": 28},
        "subtitle": body | {"fontSize": 11.5, "leading": 16, "textColor": colour(ink.muted)},
        "h1": title | {"fontSize": 15, "leading": 19, "spaceBefore": 14, "spaceAfter": 7},
        "h2": strong | {"fontSize": 11, "leading": 14, "spaceBefore": 9, "spaceAfter": 4},
        "caption": strong | {"fontSize": 9.8, "leading": 12.5, "spaceBefore": 6},
        "picture": strong | {"fontSize": 9.8, "leading": 12.5, "spaceAfter": 8},
        "base": small | {"spaceAfter": 4},
        "note": small | {"spaceBefore": 3, "spaceAfter": 0},
        "cell": cell,
        "cell_detail": cell | {"leftIndent": 10},
        "cell_total": cell | {"fontName": STRONG},
        "head": small | {"fontName": STRONG, "fontSize": 7.6, "leading": 9.4},
        "head_right": small | {"fontName": STRONG, "fontSize": 7.6, "leading": 9.4, "alignment": 2},
        "tile_value": title | {"fontSize": 19, "leading": 23, "textColor": colour(ink.primary)},
        "tile_masked": title | {"fontSize": 19, "leading": 23, "textColor": colour(ink.muted)},
        "tile_label": small | {"fontSize": 8.2, "leading": 10},
    }
    for name in ("h1", "h2", "caption", "base"):
        looks[name]["keepWithNext"] = 1
    return {name: paragraph_style(name, **look) for name, look in looks.items()}


def marked(text: str) -> str:
    """A plain text as ReportLab's paragraph markup, ordinals raised as French writes them."""
    return "".join(_marked(part) for part in _ORDINAL.split(text)).replace(NARROW_SPACE, GLUE)


def _marked(part: str) -> str:
    plain = printable(part).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<super size="65%" rise="30%">{plain}</super>' if _ORDINAL.fullmatch(part) else plain
