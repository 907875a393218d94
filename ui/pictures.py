"""Pictures of every page, taken from the real window: left by the demo, looked at after changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent

from app.ports.queries import CaseFilter
from ui.application import make_application
from ui.bootstrap import vault_service
from ui.cabinet import pages
from ui.discretion import Discretion
from ui.jobs import InlineJobs
from ui.last_vault import LastVault
from ui.machine import MachineClock
from ui.page import Desk, Place
from ui.pages.unlock.page import UnlockPage
from ui.shell import NAVIGATION, Shell
from ui.theme import SchemeChoice, Theme
from ui.widgets.gradual import Gradual
from ui.window import Window

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from app.ports.clock import Clock
    from ui.services import Services

_SIZE = (1440, 900)
"""A usual laptop, whatever screen there is here."""
_TURNS = 8
"""Turns of the event loop after which every delayed layout and repaint is done."""


@dataclass(frozen=True, slots=True)
class Look:
    """One way the window may look: scheme, zoom in percent, discreet or not."""

    name: str
    scheme: SchemeChoice = SchemeChoice.LIGHT
    zoom: int = 100
    discreet: bool = False


LOOKS = (
    Look("clair"),
    Look("sombre", scheme=SchemeChoice.DARK),
    Look("zoom-200", zoom=200),
    Look("discret", discreet=True),
)


def take(
    services: Services,
    vault: Path,
    folder: Path,
    *,
    looks: Iterable[Look] = LOOKS,
    clock: Clock | None = None,
) -> tuple[Path, ...]:
    """Take a picture of each page in each look, the way in last.

    Names say page and look, never a person.
    """
    app = make_application(["armoire"])
    desk = Desk(InlineJobs(app), Theme(app), Discretion(app), clock or MachineClock())
    window = Window(desk.theme)
    shell = Shell(desk, pages(desk, services))
    window.show_content(shell)
    window.show()
    window.resize(*_SIZE)
    folder.mkdir(parents=True, exist_ok=True)
    taken: list[Path] = []
    for look in looks:
        put_on(desk, look)
        for place in _places(services):
            shell.go(place)
            taken.append(_picture(window, folder / f"{place.page}-{look.name}.png"))
    unlock = UnlockPage(desk, vault_service(), LastVault(folder), folder=vault)
    window.show_content(unlock)
    unlock.read()
    for look in looks:
        put_on(desk, look)
        taken.append(_picture(window, folder / f"{unlock.name}-{look.name}.png"))
    window.close_for_good()
    return tuple(taken)


def put_on(desk: Desk, look: Look) -> None:
    """Make the window look so."""
    desk.theme.choose(look.scheme)
    desk.theme.set_zoom(look.zoom)
    if desk.discretion.on != look.discreet:
        desk.discretion.toggle()


def _places(services: Services) -> tuple[Place, ...]:
    """Every page of the side bar, the busiest case file, and the form on it."""
    rows = services.cases.list(CaseFilter()).rows
    busiest = max(rows, key=lambda row: row.interviews, default=None)
    case = busiest.case_id if busiest is not None else None
    inner = (Place("case", case), Place("interview", case)) if case is not None else ()
    return (*(Place(entry.page) for entry in NAVIGATION), *inner)


def settle(window: QWidget) -> None:
    """Let every part be drawn, and every delayed layout and repaint be done."""
    left = _TURNS
    while left:
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        drawn = all(one.drawn for one in window.findChildren(Gradual))
        left = left - 1 if drawn else _TURNS


def _picture(window: Window, file: Path) -> Path:
    settle(window)
    window.grab().save(str(file))
    return file
