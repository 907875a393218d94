"""Lucide icons, drawn in the colour of a token and redrawn when the theme changes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from typing_extensions import override

import resources

if TYPE_CHECKING:
    from ui.theme import Theme

_KEPT = 256
"""Icons kept ready: more than the screens use, in the few colours of a theme."""


class _TintedEngine(QIconEngine):
    """Draws one icon; the colour is asked of the theme at each drawing."""

    def __init__(self, theme: Theme, name: str, token: str, checked_token: str) -> None:
        super().__init__()
        self._theme, self._name, self._token, self._checked = theme, name, token, checked_token

    @override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        token = self._checked if state is QIcon.State.On else self._token
        if mode is QIcon.Mode.Disabled:
            token = "muted"
        draw(painter, QRectF(rect), self._name, self._theme.colour(token).name())

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    @override
    def clone(self) -> QIconEngine:
        return _TintedEngine(self._theme, self._name, self._token, self._checked)


def icon(theme: Theme, name: str, token: str = "text", checked_token: str | None = None) -> QIcon:
    """Return an icon by its Lucide name, in a token's colour (or another when checked)."""
    return QIcon(_TintedEngine(theme, name, token, checked_token or token))


def draw(painter: QPainter, rect: QRectF, name: str, colour: str) -> None:
    """Draw an icon in a rectangle."""
    _renderer(name, colour).render(painter, rect)


@lru_cache(maxsize=_KEPT)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    """An icon read once for each colour; it has no size, so that it stays sharp at every zoom."""
    source = resources.read_text("icons", "lucide", f"{name}.svg").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(source.encode("utf-8")))
