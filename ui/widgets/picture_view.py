"""One picture or one page on the screen, as wide as wanted, scrolled when it is larger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QScrollArea, QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from ui.theme import Theme

_MARGIN = 12
_LEAST = 120


class _Canvas(QWidget):
    """Paints the picture at the size it was given."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.image = QImage()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.colour("track"))
        if not self.image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            place = QRectF(self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN))
            painter.drawImage(place, self.image)
        painter.end()


class PictureView(QScrollArea):
    """`refitted` comes when there is more or less room, so that a page is drawn anew."""

    refitted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._canvas = _Canvas(theme)
        self._percent = 100
        self.setProperty("role", "sheet")
        self.setWidget(self._canvas)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self._canvas.update)

    @property
    def percent(self) -> int:
        """How wide it is shown: 100 is the room there is."""
        return self._percent

    def wanted_width(self) -> int:
        """How many pixels of the screen the picture is wide."""
        bar = self.verticalScrollBar().sizeHint().width()
        room = max(_LEAST, self.width() - 2 * _MARGIN - bar - 4)
        return room * self._percent // 100

    def zoom_to(self, percent: int) -> None:
        """Show the same picture larger or smaller."""
        self._percent = percent
        self._fit()

    def show_image(self, image: QImage) -> None:
        """Show another picture, from its top."""
        self._canvas.image = image
        self._fit()

    def from_top(self) -> None:
        """Go back to the top."""
        self.verticalScrollBar().setValue(0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()
            self.refitted.emit()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(220, 200)

    def _fit(self) -> None:
        image = self._canvas.image
        if image.isNull():
            return
        width = self.wanted_width()
        height = max(1, round(image.height() * width / image.width()))
        self._canvas.setFixedSize(width + 2 * _MARGIN, height + 2 * _MARGIN)
        self._canvas.update()
