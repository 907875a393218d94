"""A code shown once, in large numbered groups; it can be read and heard, never copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from ui.texts import text
from ui.widgets.boxes import column, emptied, hosted
from ui.widgets.labels import label
from ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Sequence

_PER_LINE = 4


class CodeGroups(QWidget):
    """Groups four by four, numbered as they will be asked for."""

    def __init__(self, name: str) -> None:
        super().__init__()
        named(self, name, text("code.shown"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(10)

    def show_groups(self, groups: Sequence[str]) -> None:
        """Show a code."""
        self.forget()
        for rank, group in enumerate(groups):
            number = label(text("code.number", number=rank + 1), "small")
            shown = named(label(group, "code"), f"{self.objectName()}_{rank + 1}", group)
            shown.setAccessibleName(text("code.spoken", number=rank + 1, signs=" ".join(group)))
            self._grid.addWidget(hosted(column(number, shown, gap=1)), *divmod(rank, _PER_LINE))

    def forget(self) -> None:
        """Show nothing any more."""
        emptied(self._grid)
