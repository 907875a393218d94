"""What the page of the handovers says, and what may be done next; no Qt here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from app.domain.handovers import HandoverSide, HandoverState
from ui.formats import day
from ui.texts import plural, text

if TYPE_CHECKING:
    from datetime import date

    from app.usecases.handover_lines import HandoverLine

_NAMED = 3
"""Files whose numbers are told in a sentence."""


class Step(Enum):
    """Where a handover stands for her, and so what she does next."""

    SENT = "sent"
    AWAY = "away"
    LATE = "late"
    TAKEN = "taken"
    TAKEN_LATE = "taken_late"
    BACK = "back"


class Act(Enum):
    """What a handover offers; the first of `acts` is its one button."""

    RECEIPT = "sent"
    RECEIVE = "away"
    GIVE_BACK = "taken"
    FINISH = "back"
    CODE = "code"
    CANCEL = "cancel"
    LOST = "lost"
    AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Shown:
    """One step in words: a chip with its tone, and the acts offered, the one to do next first."""

    chip: str
    tone: str
    acts: tuple[Act, ...]


_SHOWN = {
    Step.SENT: Shown("sent", "note", (Act.RECEIPT, Act.CANCEL)),
    Step.AWAY: Shown("away", "good", (Act.RECEIVE, Act.LOST)),
    Step.LATE: Shown("late", "warn", (Act.RECEIVE, Act.LOST)),
    Step.TAKEN: Shown("taken", "note", (Act.GIVE_BACK, Act.CODE)),
    Step.TAKEN_LATE: Shown("taken", "warn", (Act.GIVE_BACK, Act.CODE)),
    Step.BACK: Shown("back", "good", (Act.FINISH, Act.AGAIN)),
}


def step(line: HandoverLine) -> Step:
    """Where a handover stands."""
    match line.handover.state:
        case HandoverState.SENT:
            return Step.SENT
        case HandoverState.ON_ITS_WAY_BACK:
            return Step.BACK
        case _ if line.handover.side is HandoverSide.GIVEN:
            return Step.LATE if line.overdue else Step.AWAY
        case _:
            return Step.TAKEN_LATE if line.overdue else Step.TAKEN


def shown(line: HandoverLine) -> Shown:
    """What its card shows."""
    return _SHOWN[step(line)]


def title(line: HandoverLine, name: str) -> str:
    """Whom the files went to, or came from."""
    given = line.handover.side is HandoverSide.GIVEN
    return text("handovers.given_to" if given else "handovers.taken_from", name=name)


def facts(line: HandoverLine) -> str:
    """How many files, since when and until when."""
    known, count = line.handover, len(line.cases)
    since = day(known.made_on)
    if known.until is None:
        return plural("handovers.facts", count, since=since)
    return plural("handovers.facts_until", count, since=since, until=day(known.until))


def next_words(line: HandoverLine, name: str) -> str:
    """What she does next, in one or two sentences."""
    until = line.handover.until
    match step(line):
        case Step.SENT:
            return text("handovers.next.sent", name=name)
        case Step.LATE if until is not None:
            return text("handovers.next.late", day=day(until), name=name)
        case Step.TAKEN_LATE if until is not None:
            return text("handovers.next.taken_late", day=day(until), name=name)
        case Step.TAKEN | Step.TAKEN_LATE:
            return text("handovers.next.taken", name=name)
        case Step.BACK:
            return text("handovers.next.back", name=name)
        case _:
            return text("handovers.next.away", name=name)


def late_words(line: HandoverLine, today: date) -> str:
    """By how many days the files are late; nothing when they are not."""
    until = line.handover.until
    if until is None or not line.overdue:
        return ""
    return plural("handovers.late_by", (today - until).days)


def withdrawn_words(line: HandoverLine) -> str:
    """The files whose person took her agreement back since."""
    gone = [one.number for one in line.cases if one.case_id in line.withdrawn]
    if not gone:
        return ""
    numbers = ", ".join(gone[:_NAMED])
    if len(gone) > _NAMED:
        numbers = f"{numbers} {plural('handovers.more_cases', len(gone) - _NAMED)}"
    given = line.handover.side is HandoverSide.GIVEN
    text_id = "handovers.withdrawn" if given else "handovers.withdrawn_taken"
    return plural(text_id, len(gone), numbers=numbers)


def past_words(line: HandoverLine, name: str) -> str:
    """One line for a handover that is over."""
    known = line.handover
    ended = day(known.ended_on or known.made_on)
    if known.side is HandoverSide.RECEIVED:
        return text("handovers.past_taken", name=name, day=ended)
    if known.returned_on is not None:
        return text("handovers.past_given", name=name, day=ended)
    if known.acknowledged_on is None:
        return text("handovers.past_cancelled", name=name, day=ended)
    return text("handovers.past_lost", name=name, day=ended)


def act_words(act: Act) -> str:
    """What the button of an act says."""
    match act:
        case Act.CODE:
            return text("handovers.show_code")
        case Act.CANCEL:
            return text("handovers.cancel")
        case Act.LOST:
            return text("handovers.lost")
        case Act.AGAIN:
            return text("handovers.again")
        case _:
            return text(f"handovers.act.{act.value}")
