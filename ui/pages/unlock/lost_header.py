"""Both headers of a vault are lost: the square of the recovery sheet, from a picture or pasted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.file_choice import ask_file
from ui.square_reader import read_square
from ui.texts import text
from ui.widgets.boxes import column, hosted, row
from ui.widgets.buttons import button
from ui.widgets.check_box import CheckBox
from ui.widgets.labels import field_label, label
from ui.widgets.naming import named

if TYPE_CHECKING:
    from pathlib import Path

    from ui.page import Desk

_TALL = 84


class LostHeader(QWidget):
    """Closed until she says that the header is lost, or the vault is found without one."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        words = "unlock.recover.header_lost"
        self.lost = CheckBox("recover_header_lost", text(words), text(words))
        self.picture = button(
            desk.theme, "recover_picture", text("unlock.recover.picture"), icon_name="file-search"
        )
        spoken = text("unlock.recover.square_text")
        self.square = named(QPlainTextEdit(), "recover_square", spoken)
        self.square.setTabChangesFocus(True)
        self.square.setFixedHeight(desk.theme.px(_TALL))
        self.found = named(label("", "small", wraps=True), "recover_found", spoken)
        self._more = hosted(
            column(
                label(text("unlock.recover.header_words"), "small", wraps=True),
                row(self.picture, -1),
                field_label(spoken, self.square),
                self.square,
                self.found,
                gap=6,
            )
        )
        self._more.hide()
        self.setLayout(column(self.lost, self._more, gap=6))
        self.lost.toggled.connect(self._turn)
        self.picture.clicked.connect(self._choose)
        self.square.textChanged.connect(self.changed)

    @property
    def slot_text(self) -> str:
        """The text of the square, if the header is lost; else nothing."""
        return "".join(self.square.toPlainText().split()) if self.lost.isChecked() else ""

    @property
    def ready(self) -> bool:
        """Tell whether nothing is missing here."""
        return not self.lost.isChecked() or bool(self.slot_text)

    def take_picture(self, file: Path) -> None:
        """Read the square in a picture, away from the window."""
        self.found.setText(text("unlock.recover.reading"))
        self._desk.jobs.render(self, partial(read_square, file), self._show)

    def _show(self, found: str) -> None:
        self.found.setText(text("unlock.recover.read" if found else "unlock.recover.unread"))
        if found:
            self.square.setPlainText(found)

    def _turn(self, lost: bool) -> None:  # noqa: FBT001 — the signal carries one value
        self._more.setVisible(lost)
        self.changed.emit()

    def _choose(self) -> None:
        title, kinds = text("unlock.recover.picture_title"), text("unlock.recover.pictures")
        chosen = ask_file(self, title, kinds)
        if chosen is not None:
            self.take_picture(chosen)
