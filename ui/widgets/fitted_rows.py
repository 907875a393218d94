"""A table as tall as its rows, up to a limit: the page scrolls rather than the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHeaderView
from typing_extensions import override

from ui.widgets.rows_view import RowsView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtGui import QResizeEvent

    from ui.theme import Theme

_MOST_ROWS = 8
_LEAST_WIDTH = 240


class FittedRows(RowsView):
    """Shows at most some rows at once, and no empty room below them."""

    def __init__(
        self,
        theme: Theme,
        model: QAbstractItemModel,
        widths: Sequence[int],
        most_rows: int = _MOST_ROWS,
    ) -> None:
        self._most_rows, self._fitted_width = most_rows, 0
        super().__init__(theme, model, widths)
        model.modelReset.connect(self.fit)

    @override
    def fit(self) -> None:
        super().fit()
        self._keep_legible()
        shown = min(self._most_rows, max(1, self.model().rowCount()))
        header = self.horizontalHeader().sizeHint().height()
        rows = shown * self.verticalHeader().defaultSectionSize()
        scrolls = self.horizontalScrollBar().sizeHint().height() if self._too_wide() else 0
        height = header + rows + scrolls + 2 * self.frameWidth()
        if height != self.height():
            self.setFixedHeight(height)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.width() != self._fitted_width:
            self._fitted_width = self.width()
            self.fit()

    def _keep_legible(self) -> None:
        """Where what is left would be too narrow, the table scrolls sideways instead."""
        if self._too_wide():
            header = self.horizontalHeader()
            for column, width in enumerate(self._widths):
                if not width:
                    header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
                    self.setColumnWidth(column, self._theme.px(_LEAST_WIDTH))

    def _too_wide(self) -> bool:
        fixed = sum(self._theme.px(width) for width in self._widths)
        free = sum(1 for width in self._widths if not width)
        return fixed + free * self._theme.px(_LEAST_WIDTH) > self._fitted_width > 0
