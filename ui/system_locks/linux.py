"""Linux: logind and UPower on the system bus, the screen savers on the session bus.

Without a bus, or without who answers on it, nothing is heard: the idle delay holds alone.
"""

from __future__ import annotations

import os
import pwd
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusObjectPath
from typing_extensions import override

from ui.system_locks.bus_calls import ask, ask_property, slot
from ui.system_locks.source import LockReason, LockSource
from ui.texts import text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_LOGIN = "org.freedesktop.login1"
_LOGIN_PATH = "/org/freedesktop/login1"
_MANAGER = "org.freedesktop.login1.Manager"
_SESSION = "org.freedesktop.login1.Session"
_POWER = "org.freedesktop.UPower"
_POWER_PATH = "/org/freedesktop/UPower"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_SCREEN_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.kde.screensaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)
_BEGINNINGS = {
    "PrepareForSleep": LockReason.SLEEP,
    "PrepareForShutdown": LockReason.SHUTDOWN,
    "ActiveChanged": LockReason.SCREEN_LOCK,
}
"""Signals that say true when it begins and false when it is over."""
_ORDERS = {"Lock", "AboutToLock"}
"""Signals that say it all by being sent."""
_MEANINGS = {
    "Active": (False, LockReason.USER_SWITCH),
    "LockedHint": (True, LockReason.SCREEN_LOCK),
    "LidIsClosed": (True, LockReason.LID),
    "LidClosed": (True, LockReason.LID),
}
"""Properties, the value of each that matters, and what it means."""


@dataclass(frozen=True, slots=True)
class Buses:
    """The bus of the machine, and the one of her session."""

    system: QDBusConnection
    session: QDBusConnection


def usual_buses() -> Buses:
    """Return the buses that the environment names."""
    return Buses(QDBusConnection.systemBus(), QDBusConnection.sessionBus())


class LinuxLocks(LockSource):
    """Listens while the vault is open, and has the system wait for the lock before it sleeps."""

    def __init__(
        self, parent: QObject | None = None, find_buses: Callable[[], Buses] = usual_buses
    ) -> None:
        super().__init__(parent)
        self._find_buses = find_buses
        self._buses: Buses | None = None
        self._session_path = ""
        self._delay: QDBusMessage | None = None
        """The answer that makes the system wait; it ends with this process image."""

    @override
    def start(self) -> None:
        if self._buses is not None:
            return
        self._buses = buses = self._find_buses()
        for name in _SCREEN_SAVERS:
            for signal in ("ActiveChanged", "AboutToLock"):
                self._listen(buses.session, "", "", name, signal)
        for signal in ("PrepareForSleep", "PrepareForShutdown", "SessionNew"):
            self._listen(buses.system, _LOGIN, _LOGIN_PATH, _MANAGER, signal)
        for service, path in ((_LOGIN, _LOGIN_PATH), (_POWER, _POWER_PATH)):
            self._listen(buses.system, service, path, _PROPERTIES, "PropertiesChanged")
        if buses.system.isConnected():
            self._ask_login(buses.system)

    @override
    def active(self) -> bool:
        if self._session_path:
            return True
        bus = self._buses.session if self._buses is not None else None
        if bus is None or not bus.isConnected():
            return False
        served = bus.interface().isServiceRegistered
        return any(served(name).value() for name in _SCREEN_SAVERS)

    @Slot(QDBusMessage)
    def heard(self, message: QDBusMessage) -> None:
        """Take a signal of a bus."""
        name, said = message.member(), message.arguments()
        if name in _ORDERS:
            self.lock_wanted.emit(LockReason.SCREEN_LOCK.value)
        elif name in _BEGINNINGS and said and said[0] is True:
            self.lock_wanted.emit(_BEGINNINGS[name].value)
        elif name == "PropertiesChanged":
            self._look_again(message.path())
        elif name == "SessionNew" and isinstance(said[-1], QDBusObjectPath):
            self._look_at_new(said[-1].path())

    def _listen(
        self, bus: QDBusConnection, service: str, path: str, interface: str, signal: str
    ) -> None:
        if bus.isConnected():
            bus.connect(service, path, interface, signal, self, slot("heard(QDBusMessage)"))

    def _ask_login(self, bus: QDBusConnection) -> None:
        """Ask logind to wait for the lock before it sleeps, then which session is ours."""
        words = ["sleep:shutdown", text("shell.product"), text("shell.lock_first"), "delay"]
        ask(self, bus, _to_login("Inhibit", words), self._keep_delay)
        by_process = partial(
            ask, self, bus, _to_login("GetSessionByPID", [os.getpid()]), self._found
        )
        name = os.environ.get("XDG_SESSION_ID", "")
        ask(self, bus, _to_login("GetSession", [name]), self._found, by_process)

    def _keep_delay(self, answer: QDBusMessage) -> None:
        self._delay = answer

    def _found(self, answer: QDBusMessage) -> None:
        """Our session is known: listen to it."""
        path = answer.arguments()[0]
        if isinstance(path, QDBusObjectPath) and self._buses is not None:
            self._session_path = path.path()
            bus = self._buses.system
            self._listen(bus, _LOGIN, self._session_path, _SESSION, "Lock")
            self._listen(bus, _LOGIN, self._session_path, _PROPERTIES, "PropertiesChanged")

    def _look_again(self, path: str) -> None:
        """Something of our session, of logind or of the power changed: ask for what matters."""
        if path == self._session_path:
            for name in ("Active", "LockedHint"):
                self._read((_LOGIN, path, _SESSION), name, partial(self._weigh, name))
        elif path == _POWER_PATH:
            self._read((_POWER, path, _POWER), "LidIsClosed", partial(self._weigh, "LidIsClosed"))
        elif path == _LOGIN_PATH:
            self._read((_LOGIN, path, _MANAGER), "LidClosed", partial(self._weigh, "LidClosed"))

    def _look_at_new(self, path: str) -> None:
        """Somebody came in: see whether it is under her name, and from afar."""
        where = (_LOGIN, path, _SESSION)
        self._read(where, "Name", partial(self._look_from_where, where))

    def _look_from_where(self, where: tuple[str, str, str], name: object) -> None:
        if name == pwd.getpwuid(os.getuid()).pw_name:
            self._read(where, "Remote", self._weigh_remote)

    def _weigh_remote(self, remote: object) -> None:
        if remote is True:
            self.lock_wanted.emit(LockReason.REMOTE_SESSION.value)

    def _weigh(self, name: str, value: object) -> None:
        matters, reason = _MEANINGS[name]
        if value is matters:
            self.lock_wanted.emit(reason.value)

    def _read(self, where: tuple[str, str, str], name: str, then: Callable[[object], None]) -> None:
        if self._buses is not None:
            ask_property(self, self._buses.system, where, name, then)


def _to_login(member: str, words: Sequence[object]) -> QDBusMessage:
    message = QDBusMessage.createMethodCall(_LOGIN, _LOGIN_PATH, _MANAGER, member)
    message.setArguments(words)
    return message
