"""What is done with a slot or a reminder of the agenda, each with its way back."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.dues import finishing, place_of
from ui.formats import day
from ui.page import Notice, Place
from ui.texts import plural, text

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from app.changes import Changes
    from app.ports.agenda import AgendaRow, ReminderRow, SilentCase
    from app.ports.plan_dues import PlanDue
    from app.usecases.agenda import SlotsKept
    from ui.dues import Due
    from ui.page import Desk, Page
    from ui.services import Casework


class Acts(QObject):
    """Calls the services for the page, says what was done, and takes it back when asked."""

    def __init__(self, page: Page, desk: Desk, casework: Casework) -> None:
        super().__init__(page)
        self._page, self._desk = page, desk
        self._agenda, self._reminders = casework.agenda, casework.reminders
        self._casework, self._bin = casework, casework.bin

    def act(self, act: str, row: AgendaRow) -> None:
        """Do what she said became of a slot."""
        slot = row.appointment
        match act:
            case "log":
                self._page.go.emit(Place("interview", slot.id, action="appointment"))
            case "case_file":
                self._page.go.emit(Place("case", slot.case_id))
            case "miss":
                again = partial(self._agenda.plan_again, slot.id)
                self._do(partial(self._agenda.miss, slot.id), "agenda.missed", again)
            case "cancel":
                again = partial(self._agenda.plan_again, slot.id)
                self._do(partial(self._agenda.cancel, slot.id), "agenda.cancelled", again)
            case "again":
                self._do(partial(self._agenda.plan_again, slot.id), "agenda.planned_again", None)
            case "remove_rest":
                self._remove(partial(self._remove_rest, slot.id), "agenda.removed_rest")
            case _:
                self._remove(partial(self._agenda.remove, slot.id), "agenda.removed")

    def shift(self, row: AgendaRow, days: int) -> None:
        """Move a slot by some days."""
        slot = row.appointment
        to = slot.held_on + timedelta(days=days)
        move = partial(self._agenda.move, slot.id, to, slot.starts_at)
        back = partial(self._agenda.move, slot.id, slot.held_on, slot.starts_at)
        self._desk.jobs.run(self, move, partial(self._say_moved, to, back))

    def say_kept(self, changes: SlotsKept) -> None:
        """Say that a slot was kept, and whether it overlaps others; new ones may be taken back."""
        count = partial(self._agenda.overlapping, changes.object_id or 0)
        self._desk.jobs.run(self, count, partial(self._say_overlap, changes.made))

    def finish(self, one: Due) -> None:
        """Mark a reminder, or the action of a plan, as done."""
        acts = finishing(one, self._casework)
        self._do(acts.do, acts.done, acts.undo)

    def follow(self, one: PlanDue) -> None:
        """Go to the plan, at what is due."""
        self._page.go.emit(place_of(one))

    def remove_reminder(self, row: ReminderRow) -> None:
        """Put a reminder in the bin."""
        self._remove(partial(self._reminders.remove, row.reminder.id), "agenda.reminder.removed")

    def leave(self, case: SilentCase) -> None:
        """Leave a silent situation for now."""
        self._desk.jobs.run(self, partial(self._reminders.leave, case.case_id), self._say_left)

    def _do(
        self,
        work: Callable[[], Changes],
        text_id: str,
        undo: Callable[[], Changes] | None,
    ) -> None:
        self._desk.jobs.run(self, work, partial(self._say, text_id, undo))

    def _say(self, text_id: str, undo: Callable[[], Changes] | None, _changes: Changes) -> None:
        back = None if undo is None else partial(self._undo, undo)
        self._page.noticed.emit(Notice(text(text_id), undo=back))

    def _undo(self, undo: Callable[[], Changes]) -> None:
        self._desk.jobs.run(self, undo, _nothing)

    def _remove(self, work: Callable[[], Changes], text_id: str) -> None:
        self._desk.jobs.run(self, work, partial(self._say_removed, text_id))

    def _say_removed(self, text_id: str, changes: Changes) -> None:
        take_back = partial(self._bin.take_back, changes.object_id or 0)
        self._say(text_id, take_back, changes)

    def _say_moved(self, to: date, back: Callable[[], Changes], _changes: Changes) -> None:
        said = text("agenda.moved", day=day(to))
        self._page.noticed.emit(Notice(said, undo=partial(self._undo, back)))

    def _say_left(self, changes: Changes) -> None:
        self._say(
            "agenda.silent.left",
            partial(self._reminders.propose_again, changes.object_id or 0),
            changes,
        )

    def _remove_rest(self, slot_id: int) -> Changes:
        return self._agenda.remove(*self._agenda.later(slot_id))

    def _say_overlap(self, made: tuple[int, ...], count: int) -> None:
        said = plural("agenda.overlap", count) if count else text("agenda.saved")
        undo = partial(self._undo, partial(self._agenda.remove, *made)) if made else None
        self._page.noticed.emit(Notice(said, "warn" if count else "good", undo=undo))


def _nothing(_changes: Changes) -> None:
    """What changed comes back through the changes."""
