"""A field for what she writes: plain text, Tab leaves it, hidden while discreet mode is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QPlainTextEdit, QStackedLayout, QWidget
from typing_extensions import override

from ui.widgets.labels import label
from ui.widgets.naming import named

if TYPE_CHECKING:
    from ui.discretion import Discretion


class _PlainEdit(QPlainTextEdit):
    """Takes the text of what is pasted and nothing else of it."""

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(source.text())


class NoteEdit(QWidget):
    """The editor, or a veil over it that says how to read it."""

    changed = Signal()

    def __init__(self, discretion: Discretion, name: str, spoken: str, masked: str) -> None:
        super().__init__()
        self._discretion = discretion
        self.editor = named(_PlainEdit(), name, spoken)
        self.editor.setTabChangesFocus(True)
        self._veil = named(label(masked, "veil", wraps=True), f"{name}_veil", masked)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.editor)
        self._stack.addWidget(self._veil)
        self.setFocusProxy(self.editor)
        self.editor.textChanged.connect(self.changed)
        discretion.changed.connect(self._show)
        self._show()

    def words(self) -> str:
        """What is written."""
        return self.editor.toPlainText()

    def show_words(self, words: str) -> None:
        """Show a text."""
        self.editor.setPlainText(words)

    def _show(self) -> None:
        self._stack.setCurrentIndex(1 if self._discretion.on else 0)
