"""Logging the list: each good line is a write of its own; what is left stays as the draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.changes import Changes, Touched
from app.domain.errors import Refusal
from app.domain.ids import InterventionId
from ui.pages.day_list import state
from ui.pages.day_list.state import DayList, Line

if TYPE_CHECKING:
    from datetime import date

    from app.domain.nomenclatures import Nomenclatures
    from ui.services import Services


@dataclass(frozen=True, slots=True)
class Stayed:
    """A line that was not logged, and why."""

    line: Line
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class Logged:
    """What became of the list."""

    changes: Changes
    done: tuple[tuple[Line, int], ...]
    stayed: tuple[Stayed, ...]


def log(
    services: Services, lists: Nomenclatures, day: DayList, on: date, waiting: tuple[Line, ...]
) -> Logged:
    """On the vault's thread: log the lines of the list one by one; `waiting` are not tried.

    Each write leaves the draft without its line, so that nothing is ever logged twice, even when
    the machine stops in the middle.
    """
    done: list[tuple[Line, int]] = []
    stayed: list[Stayed] = []
    touched = Touched.NOTHING
    for rank, line in enumerate(day.lines):
        left = (*(one.line for one in stayed), *day.lines[rank + 1 :], *waiting)
        rest = state.written(DayList(day.on, left))
        try:
            changes = services.interventions.log(
                state.draft(line, on, lists),
                form=state.DRAFT,
                left=rest,
                appointment=line.appointment,
            )
        except Refusal as refusal:
            stayed.append(Stayed(line, refusal))
            continue
        touched |= changes.touched
        done.append((line, changes.object_id or 0))
    return Logged(Changes(touched), tuple(done), tuple(stayed))


def take_back(services: Services, done: tuple[tuple[Line, int], ...], draft: str) -> Changes:
    """On the vault's thread: keep the lines as a draft again, then remove what they logged."""
    services.drafts.write(state.DRAFT, draft)
    touched = Touched.NOTHING
    for _, intervention_id in done:
        touched |= services.interventions.unlog(InterventionId(intervention_id)).touched
    return Changes(touched)
