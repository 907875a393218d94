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


def recovery_paper(sheet: RecoverySheet, *, blank: bool = False) -> bytes:
    """The sheet; `blank` leaves the code to be written by hand, so that no printer sees it."""
    return laid_out(partial(_sheet, sheet, blank=blank))


def share_paper(share: RecoveryShare, *, blank: bool = False) -> bytes:
    """One share of three; `blank` leaves it to be written by hand."""
    return laid_out(partial(_share, share, blank=blank))


def _sheet(sheet: RecoverySheet, *, blank: bool) -> Sequence[Flowable]:
    day = f"{sheet.created:%d/%m/%Y}"
    return [
        heading(word("recovery_paper.title")),
        paragraph(
            word("recovery_paper.lead", label=sheet.label, day=day, slot=sheet.slot_id), "subtitle"
        ),
        paragraph(word("recovery_paper.by_hand") if blank else word("recovery_paper.code"), "h2"),
        space(4),
        code_drawing(sheet.groups(), blank=blank),
        paragraph(word("recovery_paper.alphabet"), "note"),
        paragraph(word("recovery_paper.use"), "h2"),
        paragraph(word("recovery_paper.first", label=sheet.label)),
        paragraph(word("recovery_paper.second")),
        paragraph(word("recovery_paper.third")),
        paragraph(word("recovery_paper.keep"), "h2"),
        paragraph(word("recovery_paper.keep_words")),
        space(10),
        _beside(square(sheet.slot_text, _SQUARE)),
    ]


def _beside(drawn: Flowable) -> Flowable:
    """The square, and what it is for."""
    words = [
        paragraph(word("recovery_paper.picture"), "h2"),
        paragraph(word("recovery_paper.picture_words")),
    ]
    table = platypus().Table([[drawn, words]], colWidths=[_SQUARE + 12, ROOM - _SQUARE - 12])
    everywhere = ((0, 0), (-1, -1))
    table.setStyle([("VALIGN", *everywhere, "TOP"), ("LEFTPADDING", *everywhere, 0)])
    return table


def _share(share: RecoveryShare, *, blank: bool) -> Sequence[Flowable]:
    number = share.number
    named = (
        word("share_paper.by_hand", number=number)
        if blank
        else word("share_paper.code", number=number)
    )
    return [
        heading(word("share_paper.title", number=share.number)),
        paragraph(word("share_paper.lead", label=share.label, slot=share.slot_id), "subtitle"),
        paragraph(word("share_paper.words")),
        paragraph(named, "h2"),
        space(4),
        code_drawing(share.groups(), blank=blank),
        paragraph(word("recovery_paper.alphabet"), "note"),
        paragraph(word("share_paper.use"), "h2"),
        paragraph(word("share_paper.first")),
        paragraph(word("share_paper.second")),
        paragraph(word("share_paper.keep"), "h2"),
        paragraph(word("share_paper.keep_words")),
    ]
