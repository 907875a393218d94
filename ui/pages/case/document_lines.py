"""One line for each document: what it is, and what may be done with it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton

from ui.formats import day
from ui.pages.case import state
from ui.texts import text
from ui.widgets.boxes import column, row
from ui.widgets.buttons import button
from ui.widgets.labels import IconLabel, label

if TYPE_CHECKING:
    from app.ports.queries import DocumentRow
    from ui.page import Desk

_ACTS = (
    ("show", "eye"),
    ("rename", "pencil"),
    ("export", "file-output"),
    ("to_bin", "trash-2"),
)
_ACTS_IN_BIN = (("show", "eye"), ("put_back", "undo-2"))


class DocumentLine(QFrame):
    """`wanted` carries what she wants to do, and with which document."""

    wanted = Signal(str, object)

    def __init__(self, desk: Desk, document: DocumentRow) -> None:
        super().__init__()
        self._desk, self._document = desk, document
        self.setObjectName(f"document_{document.document_id}")
        self.setProperty("role", "row")
        gone_on = state.gone_on(document)
        told = (
            state.document_line(document)
            if gone_on is None
            else text("documents.binned_until", day=day(gone_on))
        )
        self._title = label("", "strong", wraps=True)
        head = row(IconLabel(desk.theme, state.document_icon(document.media_type)), self._title)
        head.setStretch(1, 1)
        self._buttons = {
            act: self._button(act, icon_name)
            for act, icon_name in (_ACTS if gone_on is None else _ACTS_IN_BIN)
        }
        foot = row(label(told, "small", wraps=True), *self._buttons.values(), gap=2)
        foot.setStretch(0, 1)
        inside = column(head, foot, gap=2)
        inside.setContentsMargins(0, 4, 0, 6)
        self.setLayout(inside)
        desk.discretion.changed.connect(self._name_it)
        self._name_it()

    def _name_it(self) -> None:
        """Show the title, or hide it in discreet mode, from those who look and who listen."""
        masked = self._desk.discretion.on
        shown = text("documents.masked") if masked else self._document.title
        self._title.setText(shown)
        self.setAccessibleName(shown)
        for act, made in self._buttons.items():
            spoken = text("documents.spoken", action=text(f"documents.{act}"), what=shown)
            made.setAccessibleName(spoken)
            made.setToolTip(text(f"documents.{act}"))

    def _button(self, act: str, icon_name: str) -> QPushButton:
        made = button(
            self._desk.theme,
            f"document_{act}_{self._document.document_id}",
            "",
            icon_name=icon_name,
            role="quiet",
        )
        made.setText("")
        made.clicked.connect(partial(self._want, act))
        return made

    def _want(self, act: str) -> None:
        self.wanted.emit(act, self._document)
