"""The head of a case file: who, in which state, for which employer, and what may be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.domain.cases import CaseState
from ui.pages.case import state
from ui.texts import text
from ui.widgets.boxes import Flow, column, emptied, hosted, row
from ui.widgets.buttons import button, caption
from ui.widgets.labels import chip, label
from ui.widgets.naming import named
from ui.widgets.prose import NameLabel

if TYPE_CHECKING:
    from app.domain.nomenclatures import Nomenclatures
    from app.ports.queries import CaseSheet
    from ui.page import Desk


class Header(QWidget):
    """Shows who it is; the page listens to the buttons."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.back = button(
            desk.theme, "case_back", text("case.back"), icon_name="arrow-left", role="quiet"
        )
        self._name = Flow(gap=10)
        self._subline = named(label("", "muted", wraps=True), "case_subline", text("case.timeline"))
        self.identity = button(
            desk.theme, "case_identity", text("case.identity"), icon_name="user-round"
        )
        self.traits = button(desk.theme, "case_traits", text("case.traits"), icon_name="tag")
        self.copy = button(
            desk.theme, "case_copy", text("access_copy.button"), icon_name="file-output"
        )
        self.urgent = button(
            desk.theme, "case_urgent", text("handovers.urgent.button"), icon_name="flag"
        )
        self.close_case = button(desk.theme, "case_close", text("case.close"), icon_name="archive")
        self.reopen = button(desk.theme, "case_reopen", text("case.reopen"), icon_name="lock-open")
        self.appointment = button(
            desk.theme, "case_appointment", text("case.appointment"), icon_name="calendar-plus"
        )
        actions = Flow(gap=8)
        actions.addWidget(self.appointment)
        for one in (
            *(self.identity, self.traits, self.copy),
            *(self.urgent, self.close_case, self.reopen),
        ):
            actions.addWidget(one)
        words = column(row(self.back, -1), self._name, self._subline, gap=3)
        self.setLayout(column(words, hosted(actions), gap=10))

    def show_sheet(self, sheet: CaseSheet, lists: Nomenclatures) -> None:
        """Show the head of this file."""
        emptied(self._name)
        person = sheet.person
        number = label(sheet.case.number, "number")
        name = NameLabel(self._desk.discretion, person.given_name, person.family_name, "title")
        for part in (name, number):
            self._name.addWidget(part)
        for one in state.chips(sheet):
            self._name.addWidget(chip(one.words, one.tone))
        self._subline.setText(state.subline(sheet, lists))
        self._subline.setAccessibleName(self._subline.text())
        closed = sheet.case.state is CaseState.CLOSED
        self.urgent.setVisible(not closed)
        self.close_case.setVisible(not closed)
        self.reopen.setVisible(closed)

    def mark_urgent(self, noted: bool) -> None:  # noqa: FBT001 — the signal carries one value
        """Say whether what presses in this file is noted already."""
        words = text("handovers.urgent.noted" if noted else "handovers.urgent.button")
        caption(self.urgent, words, with_icon=True)
        self.urgent.setAccessibleName(words)
