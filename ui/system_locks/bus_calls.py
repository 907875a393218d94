"""Questions to a bus whose answers come later: the window never waits for another program."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusError, QDBusMessage, QDBusVariant

if TYPE_CHECKING:
    from collections.abc import Callable

_PATIENCE_MS = 2000
_PROPERTIES = "org.freedesktop.DBus.Properties"


def slot(signature: str) -> bytes:
    """The name of a slot as QtDBus wants it: text, whatever its type stubs say."""
    return cast("bytes", SLOT(signature))


class BusCall(QObject):
    """One question; the answer goes to `then`, a refusal to `otherwise`, and it ends."""

    def __init__(
        self,
        parent: QObject,
        then: Callable[[QDBusMessage], None],
        otherwise: Callable[[], None] | None,
    ) -> None:
        super().__init__(parent)
        self._then, self._otherwise = then, otherwise

    def send(self, bus: QDBusConnection, message: QDBusMessage) -> None:
        """Ask."""
        answered, refused = slot("answered(QDBusMessage)"), slot("refused(QDBusError,QDBusMessage)")
        if not bus.callWithCallback(message, self, answered, refused, _PATIENCE_MS):
            self.deleteLater()

    @Slot(QDBusMessage)
    def answered(self, answer: QDBusMessage) -> None:
        """Take the answer."""
        self._then(answer)
        self.deleteLater()

    @Slot(QDBusError, QDBusMessage)
    def refused(self, _error: QDBusError, _asked: QDBusMessage) -> None:
        """Take a refusal, or silence."""
        if self._otherwise is not None:
            self._otherwise()
        self.deleteLater()


def ask(
    owner: QObject,
    bus: QDBusConnection,
    message: QDBusMessage,
    then: Callable[[QDBusMessage], None],
    otherwise: Callable[[], None] | None = None,
) -> None:
    """Ask something of a program on a bus, as long as the owner lives."""
    BusCall(owner, then, otherwise).send(bus, message)


def ask_property(
    owner: QObject,
    bus: QDBusConnection,
    where: tuple[str, str, str],
    name: str,
    then: Callable[[object], None],
) -> None:
    """Ask for a property; `where` is the service, the path and the interface that has it."""
    service, path, interface = where
    message = QDBusMessage.createMethodCall(service, path, _PROPERTIES, "Get")
    message.setArguments([interface, name])
    ask(owner, bus, message, partial(_unwrapped, then))


def _unwrapped(then: Callable[[object], None], answer: QDBusMessage) -> None:
    held = answer.arguments()[0] if answer.arguments() else None
    then(held.variant() if isinstance(held, QDBusVariant) else held)
