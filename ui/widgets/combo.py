"""A list to choose one value from, with the keyboard by its first letters."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy
from typing_extensions import override

from ui.icons import draw
from ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Iterable

ValueT = TypeVar("ValueT")
_NAMED_BY_VALUE = sys.platform.startswith("linux")
"""There Qt says the value as the name of a list: what it is about has to be its description."""


class Combo(QComboBox, Generic[ValueT]):
    """Values with their words; `picked` comes only when a person chooses."""

    picked = Signal()

    def __init__(self, name: str, spoken: str) -> None:
        super().__init__()
        named(self, name, spoken)
        if _NAMED_BY_VALUE:
            self.setAccessibleDescription(spoken)
        self._values: list[ValueT] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(10)
        self.activated.connect(self._activated)

    def offer(self, choices: Iterable[tuple[ValueT, str]]) -> None:
        """Offer these values, keeping the one chosen if it is still there."""
        kept = self.value() if self._values else None
        self.clear()
        self._values = []
        for value, words in choices:
            self._values.append(value)
            self.addItem(words)
        if kept is not None and kept in self._values:
            self.choose(kept)

    def value(self) -> ValueT:
        """The value chosen."""
        return self._values[max(0, self.currentIndex())]

    def value_or_none(self) -> ValueT | None:
        """The value chosen, or None when nothing is offered."""
        return self.value() if self._values else None

    def choose(self, value: ValueT) -> None:
        """Show a value as chosen, if it is offered."""
        if value in self._values:
            self.setCurrentIndex(self._values.index(value))

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: a value is never changed by scrolling over it."""
        event.ignore()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = self.fontMetrics().height() * 0.8
        box = QRectF(0, 0, side, side)
        box.moveCenter(QRectF(self.rect()).center())
        box.moveRight(self.width() - 9)
        painter = QPainter(self)
        draw(painter, box, "chevron-down", self.palette().color(QPalette.ColorRole.Text).name())
        painter.end()

    def _activated(self) -> None:
        self.picked.emit()
