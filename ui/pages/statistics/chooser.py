"""What to count: whose year, and in which view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.texts import text
from ui.widgets.buttons import KeyButton, button, shown_keys
from ui.widgets.combo import Combo

if TYPE_CHECKING:
    from ui.theme import Theme

_TURN = "Ctrl+T"
_LEAST = 120
"""Pixels under which a picker says nothing any more."""


class Chooser(QObject):
    """`changed` when whose or when was chosen, `turned` when the view was."""

    changed = Signal()
    turned = Signal()
    report_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.population: Combo[str] = Combo("statistics_population", text("statistics.population"))
        self.year: Combo[int] = Combo("statistics_year", text("statistics.year"))
        for combo, letters in ((self.population, 22), (self.year, 4)):
            combo.setMinimumContentsLength(letters)
            combo.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            combo.setMinimumWidth(_LEAST)
        self.published = button(
            theme, "statistics_published", text("statistics.view_published"), role="choice"
        )
        self.true = button(theme, "statistics_true", text("statistics.view_true"), role="choice")
        self.report = KeyButton(
            theme,
            "statistics_report",
            text("statistics.to_report"),
            icon_name="file-text",
            keys="Ctrl+R",
            role="primary",
        )
        self._connect()

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """The widgets, in reading order."""
        return (self.population, self.year, self.published, self.true, self.report)

    @property
    def shows_true(self) -> bool:
        """Tell whether her exact figures are asked for."""
        return self.true.isChecked()

    def _connect(self) -> None:
        tip = f"{text('statistics.view_turn')} ({shown_keys(_TURN)})"
        for one in (self.published, self.true):
            one.setCheckable(True)
            one.setAutoExclusive(True)
            one.setToolTip(tip)
            one.clicked.connect(self.turned)
        self.published.setChecked(True)
        for combo in (self.population, self.year):
            combo.picked.connect(self.changed)
        self.report.clicked.connect(self.report_wanted)
        QShortcut(QKeySequence(_TURN), self.report, self._turn)

    def _turn(self) -> None:
        (self.published if self.shows_true else self.true).setChecked(True)
        self.turned.emit()
