"""The card that reminds of the recovery sheet: none yet, or not tried for a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.texts import text
from ui.widgets.boxes import Card, row
from ui.widgets.buttons import button
from ui.widgets.labels import IconLabel, label
from ui.widgets.naming import named

if TYPE_CHECKING:
    from ui.page import Desk


class SheetCard(Card):
    """Hidden while there is a sheet that was tried within the year."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(text("today.sheet"))
        self._words = named(label("", wraps=True), "today_sheet_words", text("today.sheet"))
        self.open = button(desk.theme, "today_sheet", text("today.sheet_make"))
        self.body.addLayout(row(IconLabel(desk.theme, "shield-alert", "warn_text"), self._words))
        self.body.addLayout(row(self.open, -1))

    def show_state(self, *, there: bool, due: bool) -> None:
        """Show what is to be done, if anything is."""
        self._words.setText(text("today.sheet_due" if there else "today.sheet_none"))
        words = text("today.sheet_drill" if there else "today.sheet_make")
        self.open.setText(words)
        self.open.setAccessibleName(words)
        self.open.setProperty("action", "drill" if there else "sheet")
        self.setVisible(due or not there)
