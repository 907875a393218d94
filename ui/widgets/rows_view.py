"""A table to be read: whole rows, chips where a column has a tone, Enter opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)
from typing_extensions import override

from ui.models.table import TONE_ROLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QAbstractItemModel

    from ui.theme import Theme

_ROW = 42
_MARGIN = 10


class _ChipDelegate(QStyledItemDelegate):
    """Draws a cell with a tone as a chip, the others as the style does."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self._theme = theme

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        words, tone = str(index.data() or ""), index.data(TONE_ROLE)
        if not tone or not words:
            super().paint(painter, option, index)
            return
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        bare.text = ""
        style = bare.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, bare, painter, bare.widget)
        self._chip(painter, QRectF(option.rect), words, str(tone))

    def _chip(self, painter: QPainter, cell: QRectF, words: str, tone: str) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = painter.font()
        font.setPixelSize(self._theme.px(13))
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        size = painter.fontMetrics().size(0, words)
        box = QRectF(cell.x() + _MARGIN, 0, size.width() + 16, size.height() + 4)
        box.moveTop(cell.center().y() - box.height() / 2)
        plain = tone == "plain"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("track" if plain else tone))
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(self._theme.colour("text" if plain else f"{tone}_text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        painter.restore()


class RowsView(QTableView):
    """Emits `opened` with the number of the row."""

    opened = Signal(int)

    def __init__(self, theme: Theme, model: QAbstractItemModel, widths: Sequence[int]) -> None:
        super().__init__()
        self._theme, self._widths = theme, tuple(widths)
        self.setModel(model)
        self.setItemDelegate(_ChipDelegate(theme, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.doubleClicked.connect(self._open)
        theme.changed.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Give the columns their widths at the zoom in force; a width of 0 takes what is left."""
        self.verticalHeader().setDefaultSectionSize(self._theme.px(_ROW))
        header = self.horizontalHeader()
        for column, width in enumerate(self._widths):
            mode = QHeaderView.ResizeMode.Interactive if width else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(column, mode)
            if width:
                self.setColumnWidth(column, self._theme.px(width))

    def select_first(self) -> None:
        """Select the first row, so that Enter opens it."""
        if self.model().rowCount() > 0 and not self.selectionModel().hasSelection():
            self.selectRow(0)

    def select_near(self, rank: int) -> None:
        """Select the row that took the place of one that went, else the last one."""
        if self.model().rowCount() > 0:
            self.selectRow(min(max(rank, 0), self.model().rowCount() - 1))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        return QSize(480, 320)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(index.row())
