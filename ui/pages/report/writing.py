"""Her comments while she types: kept after a pause, looked through for what gives somebody away."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.usecases.report import Found
    from ui.jobs import Jobs
    from ui.pages.report import state
    from ui.pages.report.steps import ReportWork

_PAUSE_MS = 900


class Writing(QObject):
    """`kept` after each pause in her typing, `looked` with what was found, by section."""

    kept = Signal()
    looked = Signal(object)

    def __init__(self, jobs: Jobs, work: ReportWork, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._work = jobs, work
        self._form = ""
        self._dirty = False
        self.comments: state.Comments = {}
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.keep)

    def begin(self, form: str, comments: state.Comments) -> None:
        """Another report: what was typed in the one before is kept first."""
        self.keep()
        self._form, self.comments = form, dict(comments)
        self.look()

    def edit(self, number: str, words: str) -> None:
        """A comment was changed."""
        self.comments = {**self.comments, number: words}
        self._dirty = True
        self._pause.start()

    def keep(self) -> None:
        """Keep the comments now."""
        self._pause.stop()
        for write in self.pending():
            self._dirty = False
            self._jobs.run(self, write, self._kept)

    def pending(self) -> tuple[Callable[[], object], ...]:
        """What must still be written."""
        if not self._dirty:
            return ()
        return (partial(self._work.keep, self._form, dict(self.comments)),)

    def look(self) -> None:
        """Look through every comment."""
        self._jobs.run(self, partial(self._work.leaks, dict(self.comments)), self._looked)

    def _kept(self, _changes: object) -> None:
        self.look()
        self.kept.emit()

    def _looked(self, found: dict[str, tuple[Found, ...]]) -> None:
        self.looked.emit(found)
