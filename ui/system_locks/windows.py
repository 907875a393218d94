"""Windows: the messages that every top-level window gets about its session and the power."""

from __future__ import annotations

import ctypes
import sys
from ctypes import wintypes
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractNativeEventFilter, QCoreApplication, QObject
from PySide6.QtGui import QGuiApplication
from typing_extensions import override

from ui.system_locks.source import LockReason, LockSource

if TYPE_CHECKING:
    from collections.abc import Callable

_SESSION_CHANGE, _POWER, _ENDING = 0x02B1, 0x0218, 0x0011
_MEANINGS = {
    (_SESSION_CHANGE, 0x7): LockReason.SCREEN_LOCK,
    (_SESSION_CHANGE, 0x2): LockReason.USER_SWITCH,  # the console goes to somebody else
    (_SESSION_CHANGE, 0x3): LockReason.REMOTE_SESSION,
    (_SESSION_CHANGE, 0x4): LockReason.USER_SWITCH,  # a session from afar is left
    (_SESSION_CHANGE, 0x6): LockReason.SHUTDOWN,
    (_POWER, 0x4): LockReason.SLEEP,
}
_THIS_SESSION = 0


def meaning(message: int, what: int) -> LockReason | None:
    """Return what a message means for the vault; None when nothing."""
    if message == _ENDING:
        return LockReason.SHUTDOWN
    return _MEANINGS.get((message, what))


class _Filter(QAbstractNativeEventFilter):
    """Reads the messages of Windows before Qt does."""

    def __init__(self, want: Callable[[LockReason], None]) -> None:
        super().__init__()
        self._want = want

    @override
    def nativeEventFilter(self, eventType: object, message: int) -> tuple[bool, int]:
        got = wintypes.MSG.from_address(int(message))
        reason = meaning(int(got.message), int(got.wParam))
        if reason is not None:
            self._want(reason)
        return False, 0


class WindowsLocks(LockSource):
    """Asks Windows to say when the session is locked, left or joined from afar."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._filter: _Filter | None = None
        self._told = False

    @override
    def start(self) -> None:
        application = QCoreApplication.instance()
        if self._filter is None and application is not None:
            self._filter = _Filter(self._emit)
            application.installNativeEventFilter(self._filter)
            self._told = any(
                _register(int(one.winId())) for one in QGuiApplication.topLevelWindows()
            )

    @override
    def active(self) -> bool:
        return self._told

    def _emit(self, reason: LockReason) -> None:
        self.lock_wanted.emit(reason.value)


def _register(window: int) -> bool:
    """Have a window told about its session."""
    if sys.platform != "win32":
        return False
    return bool(ctypes.windll.wtsapi32.WTSRegisterSessionNotification(window, _THIS_SESSION))
