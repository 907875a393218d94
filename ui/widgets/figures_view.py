"""A statistical table to be read cell by cell: hidden cells are hatched, in one way or in two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)
from typing_extensions import override

from ui.models.figures import LEVEL_ROLE, SHADE_ROLE, FiguresModel

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ui.theme import Theme

_ROW, _TALL_ROW, _FIGURE, _LABEL, _INDENT = 34, 52, 104, 250, 18
_HEADING_MARGINS, _TALLEST_HEADING = 20, 200
PATTERNS = {
    "masked": (Qt.BrushStyle.BDiagPattern, "hatch_back", "hatch"),
    "hidden": (Qt.BrushStyle.BDiagPattern, "warn", "chart_third"),
    "protecting": (Qt.BrushStyle.FDiagPattern, "note", "chart_second"),
}


def paint_shade(painter: QPainter, theme: Theme, rect: QRect, shade: str) -> None:
    """Fill a rectangle with the pattern of a shade."""
    style, ground, ink = PATTERNS[shade]
    painter.save()
    painter.fillRect(rect, theme.colour(ground))
    colour = theme.colour(ink)
    colour.setAlpha(255 if shade == "masked" else 90)
    painter.fillRect(rect, QBrush(colour, style))
    painter.restore()


class _ShadeDelegate(QStyledItemDelegate):
    """Hatches the ground of a cell before its text is drawn."""

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
        model = index.model()
        shade = str(model.data(index, SHADE_ROLE) or "") if index.column() else ""
        if shade in PATTERNS:
            paint_shade(painter, self._theme, option.rect.adjusted(0, 0, 0, -1), shade)
        shown = QStyleOptionViewItem(option)
        if index.column() == 0:
            level = model.data(index, LEVEL_ROLE)
            shown.rect.setLeft(shown.rect.left() + self._theme.px(_INDENT) * int(level or 0))
        super().paint(painter, shown, index)


class FiguresView(QTableView):
    """As tall as its rows; `explained` brings why the current cell is as it is."""

    explained = Signal(str)

    def __init__(self, theme: Theme, model: FiguresModel) -> None:
        super().__init__()
        self._theme, self._figures, self._fitted = theme, model, QSize()
        self.setModel(model)
        self.setItemDelegate(_ShadeDelegate(theme, self))
        self.setProperty("role", "figures")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setDefaultAlignment(
            Qt.AlignmentFlag.AlignBottom
            | Qt.AlignmentFlag.AlignRight
            | Qt.AlignmentFlag(Qt.TextFlag.TextWordWrap)
        )
        model.modelReset.connect(self.fit)
        theme.changed.connect(self.fit)
        self.selectionModel().currentChanged.connect(self._explain)
        self.fit()

    def fit(self) -> None:
        """Give rows and columns their sizes at the zoom in force; a wide table scrolls sideways."""
        px, figures = self._theme.px, self._figures.columnCount() - 1
        figure = px(_FIGURE)
        label = max(px(_LABEL), self.width() - figures * figure - 4)
        header = self.horizontalHeader()
        header.setFixedHeight(px(10) + self._heading_height(figure - px(_HEADING_MARGINS)))
        for column in range(figures + 1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, figure if column else label)
        rows = self._fit_rows(label)
        too_wide = label + figures * figure > self.width()
        scrolls = self.horizontalScrollBar().sizeHint().height() if too_wide else 0
        height = header.height() + rows + scrolls + 3
        if height != self.height():
            self.setFixedHeight(height)

    def _fit_rows(self, room: int) -> int:
        """Give two lines to labels that need them; return how tall all rows are together."""
        px, metrics, total = self._theme.px, self.fontMetrics(), 0
        for rank, row in enumerate(self._figures.rows):
            needed = metrics.horizontalAdvance(row.label) + px(_INDENT) * row.level + 24
            height = px(_TALL_ROW if needed > room else _ROW)
            self.setRowHeight(rank, height)
            total += height
        return total

    def _heading_height(self, room: int) -> int:
        """How tall the tallest heading is, its words wrapped to a width."""
        font = QFont(self.horizontalHeader().font())
        font.setWeight(QFont.Weight.DemiBold)  # as the style sheet draws headings
        metrics = QFontMetrics(font)
        wrapped = int(Qt.TextFlag.TextWordWrap)
        space = QRect(0, 0, room, self._theme.px(_TALLEST_HEADING))
        headings = self._figures.headings
        return max(
            (metrics.boundingRect(space, wrapped, one).height() for one in headings), default=0
        )

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.size() != self._fitted:
            self._fitted = self.size()
            self.fit()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(_LABEL), 60)

    def _explain(self, index: QModelIndex) -> None:
        self.explained.emit(self._figures.why(index))
