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

    def reveal(self, among: QScrollArea) -> None:
        """Go to what was asked for, once; the keyboard goes with it."""
        action, self._action = self._action, ""
        if action not in {SLOT, REMINDER}:
            return
        name = f"agenda_slot_{self._sought}" if action == SLOT else f"reminder_{self._sought}"
        parts = among.findChildren(QPushButton, name)
        if parts:  # the newest: what was shown before goes later
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
