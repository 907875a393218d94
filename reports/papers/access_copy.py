"""The copy for the person: plain parts and paragraphs; hidden passages are bars without letters."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reports.papers.sheet import heading, laid_out, paragraph, space
from reports.pdf.library import platypus
from reports.pdf.styles import marked, styles
from reports.wording import word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.domain.redactions import Passages
    from app.ports.access import CopyLine, CopySection
    from reports.foreign import Flowable

_BAR = '<span backColor="#000000" color="#000000">{words}</span>'


def access_copy_paper(title: str, lead: Sequence[str], sections: Sequence[CopySection]) -> bytes:
    """The copy as a PDF in memory; the file itself says nothing of whom it is about."""
    return laid_out(partial(_story, title, lead, sections))


def _story(title: str, lead: Sequence[str], sections: Sequence[CopySection]) -> list[Flowable]:
    story = [heading(title), space(6), *(paragraph(one, "note") for one in lead), space(6)]
    for section in sections:
        story.append(paragraph(section.title, "h1"))
        for entry in section.entries:
            if entry.heading:
                story.append(paragraph(entry.heading, "h2"))
            for line in entry.lines:
                story += _line(line)
    return story


def _line(line: CopyLine) -> Iterator[Flowable]:
    """The value under its name; each line of a long text is a paragraph of its own."""
    strong = styles()["cell_total"].fontName
    name = f'<font name="{strong}">{marked(word("given_copy.label", label=line.name))}</font> '
    for rank, part in enumerate(_markup(line.passages).split("\n")):
        if part.strip():
            yield platypus().Paragraph(name + part if rank == 0 else part, styles()["body"])
        elif rank == 0:
            yield platypus().Paragraph(name, styles()["body"])


def _markup(passages: Passages) -> str:
    bar = _BAR.format(words=marked(word("given_copy.hidden")))
    return "".join(bar if one is None else marked(one) for one in passages)
