"""The code of the sheet is typed: for the yearly drill, or to share it in three."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from typing_extensions import override

from ui.code_reading import CODE_GROUPS
from ui.dialogs.base import AskDialog
from ui.texts import text
from ui.widgets.code_field import CodeField
from ui.widgets.labels import label
from ui.widgets.patience import Patience

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.usecases.vault import VaultService
    from ui.page import Desk


class CodeDialog(AskDialog):
    """Does `act` with the code typed; `answered` brings what came of it, once it was right."""

    answered = Signal(object)

    def __init__(
        self,
        desk: Desk,
        vault: VaultService[Any],
        act: Callable[[bytearray], object],
        *,
        subject: str,
    ) -> None:
        confirm = text(f"keys_tab.{subject}_yes")
        heading = text(f"keys_tab.{subject}_title")
        super().__init__(desk, f"{subject}_dialog", heading, confirm=confirm)
        self._vault, self._act = vault, act
        words = text("keys_tab.code")
        self.code = CodeField(f"{subject}_code", words, CODE_GROUPS, vault.check_code)
        self._first = self.code
        self._patience = Patience(self.confirm, confirm)
        self.fields.addWidget(label(text(f"keys_tab.{subject}_words"), "muted", wraps=True))
        self.fields.addWidget(self.code)

    @override
    def work(self) -> Callable[[], object] | None:
        if not self.confirm.isEnabled():
            return None
        if not self.code.complete:
            self.say_wrong(text("keys_tab.code_incomplete"))
            return None
        self.say_wrong("")
        self.confirm.setEnabled(False)
        return partial(self._act, self.code.take())

    @override
    def _done(self, result: object) -> None:
        self.accept()
        self.answered.emit(result)

    @override
    def _refused(self, error: Exception) -> None:
        super()._refused(error)
        self._patience.wait(self._vault.wait_seconds())
        self.code.setFocus()
