"""Import: choose a file, correct what was understood, look at every row, import, take back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.changes import Touched
from ui import errors
from ui.dialogs.base import ConfirmDialog
from ui.page import Notice, Page, Place
from ui.pages.spreadsheets import state
from ui.pages.spreadsheets.done import DoneView
from ui.pages.spreadsheets.review import ReviewView
from ui.pages.spreadsheets.settle import SettleDialog
from ui.pages.spreadsheets.start import StartView
from ui.pages.spreadsheets.steps import ImportSteps
from ui.texts import text
from ui.widgets.boxes import ScrollPage, column
from ui.widgets.long_work import LongWork

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.ids import ImportBatchId
    from app.domain.nomenclatures import Nomenclatures
    from app.importing.plan import ImportPlan
    from app.ports.queries import ImportBatchRow
    from app.usecases.import_undo import ImportUndone
    from app.usecases.imports import ImportReport, ImportService, WaitingRow
    from app.usecases.nomenclatures import NomenclatureService
    from ui.page import Desk

    Waiting = tuple[tuple[WaitingRow, ...], tuple[ImportBatchRow, ...], Nomenclatures]


class ImportPage(Page):
    """Three views, one at a time: the start, the review of a file, what was done."""

    name = "import"
    shows = Touched.IMPORTS | Touched.NOMENCLATURES

    def __init__(
        self, desk: Desk, imports: ImportService, nomenclatures: NomenclatureService
    ) -> None:
        super().__init__(desk)
        self._imports, self._nomenclatures = imports, nomenclatures
        self._lists: Nomenclatures | None = None
        self.start, self.review, self.done = StartView(desk), ReviewView(desk), DoneView(desk.theme)
        self.work = LongWork(desk.theme, "import_work")
        self.steps = ImportSteps(desk.jobs, imports, self.work)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        self._scroll = ScrollPage(column(self.work, self.start, self.review, self.done, gap=14))
        inside.addWidget(self._scroll)
        self._show_view(self.start)
        self._connect()

    def read(self) -> None:
        """Ask for what waits and for the past imports."""
        self._desk.jobs.run(self, self._ask, self._show)

    def first_field(self) -> QWidget:
        """The button that chooses a file, or the one that imports."""
        return self.start.drop.choose if self.review.isHidden() else self.review.run

    def open_file(self, path: Path) -> None:
        """Read a file, dry, and show what was understood."""
        self.review.begin()
        self.steps.open_file(path)

    def _ask(self) -> Waiting:
        return self._imports.to_settle(), self._imports.history(), self._nomenclatures.current()

    def _show(self, read: Waiting) -> None:
        waiting, batches, self._lists = read
        self.start.settle.show_waiting(waiting)
        self.start.past.show_batches(batches)

    def _examined(self, plan: ImportPlan) -> None:
        if self._lists is not None:
            self.review.show_plan(plan, self._lists)
            if self.review.isHidden():  # after a correction she stays where she was
                self._show_view(self.review)

    def _imported(self, report: ImportReport) -> None:
        if self.steps.plan is not None:
            self.done.show_report(self.steps.plan.file_name, report)
            self._show_view(self.done)

    def _began(self) -> None:
        self.review.busy(on=True)

    def _idle(self) -> None:
        plan = self.steps.plan
        self.review.busy(on=False, may_run=plan is not None and state.may_run(plan))

    def _stopped(self) -> None:
        self._idle()
        self._say(text("import.cancelled"))

    def _failed(self, error: Exception) -> None:
        self._idle()
        if not errors.is_refusal(error):
            raise error
        self._refuse(errors.message(error))

    def _undo_last(self) -> None:
        if self.steps.batch is not None:
            self._ask_undo(self.steps.batch)

    def _ask_undo(self, batch_id: ImportBatchId) -> None:
        name, heading = "undo_import_dialog", text("import.undo_title")
        yes, words = text("import.undo_yes"), text("import.undo_words")
        asked = ConfirmDialog(self._desk, name, heading, words, confirm=yes)
        asked.accepted.connect(partial(self.steps.undo, batch_id))
        self.ask(asked)

    def _undone(self, undone: ImportUndone) -> None:
        self._restart()
        self._say(state.undone_words(undone))

    def _settle(self, waiting: WaitingRow) -> None:
        asked = SettleDialog(self._desk, self._imports, waiting)
        asked.told.connect(self._say)
        self.ask(asked)

    def _say(self, words: str) -> None:
        self.noticed.emit(Notice(words))

    def _refuse(self, words: str) -> None:
        self.noticed.emit(Notice(words, "bad"))

    def _restart(self) -> None:
        self._show_view(self.start)
        self.start.drop.choose.setFocus()

    def _see_cases(self) -> None:
        self._restart()
        self.go.emit(Place("case_list"))

    def _show_view(self, shown: QWidget) -> None:
        for view in (self.start, self.review, self.done):
            view.setVisible(view is shown)
        self._scroll.verticalScrollBar().setValue(0)
        if shown is not self.start:
            (self.review.first_button() if shown is self.review else self.done.cases).setFocus()

    def _connect(self) -> None:
        self.start.drop.chosen.connect(self.open_file)
        self.start.drop.refused.connect(self._refuse)
        self.start.settle.opened.connect(self._settle)
        self.start.past.undo_wanted.connect(self._ask_undo)
        self.review.corrected.connect(self.steps.read_again)
        self.review.run_wanted.connect(self.steps.run)
        self.review.left.connect(self._restart)
        self.done.undo_wanted.connect(self._undo_last)
        self.done.cases_wanted.connect(self._see_cases)
        self.done.waiting_wanted.connect(self._restart)
        self.done.another_wanted.connect(self._restart)
        self.steps.began.connect(self._began)
        self.steps.examined.connect(self._examined)
        self.steps.imported.connect(self._imported)
        self.steps.undone.connect(self._undone)
        self.steps.failed.connect(self._failed)
        self.work.stopped.connect(self._stopped)
