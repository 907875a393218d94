"""Ends what Python's collector finds on the window's thread, and on no other.

Python collects cycles on whichever thread happens to make an object. On a working thread that
ends widgets where Qt forbids it; on the window's thread it comes in the middle of a click. Here
it comes between two events, and a whole collection only while she is not busy.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

_BEAT_MS = 50
_YOUNG = 2_000
"""So many new objects are worth a look."""
_MIDDLE = 20_000
"""So many that outlived one look are looked at once more, then left for a whole collection."""
_OLD = 20_000
_OLD_SHARE = 4
"""A whole collection waits for so many, and for a quarter of what the last one left."""
_TOO_MANY = 1_000_000
"""Beyond these it waits for nobody: memory is worth more than a moment."""
_QUIET_SECONDS = 2.0


class Collector(QObject):
    """Takes collecting over from Python, from `start` to `stop`, on the thread it lives on.

    `quiet` tells for how many seconds she has touched nothing.
    """

    def __init__(self, quiet: Callable[[], float], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._quiet = quiet
        self._middle = self._old = self._kept = 0
        self._found_enabled = gc.isenabled()
        self._timer = QTimer(self, interval=_BEAT_MS)
        self._timer.timeout.connect(self.beat)

    def start(self) -> None:
        """Collect here from now on."""
        self._found_enabled = gc.isenabled()
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """End what is left here, and give collecting back as it was found."""
        self._timer.stop()
        gc.collect()
        if self._found_enabled:
            gc.enable()

    def spare(self, _loaded: object = None) -> None:
        """Leave out of every later collection what is there now: it stays for good."""
        gc.freeze()
        self._middle = self._old = self._kept = 0

    def beat(self) -> None:
        """Collect as much as is worth it, and as little as can be."""
        young = gc.get_count()[0]
        if young > _YOUNG:
            self._look_at_new(young)
        waiting = self._middle + self._old
        enough = waiting > max(_OLD, self._kept // _OLD_SHARE)
        if waiting > _TOO_MANY or (enough and self._quiet() > _QUIET_SECONDS):
            self._look_at_all()

    def _look_at_new(self, young: int) -> None:
        """Look at what was made since the last time; what outlives two looks is old."""
        if self._middle + young <= _MIDDLE:
            self._middle += max(0, young - gc.collect(0))
            return
        self._old += max(0, self._middle + young - gc.collect(1))
        self._middle = 0

    def _look_at_all(self) -> None:
        self._kept = max(0, self._kept + self._middle + self._old - gc.collect())
        self._middle = self._old = 0
