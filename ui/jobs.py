"""Work away from the window: one thread owns the vault, another renders.

Results come home to the window's thread, and only to owners that still live.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

import shiboken6
from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal, Slot
from typing_extensions import override

from app.changes import Changes

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
_NEVER = -1
_PATIENCE_MS = 30_000


class Cancelled(Exception):
    """The user stopped a long piece of work."""


class Progress(Protocol):
    """How far a long piece of work is, in percent; raises Cancelled when it was stopped."""

    def __call__(self, percent: int, /) -> None:
        """Tell a percentage."""
        ...


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What came out of a piece of work, on its way home."""

    owner: QObject
    value: object
    error: Exception | None
    then: Callable[[object], None]
    failed: Callable[[Exception], None] | None
    task: Task | None = None


class Task(QObject):
    """A long piece of work: follow `progress`, stop it with `cancel`; `finished` always comes."""

    progress = Signal(int)
    finished = Signal()

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._stopped = Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stopped.set()

    def report(self, percent: int) -> None:
        """Tell how far the work is (called by the work, on its own thread)."""
        if self._stopped.is_set():
            raise Cancelled
        if shiboken6.isValid(self):
            self.progress.emit(percent)


class _Work(QRunnable):
    """One piece of work on its way through a thread."""

    def __init__(
        self, work: Callable[[], object], done: Callable[[object, Exception | None], None]
    ) -> None:
        super().__init__()
        self._work, self._done = work, done

    def run(self) -> None:
        """Do the work; whatever goes wrong goes home too."""
        try:
            value, error = self._work(), None
        except Exception as failure:  # noqa: BLE001 — the one place where a thread hands any failure to the window
            value, error = None, failure
        self._done(value, error)


class Jobs(QObject):
    """Runs work for an owner; `changed` tells what was written, `failed` what nobody took."""

    changed = Signal(object)
    failed = Signal(object)
    _home = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open = True
        self._vault = self._pool()
        self._drawing = self._pool()
        self._waiting: deque[_Outcome] = deque()
        self._soon = QTimer(self, interval=0)
        self._soon.timeout.connect(self._deliver_next)
        self._home.connect(self._arrived)

    def run(
        self,
        owner: QObject,
        work: Callable[[], T],
        then: Callable[[T], None],
        *,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Do `work` on the vault's thread, in order; give `then` its result if the owner lives."""
        self._send(self._vault, work, _outcome(owner, then, failed))

    def render(
        self,
        owner: QObject,
        work: Callable[[], T],
        then: Callable[[T], None],
        *,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Do `work` that needs no vault (frozen data only) on the second thread."""
        self._send(self._drawing, work, _outcome(owner, then, failed))

    def run_long(
        self,
        owner: QObject,
        work: Callable[[Progress], T],
        then: Callable[[T], None],
        *,
        failed: Callable[[Exception], None] | None = None,
    ) -> Task:
        """Do long `work` on the vault's thread; it tells its progress and may be cancelled."""
        return self._send_long(self._vault, work, _outcome(owner, then, failed))

    def render_long(
        self,
        owner: QObject,
        work: Callable[[Progress], T],
        then: Callable[[T], None],
        *,
        failed: Callable[[Exception], None] | None = None,
    ) -> Task:
        """Do long `work` that needs no vault on the second thread; it may be cancelled."""
        return self._send_long(self._drawing, work, _outcome(owner, then, failed))

    def close(self, last: Callable[[], None]) -> Exception | None:
        """Take no more work, finish what runs, do `last`; return what went wrong with it."""
        self._open = False
        outcomes: list[Exception | None] = []
        ended = Event()
        self._vault.start(_Work(last, partial(_keep_error, outcomes, ended=ended)))
        ended.wait(_PATIENCE_MS / 1000)  # the pool's own wait would end the thread of the vault
        self._drawing.waitForDone(_PATIENCE_MS)
        return outcomes[0] if outcomes else TimeoutError()

    def reopen(self) -> None:
        """Take work again, after a lock that could not be completed."""
        self._open = True

    def _pool(self) -> QThreadPool:
        pool = QThreadPool(self)
        pool.setMaxThreadCount(1)
        pool.setExpiryTimeout(_NEVER)
        return pool

    def _send(self, pool: QThreadPool, work: Callable[[], object], outcome: _Outcome) -> None:
        if self._open:
            pool.start(_Work(work, partial(self._bring, outcome)))

    def _send_long(
        self, pool: QThreadPool, work: Callable[[Progress], object], outcome: _Outcome
    ) -> Task:
        task = Task(outcome.owner)
        self._send(pool, partial(work, task.report), replace(outcome, task=task))
        return task

    def _bring(self, outcome: _Outcome, value: object, error: Exception | None) -> None:
        """Send an outcome to the window's thread."""
        self._home.emit(replace(outcome, value=value, error=error))

    @Slot(object)
    def _arrived(self, outcome: _Outcome) -> None:
        self._waiting.append(outcome)
        self._soon.start()

    def _deliver_next(self) -> None:
        """One result a turn of the window: several shown in one would hold it up."""
        outcome = self._waiting.popleft()
        if not self._waiting:
            self._soon.stop()
        deliver(self, outcome)


class InlineJobs(Jobs):
    """The same, at once and on the same thread: for pictures of pages, and for their tests."""

    @override
    def close(self, last: Callable[[], None]) -> Exception | None:
        """Do the last piece of work."""
        outcomes: list[Exception | None] = []
        _Work(last, partial(_keep_error, outcomes)).run()
        return outcomes[0]

    @override
    def _send(self, pool: QThreadPool, work: Callable[[], object], outcome: _Outcome) -> None:
        _Work(work, partial(self._bring, outcome)).run()

    @override
    def _bring(self, outcome: _Outcome, value: object, error: Exception | None) -> None:
        deliver(self, replace(outcome, value=value, error=error))


def deliver(jobs: Jobs, outcome: _Outcome) -> None:
    """Bring a result to its owner, changes to the pages, an error to whoever answers for it."""
    alive = shiboken6.isValid(outcome.owner)
    if isinstance(outcome.value, Changes):
        jobs.changed.emit(outcome.value)
    if outcome.task is not None and shiboken6.isValid(outcome.task):
        outcome.task.finished.emit()
    if isinstance(outcome.error, Cancelled):
        return
    if outcome.error is None:
        if alive:
            outcome.then(outcome.value)
    elif alive and outcome.failed is not None:
        outcome.failed(outcome.error)
    else:
        jobs.failed.emit(outcome.error)


def _outcome(
    owner: QObject, then: Callable[[T], None], failed: Callable[[Exception], None] | None
) -> _Outcome:
    return _Outcome(owner, None, None, cast("Callable[[object], None]", then), failed)


def _keep_error(
    outcomes: list[Exception | None],
    _value: object,
    error: Exception | None,
    ended: Event | None = None,
) -> None:
    outcomes.append(error)
    if ended is not None:
        ended.set()
