"""A small column chart: one column a day, the highest as tall as the chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.theme import Theme

_HEIGHT = 96
_GAP = 0.28
_ROUND = 2.5


class ColumnChart(QWidget):
    """Draws values as columns; `spoken` says the same in words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._values: tuple[int, ...] = ()
        self._marked: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_values(self, values: Sequence[int], spoken: str, marked: int | None = None) -> None:
        """Draw these values; one may be marked (today)."""
        self._values, self._marked = tuple(values), marked
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(240, self._theme.px(_HEIGHT))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        highest = max(self._values, default=0)
        step = self.width() / max(1, len(self._values))
        for index, value in enumerate(self._values):
            self._column(painter, QRectF(index * step, 0, step, self.height()), value, highest)
            if index == self._marked:
                painter.setBrush(self._theme.colour("text"))
                painter.drawRect(
                    QRectF(index * step + step * _GAP / 2, self.height() - 2, step * (1 - _GAP), 2)
                )
        painter.end()

    def _column(self, painter: QPainter, slot: QRectF, value: int, highest: int) -> None:
        """A column in its slot; a day without anything keeps a thin ground line."""
        tall = (slot.height() - 6) * value / highest if highest else 0
        painter.setBrush(self._theme.colour("accent" if value else "track"))
        width = slot.width() * (1 - _GAP)
        left = slot.x() + slot.width() * _GAP / 2
        shown = max(tall, 2)
        painter.drawRoundedRect(
            QRectF(left, slot.height() - 4 - shown, width, shown), _ROUND, _ROUND
        )
