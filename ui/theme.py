"""Look of the window: the tokens of a scheme made into one style sheet, at a zoom."""

from __future__ import annotations

import re
from enum import StrEnum
from string import Template
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette

import resources

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QApplication

SMALLEST_ZOOM, LARGEST_ZOOM, ZOOM_STEP = 100, 200, 25
_PIXELS = re.compile(r"\b(\d+)px")
_PALETTE = {
    QPalette.ColorRole.Window: "page",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "accent_text",
    QPalette.ColorRole.PlaceholderText: "muted",
}


class SchemeChoice(StrEnum):
    """What the user asked for: light, dark, or as the system."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


def tokens(scheme: str) -> Mapping[str, str]:
    """Return the colours of `light` or `dark` by token."""
    return resources.read_toml("theme", "tokens.toml")[scheme]


def style_sheet(scheme: str, zoom: int = SMALLEST_ZOOM) -> str:
    """Return the style sheet of a scheme, every length scaled by the zoom."""
    sheet = Template(resources.read_text("theme", "armoire.qss")).substitute(tokens(scheme))
    return _PIXELS.sub(lambda match: f"{scaled(int(match[1]), zoom)}px", sheet)


def scaled(pixels: int, zoom: int) -> int:
    """Return a length at a zoom; a line of one pixel stays one."""
    return pixels if pixels <= 1 else round(pixels * zoom / 100)


class Theme(QObject):
    """The scheme and zoom in force; whoever paints asks it for colours and follows `changed`."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._choice = SchemeChoice.SYSTEM
        self._zoom = SMALLEST_ZOOM
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)
        self.apply()

    @property
    def choice(self) -> SchemeChoice:
        """What the user asked for."""
        return self._choice

    @property
    def zoom(self) -> int:
        """The zoom in percent."""
        return self._zoom

    @property
    def scheme(self) -> str:
        """The scheme in force: `light` or `dark`."""
        if self._choice is not SchemeChoice.SYSTEM:
            return self._choice.value
        dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return "dark" if dark else "light"

    @property
    def sheet(self) -> str:
        """The style sheet in force.

        The window wears it, not the application: Qt would dress each part anew whenever it is put
        into another, so that a page made from its leaves up would be dressed ten times over.
        """
        return style_sheet(self.scheme, self._zoom)

    def colour(self, token: str) -> QColor:
        """Return the colour of a token in the scheme in force."""
        return QColor(tokens(self.scheme)[token])

    def px(self, pixels: int) -> int:
        """Return a length at the zoom in force."""
        return scaled(pixels, self._zoom)

    def choose(self, choice: SchemeChoice) -> None:
        """Follow the user's choice of scheme."""
        if choice is not self._choice:
            self._choice = choice
            self.apply()

    def set_zoom(self, percent: int) -> None:
        """Set the zoom, kept between 100 and 200 %."""
        wanted = max(SMALLEST_ZOOM, min(LARGEST_ZOOM, percent))
        if wanted != self._zoom:
            self._zoom = wanted
            self.apply()

    def zoom_in(self) -> None:
        """One step larger."""
        self.set_zoom(self._zoom + ZOOM_STEP)

    def zoom_out(self) -> None:
        """One step smaller."""
        self.set_zoom(self._zoom - ZOOM_STEP)

    def zoom_reset(self) -> None:
        """Back to 100 %."""
        self.set_zoom(SMALLEST_ZOOM)

    def apply(self) -> None:
        """Dress the whole application anew."""
        palette = QPalette()
        for role, token in _PALETTE.items():
            palette.setColor(role, self.colour(token))
        self._app.setPalette(palette)
        self.changed.emit()

    def _follow_system(self) -> None:
        if self._choice is SchemeChoice.SYSTEM:
            self.apply()
