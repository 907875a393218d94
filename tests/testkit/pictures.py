"""Pictures of the window in build/screens, with what every picture must hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from testkit.source import ROOT

from ui.pictures import settle
from ui.widgets.boxes import ScrollPage

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget


SCREENS = ROOT / "build" / "screens"
A_FEW = 12


def at_usual_size(window: QWidget) -> None:
    """The size that the window has on an ordinary screen, whatever the one of the test."""
    window.resize(1440, 900)


def take(window: QWidget, name: str) -> None:
    """Take a picture; it shows something, and nothing runs out of the page to the side."""
    settle(window)
    SCREENS.mkdir(parents=True, exist_ok=True)
    picture = window.grab()
    assert picture.save(str(SCREENS / f"{name}.png"))
    assert _colours(picture.toImage()) > A_FEW
    assert _too_wide(window) == []


def _colours(image: QImage) -> int:
    steps = range(0, image.width(), 7), range(0, image.height(), 5)
    return len({image.pixel(x, y) for x in steps[0] for y in steps[1]})


def _too_wide(window: QWidget) -> list[str]:
    return [
        f"{one.parentWidget().objectName()}: {one.widget().width()} > {one.viewport().width()}"
        for one in window.findChildren(ScrollPage)
        if one.isVisible() and one.widget().width() > one.viewport().width()
    ]
