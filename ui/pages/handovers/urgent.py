"""What presses if she is absent tomorrow: the sheet, and what is missing from it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from ui.texts import plural, text
from ui.widgets.boxes import Card, Flow, column, emptied, hosted, row
from ui.widgets.buttons import button
from ui.widgets.labels import chip, label
from ui.widgets.prose import Prose

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton, QWidget

    from app.domain.ids import CaseId
    from app.usecases.handover_lines import Choice
    from app.usecases.urgent_cases import UrgentLine, UrgentSheet
    from ui.page import Desk


class UrgentCard(Card):
    """`opened` carries a file; `agreement_wanted` one whose person is still to be asked."""

    opened = Signal(object)
    agreement_wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(text("handovers.urgent.title"))
        self._desk = desk
        self.print = self._button("print", "printer")
        self.export = self._button("export", "file-output")
        self._acts = Flow(gap=8)
        for one in (self.print, self.export):
            self._acts.addWidget(one)
        self._lines = column(gap=10)
        self._outs = hosted(self._acts)
        self.body.addWidget(label(text("handovers.urgent.words"), "muted", wraps=True))
        self.body.addLayout(self._lines)
        self.body.addWidget(self._outs)

    def show_sheet(self, sheet: UrgentSheet, apart: tuple[Choice, ...]) -> None:
        """Show the lines of the sheet, then those whose person has not agreed."""
        emptied(self._lines)
        if sheet.lines:
            said = plural("handovers.urgent.ready", len(sheet.lines))
            self._lines.addWidget(label(said, "field"))
        for one in sheet.lines:
            self._lines.addWidget(self._ready(one))
        if apart:
            said = plural("handovers.urgent.apart", len(apart))
            self._lines.addWidget(label(said, "field", wraps=True))
        for choice in apart:
            self._lines.addWidget(self._apart(choice))
        if not sheet.lines and not apart:
            none = label(text("handovers.urgent.none"), "muted", wraps=True)
            self._lines.addWidget(none)
        self._outs.setVisible(bool(sheet.lines))

    def _ready(self, one: UrgentLine) -> QWidget:
        name = Flow(gap=8)
        name.addWidget(label(self._desk.discretion.whole_name(one.person), "strong"))
        if one.phone is not None:
            name.addWidget(chip(text("handovers.urgent.phone")))
        return self._line(name, one.words, self._opener(one.number, one.case_id))

    def _apart(self, one: Choice) -> QWidget:
        words = "" if one.urgent is None else one.urgent.words
        record = text("handovers.give_dialog.record")
        asks = button(self._desk.theme, f"urgent_record_{one.case_id}", record)
        spoken = text("handovers.give_dialog.record_spoken", number=one.number)
        asks.setAccessibleName(spoken)
        asks.clicked.connect(partial(self.agreement_wanted.emit, one.case_id))
        name = Flow(gap=8)
        name.addWidget(label(self._desk.discretion.whole_name(one.person), "strong"))
        return self._line(name, words, asks, self._opener(one.number, one.case_id))

    def _line(self, name: Flow, words: str, *acts: QPushButton) -> QWidget:
        said = column(hosted(name), Prose(self._desk.discretion, words), gap=1)
        made = QFrame()
        made.setProperty("role", "row")
        line = row(hosted(said), *acts, gap=6)
        line.setContentsMargins(0, 2, 0, 8)
        line.setStretch(0, 1)
        made.setLayout(line)
        return made

    def _opener(self, number: str, case_id: CaseId) -> QPushButton:
        made = button(self._desk.theme, f"urgent_open_{case_id}", number, role="quiet")
        made.setAccessibleName(text("handovers.open_case", number=number))
        made.clicked.connect(partial(self.opened.emit, case_id))
        return made

    def _button(self, act: str, icon_name: str) -> QPushButton:
        words = text(f"handovers.urgent.{act}")
        return button(self._desk.theme, f"urgent_{act}", words, icon_name=icon_name)
