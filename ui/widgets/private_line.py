"""A line of words about somebody: dots instead of letters while discreet mode is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from ui.widgets.naming import named

if TYPE_CHECKING:
    from ui.discretion import Discretion


class PrivateLine(QLineEdit):
    """What is typed stays the same, whether it is shown or not."""

    def __init__(self, discretion: Discretion, name: str, spoken: str, words: str = "") -> None:
        super().__init__(words)
        self._discretion = discretion
        named(self, name, spoken)
        discretion.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        modes = QLineEdit.EchoMode
        self.setEchoMode(modes.Password if self._discretion.on else modes.Normal)
