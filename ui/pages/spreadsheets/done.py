"""What an import did, and the way to take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.pages.spreadsheets import state
from ui.texts import text
from ui.widgets.boxes import Card, Flow, column, emptied, hosted, row
from ui.widgets.buttons import button
from ui.widgets.labels import IconLabel, label

if TYPE_CHECKING:
    from app.usecases.imports import ImportReport
    from ui.theme import Theme


class DoneView(QWidget):
    """The last view: emits `undo_wanted`, `cases_wanted`, `waiting_wanted`, `another_wanted`."""

    undo_wanted = Signal()
    cases_wanted = Signal()
    waiting_wanted = Signal()
    another_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._card = Card(text("import.done"))
        self._lines = column(gap=6)
        self._card.body.addLayout(self._lines)
        self.cases = button(theme, "import_cases", text("import.see_cases"), role="primary")
        self.waiting = button(theme, "import_waiting", text("import.see_waiting"))
        self.another = button(theme, "import_another", text("import.another"))
        self.undo = button(theme, "import_undo", text("import.undo"), icon_name="undo-2")
        actions = Flow(10)
        for one in (self.cases, self.waiting, self.another, self.undo):
            actions.addWidget(one)
        self._card.body.addSpacing(8)
        self._card.body.addWidget(hosted(actions))
        self._title = label("", "title")
        self.setLayout(column(self._title, self._card, -1, gap=14))
        self.cases.clicked.connect(self.cases_wanted)
        self.waiting.clicked.connect(self.waiting_wanted)
        self.another.clicked.connect(self.another_wanted)
        self.undo.clicked.connect(self.undo_wanted)

    def show_report(self, file_name: str, report: ImportReport) -> None:
        """Show what was done."""
        self._title.setText(file_name)
        emptied(self._lines)
        for rank, words in enumerate(state.report_lines(report)):
            sign = IconLabel(self._theme, "check" if rank == 0 else "info", "muted")
            self._lines.addLayout(row(sign, label(words, "" if rank else "strong"), -1))
        self.waiting.setVisible(state.waits(report))
        self.undo.setVisible(report.object_id is not None)
