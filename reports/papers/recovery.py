"""The recovery sheet and the three shares: made once, in memory, for a sealed envelope."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reports.papers.code import code_drawing
from reports.papers.sheet import heading, laid_out, paragraph, space
from reports.papers.square import square
from reports.pdf.library import platypus
from reports.pdf.styles import MILLIMETRE, ROOM
from reports.wording import word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.ports.keys import RecoveryShare, RecoverySheet
    from reports.foreign import Flowable

_SQUARE = 56 * MILLIMETRE
_SIGNS = 4


def recovery_paper(sheet: RecoverySheet, *, blank: bool = False) -> bytes:
    """The sheet; `blank` leaves the code to be written by hand, so that no printer sees it."""
    return laid_out(partial(_sheet, sheet, blank=blank))


def share_paper(share: RecoveryShare, *, blank: bool = False) -> bytes:
    """One share of three; `blank` leaves it to be written by hand."""
    return laid_out(partial(_share, share, blank=blank))


def groups_of(code: bytearray) -> tuple[str, ...]:
    """A code or share in groups of four, whatever stands between them."""
    signs = "".join(chr(sign) for sign in code if chr(sign).isalnum())
    return tuple(signs[at : at + _SIGNS] for at in range(0, len(signs), _SIGNS))


def _sheet(sheet: RecoverySheet, *, blank: bool) -> Sequence[Flowable]:
    day = f"{sheet.created:%d/%m/%Y}"
    return [
        heading(word("recovery.title")),
        paragraph(
            word("recovery.lead", label=sheet.label, day=day, slot=sheet.slot_id), "subtitle"
        ),
        paragraph(word("recovery.by_hand") if blank else word("recovery.code"), "h2"),
        space(4),
        code_drawing(groups_of(sheet.code), blank=blank),
        paragraph(word("recovery.alphabet"), "note"),
        paragraph(word("recovery.use"), "h2"),
        paragraph(word("recovery.first", label=sheet.label)),
        paragraph(word("recovery.second")),
        paragraph(word("recovery.third")),
        paragraph(word("recovery.keep"), "h2"),
        paragraph(word("recovery.keep_words")),
        space(10),
        _beside(square(sheet.slot_text, _SQUARE)),
    ]


def _beside(drawn: Flowable) -> Flowable:
    """The square, and what it is for."""
    words = [paragraph(word("recovery.picture"), "h2"), paragraph(word("recovery.picture_words"))]
    table = platypus().Table([[drawn, words]], colWidths=[_SQUARE + 12, ROOM - _SQUARE - 12])
    everywhere = ((0, 0), (-1, -1))
    table.setStyle([("VALIGN", *everywhere, "TOP"), ("LEFTPADDING", *everywhere, 0)])
    return table


def _share(share: RecoveryShare, *, blank: bool) -> Sequence[Flowable]:
    number = share.number
    named = word("share.by_hand", number=number) if blank else word("share.code", number=number)
    return [
        heading(word("share.title", number=share.number)),
        paragraph(word("share.lead", label=share.label, slot=share.slot_id), "subtitle"),
        paragraph(word("share.words")),
        paragraph(named, "h2"),
        space(4),
        code_drawing(groups_of(share.words), blank=blank),
        paragraph(word("recovery.alphabet"), "note"),
        paragraph(word("share.use"), "h2"),
        paragraph(word("share.first")),
        paragraph(word("share.second")),
        paragraph(word("share.keep"), "h2"),
        paragraph(word("share.keep_words")),
    ]
