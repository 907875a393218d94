"""The head of the case list: how many files, filters, a new file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.pages.case_list.filters import Filters
from ui.texts import text
from ui.widgets.boxes import Flow, hosted, row
from ui.widgets.buttons import KeyButton
from ui.widgets.labels import label
from ui.widgets.naming import named
from ui.widgets.side_by_side import SideBySide

if TYPE_CHECKING:
    from ui.page import Desk


class Head(SideBySide):
    """The words on the left, what can be done on the right."""

    def __init__(self, desk: Desk) -> None:
        self.count = named(
            label("", "muted", wraps=True), "case_list_count", text("case_list.title")
        )
        words = hosted(row(label(text("case_list.title"), "title"), self.count))
        self.new = KeyButton(
            desk.theme,
            "case_list_new",
            text("case_list.new"),
            icon_name="user-plus",
            keys="Ctrl+Shift+N",
        )
        actions = Flow(gap=10)
        super().__init__(desk.theme, words, hosted(actions), narrow=880, shares=(1, 0))
        self.filters = Filters(self)
        for part in (self.filters.entity, self.filters.state, self.new):
            actions.addWidget(part)
