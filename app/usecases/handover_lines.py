"""What screens read of handovers: which files may go, which are away, and what waits for her."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from app.domain.cases import CaseState
from app.domain.errors import RuleBroken
from app.domain.handovers import (
    HAND_OVER,
    Colleague,
    HandedCase,
    Handover,
    HandoverSide,
    HandoverState,
    UrgentCase,
)
from app.domain.people import folded
from app.ports.queries import CaseFilter
from app.usecases.sharing import in_force

if TYPE_CHECKING:
    from datetime import date

    from app.domain.agreements import Agreement
    from app.domain.ids import CaseId
    from app.domain.people import Person
    from app.ports.queries import CaseRow, ScreenQueries
    from app.ports.store import UnitOfWork

UNANSWERED_DAYS = 3
_EVERY_FILE = 100_000


class HandedFile(NamedTuple):
    """One file of a handover, as she reads it."""

    case_id: CaseId
    number: str
    person: str
    urgent: str
    """What presses in it, while it is taken over: it is on no sheet of hers."""


class HandoverNotice(StrEnum):
    """What waits for her in a handover."""

    OVERDUE = "overdue"
    UNANSWERED = "unanswered"
    RETURN_WAITING = "return_waiting"


@dataclass(frozen=True, slots=True)
class HandoverLine:
    """One handover with its colleague and its files.

    `withdrawn` names the files whose person withdrew her agreement since; `notice` is what waits.
    """

    handover: Handover
    colleague: Colleague
    cases: tuple[HandedFile, ...]
    withdrawn: frozenset[CaseId]
    notice: HandoverNotice | None

    @property
    def overdue(self) -> bool:
        """Tell whether the absence is over and the files are not back."""
        return self.notice is HandoverNotice.OVERDUE


@dataclass(frozen=True, slots=True)
class Entrusted:
    """One line of « à qui ai-je dit quoi » that is a whole file: to whom, with which agreement."""

    handover: Handover
    colleague: Colleague
    agreement: Agreement | None


@dataclass(frozen=True, slots=True)
class Choice:
    """One open file: may it go (`agreement`), what presses in it, is it away or taken over."""

    case_id: CaseId
    number: str
    person: str
    entity: str
    agreement: Agreement | None
    urgent: UrgentCase | None
    handed: Handover | None


def handovers(
    work: UnitOfWork, today: date, case_id: CaseId | None = None
) -> tuple[HandoverLine, ...]:
    """Every handover (or those of one file), those in progress first, then the newest."""
    files: dict[int, list[HandedCase]] = {}
    for one in work.records(HandedCase).all():
        files.setdefault(one.handover_id, []).append(one)
    kept = sorted(work.records(Handover).all(), key=_order)
    return tuple(
        _line(work, handover, files.get(handover.id, []), today)
        for handover in kept
        if case_id is None or any(one.case_id == case_id for one in files.get(handover.id, []))
    )


def entrusted(work: UnitOfWork, case_id: CaseId) -> tuple[Entrusted, ...]:
    """To whom a file was entrusted, with which agreement, newest first."""
    said = {one.id: one for one in work.cases.agreements(case_id)}
    told: list[Entrusted] = []
    for one in reversed(work.records(HandedCase).of(case_id)):
        handover = work.records(Handover).get(one.handover_id)
        if handover.side is HandoverSide.GIVEN:
            colleague = work.records(Colleague).get(handover.colleague_id)
            agreement = None if one.agreement_id is None else said.get(one.agreement_id)
            told.append(Entrusted(handover, colleague, agreement))
    return tuple(told)


def choices(work: UnitOfWork, rows: tuple[CaseRow, ...]) -> tuple[Choice, ...]:
    """What may be given of these files, those with an agreement in force first."""
    handed = in_progress(work)
    urgent = {one.case_id: one for one in work.records(UrgentCase).all()}
    made = [
        Choice(
            case_id=row.case_id,
            number=row.number,
            person=full_name(row),
            entity=row.entity_name,
            agreement=agreed(work, row.case_id),
            urgent=urgent.get(row.case_id),
            handed=handed.get(row.case_id),
        )
        for row in sorted(rows, key=by_name)
    ]
    return tuple(sorted(made, key=_agreed_first))


def open_files(queries: ScreenQueries) -> tuple[CaseRow, ...]:
    """Every open file."""
    asked = CaseFilter(state=CaseState.OPEN, limit=_EVERY_FILE)
    return queries.cases(asked).rows


def in_progress(work: UnitOfWork) -> dict[CaseId, Handover]:
    """The handover that each file is away or taken over with, today."""
    going = {one.id: one for one in work.records(Handover).all() if one.ended_on is None}
    return {
        one.case_id: going[one.handover_id]
        for one in work.records(HandedCase).all()
        if one.handover_id in going
    }


def taken_over(work: UnitOfWork) -> frozenset[CaseId]:
    """The files that are here for a colleague, today."""
    return frozenset(
        case_id
        for case_id, handover in in_progress(work).items()
        if handover.side is HandoverSide.RECEIVED
    )


def handed_now(work: UnitOfWork, case_id: CaseId) -> Handover | None:
    """The handover that one file is away or taken over with, today."""
    for one in work.records(HandedCase).of(case_id):
        handover = work.records(Handover).get(one.handover_id)
        if handover.ended_on is None:
            return handover
    return None


def refuse_away(work: UnitOfWork, case_id: CaseId) -> None:
    """Refuse what would contradict the colleague who has the file today."""
    known = handed_now(work, case_id)
    if known is not None and known.side is HandoverSide.GIVEN:
        raise RuleBroken("case_away", case=case_id, on=known.made_on)


def agreed(work: UnitOfWork, case_id: CaseId) -> Agreement | None:
    """The last agreement in force to entrust a file to a colleague."""
    said = in_force(work, case_id, HAND_OVER)
    return said[-1] if said else None


def full_name(person: Person | CaseRow) -> str:
    """Given name, then family name, as everywhere on screen."""
    return f"{person.given_name} {person.family_name}".strip()


def by_name(person: Person | CaseRow) -> tuple[str, str]:
    """The order of a list of persons: family name, then given name."""
    return folded(person.family_name), folded(person.given_name)


def _line(
    work: UnitOfWork, handover: Handover, files: list[HandedCase], today: date
) -> HandoverLine:
    going = handover.ended_on is None
    taken = going and handover.side is HandoverSide.RECEIVED
    return HandoverLine(
        handover=handover,
        colleague=work.records(Colleague).get(handover.colleague_id),
        cases=tuple(_file(work, one.case_id, taken=taken) for one in files),
        withdrawn=frozenset(
            one.case_id for one in files if going and agreed(work, one.case_id) is None
        ),
        notice=_notice(handover, today),
    )


def _file(work: UnitOfWork, case_id: CaseId, *, taken: bool) -> HandedFile:
    case = work.cases.get(case_id)
    name = full_name(work.persons.get(case.person_id))
    presses = work.records(UrgentCase).of(case_id) if taken else ()
    return HandedFile(case_id, case.number, name, "\n".join(one.words for one in presses))


def _notice(handover: Handover, today: date) -> HandoverNotice | None:
    state = handover.state
    if state is HandoverState.OVER:
        return None
    if state is HandoverState.ON_ITS_WAY_BACK:
        return HandoverNotice.RETURN_WAITING
    if handover.until is not None and handover.until < today:
        return HandoverNotice.OVERDUE
    waited = today - handover.made_on > timedelta(days=UNANSWERED_DAYS)
    if state is HandoverState.SENT and waited:
        return HandoverNotice.UNANSWERED
    return None


def _order(handover: Handover) -> tuple[bool, int, int]:
    return handover.ended_on is not None, -handover.made_on.toordinal(), -handover.id


def _agreed_first(choice: Choice) -> bool:
    return choice.agreement is None
