"""The parts of the report page, and how they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.pages.report.chooser import Chooser
from ui.pages.report.comment_card import CommentCard
from ui.pages.report.contents import ContentsCard
from ui.pages.report.done_card import DoneCard
from ui.pages.report.preview_card import PreviewCard
from ui.texts import text
from ui.widgets.boxes import ScrollPage, column, hosted
from ui.widgets.buttons import button
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import label
from ui.widgets.long_work import LongWork
from ui.widgets.page_head import PageHead
from ui.widgets.side_by_side import SideBySide

if TYPE_CHECKING:
    from ui.theme import Theme


class Parts:
    """What the report page is made of."""

    def __init__(self, theme: Theme) -> None:
        self.chooser = Chooser(theme)
        title, lead = text("report.title"), text("report.lead")
        self.head = PageHead(theme, title, lead, *self.chooser.parts, narrow=2000)
        self.work = LongWork(theme, "report_work")
        self.done = DoneCard(theme)
        self.contents = ContentsCard(theme)
        self.comment = CommentCard(theme)
        self.preview = PreviewCard(theme)
        self.not_over = label("", "muted", wraps=True)
        self.bring_in = button(theme, "report_import", text("report.none_import"), role="primary")
        self.empty = EmptyState(
            theme, "file-text", text("report.none_title"), text("report.none_words"), self.bring_in
        )
        left = hosted(column(self.contents, self.comment, -1, gap=14))
        self.body = SideBySide(theme, left, self.preview, narrow=1000, shares=(2, 3))

    def show_any(self, *, anything: bool) -> None:
        """Show the report, or what to do first when there is nothing to report."""
        self.empty.setVisible(not anything)
        for part in (self.head, self.body):
            part.setVisible(anything)

    def say_over(self, year: int, *, over: bool) -> None:
        """A year that is not over can be looked at, not published."""
        self.chooser.publish.setEnabled(over)
        self.not_over.setVisible(not over)
        self.not_over.setText(text("report.not_over", year=year, next=year + 1))


def arranged(page: QWidget, parts: Parts) -> None:
    """Stand the parts in a page."""
    parts.not_over.hide()
    stacked = column(
        parts.head, parts.not_over, parts.work, parts.done, parts.empty, parts.body, -1, gap=14
    )
    inside = QVBoxLayout(page)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.addWidget(ScrollPage(stacked))
