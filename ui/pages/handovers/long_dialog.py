"""A small window whose work is long: it is followed, and Escape stops it before it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout
from typing_extensions import override

from ui.dialogs.base import AskDialog
from ui.widgets.long_work import LongWork

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ui.jobs import Progress
    from ui.page import Desk

_ABOVE_WRONG = 2


class LongDialog(AskDialog):
    """`ended` carries what came of the work, once the window is closed; `written` the file made."""

    ended = Signal(object)

    def __init__(self, desk: Desk, name: str, heading: str, *, confirm: str) -> None:
        super().__init__(desk, name, heading, confirm=confirm)
        self._stopped_words = ""
        self.written: Path | None = None
        self.progress = LongWork(desk.theme, f"{name}_work")
        self.progress.stopped.connect(self._stopped)
        inside = self.layout()
        if isinstance(inside, QVBoxLayout):
            inside.insertWidget(_ABOVE_WRONG, self.progress)

    def begin(self, words: str, stopped: str, work: Callable[[Progress], object]) -> None:
        """Do the work; `stopped` is said if she stops it."""
        self._stopped_words = stopped
        self.say_wrong("")
        self._let_type(on=False)
        self.progress.announce(words)
        run = self._desk.jobs.run_long
        self.progress.follow(run(self, work, self._over, failed=self._failed))

    @override
    def try_it(self) -> None:
        if self.confirm.isEnabled():
            super().try_it()

    @override
    def reject(self) -> None:
        """Leave only when nothing runs: Escape stops the work first."""
        if self.progress.isVisible():
            self.progress.cancel.click()
            return
        super().reject()

    def _over(self, result: object) -> None:
        self.progress.ended()
        self.accept()
        self.ended.emit(result)

    def _failed(self, error: Exception) -> None:
        self.progress.ended()
        self._let_type(on=True)
        self._refused(error)

    def _stopped(self) -> None:
        self._let_type(on=True)
        self.say_wrong(self._stopped_words)

    def _let_type(self, *, on: bool) -> None:
        for part in (self._scroll, self.confirm, self.cancel):
            part.setEnabled(on)
