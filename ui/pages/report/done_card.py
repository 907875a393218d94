"""The files that were written, once a report is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.pages.report import state
from ui.texts import plural, text
from ui.widgets.boxes import Card, column, emptied, row
from ui.widgets.buttons import button
from ui.widgets.labels import IconLabel, label

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ui.theme import Theme


class DoneCard(Card):
    """Hidden until something was published."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(text("report.done"))
        self._theme = theme
        self.close_it = button(theme, "report_done_close", text("report.close"), role="quiet")
        self.head.addWidget(self.close_it)
        self._words = label("", wraps=True)
        self._files = column(gap=4)
        self.body.addWidget(self._words)
        self.body.addLayout(self._files)
        self.body.addWidget(label(text("report.done_journal"), "small", wraps=True))
        self.close_it.clicked.connect(self.hide)
        self.hide()

    def show_files(self, files: Sequence[Path], folder: Path) -> None:
        """Show what was written."""
        self._words.setText(plural("report.done_words", len(files), folder=folder))
        emptied(self._files)
        for line in state.file_lines(files, folder):
            sign = IconLabel(self._theme, "file-check", "muted")
            self._files.addLayout(row(sign, label(line, wraps=True), gap=8))
        self.show()
