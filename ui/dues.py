"""What is due, from a reminder or from a plan: its day, its words, its order; no widget here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from app.domain.plans import ActionState
from app.ports.agenda import ReminderRow
from app.ports.plan_dues import PlanDue
from ui.page import Place
from ui.texts import text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from app.changes import Changes
    from ui.discretion import Discretion
    from ui.services import Casework

Due = ReminderRow | PlanDue


def by_day(reminders: Sequence[ReminderRow], plans: Sequence[PlanDue]) -> tuple[Due, ...]:
    """Everything that is due, the oldest first."""
    return tuple(sorted((*reminders, *plans), key=due_on))


def due_on(one: Due) -> date:
    """The day on which it is due."""
    return one.due_on if isinstance(one, PlanDue) else one.reminder.due_on


def due_id(one: Due) -> str:
    """What names its widgets: `81` for a reminder, `action_81` or `review_80` in a plan."""
    return f"{one.kind.value}_{one.id}" if isinstance(one, PlanDue) else str(one.reminder.id)


def due_said(one: Due, discretion: Discretion) -> str:
    """What is due, in which file; in discreet mode only the number of that file."""
    if discretion.on:
        return one.number or text("agenda.reminder.masked")
    if isinstance(one, PlanDue):
        said = text(f"agenda.plan.{one.kind.value}", words=one.words)
    else:
        said = one.reminder.words
    return " — ".join(part for part in (said, one.number) if part)


@dataclass(frozen=True, slots=True)
class Finishing:
    """How something due is done and undone, and the texts (ids) that say so."""

    do: Callable[[], Changes]
    undo: Callable[[], Changes]
    done: str
    undone: str


def finishing(one: Due, casework: Casework) -> Finishing:
    """A reminder is done; an action of a plan too, and was where it stood before."""
    if isinstance(one, PlanDue):
        mark = partial(casework.plans.mark, one.id)
        before = one.state or ActionState.TO_DO
        return Finishing(
            partial(mark, ActionState.DONE),
            partial(mark, before),
            "agenda.plan.was_done",
            "agenda.plan.was_undone",
        )
    reminders, known = casework.reminders, one.reminder.id
    return Finishing(
        partial(reminders.done, known),
        partial(reminders.undone, known),
        "agenda.reminder.was_done",
        "agenda.reminder.was_undone",
    )


def place_of(one: PlanDue) -> Place:
    """The tab of the plan, at that very action."""
    return Place("case", one.case_id, action="plan", inside=one.id)
