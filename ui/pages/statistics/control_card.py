"""The control of reidentification: may this leave, what is hidden, what an attacker would find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout

from ui.pages.statistics import state
from ui.texts import text
from ui.widgets.boxes import Card, emptied, row
from ui.widgets.labels import IconLabel, chip, label
from ui.widgets.naming import named, restyle

if TYPE_CHECKING:
    from app.statistics.release import AuditResult
    from ui.theme import Theme


class ControlCard(Card):
    """Shows the result of the attack on everything printed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(text("statistics.control"))
        self.head.insertWidget(0, IconLabel(theme, "shield-check", "text"))
        self.verdict = named(
            chip(text("statistics.unknown")), "statistics_verdict", text("statistics.control")
        )
        self._lines = QGridLayout()
        self._lines.setColumnStretch(0, 1)
        self._lines.setHorizontalSpacing(14)
        self._lines.setVerticalSpacing(8)
        self._attack = label("", "muted", wraps=True)
        self.body.addLayout(row(self.verdict, -1))
        self.body.addLayout(self._lines)
        self.body.addWidget(self._attack)

    def show_audit(self, audit: AuditResult) -> None:
        """Show what the control found."""
        self._say(safe=audit.safe)
        emptied(self._lines)
        for rank, line in enumerate(state.control_lines(audit)):
            self._lines.addWidget(label(line.words, wraps=True), rank, 0)
            self._lines.addWidget(label(line.value, "strong"), rank, 1)
        self._attack.setText(state.attack_words(audit))

    def show_refusal(self, message: str) -> None:
        """The figures could not be protected: say so, and nothing else."""
        self._say(safe=False)
        emptied(self._lines)
        self._attack.setText(message)

    def _say(self, *, safe: bool) -> None:
        words = text("statistics.safe" if safe else "statistics.unsafe")
        self.verdict.setText(words)
        self.verdict.setAccessibleName(words)
        restyle(self.verdict, tone="good" if safe else "bad")
