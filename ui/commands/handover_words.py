"""What `armoire handover` says of packages, handovers and what came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.handovers import HandoverSide
from ui.formats import day
from ui.texts import plural, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.domain.handovers import Colleague
    from app.ports.handovers import Merged
    from app.usecases.handover_lines import HandoverLine
    from app.usecases.handovers import Offered


def colleague_line(colleague: Colleague, words: tuple[str, ...]) -> str:
    """`Nom    comparée le 22/11/2026    huit mots`."""
    compared = colleague.compared_on
    said = (
        text("cli.handover.not_compared")
        if compared is None
        else text("cli.handover.compared_on", day=day(compared))
    )
    return "\t".join((colleague.name, said, " ".join(words)))


def offered(package: Offered) -> Iterator[str]:
    """What a package holds, line by line."""
    kind = "offered_return" if package.is_return else "offered_files"
    yield text(f"cli.handover.{kind}", package=package.package, day=day(package.made_on))
    if package.colleague is None:
        yield text("cli.handover.sender_unknown", words=" ".join(package.sender.words))
    else:
        yield text("cli.handover.sender", name=package.colleague.name)
    if package.until is not None:
        yield text("cli.handover.until", day=day(package.until))
    for one in package.cases:
        yield "\t".join(filter(None, (one.number, one.person, one.entity, one.urgent)))
    yield plural("cli.handover.documents_in", package.documents)


def merged_words(merged: Merged) -> str:
    """What came back, and how much was changed on both sides."""
    said = [
        plural("cli.handover.added", merged.added),
        plural("cli.handover.changed", merged.changed),
    ]
    if merged.both:
        said.append(plural("cli.handover.both", len(merged.both)))
    return " ".join(said)


def line_words(line: HandoverLine) -> str:
    """One handover on one line."""
    handover = line.handover
    side = "to" if handover.side is HandoverSide.GIVEN else "from"
    parts = (
        handover.package,
        text(f"cli.handover.side.{side}", name=line.colleague.name),
        day(handover.made_on),
        text(f"cli.handover.state.{handover.state.value}"),
        " ".join(one.number for one in line.cases),
        "" if line.notice is None else text(f"cli.handover.notice.{line.notice.value}"),
        plural("cli.handover.withdrawn", len(line.withdrawn)) if line.withdrawn else "",
    )
    return "\t".join(filter(None, parts))


def described(line: HandoverLine) -> dict[str, object]:
    """One handover for another program."""
    handover = line.handover
    days = {
        name: None if value is None else value.isoformat()
        for name, value in (
            ("made_on", handover.made_on),
            ("until", handover.until),
            ("acknowledged_on", handover.acknowledged_on),
            ("returned_on", handover.returned_on),
            ("ended_on", handover.ended_on),
        )
    }
    return {
        "package": handover.package,
        "side": handover.side.value,
        "colleague": line.colleague.name,
        "state": handover.state.value,
        **days,
        "cases": [one.number for one in line.cases],
        "withdrawn": [one.number for one in line.cases if one.case_id in line.withdrawn],
        "notice": None if line.notice is None else line.notice.value,
    }
