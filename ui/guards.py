"""What watches around the window: locks of the system, clipboard, screen captures, new screens."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from ui.capture_block import CaptureBlock
from ui.clipboard import ClipboardGuard
from ui.hardening import seal_libraries
from ui.page import Notice
from ui.safeguards import Safeguards
from ui.system_locks.choice import lock_source
from ui.texts import text

if TYPE_CHECKING:
    from PySide6.QtGui import QScreen
    from PySide6.QtWidgets import QApplication

    from ui.desktop import Desktop
    from ui.discretion import Discretion

_WITH_A_SECOND = 2


class Guards(QObject):
    """Watches for the whole life of the window."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._locks = lock_source(self)
        self._clipboard = ClipboardGuard(application.clipboard(), self)
        self._capture = CaptureBlock(parent=self)
        if self._capture.possible:
            application.installEventFilter(self._capture)

    @property
    def safeguards(self) -> Safeguards:
        """What this system lets the program do, for Settings to say."""
        return Safeguards(self._locks.active, self._capture.possible)

    def attach(self, desktop: Desktop, discretion: Discretion) -> None:
        """Tell the desktop what happens around it; from then on the system's libraries are shut."""
        desktop.vault_opened.connect(self._locks.start)
        desktop.locking.connect(self._clipboard.forget)
        self._locks.lock_wanted.connect(desktop.lock_with_system)
        self._application.screenAdded.connect(partial(screen_added, desktop, discretion))
        seal_libraries()


def screen_added(desktop: Desktop, discretion: Discretion, _screen: QScreen) -> None:
    """A second screen may be a projector: names hide until she says otherwise."""
    if len(QGuiApplication.screens()) < _WITH_A_SECOND or discretion.on:
        return
    discretion.toggle()
    if desktop.shell is not None:
        desktop.shell.say(Notice(text("shell.second_screen"), "warn"))
