"""The work of an import, one piece after the other: read dry, import, take back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.ids import ImportBatchId
from app.importing.mapping import Corrections
from ui.texts import text

if TYPE_CHECKING:
    from pathlib import Path

    from app.importing.plan import ImportPlan
    from app.usecases.imports import ImportReport, ImportService
    from ui.jobs import Jobs, Progress
    from ui.widgets.long_work import LongWork


class ImportSteps(QObject):
    """Emits `examined`, `imported` and `undone` with what came out, `failed` with a refusal."""

    examined = Signal(object)
    imported = Signal(object)
    undone = Signal(object)
    failed = Signal(object)
    began = Signal()

    def __init__(self, jobs: Jobs, imports: ImportService, work: LongWork) -> None:
        super().__init__(work)
        self._jobs, self._imports, self._work = jobs, imports, work
        self._path: Path | None = None
        self.plan: ImportPlan | None = None
        self.batch: ImportBatchId | None = None

    def open_file(self, path: Path) -> None:
        """Read a file, dry."""
        self._path, self.plan = path, None
        self._read(Corrections(), text("import.reading"))

    def read_again(self, corrections: Corrections) -> None:
        """Read the same file with her corrections."""
        self._read(corrections, text("import.reading_again"))

    def run(self) -> None:
        """Import what was examined."""
        if self.plan is not None:
            self._begin(text("import.importing"))
            work = partial(_imported, self._imports, self.plan)
            self._work.follow(self._jobs.run_long(self, work, self._keep, failed=self._fail))

    def undo(self, batch_id: ImportBatchId) -> None:
        """Take an import back."""
        work = partial(self._imports.undo, batch_id)
        self._jobs.run(self, work, self.undone.emit, failed=self._fail)

    def _read(self, corrections: Corrections, words: str) -> None:
        if self._path is not None:
            self._begin(words)
            work = partial(_examined, self._imports, self._path, corrections)
            self._work.follow(self._jobs.run_long(self, work, self._show, failed=self._fail))

    def _begin(self, words: str) -> None:
        self.began.emit()
        self._work.announce(words)

    def _show(self, plan: ImportPlan) -> None:
        self._work.ended()
        self.plan = plan
        self.examined.emit(plan)

    def _keep(self, report: ImportReport) -> None:
        self._work.ended()
        self.batch = None if report.object_id is None else ImportBatchId(report.object_id)
        self.imported.emit(report)

    def _fail(self, error: Exception) -> None:
        self._work.ended()
        self.failed.emit(error)


def _examined(
    imports: ImportService, path: Path, corrections: Corrections, progress: Progress
) -> ImportPlan:
    return imports.examine(path, corrections=corrections, progress=progress)


def _imported(imports: ImportService, plan: ImportPlan, progress: Progress) -> ImportReport:
    """One transaction: stopped, it leaves nothing; over, it can be undone."""
    return imports.run(plan, progress=progress)
