"""The last entries of the journal, in plain words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.models.columns import Column
from ui.models.table import RowsModel
from ui.pages.settings import state
from ui.texts import text
from ui.widgets.boxes import column
from ui.widgets.fitted_rows import FittedRows
from ui.widgets.labels import label
from ui.widgets.naming import named

if TYPE_CHECKING:
    from app.ports.queries import JournalRow
    from app.usecases.journal import JournalService
    from ui.page import Desk

_WIDTHS = (220, 0)
_MOST_ROWS = 15
_LAST = 200


class JournalTab(QWidget):
    """A table that is only read."""

    def __init__(self, desk: Desk, journal: JournalService) -> None:
        super().__init__()
        self._desk, self._journal = desk, journal
        columns: tuple[Column[JournalRow], ...] = (
            Column(text("settings.col_when"), partial(_when, desk)),
            Column(text("settings.col_event"), state.event_words),
        )
        self.model: RowsModel[JournalRow] = RowsModel(columns, self)
        self.table = named(
            FittedRows(desk.theme, self.model, _WIDTHS, _MOST_ROWS),
            "settings_journal",
            text("settings.journal_table"),
        )
        self.none = label(text("settings.journal_none"), "muted")
        words = label(text("settings.journal_words"), "muted", wraps=True)
        self.setLayout(column(words, self.table, self.none, -1, gap=12))

    def read(self) -> None:
        """Ask for the last entries."""
        self._desk.jobs.run(self, partial(self._journal.last, _LAST), self._show)

    def _show(self, rows: tuple[JournalRow, ...]) -> None:
        self.model.show_rows(rows)
        self.table.setVisible(bool(rows))
        self.none.setVisible(not rows)
        self.table.select_first()


def _when(desk: Desk, row: JournalRow) -> str:
    return state.when_words(row, desk.clock.today())
