"""The rows that wait for her, and the small window that settles one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from app.domain.errors import RuleBroken
from app.ports.imports import Outcome
from app.usecases.imports import RowRef
from ui.dialogs.base import AskDialog
from ui.models.columns import Column
from ui.models.table import RowsModel
from ui.pages.spreadsheets import state
from ui.texts import has_text, text
from ui.widgets.boxes import Card, ScrollPage, column, row
from ui.widgets.buttons import button
from ui.widgets.fitted_rows import FittedRows
from ui.widgets.labels import IconLabel, field_label, label
from ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.usecases.imports import ImportService, WaitingRow
    from ui.page import Desk

_WIDTHS = (80, 150, 120, 330, 0)


class SettleCard(Card):
    """The rows that wait; emits `opened` with the one to settle."""

    opened = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(text("import.settle"))
        self._desk = desk
        self.model: RowsModel[WaitingRow] = RowsModel(_columns(desk), self)
        self.table = named(
            FittedRows(desk.theme, self.model, _WIDTHS),
            "import_settle",
            text("import.settle_table"),
        )
        self.body.addWidget(label(text("import.settle_words"), "muted", wraps=True))
        self.body.addWidget(self.table)
        self.table.opened.connect(self._open)
        desk.discretion.changed.connect(self.model.show_again)
        self.show_waiting(())

    def show_waiting(self, waiting: tuple[WaitingRow, ...]) -> None:
        """Show the rows that wait; none hides the card."""
        self.model.show_rows(waiting)
        self.setVisible(bool(waiting))
        self.table.select_first()

    def _open(self, index: int) -> None:
        self.opened.emit(self.model.rows[index])


def _columns(desk: Desk) -> tuple[Column[WaitingRow], ...]:
    return (
        Column(text("import.col_line"), _line, number=True),
        Column(text("import.col_sheet"), _sheet),
        Column(text("import.col_outcome"), state.outcome_words, tone=_tone),
        Column(text("import.col_reason"), state.reason_words),
        Column(text("import.col_said"), partial(_said, desk)),
    )


def _line(waiting: WaitingRow) -> str:
    return str(waiting.line)


def _sheet(waiting: WaitingRow) -> str:
    return waiting.sheet


def _tone(waiting: WaitingRow) -> str:
    return state.OUTCOME_TONES[waiting.outcome]


def _said(desk: Desk, waiting: WaitingRow) -> str:
    return state.waiting_words(waiting, desk.discretion)


class SettleDialog(AskDialog):
    """Corrects one row, accepts it as it is, or leaves it out; `told` says which was done."""

    told = Signal(str)

    def __init__(self, desk: Desk, imports: ImportService, waiting: WaitingRow) -> None:
        heading = state.settle_title(waiting)
        super().__init__(desk, "settle_dialog", heading, confirm=text("import.settle_save"))
        self._imports, self._waiting = imports, waiting
        self._row = RowRef(waiting.batch_id, waiting.sheet, waiting.line)
        self._said = ""
        self._doubts = {code for code, _ in waiting.problems}
        self.accept_it = button(desk.theme, "settle_accept", text("import.settle_accept"))
        self.dismiss = button(desk.theme, "settle_dismiss", text("import.settle_dismiss"))
        self.edits = self._edits()
        why = named(
            label(state.all_reasons(waiting), wraps=True),
            "settle_why",
            text("import.not_understood"),
        )
        self.fields.addLayout(row(IconLabel(desk.theme, "triangle-alert", "warn_text"), why))
        self.fields.addWidget(self._form())
        self.fields.addLayout(row(self.accept_it, self.dismiss, -1))
        self.accept_it.setVisible(waiting.outcome is Outcome.DOUBTFUL)
        self.accept_it.clicked.connect(self._accept_as_is)
        self.dismiss.clicked.connect(self._dismiss)
        for one in (self.accept_it, self.dismiss):
            one.setAutoDefault(False)

    def work(self) -> Callable[[], object] | None:
        """Import the row with what was typed."""
        self._said = text("import.settle_done")
        return partial(self._imports.settle, self._row, values=self.typed())

    def typed(self) -> dict[str, str]:
        """The fields that she changed."""
        return {
            name: field.text()
            for name, field in self.edits.items()
            if field.text() != self._waiting.cells.get(name, "")
        }

    def _edits(self) -> dict[str, QLineEdit]:
        made: dict[str, QLineEdit] = {}
        for name in state.editable_fields(self._waiting):
            field = named(QLineEdit(), f"settle_{name}", state.field_words(name))
            field.setText(self._waiting.cells.get(name, ""))
            made[name] = field
        return made

    def _form(self) -> ScrollPage:
        inside = column(gap=4)
        for name, field in self.edits.items():
            inside.addWidget(field_label(state.field_words(name), field))
            inside.addWidget(field)
        inside.addStretch(1)
        made = ScrollPage(inside)
        inside.setContentsMargins(2, 2, 10, 2)
        made.setMinimumHeight(min(430, 64 * len(self.edits) + 20))
        return made

    def _accept_as_is(self) -> None:
        self._said = text("import.settle_done")
        accepted = frozenset(self._doubts)
        work = partial(self._imports.settle, self._row, values=self.typed(), accept=accepted)
        self._desk.jobs.run(self, work, self._done, failed=self._refused)

    def _dismiss(self) -> None:
        self._said = text("import.settle_dismissed")
        work = partial(self._imports.dismiss, self._row)
        self._desk.jobs.run(self, work, self._done, failed=self._refused)

    def _done(self, result: object) -> None:
        self.told.emit(self._said)
        super()._done(result)

    def _refused(self, error: Exception) -> None:
        """Say a reason of the import in the words of the import; once read, it may be accepted."""
        if isinstance(error, RuleBroken) and has_text(f"import_reasons.{error.code}"):
            said = state.said_reason(error.code, error.facts)
            self.say_wrong(f"{said[:1].upper()}{said[1:]}.")
            self._doubts.add(error.code)
            self.accept_it.show()
            return
        super()._refused(error)
