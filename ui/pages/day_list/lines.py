"""The lines under their headings: one empty line always waits below the last one typed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from ui.pages.day_list.cells import in_column
from ui.pages.day_list.line import CELLS, COLUMNS, WIDE, LineRow, is_narrow
from ui.pages.day_list.state import Line
from ui.texts import text
from ui.widgets.boxes import column
from ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtGui import QResizeEvent

    from ui.page import Desk
    from ui.pages.day_list.reading import Start

_GAP = 8
_FIRST = 3
"""So many lines are there at once; the others come as they are needed."""


class Lines(QWidget):
    """Emits `asked` with a line and the words of its person, `changed` at each key."""

    asked = Signal(object, str)
    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._desk = desk
        self._start: Start | None = None
        self._today: date | None = None
        self.rows: list[LineRow] = []
        self._heads = QWidget()
        self._heads.setProperty("role", "clear")
        self._headings = QGridLayout(self._heads)
        self._column = column(self._heads, gap=8)
        self.setLayout(self._column)
        self._head()
        self._grow(_FIRST)
        desk.discretion.changed.connect(self._show_discreetly)

    def lines(self) -> tuple[Line, ...]:
        """What the lines hold, the empty ones too."""
        return tuple(row.line() for row in self.rows)

    def fill(self, lines: Sequence[Line]) -> None:
        """Show these lines, then empty ones."""
        self._grow(max(len(lines) + 1, _FIRST))
        for rank, row in enumerate(self.rows):
            row.fill(lines[rank] if rank < len(lines) else Line())

    def offer(self, start: Start, today: date) -> None:
        """Offer the codes of that day in every line."""
        self._start, self._today = start, today
        for row in self.rows:
            row.offer(start, today)

    def first_to_type(self) -> LineRow:
        """The first line without anything."""
        return next((row for row in self.rows if row.line().is_empty), self.rows[-1])

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._heads.setVisible(not is_narrow(self, event.size().width()))
        beside = self.rows[0].clear.sizeHint().width() + _GAP
        self._headings.setContentsMargins(0, 0, beside, 0)
        super().resizeEvent(event)

    def _changed(self) -> None:
        if not self.rows[-1].line().is_empty:
            self._grow(len(self.rows) + 1)
        self.changed.emit()

    def _after(self, row: LineRow) -> None:
        """The cursor goes to the line below; from an empty line it stays where it is."""
        if row.line().is_empty:
            row.person.setFocus(Qt.FocusReason.TabFocusReason)
            return
        below = self.rows[min(row.rank, len(self.rows) - 1)]
        below.person.setFocus(Qt.FocusReason.TabFocusReason)

    def _grow(self, count: int) -> None:
        while len(self.rows) < count:
            row = LineRow(self._desk, len(self.rows) + 1)
            row.changed.connect(self._changed)
            row.ended.connect(partial(self._after, row))
            row.asked.connect(partial(self.asked.emit, row))
            if self._start is not None and self._today is not None:
                row.offer(self._start, self._today)
            self._column.addWidget(row)
            if self.rows:
                QWidget.setTabOrder(self.rows[-1].words, row.person)
            self.rows.append(row)

    def _show_discreetly(self) -> None:
        for row in self.rows:
            row.show_discreetly()

    def _head(self) -> None:
        """The headings, above the cells where each line is one row."""
        grid = self._headings
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(_GAP)
        for one in range(COLUMNS):
            grid.setColumnStretch(one, 1)
        for name in CELLS:
            _, start, span = WIDE[name]
            head = label(text(f"day_list.{name}"), "field")
            in_column(head)
            grid.addWidget(head, 0, start, 1, span)
