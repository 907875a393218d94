"""After wrong tries, a button says how long the next one must wait, second by second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ui.texts import plural
from ui.widgets.buttons import caption

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

_SECOND_MS = 1100
"""A little more than a second: a timer may come early, and a try must not."""


class Patience(QObject):
    """Keeps a button from being pressed for a while; its words come back afterwards."""

    def __init__(self, button: QPushButton, words: str) -> None:
        super().__init__(button)
        self._button, self._words = button, words
        self._with_icon = not button.icon().isNull()
        self._left = 0
        self._timer = QTimer(self, interval=_SECOND_MS)
        self._timer.timeout.connect(self._second_passed)

    def wait(self, seconds: int) -> None:
        """Make the button wait; zero lets it go at once."""
        self._left = seconds
        if seconds > 0:
            self._timer.start()
        self._show()

    def _second_passed(self) -> None:
        self._left = max(0, self._left - 1)
        if self._left == 0:
            self._timer.stop()
        self._show()

    def _show(self) -> None:
        waiting = self._left > 0
        self._button.setEnabled(not waiting)
        words = plural("unlock.wait", self._left) if waiting else self._words
        caption(self._button, words, with_icon=self._with_icon)
