"""A document shown inside the program: pages, zoom, and nothing left behind on the computer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QPushButton

from ui.texts import text
from ui.widgets.boxes import Flow, column, hosted
from ui.widgets.buttons import button
from ui.widgets.document_view import DocumentView
from ui.widgets.labels import label
from ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.documents import MediaType
    from app.ports.documents import DocumentPreview
    from ui.page import Desk

_KEYS = {
    "page_on": ("PgDown", "Right"),
    "page_back": ("PgUp", "Left"),
    "zoom_in": ("Ctrl++", "Ctrl+="),
    "zoom_out": ("Ctrl+-",),
}
_TURNS = frozenset({"page_on", "page_back"})


@dataclass(frozen=True, slots=True)
class Shown:
    """What is previewed: its title, and how its kind and bytes are read on the vault's thread."""

    title: str
    read: Callable[[], tuple[MediaType, bytes]]


class PreviewDialog(QDialog):
    """Reads on the vault's thread, draws on the second one; its bytes go when it closes."""

    def __init__(self, desk: Desk, shows: DocumentPreview, shown: Shown) -> None:
        super().__init__()
        named(self, "preview_dialog", text("documents.show"))
        self.setWindowTitle(text("shell.product"))
        self.setModal(True)
        self._desk, self._shown = desk, shown
        self._turning: list[QShortcut] = []
        self.view = DocumentView(desk, shows)
        self.title = label("", "heading", wraps=True)
        self.where = named(label("", "muted"), "preview_where", text("documents.preview.picture"))
        self.page_back = self._button("page_back", "chevron-left")
        self.page_on = self._button("page_on", "chevron-right")
        self.zoom_out = self._button("zoom_out", "zoom-out")
        self.zoom_in = self._button("zoom_in", "zoom-in")
        self.leave = button(desk.theme, "preview_close", text("documents.preview.close"))
        self._arrange()
        self._connect()
        self._name_it()
        self._follow()
        desk.jobs.run(self, shown.read, self._have, failed=self.view.refuse)

    def _have(self, read: tuple[MediaType, bytes]) -> None:
        kind, content = read
        self.view.show_content(content, kind)
        self._follow()

    def _follow(self) -> None:
        """Say which page is shown, and which buttons still do something."""
        count, page = self.view.pages, self.view.page
        self.where.setText(
            text("documents.preview.page_of", page=page, pages=count) if count else ""
        )
        self.page_back.setEnabled(page > 1)
        self.page_on.setEnabled(page < count)
        drawn = self.view.currentWidget() is self.view.sheet
        for one in (self.zoom_in, self.zoom_out):
            one.setVisible(drawn)
        for one in (self.page_back, self.page_on):
            one.setVisible(count > 1)
        for key in self._turning:  # a text has its own use for these keys
            key.setEnabled(count > 1)

    def _name_it(self) -> None:
        masked = self._desk.discretion.on
        self.title.setText(text("documents.masked") if masked else self._shown.title)

    def _button(self, name: str, icon_name: str) -> QPushButton:
        words = text(f"documents.preview.{name}")
        made = button(self._desk.theme, f"preview_{name}", words, icon_name=icon_name)
        made.setText("")
        made.setToolTip(words)
        made.setAutoDefault(False)
        return made

    def _connect(self) -> None:
        acts: dict[str, Callable[[], None]] = {
            "page_on": partial(self.view.turn, 1),
            "page_back": partial(self.view.turn, -1),
            "zoom_in": partial(self.view.zoom, larger=True),
            "zoom_out": partial(self.view.zoom, larger=False),
        }
        buttons = {
            "page_on": self.page_on,
            "page_back": self.page_back,
            "zoom_in": self.zoom_in,
            "zoom_out": self.zoom_out,
        }
        for name, act in acts.items():
            buttons[name].clicked.connect(act)
            for keys in _KEYS[name]:
                made = QShortcut(QKeySequence(keys), self, act)
                if name in _TURNS:
                    self._turning.append(made)
        self.leave.clicked.connect(self.reject)
        self.view.moved.connect(self._follow)
        self.view.currentChanged.connect(self._follow)
        self._desk.discretion.changed.connect(self._name_it)

    def _arrange(self) -> None:
        tools = Flow(gap=8)
        for one in (
            self.page_back,
            self.where,
            self.page_on,
            self.zoom_out,
            self.zoom_in,
            self.leave,
        ):
            tools.addWidget(one)
        inside = column(self.title, hosted(tools), gap=10)
        inside.addWidget(self.view, 1)
        inside.setContentsMargins(18, 16, 18, 16)
        self.setLayout(inside)
        self.resize(900, 820)
        self.view.sheet.setFocus()
