"""One page of paper on the screen: turned and zoomed from the keyboard too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QScrollArea, QWidget
from typing_extensions import override

from ui.texts import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent

    from app.ports.renderers import PageImage
    from ui.theme import Theme

FIT = 0
_ZOOMS = (50, 75, 100, 125, 150, 200)
_MARGIN = 16
_POINTS_WIDE = 595
_PIXELS_PER_POINT = 96 / 72


class _Sheet(QWidget):
    """Paints one page."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._image = QImage()

    def show_image(self, image: QImage, width: int) -> None:
        """Show a page at a width."""
        self._image = image
        height = round(image.height() * width / image.width()) if image.width() else 0
        self.setFixedSize(width + 2 * _MARGIN, height + 2 * _MARGIN)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("track"))
        if not self._image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            page = QRectF(self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN))
            painter.drawImage(page, self._image)
            painter.setPen(self._theme.colour("border"))
            painter.drawRect(page)
        painter.end()


class PageView(QScrollArea):
    """`moved` comes when the page or the size changed."""

    moved = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._pages: tuple[PageImage, ...] = ()
        self._sheet = _Sheet(theme)
        self.page, self.zoom = 0, FIT
        self.setProperty("role", "sheet")
        self.setWidget(self._sheet)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self._sheet.update)

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    def show_pages(self, pages: Sequence[PageImage]) -> None:
        """Show other pages, at the same place if there is one."""
        self._pages = tuple(pages)
        self.page = min(self.page, max(0, len(self._pages) - 1))
        self._draw()

    def page_on(self) -> None:
        """The next page."""
        self._go(self.page + 1)

    def page_back(self) -> None:
        """The page before."""
        self._go(self.page - 1)

    def zoom_in(self) -> None:
        """One step larger."""
        now = self._percent()
        self._zoom_to(next((one for one in _ZOOMS if one > now), _ZOOMS[-1]))

    def zoom_out(self) -> None:
        """One step smaller."""
        now = self._percent()
        self._zoom_to(next((one for one in reversed(_ZOOMS) if one < now), _ZOOMS[0]))

    def fit_width(self) -> None:
        """As wide as there is room."""
        self._zoom_to(FIT)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_PageDown:
                self.page_on()
            case Qt.Key.Key_PageUp:
                self.page_back()
            case Qt.Key.Key_Home:
                self._go(0)
            case Qt.Key.Key_End:
                self._go(self.count - 1)
            case Qt.Key.Key_Plus:
                self.zoom_in()
            case Qt.Key.Key_Minus:
                self.zoom_out()
            case _:
                super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.zoom == FIT and event.oldSize().width() != event.size().width():
            self._draw()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(220, 200)

    def _go(self, page: int) -> None:
        if 0 <= page < self.count:
            self.page = page
            self.verticalScrollBar().setValue(0)
            self._draw()

    def _zoom_to(self, percent: int) -> None:
        self.zoom = percent
        self._draw()

    def _percent(self) -> int:
        """The size in force, also when it is fitted."""
        return self.zoom or round(100 * self._width() / (_POINTS_WIDE * _PIXELS_PER_POINT))

    def _width(self) -> int:
        if self.zoom:
            return round(_POINTS_WIDE * _PIXELS_PER_POINT * self.zoom / 100)
        bar = self.verticalScrollBar().sizeHint().width()
        return max(120, self.width() - 2 * _MARGIN - bar - 4)

    def _draw(self) -> None:
        if self._pages:
            self._sheet.show_image(_image(self._pages[self.page]), self._width())
            where = text("report.page_of", page=self.page + 1, pages=self.count)
            self.setAccessibleDescription(where)
        self.moved.emit()


def _image(page: PageImage) -> QImage:
    """One page for the screen; only the page shown is made, as all of them would take a while."""
    made = QImage(page.rgba, page.width, page.height, page.width * 4, QImage.Format.Format_RGBA8888)
    return made.copy()
