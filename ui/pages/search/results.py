"""The table of what was found: files named once, passages with the hit marked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView
from typing_extensions import override

from app.domain.nomenclatures import Nomenclatures, standard
from ui.formats import day
from ui.models.columns import Column
from ui.models.table import RowsModel
from ui.pages.search import state
from ui.texts import text
from ui.widgets.naming import named
from ui.widgets.rows_view import RowsView

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.page import Desk

    Index = QModelIndex | QPersistentModelIndex

_FILE, _PASSAGE = 0, 3
_WIDTHS = (260, 180, 110, 0)
_MARGIN = 10
_LEAST_HEIGHT = 240


class Results(RowsView):
    """Enter or a double click opens a hit at its place."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.hits: RowsModel[state.Line] = RowsModel(self._columns(standard()))
        super().__init__(desk.theme, self.hits, _WIDTHS)
        self.hits.setParent(self)
        named(self, "search_results", text("search.results"))
        self.setItemDelegateForColumn(_FILE, _FileDelegate(self._begins, self))
        self.setItemDelegateForColumn(_PASSAGE, _PassageDelegate(desk, self._passage, self))
        desk.discretion.changed.connect(self.hits.show_again)

    def show_lines(self, lines: tuple[state.Line, ...], lists: Nomenclatures) -> None:
        """Show what was found; the first line is chosen."""
        self.hits.use_columns(self._columns(lists))
        self.hits.show_rows(lines)
        self.select_first()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self._desk.theme.px(_LEAST_HEIGHT))

    def _columns(self, lists: Nomenclatures) -> tuple[Column[state.Line], ...]:
        return (
            Column(text("search.column_file"), self._whose),
            Column(text("search.column_what"), partial(_what, lists)),
            Column(text("search.column_day"), _day),
            Column(text("search.column_passage"), self._plain),
        )

    def _whose(self, line: state.Line) -> str:
        return state.whose(line, self._desk.discretion)

    def _plain(self, line: state.Line) -> str:
        return state.passage(line, self._desk.discretion).plain

    def _begins(self, row: int) -> bool:
        return self.hits.rows[row].first

    def _passage(self, row: int) -> state.Passage:
        return state.passage(self.hits.rows[row], self._desk.discretion)


class _FileDelegate(QStyledItemDelegate):
    """Draws the name of a file once; who listens hears it on every line."""

    def __init__(self, begins: Callable[[int], bool], view: QTableView) -> None:
        super().__init__(view)
        self._begins = begins

    @override
    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if self._begins(index.row()):
            option.font.setWeight(QFont.Weight.DemiBold)
        else:
            option.text = ""


class _PassageDelegate(QStyledItemDelegate):
    """Draws a passage with its hit on a tinted ground."""

    def __init__(
        self, desk: Desk, passage: Callable[[int], state.Passage], view: QTableView
    ) -> None:
        super().__init__(view)
        self._desk, self._passage = desk, passage

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        bare.text = ""
        style = bare.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, bare, painter, bare.widget)
        chosen = bool(bare.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        painter.save()
        painter.setFont(bare.font)
        painter.setPen(bare.palette.color(role))
        margin = self._desk.theme.px(_MARGIN)
        self._draw(painter, bare.rect.adjusted(margin, 0, -margin, 0), self._passage(index.row()))
        painter.restore()

    def _draw(self, painter: QPainter, cell: QRect, passage: state.Passage) -> None:
        """Before, hit, after: what comes before gives way so that the hit is always seen."""
        plain = painter.font()
        metrics = QFontMetrics(plain)
        half = cell.width() // 2 if passage.hit else cell.width()
        side = Qt.TextElideMode.ElideLeft if passage.hit else Qt.TextElideMode.ElideRight
        self._words(painter, cell, metrics.elidedText(passage.before, side, half))
        if passage.hit:
            strong = QFont(plain)
            strong.setWeight(QFont.Weight.Bold)
            painter.setFont(strong)
            wide = QFontMetrics(strong).horizontalAdvance(passage.hit)
            ground = QRect(cell.x(), 0, min(wide, cell.width()), metrics.height())
            ground.moveTop(cell.center().y() - metrics.height() // 2)
            painter.fillRect(ground, self._desk.theme.colour("warn"))
            pen = painter.pen()
            painter.setPen(self._desk.theme.colour("warn_text"))
            self._words(painter, cell, passage.hit)
            painter.setFont(plain)
            painter.setPen(pen)
        rest = metrics.elidedText(passage.after, Qt.TextElideMode.ElideRight, cell.width())
        self._words(painter, cell, rest)

    def _words(self, painter: QPainter, cell: QRect, words: str) -> None:
        """Write words, and leave the cell to what follows them."""
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(cell, flags | Qt.TextFlag.TextSingleLine, words)
        cell.setLeft(cell.left() + painter.fontMetrics().horizontalAdvance(words))


def _what(lists: Nomenclatures, line: state.Line) -> str:
    return state.what(line, lists)


def _day(line: state.Line) -> str:
    return "" if line.hit.on is None else day(line.hit.on)
