"""How long the window's thread goes without beating, and what it was doing meanwhile.

Two clocks tell it. The wall clock says what she would feel, and on a shared machine what other
programs took. The thread's own clock says what the window's thread itself worked between two
beats: no other process or thread can lengthen it, so a test may hold it to a bound.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread, get_ident
from time import perf_counter, thread_time
from traceback import extract_stack
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

_BEAT_MS = 2
_LOOK_SECONDS = 0.01


@dataclass(frozen=True, slots=True)
class Beat:
    """The time since the beat before: how long it was, and how much of it the thread worked."""

    seconds: float
    worked: float
    where: str


@dataclass
class Heard:
    """The beats of one step."""

    step: str
    beats: list[Beat] = field(default_factory=list)

    def longest(self) -> Beat:
        """The longest by the wall clock."""
        return max(self.beats, key=lambda one: one.seconds, default=Beat(0.0, 0.0, ""))

    def hardest(self) -> Beat:
        """The one during which the thread worked most."""
        return max(self.beats, key=lambda one: one.worked, default=Beat(0.0, 0.0, ""))

    def told(self) -> str:
        """One line of it."""
        longest, hardest = self.longest(), self.hardest()
        return (
            f"{self.step:34} {len(self.beats):5} beats, longest {longest.seconds * 1000:6.1f} ms,"
            f" most worked {hardest.worked * 1000:6.1f} ms  {hardest.where}"
        )


class Heartbeat(QObject):
    """Beats on the window's thread, from `start` to `stop`; `step` names what happens meanwhile.

    To see where the thread is costs safety: a frame that is looked at keeps what it holds, and a
    widget held while it is being made stays known as half of what it is. Not under a filter of
    every event, as the program has.
    """

    def __init__(self, *, looks: bool = False) -> None:
        super().__init__()
        self.heard = [Heard("")]
        self._thread, self._over = get_ident(), Event()
        self._last, self._worked, self._seen = perf_counter(), thread_time(), ""
        self._timer = QTimer(self, interval=_BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._watch = Thread(target=self._look, daemon=True) if looks else None

    def start(self) -> None:
        """Begin to beat."""
        self._last, self._worked = perf_counter(), thread_time()
        self._timer.start()
        if self._watch is not None:
            self._watch.start()

    def stop(self) -> None:
        """Beat no more."""
        self._beat()
        self._timer.stop()
        self._over.set()
        if self._watch is not None:
            self._watch.join()

    @contextmanager
    def step(self, name: str) -> Iterator[Heard]:
        """What is heard meanwhile belongs to this step, to the last event that it caused."""
        self._beat()
        heard = Heard(name)
        self.heard.append(heard)
        yield heard
        self._beat()
        self.heard.append(Heard(""))

    def steps(self) -> list[Heard]:
        """What was heard during each step that has a name."""
        return [one for one in self.heard if one.step]

    def worst(self) -> Beat:
        """The longest beat of all, by the wall clock."""
        return max((one.longest() for one in self.heard), key=lambda one: one.seconds)

    def worked_since(self) -> float:
        """How long the thread has worked since the last beat."""
        return thread_time() - self._worked

    def over(self, seconds: float) -> list[Beat]:
        """Every beat longer than this by the wall clock, longest first."""
        beats = [one for heard in self.heard for one in heard.beats if one.seconds > seconds]
        return sorted(beats, key=lambda one: -one.seconds)

    def _beat(self) -> None:
        now, worked = perf_counter(), thread_time()
        self.heard[-1].beats.append(Beat(now - self._last, worked - self._worked, self._seen))
        self._last, self._worked, self._seen = now, worked, ""

    def _look(self) -> None:
        """On a thread of its own: note where the other one is when it has not beaten."""
        while not self._over.wait(_LOOK_SECONDS):
            if perf_counter() - self._last > _LOOK_SECONDS:
                frame = sys._current_frames().get(self._thread)
                self._seen = _where(frame) if frame is not None else ""
                del frame


def _where(frame: FrameType) -> str:
    steps = [one for one in extract_stack(frame) if "/ui/" in one.filename.replace("\\", "/")]
    return " < ".join(f"{one.filename.rpartition('/ui/')[2]}:{one.lineno}" for one in steps[::-1])
