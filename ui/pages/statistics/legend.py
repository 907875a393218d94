"""What the three shades of the assistant's view mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.usecases.statistics import Shade
from ui.texts import text
from ui.widgets.boxes import Flow, hosted, row
from ui.widgets.figures_view import PATTERNS, paint_shade
from ui.widgets.labels import chip, label

if TYPE_CHECKING:
    from ui.theme import Theme


class _Swatch(QWidget):
    """A sample of a shade."""

    def __init__(self, theme: Theme, shade: str) -> None:
        super().__init__()
        self._theme, self._shade = theme, shade
        self._fit()
        theme.changed.connect(self._fit)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._shade in PATTERNS:
            paint_shade(painter, self._theme, self.rect(), self._shade)
        painter.setPen(self._theme.colour("control_border"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _fit(self) -> None:
        self.setFixedSize(QSize(self._theme.px(26), self.fontMetrics().height()))


class Legend(QWidget):
    """A sample and its meaning, three times, and for whose eyes."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        inside = Flow(14)
        inside.addWidget(chip(text("statistics.only_you"), "warn"))
        for shade in (Shade.PRINTED, Shade.HIDDEN, Shade.PROTECTING):
            words = label(text(f"statistics.legend.{shade.value}"), "small")
            inside.addWidget(hosted(row(_Swatch(theme, shade.value), words, gap=6)))
        inside.addWidget(label(text("statistics.why_hint"), "small"))
        self.setLayout(inside)
