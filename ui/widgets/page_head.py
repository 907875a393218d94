"""The head of a page: its title, a line of words under it, and its actions beside or below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ui.widgets.boxes import Flow, column, hosted
from ui.widgets.labels import label
from ui.widgets.side_by_side import SideBySide

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.theme import Theme


class PageHead(SideBySide):
    """`say` changes the title and the words."""

    def __init__(
        self, theme: Theme, title: str, words: str, *actions: QWidget, narrow: int = 900
    ) -> None:
        self.title = label(title, "title", wraps=True)
        self.words = label(words, "muted", wraps=True)
        said = hosted(column(self.title, self.words, gap=2))
        flow = Flow(10)
        for action in actions:
            flow.addWidget(action)
        self._actions = hosted(flow)
        super().__init__(theme, said, self._actions, narrow=narrow, shares=(1, 0))
        self._box.setAlignment(self._actions, Qt.AlignmentFlag(0))

    def say(self, title: str, words: str) -> None:
        """Show another title and other words."""
        self.title.setText(title)
        self.words.setText(words)
        self.words.setVisible(bool(words))
