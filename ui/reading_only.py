"""The way out of a vault opened for reading only: she may accept the state that it is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.dialogs.base import ConfirmDialog
from ui.page import Notice
from ui.texts import text

if TYPE_CHECKING:
    from app.changes import Changes
    from app.usecases.repair import RepairService
    from ui.page import Desk
    from ui.shell import Shell


class ReadingOnly(QObject):
    """Listens to the banner of the shell, and lives as long as it."""

    def __init__(self, desk: Desk, shell: Shell, repair: RepairService) -> None:
        super().__init__(shell)
        self._desk, self._shell, self._repair = desk, shell, repair
        shell.banner.accept.clicked.connect(self.ask)

    def ask(self) -> None:
        """Ask whether she goes on with this state; the journal keeps her choice."""
        title, words = text("backups.accept_title"), text("backups.accept_words")
        yes = text("backups.accept_yes")
        asked = ConfirmDialog(self._desk, "accept_dialog", title, words, confirm=yes)
        asked.accepted.connect(self._accept)
        if self._shell.shown is not None:
            self._shell.shown.ask(asked)

    def _accept(self) -> None:
        self._desk.jobs.run(self, self._repair.accept_state, self._accepted)

    def _accepted(self, _changes: Changes) -> None:
        self._shell.banner.hide()
        self._shell.say(Notice(text("backups.accepted")))
