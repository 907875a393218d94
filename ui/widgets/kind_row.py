"""A choice among a few usual values as buttons, all the others in a list beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from ui.texts import text
from ui.widgets.boxes import Flow, emptied
from ui.widgets.combo import Combo
from ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

_ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class KindRow(QWidget):
    """One value chosen; left and right arrows move among the buttons."""

    picked = Signal()

    def __init__(self, name: str, spoken: str) -> None:
        super().__init__()
        named(self, name, spoken)
        self._group = QButtonGroup(self)
        self._values: list[str] = []
        self._flow = Flow(gap=8)
        self.setLayout(self._flow)
        self.others: Combo[str] = Combo(f"{name}_others", text("fields.other"))
        self.others.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.others.setMinimumContentsLength(12)
        self._value = ""
        self._group.idClicked.connect(self._clicked)
        self.others.picked.connect(self._other)

    def offer(self, usual: Sequence[tuple[str, str]], others: Sequence[tuple[str, str]]) -> None:
        """Offer the usual values as buttons, the others in the list."""
        self.others.setParent(None)
        for made in self._group.buttons():
            self._group.removeButton(made)
        emptied(self._flow)
        self._values = [value for value, _ in usual]
        for rank, (value, words) in enumerate(usual):
            made = named(QPushButton(words), f"{self.objectName()}_{rank}", words)
            made.setProperty("role", "choice")
            made.setProperty("value", value)
            made.setCheckable(True)
            self._group.addButton(made, rank)
            self._flow.addWidget(made)
        self.others.offer([("", text("fields.other")), *others])
        self._flow.addWidget(self.others)
        self.choose(self._value)

    def value(self) -> str:
        """The value chosen."""
        return self._value

    def choose(self, value: str) -> None:
        """Show a value as chosen."""
        self._value = value
        self._group.setExclusive(False)
        for made in self._group.buttons():
            made.setChecked(made.property("value") == value)
        self._group.setExclusive(True)
        self.others.choose("" if value in self._values else value)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _ARROWS.get(Qt.Key(event.key()))
        if step is None or not self._values:
            super().keyPressEvent(event)
            return
        rank = self._values.index(self._value) if self._value in self._values else 0
        rank = (rank + step) % len(self._values)
        self._group.button(rank).setFocus()
        self._take(self._values[rank])

    def _clicked(self, rank: int) -> None:
        self._take(self._values[rank])

    def _other(self) -> None:
        self._take(self.others.value() or self._value)

    def _take(self, value: str) -> None:
        self.choose(value)
        self.picked.emit()
