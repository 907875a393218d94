"""The backups on the today page: one quiet line while all is well, else what helps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.usecases.backups import Overdue
from ui.formats import moment
from ui.texts import text
from ui.widgets.boxes import Card, row
from ui.widgets.buttons import button
from ui.widgets.labels import IconLabel, label
from ui.widgets.naming import named

if TYPE_CHECKING:
    from datetime import date

    from app.usecases.backups import BackupState
    from ui.page import Desk


class BackupsCard(Card):
    """Says what asks for an act; hidden while nothing does."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(text("backups.card"))
        self.words = named(label("", wraps=True), "today_backup_words", text("backups.card"))
        self.open = button(desk.theme, "today_backups", text("backups.card_open"))
        self.body.addLayout(row(IconLabel(desk.theme, "hard-drive", "warn_text"), self.words))
        self.body.addLayout(row(self.open, -1))

    def show_state(self, state: BackupState) -> None:
        """Show what is wrong, if anything is."""
        said = trouble(state)
        self.words.setText(said)
        self.setVisible(bool(said))


def trouble(state: BackupState) -> str:
    """What asks for an act; nothing when all is well."""
    if state.rows and not state.rows[0].good:
        return text("backups.card_failed")
    if state.last_good is None:
        return text("backups.card_none")
    if state.external_overdue is Overdue.NONE:
        return ""
    absent = any(one.external and not one.present for one in state.places)
    late = text(f"backups.overdue.{state.external_overdue.value}")
    return f"{late} {text('backups.card_absent')}" if absent else late


def quiet_words(state: BackupState, today: date) -> str:
    """One line while all is well."""
    if state.last_good is None or trouble(state):
        return ""
    return text("backups.card_quiet", when=moment(state.last_good, today))
