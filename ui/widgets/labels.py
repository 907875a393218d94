"""Labels by role: title, heading, muted, chip… The style sheet knows what each looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy

from ui.icons import icon

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.theme import Theme


def label(words: str, role: str = "", *, wraps: bool = False) -> QLabel:
    """Return a label that shows plain text, never rich text."""
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wraps)
    if wraps:
        fill_line(made)
    return made


def fill_line(wrapped: QLabel) -> None:
    """Let a label that wraps take the whole line, and just the height that its words need there."""
    policy = wrapped.sizePolicy()  # it says that the height follows the width: keep that
    policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
    wrapped.setSizePolicy(policy)


def field_label(words: str, field: QWidget) -> QLabel:
    """Return the label above a field; it names the field for a screen reader too."""
    made = label(words, "field")
    made.setBuddy(field)
    if not field.accessibleName():
        field.setAccessibleName(words)
    return made


def chip(words: str, tone: str = "plain") -> QLabel:
    """Return a chip: a word or two on a tinted ground."""
    made = label(words, "chip")
    made.setProperty("tone", tone)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def rule() -> QFrame:
    """Return a thin horizontal line."""
    made = QFrame()
    made.setProperty("role", "rule")
    return made


class IconLabel(QLabel):
    """An icon beside words; it is decoration, and says nothing to a screen reader."""

    def __init__(self, theme: Theme, name: str, token: str = "muted", size: int = 18) -> None:
        super().__init__()
        self._theme, self._name, self._token, self._size = theme, name, token, size
        self._draw()
        theme.changed.connect(self._draw)

    def _draw(self) -> None:
        side = self._theme.px(self._size)
        ratio = self.devicePixelRatioF()
        drawn = icon(self._theme, self._name, self._token).pixmap(QSize(side, side), ratio)
        self.setPixmap(drawn)
        self.setFixedSize(side, side)
