"""The dark side bar: where she can go, what waits there, and the state of the vault."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.texts import plural, text
from ui.widgets.boxes import row
from ui.widgets.buttons import NavButton
from ui.widgets.labels import IconLabel, label
from ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ui.theme import Theme

_WIDTH = 236
_SOON = 60


@dataclass(frozen=True, slots=True)
class NavEntry:
    """One entry: the page it shows, its icon, its words, and whether a gap stands before it."""

    page: str
    icon: str
    text_id: str
    apart: bool = False


class SideBar(QWidget):
    """Emits `chosen` with the name of a page."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, entries: Iterable[NavEntry]) -> None:
        super().__init__()
        named(self, "side_bar", text("shell.navigation")).setProperty("role", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._buttons: dict[str, NavButton] = {}
        self.help = NavButton(theme, "side_help", text("shell.help"), icon_name="circle-help")
        self.help.setCheckable(False)
        self.status = named(label("", "small", wraps=True), "side_status", text("shell.status"))
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(10, 18, 10, 18)
        self._inside.setSpacing(3)
        brand = row(IconLabel(theme, "key-round", "side_strong"), _brand(), -1, gap=9)
        brand.setContentsMargins(10, 0, 0, 14)
        self._inside.addLayout(brand)
        for entry in entries:
            self._add(entry)
        self._inside.addStretch(1)
        self._inside.addWidget(self.help)
        self._inside.addSpacing(10)
        foot = row(self.status)
        foot.setContentsMargins(10, 0, 6, 0)
        self._inside.addLayout(foot)
        self._fit()
        theme.changed.connect(self._fit)

    def mark(self, page: str) -> None:
        """Show which page is open; a page without an entry leaves the marks as they are."""
        if page in self._buttons:
            self._buttons[page].setChecked(True)

    def count(self, counts: Mapping[str, int]) -> None:
        """Show counts beside the entries."""
        for page, number in counts.items():
            if page in self._buttons:
                self._buttons[page].count(number)

    def show_time_left(self, seconds: int, *, more: str = "") -> None:
        """Say how long the vault stays open; the last minute by the second."""
        if seconds <= _SOON:
            said = plural("shell.status_soon", seconds)
        else:
            said = plural("shell.status_open", -(-seconds // 60))
        self.status.setText(f"{said}\n{more}" if more else said)

    def _add(self, entry: NavEntry) -> None:
        made = NavButton(
            self._theme, f"nav_{entry.page}", text(entry.text_id), icon_name=entry.icon
        )
        made.setProperty("page", entry.page)
        made.clicked.connect(self._choose)
        if entry.apart:
            self._inside.addSpacing(14)
        self._buttons[entry.page] = made
        self._inside.addWidget(made)

    def _choose(self) -> None:
        self.chosen.emit(str(self.sender().property("page")))

    def _fit(self) -> None:
        self.setFixedWidth(self._theme.px(_WIDTH))


def _brand() -> QWidget:
    return label(text("shell.product"), "brand")
