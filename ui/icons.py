"""Lucide icons, drawn in the colour of a token and redrawn when the theme changes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache
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
        draw(painter, QRectF(rect), self._name, self._colour(mode, state))

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return _pixmap(self._name, self._colour(mode, state), size)

    @override
    def clone(self) -> QIconEngine:
        return _TintedEngine(self._theme, self._name, self._token, self._checked)

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        token = self._checked if state is QIcon.State.On else self._token
        return self._theme.colour("muted" if mode is QIcon.Mode.Disabled else token).name()


def icon(theme: Theme, name: str, token: str = "text", checked_token: str | None = None) -> QIcon:
    """Return an icon by its Lucide name, in a token's colour (or another when checked)."""
    return QIcon(_TintedEngine(theme, name, token, checked_token or token))


def draw(painter: QPainter, rect: QRectF, name: str, colour: str) -> None:
    """Draw an icon in a rectangle."""
    _renderer(name, colour).render(painter, rect)


def _pixmap(name: str, colour: str, size: QSize) -> QPixmap:
    """An icon in pixels; Qt keeps those drawn lately, as a page shows the same ones many times."""
    key = f"{name} {colour} {size.width()} {size.height()}"
    kept = QPixmap()
    if QPixmapCache.find(key, kept):
        return kept
    made = QPixmap(size)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    draw(painter, QRectF(0, 0, size.width(), size.height()), name, colour)
    painter.end()
    QPixmapCache.insert(key, made)
    return made


@lru_cache(maxsize=_KEPT)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    """An icon read once for each colour; it has no size, so that it stays sharp at every zoom."""
    source = resources.read_text("icons", "lucide", f"{name}.svg").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(source.encode("utf-8")))
