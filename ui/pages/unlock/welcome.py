"""What the locked window shows when no vault was ever opened here: the three ways to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.texts import text
from ui.widgets.boxes import column
from ui.widgets.buttons import button
from ui.widgets.labels import label

if TYPE_CHECKING:
    from ui.theme import Theme


class Welcome(QWidget):
    """Three buttons; the page listens to them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.creation = button(
            theme, "welcome_create", text("unlock.create"), icon_name="plus", role="primary"
        )
        self.other = button(
            theme, "welcome_other", text("unlock.other_vault"), icon_name="folder-key"
        )
        self.explore = button(theme, "welcome_explore", text("unlock.explore"), icon_name="eye")
        self.setLayout(
            column(
                label(text("unlock.welcome"), "title"),
                label(text("unlock.no_vault"), "muted", wraps=True),
                18,
                self.creation,
                self.other,
                self.explore,
                gap=12,
            )
        )
