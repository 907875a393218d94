"""The tabs of a page: on as many lines as the width and the zoom ask for, none out of sight."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.widgets.boxes import Flow
from ui.widgets.buttons import PressButton
from ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

_GAP = 4
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class _Tab(PressButton):
    """One tab, as wide picked as not: the others stay where they are."""

    turned = Signal(int)

    def __init__(self, name: str, words: str) -> None:
        super().__init__(words)
        named(self, name, words)
        self.setProperty("role", "tab")
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def sizeHint(self) -> QSize:
        hint, bold = super().sizeHint(), QFont(self.font())
        words = QFontMetrics(self.font()).horizontalAdvance(self.text())
        bold.setWeight(QFont.Weight.Bold)
        wanted = QFontMetrics(bold).horizontalAdvance(self.text())
        return QSize(hint.width() + max(0, wanted - words), hint.height())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.turned.emit(step)


class TabRow(QWidget):
    """One tab is picked at a time: by a click, the arrows, or Ctrl+PgUp and Ctrl+PgDn anywhere."""

    currentChanged = Signal(int)  # noqa: N815 — as the tab bar of Qt calls it

    def __init__(self, name: str, spoken: str, tabs: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        named(self, name, spoken)
        self.setProperty("role", "clear")
        self._current = 0
        self._tabs = tuple(_Tab(f"{name}_{tab}", words) for tab, words in tabs)
        lines = Flow(gap=_GAP)
        for rank, tab in enumerate(self._tabs):
            tab.clicked.connect(partial(self.setCurrentIndex, rank))
            tab.turned.connect(self._turn)
            lines.addWidget(tab)
        self.setLayout(lines)
        self._mark()
        for keys, step in (("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):
            QShortcut(QKeySequence(keys), self, partial(self._turn, step))

    def count(self) -> int:
        """How many tabs there are."""
        return len(self._tabs)

    def currentIndex(self) -> int:  # noqa: N802 — as the tab bar of Qt calls it
        """The rank of the tab picked."""
        return self._current

    def setCurrentIndex(self, rank: int) -> None:  # noqa: N802 — as the tab bar of Qt calls it
        """Pick a tab; the cursor goes along if it was on the one before."""
        before, self._current = self._current, rank
        along = self._tabs[before].hasFocus()
        self._mark()
        if along:
            self._tabs[rank].setFocus(Qt.FocusReason.OtherFocusReason)
        if before != rank:
            self.currentChanged.emit(rank)

    def _turn(self, step: int) -> None:
        """Turn, with the cursor: what it was in may be out of sight now."""
        self.setCurrentIndex((self._current + step) % len(self._tabs))
        self._tabs[self._current].setFocus(Qt.FocusReason.OtherFocusReason)

    def _mark(self) -> None:
        """Show which one is picked; Tab stops there only."""
        for rank, tab in enumerate(self._tabs):
            picked = rank == self._current
            tab.setChecked(picked)
            tab.setFocusPolicy(Qt.FocusPolicy.StrongFocus if picked else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(self._tabs[self._current])
