"""A column filled little by little, so that the window goes on answering however long it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ui.widgets.boxes import emptied

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtWidgets import QBoxLayout, QWidget

_AT_ONCE, _EACH_TURN = 6, 2


class Gradual(QObject):
    """Puts the first parts in at once, the others as the window has time.

    `advanced` comes each time that some were put in, and once more when Qt has shown them all.
    """

    advanced = Signal()

    def __init__(
        self,
        column: QBoxLayout,
        parent: QWidget,
        *,
        at_once: int = _AT_ONCE,
        each_turn: int = _EACH_TURN,
    ) -> None:
        super().__init__(parent)
        self._column = column
        self._at_once, self._each_turn = at_once, each_turn
        self._waiting: list[Callable[[], QWidget]] = []
        self._soon = QTimer(self, interval=0)
        self._soon.timeout.connect(self._go_on)

    @property
    def drawn(self) -> bool:
        """Tell whether every part is there, and shown."""
        return not self._soon.isActive()

    def fill(self, parts: Iterable[Callable[[], QWidget]]) -> None:
        """Show these parts instead of those before; each is made when its turn comes."""
        emptied(self._column)
        self._waiting.clear()
        self.add(parts)

    def add(self, parts: Iterable[Callable[[], QWidget]]) -> None:
        """Show these parts after those that are there or wait."""
        self._waiting += parts
        self._put(self._at_once)
        self._soon.start()

    def _go_on(self) -> None:
        if not self._waiting:
            self._soon.stop()
        self._put(self._each_turn)

    def _put(self, count: int) -> None:
        for make in self._waiting[:count]:
            self._column.addWidget(make())
        del self._waiting[:count]
        self.advanced.emit()
