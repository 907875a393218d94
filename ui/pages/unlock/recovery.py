"""Opening by the recovery sheet: the code, two shares, or a header written anew."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ui import errors

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.usecases.vault import VaultService
    from ui.page import Desk
    from ui.pages.unlock.recover_form import RecoverForm


class Recovery(QObject):
    """Takes what the form holds to the vault; `opened` comes with the folder."""

    opened = Signal(object)

    def __init__(self, desk: Desk, vault: VaultService[Any], form: RecoverForm) -> None:
        super().__init__(form)
        self._desk, self._vault, self._form = desk, vault, form
        self._folder: Path | None = None
        form.submitted.connect(self._submit)

    def aim(self, folder: Path | None) -> None:
        """Open the vault of this folder."""
        self._folder = folder

    def _submit(self) -> None:
        if self._folder is None:
            return
        source, slot_text = self._form.code_source(), self._form.header.slot_text
        self._form.busy()
        phrase = self._form.phrase.take()
        work = partial(self._recover, self._folder, slot_text, source, phrase)
        then = partial(self._done, self._folder)
        self._desk.jobs.run(self, work, then, failed=self._refused)

    def _recover(
        self, folder: Path, slot_text: str, source: Callable[[], bytearray], phrase: bytearray
    ) -> object:
        """On the vault's thread: joining shares is quick, deriving the key is not."""
        code = source()
        if slot_text:
            return self._vault.rebuild_header(folder, slot_text, code, phrase)
        return self._vault.recover(folder, code, phrase)

    def _done(self, folder: Path, _vault: object) -> None:
        self.opened.emit(folder)

    def _refused(self, error: Exception) -> None:
        if not errors.is_refusal(error):
            raise error
        self._form.refuse(errors.message(error), self._vault.status().wait_seconds)
