"""When to lock: after idle minutes, after a sleep, after ten hours at the latest."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic, time
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Callable

SHORTEST_MINUTES, USUAL_MINUTES, LONGEST_MINUTES = 1, 5, 15
WARNING_SECONDS = 60
GAP_SECONDS = 60
ABSOLUTE_SECONDS = 10 * 3600
_TICK_MS = 1000
_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)


@dataclass(frozen=True, slots=True)
class Clocks:
    """The two clocks whose difference tells that the machine slept."""

    steady: Callable[[], float] = monotonic
    wall: Callable[[], float] = time


class Session(QObject):
    """Watches for signs of life; `ticked` brings the seconds left, `lock_wanted` comes once."""

    ticked = Signal(int)
    lock_wanted = Signal()

    def __init__(self, parent: QObject | None = None, clocks: Clocks | None = None) -> None:
        super().__init__(parent)
        self._clocks = clocks or Clocks()
        self._minutes = USUAL_MINUTES
        self._running = False
        self._start_marks()
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self.tick)

    @property
    def minutes(self) -> int:
        """Minutes without a sign of life before the lock."""
        return self._minutes

    def set_minutes(self, minutes: int) -> None:
        """Change the delay, kept between 1 and 15 minutes: it cannot be turned off."""
        self._minutes = max(SHORTEST_MINUTES, min(LONGEST_MINUTES, minutes))

    def start(self) -> None:
        """Begin to watch: the vault is open."""
        self._start_marks()
        self._running = True
        self._listen()
        self._timer.start()

    def stop(self) -> None:
        """Stop watching."""
        self._running = False
        self._timer.stop()

    def touch(self) -> None:
        """Take a sign of life."""
        self._last_sign = self._clocks.steady()

    def seconds_quiet(self) -> float:
        """Tell for how long nothing has moved."""
        return self._clocks.steady() - self._last_sign

    def seconds_left(self) -> int:
        """Tell how long until the lock if nothing moves."""
        now = self._clocks.steady()
        idle = self._minutes * 60 - (now - self._last_sign)
        return max(0, round(min(idle, ABSOLUTE_SECONDS - (now - self._opened))))

    def tick(self) -> None:
        """Look at the clocks: lock, or tell how long is left."""
        if not self._running:
            return
        if self._slept() or self.seconds_left() == 0:
            self.stop()
            self.lock_wanted.emit()
            return
        self._listen()
        self.ticked.emit(self.seconds_left())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._running and event.type() in _SIGNS_OF_LIFE:
            if self._slept():
                self.tick()
            else:
                self.touch()
        return False

    def _listen(self) -> None:
        """Hear what the system sends to our windows, those opened since among them.

        Never every event of the application: making a page is thousands of them, each of which
        would go through Python. What an input method composes goes to the field itself.
        """
        for window in QGuiApplication.allWindows():
            window.installEventFilter(self)
        field = cast("QObject | None", QGuiApplication.focusObject())
        if field is not None:
            field.installEventFilter(self)

    def _start_marks(self) -> None:
        steady, wall = self._clocks.steady(), self._clocks.wall()
        self._opened = self._last_sign = self._last_steady = steady
        self._last_wall = wall

    def _slept(self) -> bool:
        """Tell whether the wall clock went further than the steady one: the machine was asleep."""
        steady, wall = self._clocks.steady(), self._clocks.wall()
        gap = abs((wall - self._last_wall) - (steady - self._last_steady))
        self._last_steady, self._last_wall = steady, wall
        return gap > GAP_SECONDS
