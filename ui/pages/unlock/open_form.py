"""The form that opens a vault: phrase, Caps Lock, patience after wrong phrases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.texts import text
from ui.widgets.boxes import Flow, column, hosted, row
from ui.widgets.buttons import button, caption
from ui.widgets.key_file_field import KeyFileField
from ui.widgets.labels import IconLabel, field_label, label
from ui.widgets.naming import named, restyle
from ui.widgets.patience import Patience
from ui.widgets.phrase_field import PhraseField, keyboard_words

if TYPE_CHECKING:
    from ui.page import Desk


class OpenForm(QWidget):
    """Emits `submitted` with the phrase as bytes, which its receiver wipes, and the key file."""

    submitted = Signal(object, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        theme = desk.theme
        self.vault = named(label("", "muted", wraps=True), "open_vault", text("unlock.title"))
        self.phrase = named(PhraseField(), "open_phrase", text("unlock.phrase"))
        self.caps = named(label(keyboard_words(), "muted"), "open_caps", text("unlock.caps"))
        self._keyboard = hosted(row(IconLabel(theme, "keyboard"), self.caps, -1, gap=10))
        self._keyboard.setVisible(bool(keyboard_words()))
        self.wrong = named(label("", "error", wraps=True), "open_wrong", text("unlock.wrong"))
        self.open = button(
            theme, "open_submit", text("unlock.open"), icon_name="lock-open", role="primary"
        )
        self.show_phrase = button(theme, "open_show", text("unlock.show"), icon_name="eye")
        self.use_sheet = button(theme, "open_use_sheet", text("unlock.use_sheet"))
        self.key_file = KeyFileField(desk, "open_file")
        self.open.setDefault(True)
        self._patience = Patience(self.open, text("unlock.open"))
        ways = Flow(gap=12)
        for one in (self.open, self.use_sheet):
            ways.addWidget(one)
        self.setLayout(
            column(
                label(text("unlock.title"), "title"),
                self.vault,
                18,
                field_label(text("unlock.phrase"), self.phrase),
                row(self.phrase, self.show_phrase),
                self._keyboard,
                self.key_file,
                self.wrong,
                8,
                hosted(ways),
                gap=9,
            )
        )
        self.wrong.hide()
        self._connect()

    def show_vault(self, words: str, file_label: str = "") -> None:
        """Say which vault is to be opened, and look for its key file if it wants one."""
        self.vault.setText(words)
        self.key_file.want(file_label)

    def busy(self, *, on: bool) -> None:
        """Say that the key is being derived; nothing can be pressed meanwhile."""
        caption(self.open, text("unlock.opening" if on else "unlock.open"), with_icon=True)
        self.wrong.setVisible(not on and bool(self.wrong.text()))
        for part in (self.phrase, self.open, self.show_phrase, self.use_sheet, self.key_file):
            part.setEnabled(not on)

    def refuse(self, message: str, wait_seconds: int) -> None:
        """Say why it did not open; the next try waits."""
        self.busy(on=False)
        self.wrong.setText(message)
        self.wrong.setVisible(bool(message))
        restyle(self.phrase, wrong=bool(message))
        self.phrase.setFocus()
        self._patience.wait(wait_seconds)

    def submit(self) -> None:
        """Hand the phrase over."""
        if not (self.open.isEnabled() and self.phrase.text()):
            return
        if not self.key_file.ready:
            self.refuse(text("prove.missing_file"), 0)
            return
        self.submitted.emit(self.phrase.take(), self.key_file.path)

    def _connect(self) -> None:
        self.open.clicked.connect(self.submit)
        self.phrase.returnPressed.connect(self.submit)
        self.phrase.caps_changed.connect(self._show_caps)
        self.show_phrase.clicked.connect(self.phrase.reveal)

    def _show_caps(self, on: bool) -> None:  # noqa: FBT001 — the signal carries one value
        words = text("unlock.caps_on" if on else "unlock.caps_off")
        self.caps.setText(" · ".join(part for part in (words, keyboard_words()) if part))
        self.caps.setAccessibleName(words)
        self._keyboard.show()
        restyle(self.caps, role="error" if on else "muted")
