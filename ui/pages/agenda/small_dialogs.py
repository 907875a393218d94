"""A reminder; the period of an exported calendar."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from app.domain.agenda import Reminder
from app.domain.periods import Period
from ui.dialogs.base import AskDialog
from ui.texts import text
from ui.widgets.boxes import row
from ui.widgets.buttons import button
from ui.widgets.case_field import CaseField
from ui.widgets.coming_date_field import ComingDateField
from ui.widgets.date_field import DateField
from ui.widgets.labels import label
from ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from app.domain.ids import CaseId
    from app.ports.agenda import ReminderRow
    from ui.page import Desk
    from ui.services import Services


class ReminderDialog(AskDialog):
    """`removed` when she no longer wants to be reminded."""

    removed = Signal()

    def __init__(self, desk: Desk, services: Services, shown: ReminderRow | None) -> None:
        super().__init__(
            desk,
            "reminder_dialog",
            text("agenda.reminder.dialog"),
            confirm=text("agenda.dialog.save"),
        )
        self._services = services
        self._known = None if shown is None else shown.reminder
        self.words = named(QLineEdit(), "reminder_words", text("agenda.reminder.words"))
        self.on = ComingDateField(desk.clock, "reminder_on", text("agenda.reminder.due_on"))
        self.case = CaseField(desk, services.cases, "reminder_case", text("agenda.dialog.case"))
        self.add(text("agenda.reminder.words"), self.words)
        self.add(text("agenda.reminder.due_on"), self.on)
        self.add(text("agenda.dialog.case"), self.case)
        self.remove = button(
            desk.theme,
            "reminder_remove",
            text("agenda.dialog.remove"),
            icon_name="trash-2",
            role="quiet",
        )
        self.remove.setVisible(self._known is not None and bool(self._known.id))
        self.remove.setAutoDefault(False)
        self.remove.clicked.connect(self._take_away)
        self.fields.addLayout(row(self.remove, -1))
        if shown is not None:
            self._show(shown)

    def work(self) -> Callable[[], object] | None:
        """Keep the reminder, or say what is wrong."""
        on = self.on.day()
        if on is None or not self.case.understood():
            wrong = "on_wrong" if on is None else "case_wrong"
            self.say_wrong(text(f"agenda.dialog.{wrong}"))
            return None
        known = self._known
        hidden = known is not None and not self.words.isEnabled()
        words = known.words if known is not None and hidden else self.words.text().strip()
        return partial(self._save, words, on, self.case.case_id)

    def _save(self, words: str, on: date, case_id: CaseId | None) -> object:
        known = self._known
        done_on = None if known is None else known.done_on
        kept = Reminder(0 if known is None else known.id, on, words, case_id, done_on)
        return self._services.casework.reminders.save(kept)

    def _show(self, shown: ReminderRow) -> None:
        known = shown.reminder
        hidden = self._desk.discretion.on and bool(known.id)
        self.words.setText("" if hidden else known.words)
        self.words.setEnabled(not hidden)
        self.on.show_day(known.due_on)
        if known.case_id is not None:
            self.case.show_case(known.case_id, shown.number, shown.given_name, shown.family_name)

    def _take_away(self) -> None:
        self.reject()
        self.removed.emit()


class ExportDialog(AskDialog):
    """`chosen` tells the period to be exported, once the warning was read."""

    chosen = Signal(object)

    def __init__(self, desk: Desk, shown: Period) -> None:
        super().__init__(
            desk,
            "export_dialog",
            text("agenda.export.title"),
            confirm=text("agenda.export.confirm"),
        )
        self._period = shown
        self.first = DateField(desk.clock, "export_first", text("agenda.export.first"))
        self.last = ComingDateField(desk.clock, "export_last", text("agenda.export.last"))
        self.first.show_day(shown.first)
        self.last.show_day(shown.last)
        self.fields.addWidget(label(text("agenda.export.warning"), "muted", wraps=True))
        self.add(text("agenda.export.first"), self.first)
        self.add(text("agenda.export.last"), self.last)

    def work(self) -> Callable[[], object] | None:
        """The period, or what is wrong with it."""
        first, last = self.first.day(), self.last.day()
        if first is None or last is None or last < first:
            self.say_wrong(text("agenda.export.wrong"))
            return None
        return partial(Period, first, last)

    def _done(self, result: object) -> None:
        super()._done(result)
        self.chosen.emit(result)
