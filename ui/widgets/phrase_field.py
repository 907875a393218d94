"""A field for a passphrase: dots, five seconds in clear on demand, Caps Lock said."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from ui.texts import text

_SHOWN_MS = 5000
_COPYING = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Cut)


class PhraseField(QLineEdit):
    """`caps_changed` says whether Caps Lock is on, as soon as a letter typed shows it."""

    caps_changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.setDragEnabled(False)
        self._hiding = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self._hiding.timeout.connect(self.conceal)

    def reveal(self) -> None:
        """Show the phrase for five seconds."""
        self.setEchoMode(QLineEdit.EchoMode.Normal)
        self._hiding.start()

    def conceal(self) -> None:
        """Show dots again."""
        self._hiding.stop()
        self.setEchoMode(QLineEdit.EchoMode.Password)

    def phrase(self) -> bytearray:
        """Return what is typed; whoever takes it wipes it."""
        return bytearray(self.text(), "utf-8")

    def take(self) -> bytearray:
        """Return what is typed and empty the field; whoever takes it wipes it."""
        taken = self.phrase()
        self.conceal()
        self.clear()
        return taken

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if any(event.matches(keys) for keys in _COPYING):
            event.accept()  # shown in clear or not, a phrase is not copied
            return
        letter = event.text()
        if letter.isalpha() and letter.upper() != letter.lower():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_changed.emit(letter.isupper() != shifted)
        super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer no menu: nothing of a phrase is copied."""
        event.accept()


def keyboard_words() -> str:
    """Return which keyboard layout is in use, in words; nothing when the system does not say."""
    layout = QGuiApplication.inputMethod().locale().nativeLanguageName()
    return text("unlock.keyboard", layout=layout.split(" (")[0]) if layout else ""
