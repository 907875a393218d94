"""What every system's source of locks is: it says why to lock, and whether it can be relied on."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QObject, Signal


class LockReason(StrEnum):
    """Why the system asks for a lock; the journal keeps it."""

    SCREEN_LOCK = "screen_lock"
    SLEEP = "sleep"
    LID = "lid"
    USER_SWITCH = "user_switch"
    SHUTDOWN = "shutdown"
    REMOTE_SESSION = "remote_session"


class LockSource(QObject):
    """Emits `lock_wanted` with a LockReason. This one never does: there is no such system."""

    lock_wanted = Signal(str)

    def start(self) -> None:
        """Begin to listen: the vault is open, and the system waits for it before it sleeps."""

    def active(self) -> bool:
        """Tell whether the vault locks together with the session of the system."""
        return False
