"""How long the window's thread stands still, and what it was doing meanwhile."""

from __future__ import annotations

import sys
from threading import Event, Thread, get_ident
from time import perf_counter
from traceback import extract_stack
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer

if TYPE_CHECKING:
    from types import FrameType

_BEAT_MS = 2
_LOOK_SECONDS = 0.02


class Heartbeat(QObject):
    """Beats on the window's thread; the longest time between two beats is the worst stall."""

    def __init__(self) -> None:
        super().__init__()
        self.stalls: list[tuple[float, str]] = []
        self._thread, self._over = get_ident(), Event()
        self._last, self._seen = perf_counter(), ""
        self._timer = QTimer(self, interval=_BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._watch = Thread(target=self._look, daemon=True)

    def start(self) -> None:
        """Begin to beat."""
        self._last = perf_counter()
        self._timer.start()
        self._watch.start()

    def stop(self) -> None:
        """Beat no more."""
        self._beat()
        self._timer.stop()
        self._over.set()
        self._watch.join()

    def worst(self) -> tuple[float, str]:
        """The longest stall in seconds, and where the window's thread was seen during it."""
        return max(self.stalls, default=(0.0, ""))

    def over(self, seconds: float) -> list[tuple[float, str]]:
        """Every stall longer than this, longest first."""
        return sorted((one for one in self.stalls if one[0] > seconds), reverse=True)

    def _beat(self) -> None:
        now = perf_counter()
        self.stalls.append((now - self._last, self._seen))
        self._last, self._seen = now, ""

    def _look(self) -> None:
        """On a thread of its own: note where the other one is when it has not beaten."""
        while not self._over.wait(_LOOK_SECONDS):
            if perf_counter() - self._last > _LOOK_SECONDS:
                frame = sys._current_frames().get(self._thread)
                self._seen = _where(frame) if frame is not None else ""


def _where(frame: FrameType) -> str:
    steps = [one for one in extract_stack(frame) if "/ui/" in one.filename.replace("\\", "/")]
    return " < ".join(f"{one.filename.rpartition('/ui/')[2]}:{one.lineno}" for one in steps[::-1])
