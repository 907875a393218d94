"""Over a case file: entrusted to a colleague, or taken over from one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.domain.handovers import HandoverSide
from ui.formats import day
from ui.page import Place
from ui.texts import text
from ui.widgets.boxes import column, hosted, row
from ui.widgets.buttons import button
from ui.widgets.labels import IconLabel, label
from ui.widgets.naming import named, restyle

if TYPE_CHECKING:
    from app.domain.ids import CaseId
    from app.usecases.handover_lines import HandoverLine
    from ui.page import Desk
    from ui.services import Services


@dataclass(frozen=True, slots=True)
class _Read:
    """The handover under way of the file, and whether something presses in it."""

    line: HandoverLine | None
    urgent: bool


class RelayBanner(QFrame):
    """Hidden while the file is neither away nor taken over; `noted` tells whether it presses."""

    go = Signal(object)
    noted = Signal(bool)

    def __init__(self, desk: Desk, services: Services) -> None:
        super().__init__()
        named(self, "case_relay", text("handovers.title")).setProperty("role", "notice")
        self._desk, self._services = desk, services
        self._line: HandoverLine | None = None
        self.words = named(label("", wraps=True), "case_relay_words", text("handovers.title"))
        self._more = label(text("handovers.case.away_words"), "small", wraps=True)
        self.open = button(desk.theme, "case_relay_open", text("handovers.case.open"))
        said = hosted(column(self.words, self._more, gap=1))
        inside = row(IconLabel(desk.theme, "arrow-left-right"), said, self.open, gap=10)
        inside.setContentsMargins(14, 8, 10, 8)
        inside.setStretch(1, 1)
        self.setLayout(inside)
        self.open.clicked.connect(self._open_page)
        desk.discretion.changed.connect(self._show_line)
        self.hide()

    def show_case(self, case_id: CaseId) -> None:
        """Ask how this file stands."""
        self._desk.jobs.run(self, partial(self._ask, case_id), self._show)

    def _ask(self, case_id: CaseId) -> _Read:
        casework = self._services.casework
        lines = casework.handovers.of_case(case_id)
        going = next((one for one in lines if one.handover.ended_on is None), None)
        return _Read(going, casework.urgent_cases.of(case_id) is not None)

    def _show(self, read: _Read) -> None:
        self._line = read.line
        self._show_line()
        self.noted.emit(read.urgent)

    def _show_line(self) -> None:
        line = self._line
        self.setVisible(line is not None)
        if line is None:
            return
        given = line.handover.side is HandoverSide.GIVEN
        self.words.setText(_words(line, self._desk.discretion.whole_name(line.colleague.name)))
        self.words.setAccessibleName(self.words.text())
        self._more.setVisible(given)
        restyle(self, tone="warn" if line.overdue or line.withdrawn else "note")

    def _open_page(self) -> None:
        self.go.emit(Place("handovers"))


def _words(line: HandoverLine, name: str) -> str:
    until = line.handover.until
    side = "away" if line.handover.side is HandoverSide.GIVEN else "taken"
    if until is None:
        return text(f"handovers.case.{side}", name=name)
    return text(f"handovers.case.{side}_until", name=name, day=day(until))
