"""« Ma phrase a peut-être été vue »: all is written again under a new key, and followed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from typing_extensions import override

from ui.dialogs.change_phrase import NewPhraseDialog
from ui.texts import text
from ui.widgets.long_work import LongWork

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.ports.keys import RecoverySheet
    from app.usecases.keys import KeyService
    from app.usecases.vault import VaultService
    from ui.page import Desk


class RotationDialog(NewPhraseDialog):
    """Emits `rotated` with the new recovery sheet, which is not kept yet."""

    rotated = Signal(object)

    def __init__(self, desk: Desk, vault: VaultService[Any], keys: KeyService) -> None:
        heading, confirm = text("keys_tab.rotate_title"), text("keys_tab.rotate_yes")
        super().__init__(desk, "rotation_dialog", heading, confirm=confirm)
        self._keys = keys
        self.progress = LongWork(desk.theme, "rotation_work")
        self.ask(vault, text("keys_tab.rotate_words"), text("keys_tab.rotate_copies"))
        self.fields.addWidget(self.progress)
        self.progress.stopped.connect(self._stopped)

    @override
    def try_it(self) -> None:
        if not self.confirm.isEnabled():
            return
        if missing := self.missing():
            self.say_wrong(missing)
            return
        self.say_wrong("")
        self._lock_fields(on=True)
        self.progress.announce(text("keys_tab.rotating"))
        work = partial(self._keys.rotate, self.proof.take(), self.new.take())
        task = self._desk.jobs.run_long(self, work, self._rotated, failed=self._refused)
        self.progress.follow(task)

    @override
    def work(self) -> Callable[[], object] | None:
        """Nothing: the work is long, and followed."""
        return None

    @override
    def reject(self) -> None:
        """Leave only when nothing runs: Escape stops the work first."""
        if self.progress.isVisible():
            self.progress.cancel.click()
            return
        super().reject()

    @override
    def _refused(self, error: Exception) -> None:
        self.progress.ended()
        self._lock_fields(on=False)
        super()._refused(error)

    def _rotated(self, sheet: RecoverySheet) -> None:
        self.progress.ended()
        self.accept()
        self.rotated.emit(sheet)

    def _stopped(self) -> None:
        self._lock_fields(on=False)
        self.new.propose()
        self.say_wrong(text("keys_tab.rotation_stopped"))

    def _lock_fields(self, *, on: bool) -> None:
        for part in (self.proof, self.new, self.confirm, self.cancel):
            part.setEnabled(not on)
