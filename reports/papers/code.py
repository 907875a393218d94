"""A code on paper: numbered groups of signs, each sign in its own place, or places to fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.pdf.styles import ROOM
from reports.pen import Pen
from reports.style import REGULAR, STRONG, palette, width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reports.foreign import Drawing

_PER_LINE = 4
_SIGNS = 4
_SIZE = 27.0
_SIGN = 25.0
"""Width of the place of one sign: every sign has the same."""
_TALL = 36.0
_NUMBER = 8.0
_APART = 20.0


def code_drawing(groups: Sequence[str], *, blank: bool) -> Drawing:
    """The groups four by four, numbered as they are asked for; `blank` leaves places to fill in."""
    pen = Pen(palette())
    gap = (ROOM - _PER_LINE * _SIGNS * _SIGN) / (_PER_LINE - 1)
    lines = (len(groups) + _PER_LINE - 1) // _PER_LINE
    for rank, group in enumerate(groups):
        line, place = divmod(rank, _PER_LINE)
        left = place * (_SIGNS * _SIGN + gap)
        top = line * (_TALL + _APART) + _NUMBER + 4
        pen.text((left, top - 4), str(rank + 1), size=_NUMBER, colour=palette().muted, font=REGULAR)
        for at in range(_SIGNS):
            _sign(pen, (left + at * _SIGN, top), "" if blank else group[at : at + 1])
    return pen.drawing(ROOM, lines * (_TALL + _APART))


def _sign(pen: Pen, at: tuple[float, float], sign: str) -> None:
    pen.frame(at, (_SIGN, _TALL), palette().border)
    if sign:
        left = at[0] + (_SIGN - width_of(sign, STRONG, _SIZE)) / 2
        pen.text((left, at[1] + _TALL / 2 + _SIZE * 0.34), sign, size=_SIZE, font=STRONG)
