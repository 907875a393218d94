"""Codes of a list as rows; the first column says whether a code is proposed, and turns it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from app.domain.codes import Code
from ui.models.table import RowsModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from ui.models.columns import Column

Index = QModelIndex | QPersistentModelIndex


class CodesModel(RowsModel[Code]):
    """Emits `turned` with a code that she wants hidden or shown; it is not changed here."""

    turned = Signal(object)

    def __init__(self, columns: Sequence[Column[Code]], parent: QObject | None = None) -> None:
        super().__init__(columns, parent)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.CheckStateRole and index.isValid() and index.column() == 0:
            hidden = self.rows[index.row()].hidden
            return Qt.CheckState.Unchecked if hidden else Qt.CheckState.Checked
        return super().data(index, role)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        found = super().flags(index)
        if index.isValid() and index.column() == 0:
            return found | Qt.ItemFlag.ItemIsUserCheckable
        return found

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self.turned.emit(self.rows[index.row()])
        return True
