"""A strip that follows long work: what is done, how far it is, and a way to stop it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QProgressBar

from ui.texts import text
from ui.widgets.boxes import column, row
from ui.widgets.buttons import KeyButton
from ui.widgets.labels import label
from ui.widgets.naming import named

if TYPE_CHECKING:
    from ui.jobs import Task
    from ui.theme import Theme


class LongWork(QFrame):
    """Hidden while nothing runs; `stopped` comes when she asked to stop and the work did."""

    stopped = Signal()
    stop_asked = Signal()

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        named(self, name, text("work.progress")).setProperty("role", "card")
        self._task: Task | None = None
        self._asked = False
        self._words = label("", "strong")
        self.bar = named(QProgressBar(), f"{name}_bar", text("work.progress"))
        self.bar.setTextVisible(False)
        self.cancel = KeyButton(
            theme, f"{name}_cancel", text("work.stop"), icon_name="x", keys="Escape"
        )
        inside = column(row(self._words, -1, self.cancel), self.bar, gap=10)
        inside.setContentsMargins(16, 12, 16, 14)
        self.setLayout(inside)
        self.cancel.clicked.connect(self._stop)
        self.hide()

    def announce(self, words: str) -> None:
        """Say what begins; called before the work, so that it shows even when the work is short."""
        self._words.setText(words)
        self._asked = False
        self.bar.setRange(0, 0)
        self.cancel.setEnabled(True)
        self.show()

    def follow(self, task: Task) -> None:
        """Show how far a piece of work is."""
        self._task = task
        task.progress.connect(self.show_percent)
        task.finished.connect(self._ended)

    def show_percent(self, percent: int) -> None:
        """Show how far the work is, told by the task followed or by what runs several."""
        self.bar.setRange(0, 100)
        self.bar.setValue(percent)

    def ended(self) -> None:
        """The work is over."""
        self._task = None
        self.hide()

    def _stop(self) -> None:
        self.stop_asked.emit()
        if self._task is None:
            self.hide()
        else:
            self._asked = True
            self.cancel.setEnabled(False)
            self._task.cancel()

    def _ended(self) -> None:
        asked = self._asked
        self.ended()
        if asked:
            self.stopped.emit()
