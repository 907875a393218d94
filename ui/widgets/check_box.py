"""A box to tick, with a tick in it: a filled square alone does not say what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton
from typing_extensions import override

from ui.icons import draw
from ui.widgets.naming import named

if TYPE_CHECKING:
    from PySide6.QtCore import QRect

_MARGIN = 2


class CheckBox(QCheckBox):
    """Draws the tick over what the style sheet draws."""

    def __init__(self, name: str, spoken: str, words: str = "") -> None:
        super().__init__(words)
        named(self, name, spoken)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.isChecked():
            painter = QPainter(self)
            colour = self.palette().color(QPalette.ColorRole.HighlightedText).name()
            margins = (_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
            draw(painter, QRectF(self._box().adjusted(*margins)), "check", colour)
            painter.end()

    def _box(self) -> QRect:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        element = QStyle.SubElement.SE_CheckBoxIndicator
        return self.style().subElementRect(element, option, self)
