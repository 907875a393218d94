"""Which report: whose, which year, which edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.statistics.populations import EVERYBODY
from app.statistics.report import FULL
from ui.pages.report import state
from ui.texts import text
from ui.widgets.buttons import KeyButton
from ui.widgets.combo import Combo

if TYPE_CHECKING:
    from app.statistics.release import ProtectedRelease
    from ui.theme import Theme

_LEAST = 120
"""Pixels under which a picker says nothing any more."""


class Chooser(QObject):
    """`changed` when another report is asked for."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.population: Combo[str] = Combo("report_population", text("report.population"))
        self.year: Combo[int] = Combo("report_year", text("report.year"))
        self.edition: Combo[str] = Combo("report_edition", text("report.edition"))
        self.edition.offer(state.editions())
        self.publish = KeyButton(
            theme,
            "report_publish",
            text("report.publish"),
            icon_name="check",
            keys="Ctrl+Return",
            role="primary",
        )
        for combo, letters in ((self.population, 22), (self.year, 4), (self.edition, 23)):
            combo.setMinimumContentsLength(letters)
            combo.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            combo.setMinimumWidth(_LEAST)
            combo.picked.connect(self.changed)

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """The widgets, in reading order."""
        return (self.population, self.year, self.edition, self.publish)

    def asked(self) -> state.Asked | None:
        """Which report is asked for."""
        year = self.year.value_or_none()
        if year is None:
            return None
        population = self.population.value_or_none() or EVERYBODY
        return state.Asked(year, population, self.edition.value_or_none() or FULL)

    def offer_years(self, years: tuple[int, ...], usual: int) -> None:
        """Offer the years that hold something."""
        fresh = self.year.value_or_none() is None
        self.year.offer([(year, str(year)) for year in years])
        if fresh:
            self.year.choose(usual)

    def offer_populations(self, release: ProtectedRelease, chosen: str) -> None:
        """Offer whose reports there are."""
        self.population.offer(state.populations(release))
        self.population.choose(chosen)
