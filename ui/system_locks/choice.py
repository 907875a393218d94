"""Which source of locks this system has."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ui.system_locks.source import LockSource

if TYPE_CHECKING:
    from PySide6.QtCore import QObject


def lock_source(parent: QObject) -> LockSource:
    """Return the source of this system. macOS has none yet: the idle delay and sleep's gap hold."""
    if sys.platform == "win32":
        from ui.system_locks.windows import WindowsLocks

        return WindowsLocks(parent)
    if sys.platform.startswith("linux"):
        from ui.system_locks.linux import LinuxLocks

        return LinuxLocks(parent)
    return LockSource(parent)
