"""What the keys tab does: each act opens its small windows one after the other."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.dialogs.change_phrase import ChangePhraseDialog
from ui.dialogs.key_file import KeyFileDialog
from ui.dialogs.prove import ask_proof
from ui.dialogs.recovery_code import CodeDialog
from ui.dialogs.recovery_sheet import RecoverySheetDialog
from ui.dialogs.rotation import RotationDialog
from ui.dialogs.shares import SharesDialog
from ui.page import Notice
from ui.pages.settings import keys_state
from ui.printing import Printing, PrintRoom
from ui.texts import text

if TYPE_CHECKING:
    from app.changes import Changes
    from app.ports.keys import RecoveryShare, RecoverySheet
    from app.ports.vault import KdfCost
    from ui.page import Desk, Page
    from ui.services import Services


class KeyActs(QObject):
    """`changed` comes after an act whose result does not say so by itself."""

    changed = Signal()

    def __init__(self, page: Page, desk: Desk, services: Services) -> None:
        super().__init__(page)
        self._page, self._desk, self._services = page, desk, services
        self._keys, self._vault = services.keys, services.vault
        self._papers = services.formats.papers
        room = PrintRoom(self._papers, services.journal, services.vault)
        self.printing = Printing(page, desk, room)

    def change_phrase(self) -> None:
        """Another phrase."""
        asked = ChangePhraseDialog(self._desk, self._vault, self._keys)
        asked.accepted.connect(partial(self._say, "keys_tab.phrase_changed"))
        self._page.ask(asked)

    def make_sheet(self) -> None:
        """A recovery sheet, in place of the one there was."""
        work = self._keys.prepare_recovery
        ask_proof(self._page, self._desk, self._vault, work, self.show_sheet)

    def show_sheet(self, sheet: RecoverySheet) -> None:
        """Show a sheet once; it is kept after two groups were typed right."""
        shown = RecoverySheetDialog(self._desk, self._keys, self._papers, sheet)
        shown.print_wanted.connect(self.printing.warn)
        shown.accepted.connect(partial(self._say, "keys_tab.sheet_made"))
        self._page.ask(shown)

    def revoke_sheet(self) -> None:
        """Make the recovery sheet worthless."""
        work = self._keys.revoke_recovery
        then = partial(self._done, "keys_tab.sheet_revoked")
        ask_proof(self._page, self._desk, self._vault, work, then)

    def drill(self) -> None:
        """The yearly drill."""
        asked = CodeDialog(self._desk, self._vault, self._keys.drill, subject="drill")
        asked.answered.connect(partial(self._done, "keys_tab.drill_right"))
        self._page.ask(asked)

    def share(self) -> None:
        """The recovery code in three shares."""
        asked = CodeDialog(self._desk, self._vault, self._keys.shares, subject="share")
        asked.answered.connect(self._show_shares)
        self._page.ask(asked)

    def use_key_file(self) -> None:
        """A key file beside the phrase."""
        asked = KeyFileDialog(self._desk, self._vault, self._keys)
        asked.accepted.connect(partial(self._say, "keys_tab.file_made"))
        self._page.ask(asked)

    def drop_key_file(self) -> None:
        """The phrase alone again."""
        then = partial(self._done, "keys_tab.file_dropped")
        ask_proof(self._page, self._desk, self._vault, self._keys.drop_key_file, then)

    def recalibrate(self) -> None:
        """The cost of a try, measured on this computer."""
        ask_proof(self._page, self._desk, self._vault, self._keys.recalibrate, self._recalibrated)

    def rotate(self) -> None:
        """Everything under a new key."""
        asked = RotationDialog(self._desk, self._vault, self._keys)
        asked.rotated.connect(self._rotated)
        self._page.ask(asked)

    def _show_shares(self, shares: tuple[RecoveryShare, ...]) -> None:
        shown = SharesDialog(self._desk, self._papers, shares)
        shown.print_wanted.connect(self.printing.warn)
        self._page.ask(shown)
        self.changed.emit()

    def _recalibrated(self, cost: KdfCost) -> None:
        seconds = keys_state.seconds_words(cost)
        self._page.noticed.emit(Notice(text("keys_tab.recalibrated", seconds=seconds)))
        self.changed.emit()

    def _rotated(self, sheet: RecoverySheet) -> None:
        self._page.noticed.emit(Notice(text("keys_tab.rotated"), "warn"))
        self.changed.emit()
        self.show_sheet(sheet)

    def _done(self, said: str, _changes: Changes) -> None:
        self._say(said)

    def _say(self, said: str) -> None:
        self._page.noticed.emit(Notice(text(said)))
