"""The cells of a line: Enter takes what is proposed and goes on, as in a spreadsheet."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget
from typing_extensions import override

from ui.widgets.combo import Combo
from ui.widgets.duration_field import DurationField
from ui.widgets.naming import named
from ui.widgets.suggest import SuggestField

ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class ChoiceCell(SuggestField):
    """A cell to choose in by typing; `settled` says that what stands there was chosen."""

    entered = Signal()

    def __init__(self, name: str, spoken: str, hint: str) -> None:
        super().__init__(name, spoken)
        self.setPlaceholderText(hint)
        self.settled = False
        self._leaves = False
        self.chosen.connect(self._chosen)
        self.passed.connect(self.entered)
        self.textEdited.connect(self._unsettle)

    def show_choice(self, words: str, *, settled: bool) -> None:
        """Show what was chosen, or words that designate nothing yet."""
        self.setText(words)
        self.setCursorPosition(0)
        self.settled = settled

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            self._leaves = event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
            unanswered = self.text().strip() and not self.settled and not self.is_open
            if event.key() == Qt.Key.Key_Tab and unanswered:
                self._enter()  # she was faster than the vault: the first that comes is taken
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and self.settled and not self.is_open and not _control(event):
            self.entered.emit()
            return
        super().keyPressEvent(event)

    def _chosen(self) -> None:
        self.settled = True
        if not self._leaves and self.hasFocus():
            self.entered.emit()

    def _unsettle(self) -> None:
        self.settled = False


class KindCell(Combo[str]):
    """The kind of contact, chosen by its first letters."""

    entered = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and not _control(event):
            self.entered.emit()
            return
        super().keyPressEvent(event)


class MinutesCell(DurationField):
    """How long it lasted."""

    entered = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in ENTER and not _control(event):
            self.entered.emit()


class WordsCell(QLineEdit):
    """A few words, hidden while discreet mode is on."""

    entered = Signal()

    def __init__(self, name: str, spoken: str, hint: str) -> None:
        super().__init__()
        named(self, name, spoken)
        self.setPlaceholderText(hint)

    def hide_words(self, *, hidden: bool) -> None:
        """Show dots instead of letters."""
        modes = QLineEdit.EchoMode
        self.setEchoMode(modes.Password if hidden else modes.Normal)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and not _control(event):
            self.entered.emit()
            return
        super().keyPressEvent(event)


def in_column(cell: QWidget) -> None:
    """Let a cell be as wide as its column, whatever stands in it."""
    cell.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    cell.setMinimumWidth(40)


def _control(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
