"""Every window of ours asks the system to leave it out of screen captures and screen sharing.

Windows and macOS have such a request; Linux has none, and Settings say so. It is no barrier against
a program with more rights, nor against a camera.
"""

from __future__ import annotations

import ctypes
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Callable

_EXCLUDE_FROM_CAPTURE = 0x11
_SHARING_NONE = 0


class CaptureBlock(QObject):
    """Asks for each window as it is shown, dialogs and lists included."""

    def __init__(
        self, exclude: Callable[[int], bool] | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._exclude = exclude or _way_of_this_system()

    @property
    def possible(self) -> bool:
        """Tell whether this system knows such a request."""
        return self._exclude is not None

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        shown = event.type() is QEvent.Type.Show
        if shown and self._exclude and isinstance(watched, QWidget) and watched.isWindow():
            self._exclude(int(watched.winId()))
        return super().eventFilter(watched, event)


def _way_of_this_system() -> Callable[[int], bool] | None:
    if sys.platform == "win32":
        return _exclude_on_windows
    if sys.platform == "darwin":
        return _exclude_on_macos
    return None


def _exclude_on_windows(window: int) -> bool:
    if sys.platform != "win32":
        return False
    return bool(ctypes.windll.user32.SetWindowDisplayAffinity(window, _EXCLUDE_FROM_CAPTURE))


def _exclude_on_macos(view: int) -> bool:
    """Ask the window that holds a view, in the way of Objective-C."""
    objc = ctypes.CDLL("/usr/lib/libobjc.dylib")
    objc.sel_registerName.restype = ctypes.c_void_p
    objc.sel_registerName.argtypes = [ctypes.c_char_p]
    send = objc.objc_msgSend
    send.restype, send.argtypes = ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_void_p]
    window = send(view, objc.sel_registerName(b"window"))
    if not window:
        return False
    send.restype, send.argtypes = None, [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong]
    send(window, objc.sel_registerName(b"setSharingType:"), _SHARING_NONE)
    return True
