"""The last step: she agrees, the figures are frozen, the files are written."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.pages.report.publish_dialog import PublishDialog
from ui.pages.report.steps import Desired
from ui.texts import text

if TYPE_CHECKING:
    from pathlib import Path

    from ui.jobs import Jobs
    from ui.page import Desk
    from ui.pages.report import state
    from ui.pages.report.steps import ReportWork, Written
    from ui.widgets.long_work import LongWork


class Publishing(QObject):
    """`written` brings the files and their folder, `failed` a refusal."""

    written = Signal(object, object)
    failed = Signal(object)

    def __init__(self, jobs: Jobs, work: ReportWork, shown: LongWork) -> None:
        super().__init__(shown)
        self._jobs, self._work, self._shown = jobs, work, shown
        self._prepared: state.Prepared | None = None
        self._folder: Path | None = None
        self.under_way = False

    def dialog(self, desk: Desk, prepared: state.Prepared) -> PublishDialog:
        """Return the small window that asks before anything leaves."""
        self._prepared, self.under_way = prepared, False
        asked = PublishDialog(desk, prepared)
        asked.agreed.connect(self.publish)
        return asked

    def publish(self, folder: Path, populations: tuple[str, ...]) -> None:
        """Publish; none named means every population."""
        if self._prepared is None:
            return
        self._folder, self.under_way = folder, True
        desired = Desired(self._prepared.asked, self._prepared.release, populations, folder)
        self._shown.announce(text("report.publishing"))
        work = partial(self._work.publish, desired)
        self._shown.follow(self._jobs.run_long(self, work, self._done, failed=self._fail))

    def _done(self, written: Written) -> None:
        self.under_way = False
        self._shown.ended()
        self.written.emit(written.files, self._folder)

    def _fail(self, error: Exception) -> None:
        self.under_way = False
        self.failed.emit(error)
