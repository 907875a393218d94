"""What a page shows when it has nothing: why, and what to do first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from ui.widgets.boxes import column, row
from ui.widgets.labels import IconLabel, label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from ui.theme import Theme


class EmptyState(QFrame):
    """A picture, a sentence, an explanation, and the buttons of the first steps."""

    def __init__(
        self, theme: Theme, icon_name: str, heading: str, words: str, *actions: QPushButton
    ) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self.setAccessibleName(heading)
        title, said = label(heading, "heading"), label(words, "muted", wraps=True)
        for part in (title, said):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
        said.setMaximumWidth(560)
        inside = column(
            row(-1, IconLabel(theme, icon_name, size=34), -1),
            title,
            row(-1, said, -1, gap=0),
            8,
            row(-1, *actions, -1),
            gap=10,
        )
        inside.setContentsMargins(24, 40, 24, 40)
        self.setLayout(inside)
