"""The imports already made, and the way to take one back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ui.formats import moment, number
from ui.models.columns import Column
from ui.models.table import RowsModel
from ui.texts import text
from ui.widgets.boxes import Card, row
from ui.widgets.buttons import button
from ui.widgets.fitted_rows import FittedRows
from ui.widgets.labels import label
from ui.widgets.naming import named

if TYPE_CHECKING:
    from datetime import date

    from app.ports.queries import ImportBatchRow
    from ui.page import Desk

_WIDTHS = (190, 0, 140, 110, 130)


class PastCard(Card):
    """Emits `undo_wanted` with the id of a past import."""

    undo_wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(text("import.past"))
        self.model: RowsModel[ImportBatchRow] = RowsModel(_columns(desk), self)
        self.table = named(
            FittedRows(desk.theme, self.model, _WIDTHS), "import_past", text("import.past_table")
        )
        self.undo = button(
            desk.theme, "import_past_undo", text("import.past_undo"), icon_name="undo-2"
        )
        self.none = label(text("import.past_none"), "muted", wraps=True)
        for part in (self.none, self.table):
            self.body.addWidget(part)
        self.body.addLayout(row(self.undo, -1))
        self.undo.clicked.connect(self._undo)
        self.table.selectionModel().selectionChanged.connect(self._look)
        self.show_batches(())

    def show_batches(self, batches: tuple[ImportBatchRow, ...]) -> None:
        """Show the past imports, newest first."""
        self.model.show_rows(batches)
        self.table.setVisible(bool(batches))
        self.undo.setVisible(bool(batches))
        self.none.setVisible(not batches)
        self.table.fit()
        self.table.select_first()
        self._look()

    def _chosen(self) -> ImportBatchRow | None:
        index = self.table.currentIndex()
        return self.model.rows[index.row()] if index.isValid() else None

    def _look(self) -> None:
        chosen = self._chosen()
        self.undo.setEnabled(chosen is not None and chosen.undone_at is None)

    def _undo(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.undo_wanted.emit(chosen.batch_id)


def _columns(desk: Desk) -> tuple[Column[ImportBatchRow], ...]:
    return (
        Column(text("import.past_when"), partial(_when, desk.clock.today())),
        Column(text("import.past_file"), _file),
        Column(text("import.past_created"), _created, number=True),
        Column(text("import.past_waiting"), _waiting, number=True),
        Column(text("import.past_state"), _state, tone=_tone),
    )


def _when(today: date, batch: ImportBatchRow) -> str:
    return moment(batch.imported_at, today)


def _file(batch: ImportBatchRow) -> str:
    return batch.file_name


def _created(batch: ImportBatchRow) -> str:
    return number(batch.created)


def _waiting(batch: ImportBatchRow) -> str:
    return number(batch.to_settle)


def _state(batch: ImportBatchRow) -> str:
    return text("import.past_in_force" if batch.undone_at is None else "import.past_undone")


def _tone(batch: ImportBatchRow) -> str:
    return "good" if batch.undone_at is None else "plain"
