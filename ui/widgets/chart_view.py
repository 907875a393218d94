"""A chart in vectors, the same as on paper, scaled to the room there is; its words are spoken."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from ui.theme import Theme

_DESCRIPTION = re.compile(r"<desc>(.*?)</desc>", re.DOTALL)
_SCALE = 1.4
"""Pixels of the window for a point of paper, at 100 %."""


class ChartView(QWidget):
    """Draws one SVG text."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._renderer = QSvgRenderer(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.updateGeometry)

    def show_svg(self, svg: str) -> None:
        """Draw a chart; an empty text hides it."""
        self.setVisible(bool(svg))
        if not svg:
            return
        self._renderer.load(QByteArray(svg.encode("utf-8")))
        found = _DESCRIPTION.search(svg)
        self.setAccessibleName(unescape(found[1]) if found else "")
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        size = self._renderer.defaultSize()
        width = round(size.width() * _SCALE)
        return QSize(self._theme.px(width), self.heightForWidth(self._theme.px(width)))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(200), 20)

    @override
    def heightForWidth(self, width: int) -> int:
        size = self._renderer.defaultSize()
        if size.isEmpty():
            return 0
        return round(size.height() * self._shown_width(width) / size.width())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        size = self._renderer.defaultSize()
        if size.isEmpty():
            return
        width = self._shown_width(self.width())
        painter = QPainter(self)
        self._renderer.render(painter, QRectF(0, 0, width, size.height() * width / size.width()))
        painter.end()

    def _shown_width(self, room: int) -> float:
        widest = self._renderer.defaultSize().width() * _SCALE
        return min(room, self._theme.px(round(widest)))
