"""What she wrote, shown to be read; masked while discreet mode is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from ui.texts import text
from ui.widgets.labels import fill_line
from ui.widgets.naming import restyle

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.discretion import Discretion


class Prose(QLabel):
    """A note: plain text on as many lines as it needs; it can be selected with the mouse."""

    def __init__(self, discretion: Discretion, written: str) -> None:
        super().__init__()
        self._discretion, self._written = discretion, written
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        fill_line(self)
        discretion.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        hidden = self._discretion.on
        self.setText(self._discretion.prose(self._written))
        self.setAccessibleName(text("shell.note_masked") if hidden else self._written)
        selectable = Qt.TextInteractionFlag.TextSelectableByMouse
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.NoTextInteraction if hidden else selectable
        )
        restyle(self, role="masked" if hidden else "")


class NameLabel(QLabel):
    """A person's name; initials while discreet mode is on."""

    def __init__(
        self, discretion: Discretion, given_name: str, family_name: str, role: str = "strong"
    ) -> None:
        super().__init__()
        self._discretion, self._names = discretion, (given_name, family_name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        discretion.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        self.setText(self._discretion.name(*self._names))


class SaidLabel(QLabel):
    """Words that name somebody, made anew each time that discreet mode turns."""

    def __init__(self, discretion: Discretion, words: Callable[[], str], role: str = "") -> None:
        super().__init__()
        self._words = words
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setWordWrap(True)
        fill_line(self)
        discretion.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        self.setText(self._words())
