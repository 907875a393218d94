"""Layouts in one line: rows, columns, cards, and a page that scrolls."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.widgets.labels import label
from ui.widgets.standing import hold

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QLayoutItem

Part = QWidget | QLayout | int
STRETCH = -1


def row(*parts: Part, gap: int = 12) -> QHBoxLayout:
    """Return parts side by side; a number is a space, STRETCH takes what is left."""
    made = QHBoxLayout()
    return _filled(made, parts, gap)


def column(*parts: Part, gap: int = 8) -> QVBoxLayout:
    """Return parts one below the other; a number is a space, STRETCH takes what is left."""
    made = QVBoxLayout()
    return _filled(made, parts, gap)


def hosted(layout: QLayout) -> QWidget:
    """Return a clear widget that holds a layout."""
    made = QWidget()
    made.setProperty("role", "clear")
    made.setLayout(layout)
    return made


def emptied(layout: QLayout) -> None:
    """Take every part out of a layout and delete it; the keyboard stays in that list."""
    hold(layout)
    _empty(layout)


def _empty(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            _empty(inner)


class Card(QFrame):
    """A framed part of a page with a heading; fill `body`."""

    def __init__(self, heading: str = "") -> None:
        super().__init__()
        self.setProperty("role", "card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 14, 16, 14)
        outer.setSpacing(10)
        self.head = QHBoxLayout()
        self.title = label(heading, "heading")
        if heading:
            self.head.addWidget(self.title)
            self.head.addStretch(1)
            self.setAccessibleName(heading)
            outer.addLayout(self.head)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        outer.addLayout(self.body)


class ScrollPage(QScrollArea):
    """What a page puts its parts in: it scrolls up and down, never sideways."""

    def __init__(
        self, layout: QLayout, *, margins: tuple[int, int, int, int] = (22, 20, 22, 22)
    ) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = hosted(layout)
        layout.setContentsMargins(*margins)
        self.setWidget(inside)

    @override
    def minimumSizeHint(self) -> QSize:
        inside = self.widget()
        width = inside.minimumSizeHint().width() if inside is not None else 0
        return QSize(width + self.verticalScrollBar().sizeHint().width(), 120)


class _Loose(QWidget):
    """Holds a layout, and wants no height of its own: words that wrap ask for too much of it."""

    def __init__(self, layout: QLayout) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self.setLayout(layout)

    @override
    def minimumSizeHint(self) -> QSize:
        inside = self.layout()
        return QSize(inside.minimumSize().width() if inside is not None else 0, 0)


class FittedScroll(QScrollArea):
    """As high as what it holds wants at its width; it scrolls only where a screen is too low."""

    def __init__(self, layout: QLayout) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = _Loose(layout)
        self.setWidget(self._inside)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
        self.setSizePolicy(policy)

    def scroll_if(self, *, tall: bool) -> None:
        """Allow the scroll bar only where it is needed: shown for a moment, it would stay.

        What scrolls keeps its whole height, or its fields would be pushed over one another.
        """
        beside = self.verticalScrollBar().sizeHint().width()
        whole = self.heightForWidth(self.width() - beside) if tall else 0
        if whole != self._inside.minimumHeight():
            self._inside.setMinimumHeight(whole)
        policies = Qt.ScrollBarPolicy
        wanted = policies.ScrollBarAsNeeded if tall else policies.ScrollBarAlwaysOff
        if wanted != self.verticalScrollBarPolicy():
            self.setVerticalScrollBarPolicy(wanted)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        inside = self._inside.layout()
        if inside is None:
            return 0
        if inside.hasHeightForWidth():
            return inside.totalHeightForWidth(width)
        return inside.sizeHint().height()

    @override
    def sizeHint(self) -> QSize:
        inside = self._inside.sizeHint()
        return QSize(inside.width(), self.heightForWidth(inside.width()))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._inside.minimumSizeHint().width(), 40)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell whoever holds this that what it holds wants another height."""
        if watched is self._inside and event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


class SteadyCard(Card):
    """A card that sets its own height once its width is known.

    A long column of cards whose heights follow their widths is measured over and over by the
    layouts around it; a steady card is measured once, so that hundreds may stand in a column.
    """

    @override
    def hasHeightForWidth(self) -> bool:
        return False

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        inside = self.layout()
        height = inside.totalHeightForWidth(self.width()) if inside is not None else 0
        if height > 0 and height != self.height():
            self.setFixedHeight(height)


class Flow(QLayout):
    """Parts in reading order, on as many lines as they need."""

    def __init__(self, gap: int = 6) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def insert(self, index: int, widget: QWidget) -> None:
        """Put a widget before the one at `index`."""
        self.addWidget(widget)
        self._items.insert(index, self._items.pop())
        self.invalidate()

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        """Measured once for each width: the layouts around ask for it over and over."""
        height = self._heights.get(width)
        if height is None:
            height = self._heights[width] = self._arrange(QRect(0, 0, width, 0), moves=False)
        return height

    @override
    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, moves=True)

    @override
    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() for hint in hints) + self._gap * max(0, len(hints) - 1)
        height = max((hint.height() for hint in hints), default=0)
        return QSize(width, height)

    @override
    def minimumSize(self) -> QSize:
        hints = [item.minimumSize() for item in self._shown()]
        width = max((hint.width() for hint in hints), default=0)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, *, moves: bool) -> int:
        """Place the parts line by line, each in the middle of its line; return the height."""
        y = rect.y()
        for line in self._lines(rect.width()):
            tall = max(item.sizeHint().height() for item in line)
            if moves:
                self._place(line, QRect(rect.x(), y, rect.width(), tall))
            y += tall + self._gap
        return max(0, y - self._gap - rect.y())

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        used = 0
        for item in self._shown():
            wanted = item.sizeHint().width()
            if not lines or used + self._gap + wanted > width:
                lines.append([])
                used = -self._gap
            lines[-1].append(item)
            used += self._gap + wanted
        return lines

    def _place(self, line: list[QLayoutItem], where: QRect) -> None:
        x = where.x()
        for item in line:
            hint = item.sizeHint()
            left = where.right() + 1 - x
            grows = bool(item.expandingDirections() & Qt.Orientation.Horizontal)
            width = left if grows else min(hint.width(), left)
            top = where.y() + (where.height() - hint.height()) // 2
            item.setGeometry(QRect(QPoint(x, top), QSize(width, hint.height())))
            x += width + self._gap


BoxT = TypeVar("BoxT", bound=QBoxLayout)


def _filled(made: BoxT, parts: tuple[Part, ...], gap: int) -> BoxT:
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(gap)
    for part in parts:
        if isinstance(part, int):
            if part == STRETCH:
                made.addStretch(1)
            else:
                made.addSpacing(part)
        elif isinstance(part, QLayout):
            made.addLayout(part)
        else:
            made.addWidget(part)
    return made
