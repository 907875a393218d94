"""Buttons that show their icon and their shortcut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy
from typing_extensions import override

from ui.icons import icon
from ui.texts import text
from ui.widgets.labels import IconLabel, label
from ui.widgets.naming import named, restyle

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from ui.theme import Theme

_ICON_TOKENS = {"primary": "accent_text", "danger": "danger_text", "quiet": "muted", "link": "text"}


class PressButton(QPushButton):
    """A button that Enter presses as Space does: Qt lets it only in dialogs."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)


def button(
    theme: Theme, name: str, words: str, *, icon_name: str = "", role: str = ""
) -> QPushButton:
    """Return a button; `role` is primary, danger, quiet, link, choice or nothing."""
    made = named(PressButton(), name, words)
    caption(made, words, with_icon=bool(icon_name))
    made.setProperty("role", role)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if icon_name:
        token = _ICON_TOKENS.get(role, "text")
        made.setIcon(icon(theme, icon_name, token, "accent_text" if role == "choice" else None))
    return made


def icon_button(theme: Theme, name: str, icon_name: str, spoken: str) -> QPushButton:
    """Return a quiet button that shows a picture alone; what it does is spoken, and its hint."""
    made = button(theme, name, spoken, icon_name=icon_name, role="quiet")
    made.setText("")
    made.setToolTip(spoken)
    return made


def caption(made: QPushButton, words: str, *, with_icon: bool) -> None:
    """Write on a button, at a distance from its icon."""
    made.setText(f"\u00a0{words}" if with_icon else words)


def shown_keys(keys: str) -> str:
    """Return a shortcut as it is printed on French key caps: `Ctrl Maj N`, `Ctrl ⏎`, `F8`."""
    printed = {"Return": "⏎", "Escape": text("keys.escape"), "Shift": text("keys.shift")}
    return " ".join(printed.get(key, key) for key in keys.split("+"))


class KeyButton(PressButton):
    """A button that shows its shortcut on a key cap; the key works anywhere in its window."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        words: str,
        *,
        icon_name: str,
        keys: str,
        role: str = "",
    ) -> None:
        super().__init__()
        named(self, name, words)
        self.setProperty("role", role)
        self.setAccessibleDescription(text("keys.spoken", keys=shown_keys(keys)))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._key = QShortcut(QKeySequence(keys), self, self.click)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.picture = IconLabel(theme, icon_name, _ICON_TOKENS.get(role, "text"))
        self.caption = label(words, "caption")
        self.cap = label(shown_keys(keys), "kbd")
        self._inside = QHBoxLayout(self)
        self._inside.setContentsMargins(14, 5, 12, 5)
        self._inside.setSpacing(9)
        for part in (self.picture, self.caption, self.cap):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._inside.addWidget(part)

    def listen(self, *, on: bool) -> None:
        """Take the key, or leave it to others."""
        self._key.setEnabled(on)

    def shrink(self, *, caption: bool, cap: bool) -> None:
        """Show the caption and the key cap, or leave them out where there is no room."""
        self.caption.setVisible(caption)
        self.cap.setVisible(cap)
        self.setToolTip("" if caption else self.accessibleName())
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        return self._inside.sizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        return self._inside.sizeHint()


class NavButton(PressButton):
    """An entry of the side bar: icon, words, and a count when there is one."""

    def __init__(self, theme: Theme, name: str, words: str, *, icon_name: str) -> None:
        super().__init__()
        named(self, name, words)
        self.setProperty("role", "nav")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._badge: QLabel = label("", "badge")
        self._badge.hide()
        self._inside = QHBoxLayout(self)
        self._inside.setContentsMargins(10, 8, 8, 8)
        self._inside.setSpacing(10)
        self._caption = label(words, "caption")
        for part in (IconLabel(theme, icon_name, "side_text"), self._caption):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._inside.addWidget(part)
        self._inside.addStretch(1)
        self._inside.addWidget(self._badge)
        self.toggled.connect(self._mark)

    def _mark(self, picked: bool) -> None:  # noqa: FBT001 — the signal carries one value
        for part in (self._caption, self._badge):
            restyle(part, picked=picked)

    def count(self, number: int) -> None:
        """Show a count beside the words; zero shows nothing."""
        self._badge.setText(str(number))
        self._badge.setVisible(number > 0)

    @override
    def sizeHint(self) -> QSize:
        return self._inside.sizeHint()
