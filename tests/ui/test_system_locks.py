"""The vault locks with the system: each sign of leaving is heard, on a real bus of its own."""

from __future__ import annotations

import os
import pwd
import sys
from typing import TYPE_CHECKING

import pytest

if not sys.platform.startswith("linux"):
    pytest.skip("these signs are those of Linux", allow_module_level=True)

from PySide6.QtDBus import QDBusConnection
from testkit.bus import FAR, LOGIN, MANAGER, MINE, MISSING, StandIn, a_bus

from ui.system_locks.linux import Buses, LinuxLocks
from ui.system_locks.windows import meaning

if TYPE_CHECKING:
    from collections.abc import Iterator

SESSION, POWER = f"{LOGIN}.Session", "org.freedesktop.UPower"
SIGNS = {
    "its own lock": (f"signal {MINE} {SESSION} Lock", "screen_lock"),
    "the lock of GNOME": (
        "signal /org/gnome/ScreenSaver org.gnome.ScreenSaver ActiveChanged true",
        "screen_lock",
    ),
    "the lock of KDE": (
        "signal /ScreenSaver org.freedesktop.ScreenSaver ActiveChanged true",
        "screen_lock",
    ),
    "about to lock": ("signal /ScreenSaver org.kde.screensaver AboutToLock", "screen_lock"),
    "a lock hint": (f"property {MINE} {SESSION} LockedHint true", "screen_lock"),
    "another user": (f"property {MINE} {SESSION} Active false", "user_switch"),
    "sleep": (f"signal {MANAGER} {LOGIN}.Manager PrepareForSleep true", "sleep"),
    "the end of day": (f"signal {MANAGER} {LOGIN}.Manager PrepareForShutdown true", "shutdown"),
    "the lid": (f"property /org/freedesktop/UPower {POWER} LidIsClosed true", "lid"),
    "the lid by logind": (f"property {MANAGER} {LOGIN}.Manager LidClosed true", "lid"),
    "from afar": (f"signal {MANAGER} {LOGIN}.Manager SessionNew 9 {FAR}", "remote_session"),
}  # fmt: skip
NO_SIGNS = {
    "the screen comes back": "signal /ScreenSaver org.freedesktop.ScreenSaver ActiveChanged false",
    "awake again": f"signal {MANAGER} {LOGIN}.Manager PrepareForSleep false",
    "the lock of another session": f"signal {FAR} {SESSION} Lock",
    "she is back": f"property {MINE} {SESSION} Active true",
    "the lid opens": f"property /org/freedesktop/UPower {POWER} LidIsClosed false",
}
needs_a_bus = pytest.mark.skipif(bool(MISSING), reason=MISSING)


class Scene:
    """Our side and the other one, on the same bus."""

    def __init__(self, qtbot, address: str) -> None:
        self.qtbot, self.reasons = qtbot, []
        self.system = StandIn(address)
        self.system.ask("set", "Name", pwd.getpwuid(os.getuid()).pw_name)
        bus = QDBusConnection.connectToBus(address, f"ours-{id(self)}")
        self.locks = LinuxLocks(find_buses=lambda: Buses(bus, bus))
        self.locks.lock_wanted.connect(self.reasons.append)
        self.locks.start()
        qtbot.waitUntil(lambda: self.system.ask("held") == "1", timeout=5000)
        qtbot.waitUntil(lambda: bool(self.locks._session_path), timeout=5000)


@pytest.fixture
def scene(qtbot, tmp_path) -> Iterator[Scene]:
    with a_bus(tmp_path) as address:
        made = Scene(qtbot, address)
        yield made
        made.system.end()
        made.locks.deleteLater()


@needs_a_bus
@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.requirement("BRY-27")
def test_a_sign_of_leaving_asks_for_a_lock_with_its_reason(scene: Scene, sign: str) -> None:
    order, reason = SIGNS[sign]
    assert scene.system.ask(order) == "done"
    scene.qtbot.waitUntil(lambda: scene.reasons == [reason], timeout=5000)


@needs_a_bus
@pytest.mark.parametrize("sign", NO_SIGNS)
def test_what_is_no_sign_of_leaving_asks_for_nothing(scene: Scene, sign: str) -> None:
    scene.system.ask(NO_SIGNS[sign])
    last = f"signal {MANAGER} {LOGIN}.Manager PrepareForShutdown true"  # comes after, in order
    scene.system.ask(last)
    scene.qtbot.waitUntil(lambda: "shutdown" in scene.reasons, timeout=5000)
    assert scene.reasons == ["shutdown"]


@needs_a_bus
def test_a_session_from_afar_of_somebody_else_asks_for_nothing(scene: Scene) -> None:
    scene.system.ask("set", "Name", "quelqu’un-d’autre")
    scene.system.ask(SIGNS["from afar"][0])
    scene.system.ask(SIGNS["the end of day"][0])
    scene.qtbot.waitUntil(lambda: bool(scene.reasons), timeout=5000)
    assert scene.reasons == ["shutdown"]


@needs_a_bus
def test_the_system_waits_for_the_lock_before_it_sleeps(scene: Scene) -> None:
    assert scene.system.ask("let_go") == "no"
    scene.locks._delay = None  # what the end of the process image does
    scene.qtbot.waitUntil(lambda: scene.system.ask("let_go") == "yes", timeout=5000)


@needs_a_bus
def test_settings_may_say_that_it_is_active(scene: Scene) -> None:
    assert scene.locks.active()


def test_without_a_bus_nothing_is_heard_and_nothing_breaks(qapp) -> None:
    gone = QDBusConnection.connectToBus("unix:path=/nowhere", "gone")
    locks = LinuxLocks(find_buses=lambda: Buses(gone, gone))
    locks.start()
    assert not locks.active()


@pytest.mark.parametrize(
    ("message", "what", "reason"),
    [
        (0x02B1, 7, "screen_lock"),
        (0x02B1, 8, None),
        (0x02B1, 2, "user_switch"),
        (0x02B1, 3, "remote_session"),
        (0x0218, 4, "sleep"),
        (0x0218, 7, None),
        (0x0011, 0, "shutdown"),
        (0x0010, 7, None),
    ],
)
def test_the_messages_of_windows_are_read(message: int, what: int, reason: str | None) -> None:
    assert meaning(message, what) == reason
