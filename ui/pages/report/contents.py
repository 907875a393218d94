"""The contents of the report: choose a section to comment it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget

from ui.pages.report import state
from ui.texts import text
from ui.widgets.boxes import Card
from ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ui.theme import Theme

_LINE = 36


class ContentsCard(Card):
    """Emits `chosen` with a section."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(text("report.contents"))
        self._theme = theme
        self.sections = state.sections()
        self.list = named(QListWidget(), "report_contents", text("report.contents"))
        self.list.setProperty("role", "contents")
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.addItems([state.section_words(one, {}) for one in self.sections])
        self.list.setCurrentRow(0)
        self.body.addWidget(self.list)
        self.list.currentRowChanged.connect(self._choose)
        theme.changed.connect(self._fit)
        self._fit()

    @property
    def current(self) -> state.Section:
        """The section chosen."""
        return self.sections[max(0, self.list.currentRow())]

    def show_comments(self, comments: Mapping[str, str]) -> None:
        """Say which sections have a comment."""
        for rank, section in enumerate(self.sections):
            self.list.item(rank).setText(state.section_words(section, comments))

    def _choose(self, rank: int) -> None:
        if rank >= 0:
            self.chosen.emit(self.sections[rank])

    def _fit(self) -> None:
        line = self._theme.px(_LINE)
        for rank in range(self.list.count()):
            self.list.item(rank).setSizeHint(QSize(line, line))
        self.list.setFixedHeight(line * self.list.count() + 6)
