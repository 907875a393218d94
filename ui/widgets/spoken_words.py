"""Words that two people read to each other, numbered and large enough to be read out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.widgets.boxes import Flow, emptied, hosted, row
from ui.widgets.labels import label
from ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Sequence


class SpokenWords(QWidget):
    """The words in reading order, on as many lines as they need."""

    def __init__(self, name: str, spoken: str, *, large: bool = True) -> None:
        super().__init__()
        named(self, name, spoken)
        self.setProperty("role", "clear")
        self._spoken, self._role = spoken, "code" if large else "strong"
        self._flow = Flow(gap=10 if large else 14)
        self.setLayout(self._flow)

    def show_words(self, words: Sequence[str]) -> None:
        """Show these words."""
        emptied(self._flow)
        for rank, word in enumerate(words, start=1):
            parts = label(str(rank), "small"), label(word, self._role)
            self._flow.addWidget(hosted(row(*parts, gap=5)))
        self.setAccessibleName(f"{self._spoken} : {', '.join(words)}")
