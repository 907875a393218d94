"""Making backups from the window: copied on the vault's thread, verified on the second one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.changes import Changes
    from app.ports.backups import BackupReason, BackupRow, Snapshot
    from app.usecases.backups import BackupService
    from ui.jobs import Jobs, Progress, Task

_COPIED, _VERIFIED = 40, 99


class BackingUp(QObject):
    """`progressed` tells percents; `done` comes when every copy is kept, `failed` with an error."""

    progressed = Signal(int)
    done = Signal()
    failed = Signal(object)

    def __init__(self, jobs: Jobs, backups: BackupService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._backups = jobs, backups
        self._task: Task | None = None
        self._given_up = False
        self._left: list[bool] = []

    def make(self, reason: BackupReason, *, outside: bool) -> None:
        """Make one copy at home, then one at the external place if that is there."""
        self._given_up = False
        self._left = [False, True] if outside else [False]
        self._next(reason)

    def give_up(self) -> None:
        """Stop; nothing half-made is kept."""
        self._given_up = True
        if self._task is not None:
            self._task.cancel()

    def _next(self, reason: BackupReason) -> None:
        if not self._left:
            self._task = None
            self.done.emit()
            return
        external = self._left.pop(0)
        self._begin(
            self._jobs.run_long,
            partial(_copy, self._backups, reason, external=external),
            partial(self._copied, reason),
            (0, _COPIED),
        )

    def _copied(self, reason: BackupReason, snapshot: Snapshot) -> None:
        if self._given_up:
            self._jobs.run(self, partial(self._backups.discard, snapshot), _nothing)
            return
        work = partial(_verify, self._backups, snapshot)
        span = (_COPIED, _VERIFIED)
        self._begin(self._jobs.render_long, work, partial(self._verified, reason), span)

    def _verified(self, reason: BackupReason, row: BackupRow) -> None:
        keep = partial(self._backups.keep, row)
        self._jobs.run(self, keep, partial(self._kept, reason), failed=self._fail)

    def _kept(self, reason: BackupReason, _changes: Changes) -> None:
        if not self._given_up:
            self._next(reason)

    def _begin(
        self,
        run: Callable[..., Task],
        work: Callable[[Progress], object],
        then: Callable[..., None],
        span: tuple[int, int],
    ) -> None:
        self._task = run(self, work, then, failed=self._fail)
        self._task.progress.connect(partial(self._tell, span))

    def _tell(self, span: tuple[int, int], percent: int) -> None:
        first, last = span
        self.progressed.emit(first + (last - first) * percent // 100)

    def _fail(self, error: Exception) -> None:
        self._task = None
        self.failed.emit(error)


def _copy(
    backups: BackupService, reason: BackupReason, progress: Progress, *, external: bool
) -> Snapshot:
    return backups.snapshot(reason, external=external, progress=progress)


def _verify(backups: BackupService, snapshot: Snapshot, progress: Progress) -> BackupRow:
    return backups.verify(snapshot, progress)


def _nothing(_done: None) -> None:
    """Nothing to show for it."""
