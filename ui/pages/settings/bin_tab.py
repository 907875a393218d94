"""The bin: what was removed, given back by Enter, or erased at once when she confirms."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.domain.bin import DOCUMENT
from app.domain.ids import DocumentId
from ui.dialogs.base import ConfirmDialog
from ui.formats import day
from ui.models.columns import Column
from ui.models.table import RowsModel
from ui.page import Notice
from ui.texts import has_text, text
from ui.widgets.boxes import column, row
from ui.widgets.buttons import button
from ui.widgets.fitted_rows import FittedRows
from ui.widgets.labels import label
from ui.widgets.naming import named
from ui.widgets.standing import in_hand, stand_near

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.changes import Changes
    from app.usecases.bin import BinRow
    from ui.page import Desk, Page
    from ui.services import Services

_WIDTHS = (0, 150, 140, 140)
_MOST_ROWS = 14


class BinTab(QWidget):
    """A table: Enter or a double click gives back what is chosen."""

    def __init__(self, page: Page, desk: Desk, services: Services) -> None:
        super().__init__()
        self._page, self._desk = page, desk
        self._bin, self._documents = services.casework.bin, services.documents
        self.model: RowsModel[BinRow] = RowsModel(_columns(), self)
        self.table = named(
            FittedRows(desk.theme, self.model, _WIDTHS, _MOST_ROWS),
            "settings_bin",
            text("bin.table"),
        )
        self.none = label(text("bin.none"), "muted", wraps=True)
        self.restore = button(desk.theme, "bin_restore", text("bin.restore"), icon_name="undo-2")
        self.erase = button(desk.theme, "bin_erase", text("bin.erase"), role="danger")
        self.setLayout(
            column(
                label(text("bin.words"), "muted", wraps=True),
                self.table,
                self.none,
                row(self.restore, self.erase, -1, gap=8),
                -1,
                gap=12,
            )
        )
        self.table.opened.connect(self._give_back)
        self.restore.clicked.connect(self._give_back_chosen)
        self.erase.clicked.connect(self._confirm)

    def read(self) -> None:
        """Ask for what lies there."""
        self._desk.jobs.run(self, self._bin.all, self._show)

    def _show(self, rows: tuple[BinRow, ...]) -> None:
        here, rank = in_hand(self), self.table.currentIndex().row()
        within = here is not None and self.isAncestorOf(here)
        self.model.show_rows(rows)
        self.table.select_near(rank)
        self.none.setVisible(not rows)
        for part in (self.table, self.restore, self.erase):
            part.setVisible(bool(rows))
        if within and not rows:
            stand_near(self)

    def _chosen(self) -> BinRow | None:
        index = self.table.currentIndex()
        return self.model.rows[index.row()] if index.isValid() else None

    def _give_back_chosen(self) -> None:
        if self._chosen() is not None:
            self._give_back(self.table.currentIndex().row())

    def _give_back(self, rank: int) -> None:
        chosen = self.model.rows[rank]
        if chosen.subject == DOCUMENT:
            work = partial(self._documents.put_back, DocumentId(chosen.id))
        else:
            work = partial(self._bin.take_back, chosen.id)
        self._do(work, "bin.restored")

    def _confirm(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        dialog = ConfirmDialog(
            self._desk,
            "bin_erase_dialog",
            text("bin.erase_title"),
            text("bin.erase_words", what=_what(chosen), day=day(chosen.binned_on)),
            confirm=text("bin.erase"),
        )
        dialog.accepted.connect(partial(self._do, partial(self._bin.erase, chosen), "bin.erased"))
        self._page.ask(dialog)

    def _do(self, work: Callable[[], Changes], said: str) -> None:
        self._desk.jobs.run(self, work, partial(self._done, said))

    def _done(self, said: str, _changes: Changes) -> None:
        self.read()
        self._page.noticed.emit(Notice(text(said)))


def _columns() -> tuple[Column[BinRow], ...]:
    return (
        Column(text("bin.column_what"), _what),
        Column(text("bin.column_case"), _case),
        Column(text("bin.column_binned"), _binned),
        Column(text("bin.column_erased"), _erased),
    )


def _what(one: BinRow) -> str:
    """What it was; a kind that has no words of its own is an element."""
    text_id = f"bin.subject.{one.subject}"
    return text(text_id) if has_text(text_id) else text("bin.element")


def _case(one: BinRow) -> str:
    return one.number


def _binned(one: BinRow) -> str:
    return day(one.binned_on)


def _erased(one: BinRow) -> str:
    return day(one.erased_on)
