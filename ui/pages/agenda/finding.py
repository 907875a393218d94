"""Goes to the very slot or reminder that a search found."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.ports.agenda import ReminderRow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QScrollArea

    from ui.page import Desk, Place
    from ui.services import Services
    from ui.widgets.gradual import Gradual

SLOT, REMINDER = "slot", "reminder"
"""The actions of a place that name a slot, with its day in `words`, or a reminder."""
_MARGIN = 60


class Finding(QObject):
    """`unlisted` tells a reminder that the page does not list: it is done, or far ahead."""

    unlisted = Signal(object)

    def __init__(self, page: QWidget, desk: Desk, services: Services) -> None:
        super().__init__(page)
        self._desk, self._services = desk, services
        self._action, self._sought = "", 0

    def seek(self, place: Place) -> date | None:
        """Take note of what a place asks for; return the day of its slot."""
        self._action = place.action if place.inside is not None else ""
        self._sought = place.inside or 0
        return date.fromisoformat(place.words) if self._action == SLOT else None

    def reveal(self, among: QScrollArea, reminders: Gradual) -> None:
        """Go to what was asked for, once, when it is drawn; the keyboard goes with it."""
        if self._action not in {SLOT, REMINDER}:
            return
        kind = "agenda_slot" if self._action == SLOT else "reminder"
        named = among.findChildren(QPushButton, f"{kind}_{self._sought}")
        parts = [one for one in named if one.isVisibleTo(among)]  # what was shown before is hidden
        if not parts and not reminders.drawn:
            QTimer.singleShot(0, self, partial(self.reveal, among, reminders))
            return
        action, self._action = self._action, ""
        if parts:
            QTimer.singleShot(0, parts[-1], partial(self._scroll_to, among, parts[-1]))
        elif action == REMINDER:
            self._desk.jobs.run(self, partial(self._ask, self._sought), self.unlisted.emit)

    def _scroll_to(self, among: QScrollArea, part: QWidget) -> None:
        """Once Qt has shown what was just put there."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        among.ensureWidgetVisible(part, 0, self._desk.theme.px(_MARGIN))
        part.setFocus()

    def _ask(self, reminder_id: int) -> ReminderRow:
        """On the vault's thread."""
        reminder = self._services.casework.reminders.get(reminder_id)
        if reminder.case_id is None:
            return ReminderRow(reminder)
        sheet = self._services.cases.open(reminder.case_id)
        person = sheet.person
        return ReminderRow(reminder, sheet.case.number, person.family_name, person.given_name)
