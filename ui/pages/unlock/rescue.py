"""The two forms for a vault in trouble: the care room, and a backup made a vault again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ui.pages.unlock.care_form import CareForm
from ui.pages.unlock.layout import centred
from ui.pages.unlock.restore_form import RestoreForm
from ui.texts import text
from ui.widgets.boxes import column
from ui.widgets.buttons import button

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QStackedWidget

    from app.usecases.vault import VaultService
    from ui.page import Desk


class Rescue(QObject):
    """`opened` brings the folder of a vault now open, `chosen` one to open, `left` nothing."""

    opened = Signal(object)
    chosen = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk, vault: VaultService[Any], forms: QStackedWidget) -> None:
        super().__init__(forms)
        self._forms = forms
        self.care, self.restore = CareForm(desk, vault), RestoreForm(desk, vault)
        self._care_place = forms.addWidget(centred(column(self.care, -1), top=24))
        self._restore_place = forms.addWidget(centred(column(self.restore, -1), top=24))
        words = text("backups.restore_form.open")
        self.restore_button = button(desk.theme, "unlock_restore", words, role="quiet")
        self.care_button = button(
            desk.theme, "unlock_care", text("backups.care.open"), role="quiet"
        )
        self.restore_button.clicked.connect(self.show_restore)
        self.care.restore_wanted.connect(self.show_restore)
        self.care.opened.connect(self.opened)
        self.restore.restored.connect(self.chosen)
        for left in (self.care.left, self.care.mended, self.restore.left):
            left.connect(self.left)

    def show_care(self, folder: Path, refusal: Exception | None = None) -> None:
        """Show what is wrong with a vault."""
        self._forms.setCurrentIndex(self._care_place)
        self.care.look(folder, refusal)

    def show_restore(self) -> None:
        """Show the form that restores a backup."""
        self._forms.setCurrentIndex(self._restore_place)
        self.restore.choose.setFocus()
