"""Words that two people read to each other, numbered and large enough to be read out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from ui.widgets.boxes import emptied, hosted, row
from ui.widgets.labels import label
from ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

_COLUMNS = (4, 2, 1)
_GAP = 10


class SpokenWords(QWidget):
    """Four words a line, or two, or one, as the width allows: the eye keeps its place."""

    def __init__(self, name: str, spoken: str) -> None:
        super().__init__()
        named(self, name, spoken)
        self.setProperty("role", "clear")
        self._spoken, self._columns = spoken, 0
        self._words: tuple[str, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)

    def show_words(self, words: Sequence[str]) -> None:
        """Show these words."""
        self._words = tuple(words)
        self._draw(self._columns or _COLUMNS[0])
        self.setAccessibleName(f"{self._spoken} : {', '.join(words)}")

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._widest(), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        widest = self._widest() + _GAP
        fits = (one for one in _COLUMNS if one * widest - _GAP <= self.width())
        columns = next(fits, _COLUMNS[-1])
        if columns != self._columns and self._words:
            self._draw(columns)

    def _widest(self) -> int:
        cells = self.findChildren(QWidget, "spoken_word")
        return max((one.sizeHint().width() for one in cells), default=0)

    def _draw(self, columns: int) -> None:
        self._columns = columns
        emptied(self._grid)
        numbers = [label(str(rank), "small") for rank in range(1, len(self._words) + 1)]
        widest = max((one.sizeHint().width() for one in numbers), default=0)
        for rank, (number, word) in enumerate(zip(numbers, self._words, strict=True)):
            number.setMinimumWidth(widest)
            shown = row(number, label(word, "proposal"), gap=6)
            shown.setStretch(1, 1)
            cell = hosted(shown)
            cell.setObjectName("spoken_word")
            self._grid.addWidget(cell, *divmod(rank, columns))
        for column in range(_COLUMNS[0]):
            self._grid.setColumnStretch(column, int(column < columns))
