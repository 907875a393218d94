"""The sheet of urgent files: of each, only what cannot wait, in her words (ANAS-17)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reports.papers.sheet import heading, laid_out, paragraph, space
from reports.pdf.library import colour, platypus
from reports.pdf.styles import ROOM
from reports.style import palette
from reports.wording import word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.handovers import UrgentLine, UrgentSheet
    from reports.foreign import Flowable

_LINE = 0.6
_DAY = "%d/%m/%Y"


def urgent_paper(sheet: UrgentSheet) -> bytes:
    """The sheet as a PDF in memory; the file itself names nobody."""
    return laid_out(partial(_story, sheet))


def _story(sheet: UrgentSheet) -> list[Flowable]:
    head = [
        heading(word("urgent_paper.title")),
        paragraph(word("urgent_paper.lead", day=sheet.made_on.strftime(_DAY)), "subtitle"),
    ]
    if not sheet.lines:
        empty = word("urgent_paper.empty"), word("urgent_paper.empty_words")
        return [*head, paragraph(empty[0], "h2"), paragraph(empty[1])]
    head += [
        paragraph(word("urgent_paper.destroy"), "h2"),
        paragraph(word("urgent_paper.destroy_words"), "note"),
        space(8),
    ]
    return head + [flowable for line in sheet.lines for flowable in _file(line)]


def _file(line: UrgentLine) -> Sequence[Flowable]:
    """One file under a thin line; who it is and the first of its words stay on one page."""
    library = platypus()
    rule = library.HRFlowable(
        width=ROOM, thickness=_LINE, color=colour(palette().border), spaceBefore=6, spaceAfter=2
    )
    named = [
        rule,
        paragraph(line.person, "h2"),
        paragraph(word("urgent_paper.place", number=line.number, entity=line.entity)),
    ]
    if line.phone is not None:
        named.append(paragraph(word("urgent_paper.phone", phone=line.phone)))
    first, *others = [one for one in line.words.splitlines() if one.strip()]
    said = word(
        "urgent_paper.agreed",
        noted=line.noted_on.strftime(_DAY),
        agreed=line.agreed_on.strftime(_DAY),
    )
    return [
        library.KeepTogether([*named, paragraph(first)]),
        *(paragraph(one) for one in others),
        paragraph(said, "note"),
    ]
