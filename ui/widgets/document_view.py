"""The content of a document, whatever its kind: pages, a picture, words, or why it cannot be shown.

Nothing is written to disk, and nothing in the document runs: pages and pictures are drawn on the
second thread from bytes in memory, words are plain text.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPlainTextEdit, QStackedWidget, QWidget

from app.domain.documents import MediaType
from ui import errors
from ui.picture_reading import picture
from ui.texts import text
from ui.widgets.boxes import column, hosted, row
from ui.widgets.labels import IconLabel, label
from ui.widgets.naming import named
from ui.widgets.picture_view import PictureView

if TYPE_CHECKING:
    from app.ports.documents import DocumentPreview
    from app.ports.renderers import PageImage
    from ui.page import Desk

ZOOMS = (50, 75, 100, 150, 200, 300)
_WORDS = frozenset({MediaType.TEXT, MediaType.DOCX, MediaType.ODT})


class DocumentView(QStackedWidget):
    """`moved` comes when another page or size is shown."""

    moved = Signal()

    def __init__(self, desk: Desk, shows: DocumentPreview) -> None:
        super().__init__()
        self._desk, self._shows = desk, shows
        self._content, self._kind = b"", MediaType.OTHER
        self._asked = 0
        self.page, self.pages = 1, 0
        self.sheet = named(
            PictureView(desk.theme), "preview_sheet", text("documents.preview.picture")
        )
        self.words = named(QPlainTextEdit(), "preview_text", text("documents.preview.words"))
        self.words.setReadOnly(True)
        self.trouble = label("", "heading", wraps=True)
        self.why = label("", "muted", wraps=True)
        self._apart = self._message(desk)
        for part in (self._apart, self.sheet, self.words):
            self.addWidget(part)
        self.sheet.refitted.connect(self._redraw)
        self.currentChanged.connect(self._take_focus)
        self.say(text("documents.preview.waiting"))

    def show_content(self, content: bytes, kind: MediaType) -> None:
        """Show a document."""
        self._content, self._kind = content, kind
        self.page, self.pages = 1, 0
        if kind is MediaType.PDF or kind.is_picture:
            self._redraw()
        elif kind in _WORDS:
            self._desk.jobs.render(
                self,
                partial(self._shows.words, content, kind),
                self._show_words,
                failed=self.refuse,
            )
        else:
            self.say(text("documents.preview.no_preview"), text("documents.preview.way_out"))

    def say(self, heading: str, words: str = "") -> None:
        """Say something in the place of the document."""
        self.trouble.setText(heading)
        self.why.setText(words)
        self.setCurrentWidget(self._apart)

    def refuse(self, error: Exception) -> None:
        """Say why it cannot be shown, and the way out; a bug stays one."""
        if not errors.is_refusal(error):
            raise error
        way_out = text("documents.preview.way_out")
        self.say(text("documents.preview.unreadable"), f"{errors.message(error)} {way_out}")

    def turn(self, by: int) -> None:
        """Another page."""
        wanted = self.page + by
        if 1 <= wanted <= self.pages and wanted != self.page:
            self.page = wanted
            self.sheet.from_top()
            self._redraw()
            self.moved.emit()

    def zoom(self, *, larger: bool) -> None:
        """One step larger or smaller."""
        now = self.sheet.percent
        steps = [one for one in ZOOMS if (one > now if larger else one < now)]
        if steps:
            self.sheet.zoom_to(min(steps) if larger else max(steps))
            self._redraw()
            self.moved.emit()

    def _take_focus(self) -> None:
        """Arrows move what is shown."""
        for one in (self.sheet, self.words):
            if one is self.currentWidget():
                one.setFocus()

    def _redraw(self) -> None:
        """Draw what is shown for the room there is; only the last asked for is shown."""
        self._asked += 1
        if self._kind is MediaType.PDF and self._content:
            width = round(self.sheet.wanted_width() * self.devicePixelRatioF())
            draw = partial(self._shows.page, self._content, self.page, width)
            then = partial(self._show_page, self._asked)
            self._desk.jobs.render(self, draw, then, failed=self.refuse)
        elif self._kind.is_picture and self.currentWidget() is not self.sheet:
            draw_once = partial(picture, self._content, self._kind)
            self._desk.jobs.render(self, draw_once, self._show_picture, failed=self.refuse)

    def _show_page(self, asked: int, page: PageImage) -> None:
        if asked != self._asked:
            return
        self.pages = page.count
        made = QImage(
            page.rgba, page.width, page.height, page.width * 4, QImage.Format.Format_RGBA8888
        )
        self._show_picture(made.copy())
        self.moved.emit()

    def _show_picture(self, image: QImage) -> None:
        self.setCurrentWidget(self.sheet)
        self.sheet.show_image(image)

    def _show_words(self, words: str) -> None:
        self.words.setPlainText(words)
        self.setCurrentWidget(self.words)

    def _message(self, desk: Desk) -> QWidget:
        inside = column(
            -1,
            row(-1, IconLabel(desk.theme, "file", size=34), -1),
            self.trouble,
            self.why,
            -1,
            gap=10,
        )
        inside.setContentsMargins(24, 24, 24, 24)
        return hosted(inside)
