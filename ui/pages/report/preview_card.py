"""The report page by page, as it will be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.icons import icon
from ui.pages.report.page_view import FIT, PageView
from ui.texts import text
from ui.widgets.boxes import Card, row
from ui.widgets.buttons import button
from ui.widgets.labels import label
from ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QPushButton

    from app.ports.renderers import PageImage
    from ui.theme import Theme

_LEAST_HEIGHT = 620


class PreviewCard(Card):
    """Shows one page at a time; buttons and keys turn and zoom; what is published is printed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(text("report.preview"))
        self._theme = theme
        self.view = named(PageView(theme), "report_page", text("report.page"))
        self.place = named(label("", "muted"), "report_place", text("report.page"))
        self.size_words = label("", "muted")
        self.before = self._small("report_previous", "report.previous", "chevron-left")
        self.after = self._small("report_next", "report.next", "chevron-right")
        self.smaller = self._small("report_zoom_out", "report.zoom_out", "zoom-out")
        self.larger = self._small("report_zoom_in", "report.zoom_in", "zoom-in")
        self.fitted = self._small("report_zoom_fit", "report.zoom_fit", "arrow-left-right")
        for part in (self.before, self.place, self.after):
            self.head.addWidget(part)
        self.to_paper = self._small("report_print", "report.print", "printer")
        zoom = row(
            self.smaller, self.size_words, self.larger, self.fitted, self.to_paper, -1, gap=6
        )
        self.head.addSpacing(12)
        self.head.addLayout(zoom)
        self.body.addWidget(self.view, stretch=1)
        self.body.addWidget(label(text("report.page_keys"), "small", wraps=True))
        self._connect()
        self._fit()

    def show_pages(self, pages: Sequence[PageImage]) -> None:
        """Show a report, at the page where she was if it still has one."""
        self.view.show_pages(pages)

    def say_published(self, *, published: bool) -> None:
        """Only figures that were frozen go on paper; say so where they are not yet."""
        words = text("report.print" if published else "report.print_later")
        self.to_paper.setEnabled(published)
        self.to_paper.setToolTip(words)
        self.to_paper.setAccessibleName(words)

    def _small(self, name: str, text_id: str, icon_name: str) -> QPushButton:
        words = text(text_id)
        made = button(self._theme, name, words, role="quiet")
        made.setText("")
        made.setToolTip(words)
        made.setIcon(icon(self._theme, icon_name))
        return made

    def _connect(self) -> None:
        self.before.clicked.connect(self.view.page_back)
        self.after.clicked.connect(self.view.page_on)
        self.smaller.clicked.connect(self.view.zoom_out)
        self.larger.clicked.connect(self.view.zoom_in)
        self.fitted.clicked.connect(self.view.fit_width)
        self.view.moved.connect(self._say)
        self._theme.changed.connect(self._fit)

    def _say(self) -> None:
        count = self.view.count
        where = text("report.page_of", page=self.view.page + 1, pages=count)
        self.place.setText(where if count else text("report.not_ready"))
        self.before.setEnabled(self.view.page > 0)
        self.after.setEnabled(self.view.page + 1 < count)
        percent = self.view.zoom
        self.size_words.setText(
            "" if percent == FIT else text("report.zoom_percent", percent=percent)
        )

    def _fit(self) -> None:
        self.view.setMinimumHeight(self._theme.px(_LEAST_HEIGHT))
        self._say()
