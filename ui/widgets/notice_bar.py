"""The strip under the page that says what was done, or why not, and takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui.texts import text
from ui.widgets.buttons import KeyButton, button
from ui.widgets.labels import IconLabel, label
from ui.widgets.naming import named, restyle

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.page import Notice
    from ui.theme import Theme

_STAYS_MS = 12_000


class NoticeBar(QFrame):
    """Shows one notice at a time; a good one leaves by itself, a bad one stays until it is read."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        named(self, "notice_bar", text("shell.notice")).setProperty("role", "notice")
        self._undo_work: Callable[[], None] | None = None
        self.words = named(label("", wraps=True), "notice_words", text("shell.notice"))
        self.undo = KeyButton(
            theme, "notice_undo", text("shell.undo"), icon_name="undo-2", keys="Ctrl+Z"
        )
        self.dismiss = button(theme, "notice_dismiss", text("shell.dismiss"), role="quiet")
        self._leaving = QTimer(self, singleShot=True, interval=_STAYS_MS)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(14, 8, 10, 8)
        inside.addWidget(IconLabel(theme, "info"))
        for part in (self.words, self.undo, self.dismiss):
            inside.addWidget(part, stretch=1 if part is self.words else 0)
        self.undo.clicked.connect(self._take_back)
        self.dismiss.clicked.connect(self.hide)
        self._leaving.timeout.connect(self.hide)
        self.hide()

    def say(self, notice: Notice) -> None:
        """Show a notice."""
        self._undo_work = notice.undo
        self.words.setText(notice.message)
        self.words.setAccessibleName(notice.message)
        self.undo.setVisible(notice.undo is not None)
        self.undo.listen(on=notice.undo is not None)
        restyle(self, tone=notice.tone)
        restyle(self.words)
        self.show()
        if notice.tone == "bad":
            self._leaving.stop()
        else:
            self._leaving.start()

    def _take_back(self) -> None:
        work, self._undo_work = self._undo_work, None
        self.hide()
        if work is not None:
            work()
