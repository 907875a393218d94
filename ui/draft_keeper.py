"""The draft of a form: what is typed goes into the vault within three seconds."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.page import Desk
    from ui.services import Services

_KEEP_MS = 2000


class DraftKeeper(QObject):
    """Keeps what is typed at most two seconds after the first letter that is not kept yet.

    `words` tells what the form holds, as a draft; empty, it is not worth keeping.
    """

    kept = Signal()

    def __init__(
        self, desk: Desk, services: Services, words: Callable[[], str], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk, self._services, self._words = desk, services, words
        self._name = ""
        self._dirty = False
        self._timer = QTimer(self, singleShot=True, interval=_KEEP_MS)
        self._timer.timeout.connect(self.keep)

    @property
    def name(self) -> str:
        """The name of the draft."""
        return self._name

    def begin(self, name: str) -> None:
        """Keep what is typed from now on under this name."""
        self._timer.stop()
        self._name, self._dirty = name, False

    def note_change(self) -> None:
        """Something was typed."""
        self._dirty = True
        if not self._timer.isActive():
            self._timer.start()

    def keep(self) -> None:
        """Keep the draft now, if something is not kept yet."""
        for work in self.pending():
            self._dirty = False
            self._desk.jobs.run(self, work, self._done)

    def pending(self) -> tuple[Callable[[], object], ...]:
        """The write that a lock must not forget."""
        words = self._words() if self._dirty else ""
        if not words:
            return ()
        return (partial(self._services.drafts.write, self._name, words),)

    def forget(self) -> None:
        """Nothing is left to keep."""
        self._timer.stop()
        self._dirty = False

    def _done(self, _changes: object) -> None:
        self.kept.emit()
