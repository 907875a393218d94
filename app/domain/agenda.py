"""Appointments, duty sessions and reminders (BRY-26, ANAS-12, FIN-23, JUS-18)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken
from app.domain.interventions import OLDEST_DAY

if TYPE_CHECKING:
    from datetime import time

    from app.domain.ids import CaseId, EntityId, InterventionId

DAY_MINUTES = 24 * 60
LATEST_DAY = date(2100, 12, 31)
_WEEK_DAYS = 7
FACE_TO_FACE = "CTC.RDV"
MISSED_CONTACT, CANCELLED_CONTACT = "CTC.ABS", "CTC.ANN"


def refuse_unlikely(on: date) -> None:
    """Refuse a day whose year is mistyped: nothing is planned so long ago, or so far ahead."""
    if on < OLDEST_DAY:
        raise RuleBroken("date_too_old", on=on)
    if on > LATEST_DAY:
        raise RuleBroken("date_too_far", on=on)


class AppointmentKind(StrEnum):
    """What an hour is kept for."""

    APPOINTMENT = "appointment"
    DUTY_SESSION = "duty_session"
    MEETING = "meeting"
    OTHER = "other"


class AppointmentState(StrEnum):
    """What became of it."""

    PLANNED = "planned"
    KEPT = "kept"
    MISSED = "missed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Appointment:
    """One slot of the agenda, as the clock on the wall shows it; outside, a file is its number.

    `contact` is how they meet (code CTC), `off_hours` whether outside the person's working time
    (BRY-57). `outside` marks what came from another calendar: a sum of its name there.
    """

    id: int
    held_on: date
    starts_at: time
    minutes: int
    kind: AppointmentKind
    case_id: CaseId | None = None
    entity_id: EntityId | None = None
    place: str = ""
    words: str = ""
    contact: str = FACE_TO_FACE
    off_hours: bool = False
    state: AppointmentState = AppointmentState.PLANNED
    intervention_id: InterventionId | None = None
    outside: str = ""

    def __post_init__(self) -> None:
        """Refuse a slot that lasts nothing or more than a day."""
        if not 0 < self.minutes <= DAY_MINUTES:
            raise RuleBroken("minutes_out_of_range", minutes=self.minutes)

    @property
    def stands(self) -> AppointmentState:
        """What became of it; one whose intervention was taken back is planned again."""
        undone = self.state is AppointmentState.KEPT and self.intervention_id is None
        return AppointmentState.PLANNED if undone else self.state

    @property
    def span(self) -> tuple[int, int]:
        """Its beginning and end in minutes from midnight; the end may lie in the next day."""
        begins = self.starts_at.hour * 60 + self.starts_at.minute
        return begins, begins + self.minutes

    def repeats(self, first: Appointment) -> bool:
        """Tell whether it is planned for a later week just as another slot was."""
        days = (self.held_on - first.held_on).days
        same = replace(first, id=self.id, held_on=self.held_on, state=self.state)
        planned = self.state is AppointmentState.PLANNED
        return days > 0 and not days % _WEEK_DAYS and planned and self == same

    def overlaps(self, other: Appointment) -> bool:
        """Tell whether two slots share some minute; an end may lie in the next day."""
        (begins, ends), (other_begins, other_ends) = self.span, other.span
        shift = (other.held_on - self.held_on).days * DAY_MINUTES
        return begins < other_ends + shift and other_begins + shift < ends


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something not to forget on a day, for one file or for none."""

    id: int
    due_on: date
    words: str
    case_id: CaseId | None = None
    done_on: date | None = None

    def __post_init__(self) -> None:
        """Refuse a reminder of nothing."""
        if not self.words.strip():
            raise RuleBroken("reminder_empty")


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """A silent situation that she leaves for now: it is not proposed again before a day."""

    id: int
    case_id: CaseId
    until: date
