"""The fields that show it is her: the phrase, and the key file where the vault asks for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ports.keys import Proof
from ui.texts import text
from ui.widgets.boxes import column, row
from ui.widgets.buttons import button
from ui.widgets.key_file_field import KeyFileField
from ui.widgets.labels import field_label
from ui.widgets.naming import named
from ui.widgets.phrase_field import PhraseField

if TYPE_CHECKING:
    from ui.page import Desk


class ProofFields(QWidget):
    """Hands over a proof, and forgets the phrase; `entered` comes with Enter in the phrase."""

    entered = Signal()

    def __init__(self, desk: Desk, name: str, *, words: str = "prove.phrase") -> None:
        super().__init__()
        self.phrase = named(PhraseField(), f"{name}_phrase", text(words))
        self.show_phrase = button(desk.theme, f"{name}_show", text("unlock.show"), icon_name="eye")
        self.show_phrase.setAutoDefault(False)
        self.key_file = KeyFileField(desk, f"{name}_file")
        inside = column(
            field_label(text(words), self.phrase),
            row(self.phrase, self.show_phrase),
            self.key_file,
            gap=6,
        )
        self.setLayout(inside)
        self.setFocusProxy(self.phrase)
        self.show_phrase.clicked.connect(self.phrase.reveal)
        self.phrase.returnPressed.connect(self.entered)

    def want_file(self, vault_label: str) -> None:
        """Ask for the key file of a vault too; an empty label wants none."""
        self.key_file.want(vault_label)

    def missing(self) -> str:
        """Say what is missing; empty when nothing is."""
        if not self.phrase.text():
            return text("prove.missing_phrase")
        return "" if self.key_file.ready else text("prove.missing_file")

    def take(self) -> Proof:
        """Return what is typed and forget it here; whoever takes it has it wiped."""
        return Proof(self.phrase.take(), self.key_file.path)
