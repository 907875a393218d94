"""What the agenda says; no Qt here."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.domain.agenda import AppointmentKind, AppointmentState
from app.domain.periods import Period
from ui.formats import clock_time, day_in_words, duration
from ui.texts import text

if TYPE_CHECKING:
    from app.ports.agenda import AgendaRow
    from ui.discretion import Discretion

STATE_TONES = {
    AppointmentState.PLANNED: "",
    AppointmentState.KEPT: "good",
    AppointmentState.MISSED: "warn",
    AppointmentState.CANCELLED: "plain",
}


def week_of(day: date) -> Period:
    """The week of a day, from Monday."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6))


def week_words(week: Period) -> str:
    """`Semaine du lundi 11 mai au dimanche 17 mai 2026`."""
    return text(
        "agenda.week_of",
        first=day_in_words(week.first, week.last),
        last=day_in_words(week.last),
    )


def kind_words(kind: AppointmentKind) -> str:
    """The kind of a slot, in words."""
    name = "various" if kind is AppointmentKind.OTHER else kind.value
    return text(f"agenda.kind.{name}")


def slot_lines(row: AgendaRow, discretion: Discretion) -> tuple[str, ...]:
    """The hour, then what it is for; in discreet mode a file is its number, and that is all."""
    slot = row.appointment
    hour = text("agenda.slot", clock=clock_time(slot.starts_at), time=duration(slot.minutes))
    return tuple(line for line in (hour, *_about(row, discretion)) if line)


def slot_spoken(row: AgendaRow, discretion: Discretion) -> str:
    """A slot for somebody who does not see it."""
    slot = row.appointment
    words = ", ".join((*_about(row, discretion), state_words(row)))
    return text(
        "agenda.slot_spoken",
        day=day_in_words(slot.held_on),
        clock=clock_time(slot.starts_at),
        words=words,
    )


def state_words(row: AgendaRow) -> str:
    """What became of a slot."""
    return text(f"agenda.state.{row.appointment.stands.value}")


def _about(row: AgendaRow, discretion: Discretion) -> tuple[str, ...]:
    slot = row.appointment
    if discretion.on:
        return (row.number or kind_words(slot.kind),)
    name = f"{row.given_name} {row.family_name}".strip()
    first = row.number or (kind_words(slot.kind) if not slot.outside else text("agenda.outside"))
    entity = "" if row.number else row.entity_name
    off = text("agenda.off_hours") if slot.off_hours else ""
    return tuple(part for part in (first, name, entity, slot.words, off) if part)


def due_words(due_on: date, today: date) -> tuple[str, str]:
    """When a reminder is due, and its tone."""
    match (due_on - today).days:
        case 0:
            return text("agenda.reminder.today"), "warn"
        case 1:
            return text("agenda.reminder.tomorrow"), "note"
        case days if days < 0:
            return text("agenda.reminder.late"), "bad"
        case _:
            return day_in_words(due_on, today), "plain"
