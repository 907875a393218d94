"""A message bus of the test's own, and a stand-in for logind and a screen saver on it.

The stand-in is a process of its own: `python -m testkit.bus ADDRESS` obeys lines on its input.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QSocketNotifier
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusUnixFileDescriptor,
    QDBusVariant,
    QDBusVirtualObject,
)

if TYPE_CHECKING:
    from collections.abc import Generator

CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={socket}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/>
</policy></busconfig>"""
LOGIN, MANAGER = "org.freedesktop.login1", "/org/freedesktop/login1"
MINE, FAR = f"{MANAGER}/session/_31", f"{MANAGER}/session/_39"
MISSING = "" if shutil.which("dbus-daemon") else "dbus-daemon is not installed"


@contextmanager
def a_bus(folder: Path) -> Generator[str]:
    """A private bus in a folder; its address."""
    socket, configuration = folder / "bus", folder / "bus.conf"
    configuration.write_text(CONFIGURATION.format(socket=socket))
    words = ["dbus-daemon", "--nofork", "--print-address=1", f"--config-file={configuration}"]
    daemon = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert daemon.stdout is not None
        assert daemon.stdout.readline().startswith("unix:")
        yield f"unix:path={socket}"
    finally:
        daemon.terminate()
        daemon.wait(10)


class StandIn:
    """Logind and a screen saver, in a process of their own."""

    def __init__(self, address: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "testkit.bus", address],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        )
        assert self.ask("hello") == "ready"

    def ask(self, *words: str) -> str:
        """Give an order and return the answer."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(" ".join(words) + "\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().strip()

    def end(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait(10)


class _Login(QDBusVirtualObject):
    """Answers what logind answers, and says what it is told to say."""

    def __init__(self, bus: QDBusConnection) -> None:
        super().__init__()
        self._bus = bus
        self.held: list[int] = []
        self.values: dict[str, Any] = {
            "Active": True, "LockedHint": False, "LidIsClosed": False, "LidClosed": False,
            "Remote": True, "Name": "",
        }  # fmt: skip

    def introspect(self, _path: str) -> str:
        return ""

    def handleMessage(  # noqa: N802 — the name that Qt calls
        self, message: QDBusMessage, _connection: QDBusConnection
    ) -> bool:
        reply = message.createReply()
        match message.member():
            case "Inhibit":
                read, write = os.pipe()
                self.held.append(read)
                reply.setArguments([QDBusUnixFileDescriptor(write)])
                os.close(write)
            case "GetSession" | "GetSessionByPID":
                reply.setArguments([QDBusObjectPath(MINE)])
            case "Get":
                reply.setArguments([QDBusVariant(self.values[message.arguments()[1]])])
            case _:
                return False
        return self._bus.send(reply)

    def obey(self, order: str) -> str:
        """Do one line of orders."""
        match order.split():
            case ["hello"]:
                return "ready"
            case ["signal", path, interface, name, *rest]:
                self._emit(path, interface, name, [_value(one) for one in rest])
            case ["property", path, interface, name, value]:
                self.values[name] = _value(value)
                arguments = [interface, {name: _value(value)}, []]
                self._emit(path, "org.freedesktop.DBus.Properties", "PropertiesChanged", arguments)
            case ["set", name, value]:
                self.values[name] = _value(value)
            case ["held"]:
                return str(len(self.held))
            case ["let_go"]:
                os.set_blocking(self.held[0], False)
                return "yes" if _ended(self.held[0]) else "no"
            case _:
                return "unknown"
        return "done"

    def _emit(self, path: str, interface: str, name: str, arguments: list[Any]) -> None:
        signal = QDBusMessage.createSignal(path, interface, name)
        signal.setArguments(arguments)
        self._bus.send(signal)


def _ended(pipe: int) -> bool:
    """Whether the other side let go of it."""
    try:
        return os.read(pipe, 1) == b""
    except BlockingIOError:
        return False


def _value(word: str) -> Any:
    if word.startswith("/"):
        return QDBusObjectPath(word)
    return {"true": True, "false": False}.get(word, word)


def main(address: str) -> None:
    """Take the names on a bus, then orders line by line until the input ends."""
    app = QCoreApplication([])
    bus = QDBusConnection.connectToBus(address, "stand-in")
    login = _Login(bus)
    everywhere = QDBusConnection.VirtualObjectRegisterOption.SubPath
    bus.registerVirtualObject(MANAGER, login, everywhere)
    bus.registerVirtualObject("/org/freedesktop/UPower", login, everywhere)
    for name in (LOGIN, "org.freedesktop.UPower", "org.freedesktop.ScreenSaver"):
        bus.registerService(name)
    orders = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)

    def obey() -> None:
        line = sys.stdin.readline()
        if not line:
            app.quit()
            return
        print(login.obey(line.strip()), flush=True)

    orders.activated.connect(obey)
    app.exec()


if __name__ == "__main__":
    main(sys.argv[1])
