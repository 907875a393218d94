"""The start: builds the vault's service, the jobs and the window, and nothing heavier.

What an open vault offers is wired in `ui/cabinet.py`; these two files alone know every layer.
"""

from __future__ import annotations

import os
import sys
from functools import partial
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from platformdirs import user_config_path

import resources
from app.usecases.vault import VaultService
from storage.repair.gateway import MendableVaults
from storage.vault.passphrase import FrenchPassphrases
from storage.vault.watch import Surroundings
from ui.machine import MachineClock

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from app.ports.clock import Clock
    from storage.vault.session import OpenVault
    from ui.page import Desk, Page
    from ui.pages.unlock.page import UnlockPage
    from ui.services import Services
    from ui.session import Session
    from ui.window import Window

WINDOW_VARIABLE = "ARMOIRE_WINDOW"
_READ_AHEAD_MS = 300
"""The unlock window is painted first."""
_TURN_SECONDS = 0.001


def vault_service(clock: Clock | None = None) -> VaultService[OpenVault]:
    """Return the service of the cabinet on real encrypted vaults."""
    around = Surroundings(user_config_path("armoire") / "witness")
    vaults = MendableVaults(clock or MachineClock(), around=around)
    return VaultService(vaults, FrenchPassphrases())


def give_the_window_its_turn() -> None:
    """Make the working threads hand the interpreter back soon.

    The window asks for it at each slot and each cell painted; at Python's usual 5 ms a time, a
    screen painted while tables are counted adds up to a stall she feels.
    """
    sys.setswitchinterval(_TURN_SECONDS)


def run_desktop(folder: Path | None = None) -> int:
    """Run the window until it is closed; a lock replaces the process by a fresh one."""
    from ui.application import CrashHook, make_application
    from ui.desktop import Desktop, Wiring
    from ui.discretion import Discretion
    from ui.guards import Guards
    from ui.jobs import Jobs
    from ui.last_vault import LastVault
    from ui.page import Desk
    from ui.pages.unlock.page import Example, UnlockPage
    from ui.session import Session
    from ui.theme import Theme
    from ui.window import Window

    give_the_window_its_turn()
    app = make_application(["armoire"])
    hook = CrashHook.installed()
    clock = MachineClock()
    guards = Guards(app)
    desk = Desk(Jobs(app), Theme(app), Discretion(app), clock, guards.safeguards)
    vault, last = vault_service(clock), LastVault()
    window, session = Window(desk.theme), Session(app)

    def unlock_page(on: Desk) -> UnlockPage:
        example = Example(partial(_open_example, vault))
        return UnlockPage(on, vault, last, folder=folder, example=example)

    desktop = Desktop(
        desk,
        window,
        session,
        vault,
        Wiring(partial(_services, vault, clock), _pages, unlock_page, _restart, _end),
    )
    hook.crashed.connect(desktop.crashed)
    guards.attach(desktop, desk.discretion)
    window.place_at(os.environ.pop(WINDOW_VARIABLE, ""))
    desktop.start()
    window.show()
    _keep_the_window_free(desk, window, session)
    return app.exec()


def _keep_the_window_free(desk: Desk, window: Window, session: Session) -> None:
    """Collect between two events only, and load what an open vault needs away from the window."""
    from PySide6.QtCore import QTimer

    from ui.collecting import Collector

    collector = Collector(session.seconds_quiet, window)
    collector.start()
    ahead = partial(desk.jobs.render, window, read_ahead, collector.spare)
    QTimer.singleShot(_READ_AHEAD_MS, ahead)


def _services(vault: VaultService[OpenVault], clock: Clock) -> Services:
    from ui.cabinet import services

    return services(vault, clock)


def _pages(desk: Desk, given: Services) -> Mapping[str, Callable[[], Page]]:
    from ui.cabinet import pages

    return pages(desk, given)


def _open_example(vault: VaultService[OpenVault]) -> Path:
    from platformdirs import user_data_path

    from ui.example import open_example

    return open_example(vault, user_data_path("armoire"))


def read_ahead() -> None:
    """Load what an open vault needs, its pages and their words, while she types her phrase."""
    import_module("ui.cabinet")
    pages = import_module("ui.pages")
    for found in iter_modules(pages.__path__):
        import_module(f"{pages.__name__}.{found.name}.page")
    from ui.texts import LANGUAGE

    texts, icons = ("texts", LANGUAGE), ("icons", "lucide")
    for name in resources.names(*texts):
        resources.read_toml(*texts, name)
    for name in resources.names(*icons):
        resources.read_text(*icons, name)


def _restart(folder: Path | None, geometry: str) -> None:
    """Start the locked window afresh: the process is replaced."""
    from ui.relaunch import relaunch

    os.environ[WINDOW_VARIABLE] = geometry
    relaunch(folder)


def _end() -> None:
    """End the program."""
    from PySide6.QtWidgets import QApplication

    QApplication.exit(0)
