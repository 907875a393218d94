"""What hides everything while the vault closes: why it waits, and the ways out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.texts import text
from ui.widgets.boxes import column, hosted, row
from ui.widgets.buttons import button
from ui.widgets.labels import IconLabel, field_label, label
from ui.widgets.naming import named
from ui.widgets.phrase_field import PhraseField

if TYPE_CHECKING:
    from ui.theme import Theme

_WIDTH = 520
_FIELD_WIDTH = 360


class Veil(QWidget):
    """`retry` and `leave` are asked for; `come_back` brings her phrase, which its taker wipes."""

    retry = Signal()
    leave = Signal()
    come_back = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        named(self, "veil", text("shell.veil")).setProperty("role", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.reason = named(label("", "muted", wraps=True), "veil_reason", text("shell.veil"))
        self.reason.setMaximumWidth(_WIDTH)
        self.reason.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.again = button(theme, "veil_retry", text("shell.lock_retry"), role="primary")
        self.go = button(theme, "veil_leave", text("backups.leave"))
        self.phrase = named(PhraseField(), "veil_phrase", text("backups.veil_phrase"))
        self.phrase.setFixedWidth(theme.px(_FIELD_WIDTH))
        self.back = button(theme, "veil_back", text("backups.veil_back"))
        words = field_label(text("backups.veil_phrase"), self.phrase)
        self._return = hosted(column(words, row(self.phrase, self.back), gap=6))
        self._arrange(theme)
        self.again.clicked.connect(self.retry)
        self.go.clicked.connect(self.leave)
        self.back.clicked.connect(self._come_back)
        self.phrase.returnPressed.connect(self._come_back)
        self.say("")

    def say(self, reason: str) -> None:
        """Hide all; with a reason, say why the lock waits and let her come back by her phrase."""
        self._show(reason, waits=bool(reason), copies=False)

    def say_copying(self, percent: int) -> None:
        """Say how far the last copy is."""
        copying = text("backups.at_lock", percent=percent)
        self._show(copying, waits=False, copies=True)

    def _show(self, words: str, *, waits: bool, copies: bool) -> None:
        self.reason.setText(words)
        self.again.setVisible(waits)
        self._return.setVisible(waits)
        self.go.setVisible(copies)

    def _come_back(self) -> None:
        if self.phrase.text():
            self.come_back.emit(self.phrase.take())

    def _arrange(self, theme: Theme) -> None:
        self.setLayout(
            column(
                -1,
                row(-1, IconLabel(theme, "lock", "side_muted", 40), -1),
                row(-1, self.reason, -1),
                row(-1, self.again, self.go, -1),
                row(-1, self._return, -1),
                -1,
                gap=16,
            )
        )
