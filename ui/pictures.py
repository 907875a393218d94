"""Pictures of every page, taken from the real window: left by the demo, looked at after changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent

from app.ports.queries import CaseFilter
from ui.application import make_application
from ui.cabinet import pages
from ui.discretion import Discretion
from ui.jobs import InlineJobs
from ui.machine import MachineClock
from ui.page import Desk, Place
from ui.shell import NAVIGATION, Shell
from ui.theme import SchemeChoice, Theme
from ui.window import Window

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from app.ports.clock import Clock
    from ui.services import Services

_SIZE = (1440, 900)
"""A usual laptop, whatever screen there is here."""
_TURNS = 4
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
    services: Services, folder: Path, *, looks: Iterable[Look] = LOOKS, clock: Clock | None = None
) -> tuple[Path, ...]:
    """Take a picture of each page in each look; names say page and look, never a person."""
    app = make_application(["armoire"])
    desk = Desk(InlineJobs(app), Theme(app), Discretion(app), clock or MachineClock())
    window = Window(desk.theme)
    shell = Shell(desk, pages(desk, services))
    window.show_content(shell)
    window.show()
    window.resize(*_SIZE)
    folder.mkdir(parents=True, exist_ok=True)
    taken = [
        _picture(window, shell, place, folder / f"{place.page}-{look.name}.png")
        for look in looks
        for place in (_put_on(desk, look), *_places(services))
        if place is not None and shell.knows(place.page)
    ]
    window.close_for_good()
    return tuple(taken)


def _put_on(desk: Desk, look: Look) -> None:
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


def _picture(window: Window, shell: Shell, place: Place, file: Path) -> Path:
    shell.go(place)
    for _ in range(_TURNS):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    window.grab().save(str(file))
    return file
