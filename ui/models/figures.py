"""A statistical table as an item model: texts, the shade of each cell, and why it has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Sequence

Index = QModelIndex | QPersistentModelIndex
SHADE_ROLE = Qt.ItemDataRole.UserRole + 1
LEVEL_ROLE = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class FigureCell:
    """One cell: what it shows, its shade (empty when it is plain), and why in words."""

    shown: str
    shade: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One line: its label, its cells, its level, and whether it is a total."""

    label: str
    cells: tuple[FigureCell, ...]
    level: int = 0
    is_total: bool = False


class FiguresModel(QAbstractTableModel):
    """Labels in the first column, figures in the others."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings: tuple[str, ...] = ("",)
        self._rows: tuple[FigureRow, ...] = ()

    @property
    def rows(self) -> tuple[FigureRow, ...]:
        """The lines shown."""
        return self._rows

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings shown."""
        return self._headings

    def show_table(self, headings: Sequence[str], rows: Sequence[FigureRow]) -> None:
        """Show another table; `headings` begin with that of the labels."""
        self.beginResetModel()
        self._headings, self._rows = tuple(headings), tuple(rows)
        self.endResetModel()

    def why(self, index: Index) -> str:
        """Why a cell is as it is; empty for a plain one."""
        if not index.isValid() or index.column() == 0:
            return ""
        return self._rows[index.row()].cells[index.column() - 1].why

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._headings)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.FontRole and row.is_total:
            bold = QFont()
            bold.setBold(True)
            return bold
        if index.column() == 0:
            return _label(row, role)
        return _figure(row.cells[index.column() - 1], role)

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is Qt.Orientation.Vertical:
            return None
        return self._headings[section] if role == Qt.ItemDataRole.DisplayRole else None


def _label(row: FigureRow, role: int) -> object:
    if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
        return row.label
    if role == Qt.ItemDataRole.ToolTipRole:
        return row.label
    return row.level if role == LEVEL_ROLE else None


def _figure(cell: FigureCell, role: int) -> object:
    match role:
        case Qt.ItemDataRole.DisplayRole:
            return cell.shown
        case Qt.ItemDataRole.AccessibleTextRole:
            return f"{cell.shown}. {cell.why}" if cell.why else cell.shown
        case Qt.ItemDataRole.ToolTipRole:
            return cell.why or None
        case Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        case _:
            return cell.shade if role == SHADE_ROLE else None
