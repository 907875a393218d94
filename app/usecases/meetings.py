"""The meetings of a file that a letter may tell of: a day, hours, a place; never a reason.

An appointment to come fills the letter that proposes it; one that was held, or an interview, fills
the slip that attests it (BRY-32). Nothing is ticked by itself (ANAS-17).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.domain.agenda import Appointment, AppointmentKind, AppointmentState
from app.domain.letters import in_words, meeting_field, phrase
from app.usecases.codes import code_lists
from app.usecases.shareable import Shareable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from app.domain.cases import CaseFile
    from app.domain.interventions import Intervention
    from app.domain.nomenclatures import Nomenclatures
    from app.ports.store import UnitOfWork

MEETING, PRESENCE = "meeting", "presence"
MEETINGS = frozenset({MEETING, PRESENCE})
_MOST = 12
"""So many of each kind are offered: those to come first, then the newest."""


def meetings(work: UnitOfWork, case: CaseFile, today: date) -> tuple[Shareable, ...]:
    """Return what may be ticked: the appointments to come, then what was held, newest first."""
    lists = code_lists(work)
    kept = [
        one
        for one in work.records(Appointment).of(case.id)
        if one.kind is AppointmentKind.APPOINTMENT and not one.outside
    ]
    planned = [one for one in kept if one.stands is AppointmentState.PLANNED]
    to_come = sorted((one for one in planned if one.held_on >= today), key=_moment)
    held = [one for one in kept if one.stands is AppointmentState.KEPT]
    held += [one for one in planned if one.held_on == today]
    by_agenda = {one.intervention_id for one in held}
    known = [(one.held_on, _of_slot(PRESENCE, one, lists)) for one in held]
    known += [
        (one.on, Shareable(PRESENCE, in_words(one.on), _day(one.on)))
        for one in _interviews(work, case, lists)
        if one.id not in by_agenda
    ]
    known.sort(key=lambda one: one[0], reverse=True)
    return (
        *(_of_slot(MEETING, one, lists) for one in to_come[:_MOST]),
        *(item for _, item in known[:_MOST]),
    )


def _interviews(work: UnitOfWork, case: CaseFile, lists: Nomenclatures) -> Iterator[Intervention]:
    for one in work.interventions.newest(case.id, 2 * _MOST):
        if lists.get(one.kind).says("interview"):
            yield one


def _of_slot(subject: str, slot: Appointment, lists: Nomenclatures) -> Shareable:
    """A slot of the agenda: its words never travel, they may hold a reason."""
    begins = timedelta(hours=slot.starts_at.hour, minutes=slot.starts_at.minute)
    day, start = in_words(slot.held_on), _clock(begins)
    end = _clock(begins + timedelta(minutes=slot.minutes))
    told = [*_day(slot.held_on), (meeting_field("from"), start), (meeting_field("until"), end)]
    if slot.place and slot.place in lists:
        told.append((meeting_field("place"), lists.label_of(slot.place)))
    return Shareable(subject, phrase("span", day=day, start=start, end=end), tuple(told))


def _day(on: date) -> tuple[tuple[str, str], ...]:
    return ((meeting_field("day"), in_words(on)),)


def _clock(since_midnight: timedelta) -> str:
    hour, minute = divmod(since_midnight.seconds // 60, 60)
    return phrase("clock", hour=str(hour), minute=f"{minute:02d}")


def _moment(slot: Appointment) -> tuple[date, int]:
    return slot.held_on, slot.span[0]
