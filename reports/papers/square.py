"""A QR code drawn with strokes, black on white whatever the theme: scanners want contrast."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from reports.pen import Pen
from reports.style import palette

if TYPE_CHECKING:
    from reports.foreign import Drawing, Library

_QUIET = 4
"""Empty modules that the standard asks for around the code."""
_BLACK = "#000000"
_CORRECTION = "m"


def square(text: str, side: float) -> Drawing:
    """The QR code of a text; runs of dark modules are drawn as one bar."""
    import segno  # pyright: ignore[reportMissingTypeStubs] — its types are partial

    library: Library = segno
    lines: tuple[bytearray, ...] = library.make(text, micro=False, error=_CORRECTION).matrix
    module = side / (len(lines) + 2 * _QUIET)
    pen = Pen(palette())
    for rank, line in enumerate(lines):
        at = 0
        for dark, run in groupby(line):
            length = len(list(run))
            if dark:
                place = ((_QUIET + at) * module, (_QUIET + rank) * module)
                pen.block(place, (length * module, module), _BLACK)
            at += length
    return pen.drawing(side, side)
