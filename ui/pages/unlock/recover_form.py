"""The form for a lost phrase: the code of the sheet, or two shares, and a new phrase."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from ui.code_reading import CODE_GROUPS, SHARE_GROUPS
from ui.pages.unlock.lost_header import LostHeader
from ui.texts import text
from ui.widgets.boxes import column, hosted, row
from ui.widgets.buttons import button
from ui.widgets.code_field import CodeField
from ui.widgets.labels import label
from ui.widgets.naming import named
from ui.widgets.new_phrase import NewPhrase
from ui.widgets.patience import Patience

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.usecases.vault import VaultService
    from ui.page import Desk


class RecoverForm(QWidget):
    """Emits `submitted`, or `left`; then `code` hands over the code, on the vault's thread."""

    submitted = Signal()
    left = Signal()

    def __init__(self, desk: Desk, vault: VaultService[Any]) -> None:
        super().__init__()
        self._vault = vault
        self.by_code = _choice("recover_by_code", "unlock.recover.by_code")
        self.by_shares = _choice("recover_by_shares", "unlock.recover.by_shares")
        self._ways = QButtonGroup(self)
        self.code = CodeField(
            "recover_code", text("unlock.recover.code"), CODE_GROUPS, vault.check_code
        )
        self.shares = tuple(
            CodeField(
                f"recover_share_{rank}",
                text("unlock.recover.share", rank=rank),
                SHARE_GROUPS,
                vault.check_share,
            )
            for rank in (1, 2)
        )
        self.header = LostHeader(desk)
        self.phrase = NewPhrase(desk.theme, vault, "recover_new")
        self.wrong = named(label("", "error", wraps=True), "recover_wrong", text("unlock.wrong"))
        words = text("unlock.recover.submit")
        self.submit = button(desk.theme, "recover_submit", words, role="primary")
        self.back = button(desk.theme, "recover_back", text("unlock.create_form.back"))
        self._patience = Patience(self.submit, words)
        self._arrange()
        self._connect()
        self.by_code.setChecked(True)

    def show_vault(self, words: str) -> None:
        """Say which vault is to be opened."""
        self.vault.setText(words)

    def begin(self) -> None:
        """Propose another phrase, and put the cursor where the code is typed."""
        self.setEnabled(True)
        self.phrase.propose()
        (self.code if self.by_code.isChecked() else self.shares[0]).setFocus()

    def code_source(self) -> Callable[[], bytearray]:
        """Return what gives the code, and forget it here; two shares are joined when called."""
        if self.by_code.isChecked():
            return partial(bytearray, self.code.take())
        first, second = (share.take() for share in self.shares)
        return partial(self._vault.join_shares, first, second)

    def refuse(self, message: str, wait_seconds: int) -> None:
        """Say why it did not open; the next try waits, and takes another phrase."""
        self.wrong.setText(message)
        self.wrong.setVisible(bool(message))
        self.begin()
        self._patience.wait(wait_seconds)
        if not wait_seconds:
            self._look()

    def busy(self) -> None:
        """Nothing can be pressed while the keys are derived."""
        self.submit.setText(text("unlock.opening"))
        self.setEnabled(False)

    def _arrange(self) -> None:
        self.vault = named(label("", "muted", wraps=True), "recover_vault", text("unlock.title"))
        for way in (self.by_code, self.by_shares):
            self._ways.addButton(way)
        self._both = hosted(column(*self.shares, gap=8))
        self.setLayout(
            column(
                label(text("unlock.recover.title"), "title"),
                self.vault,
                label(text("unlock.recover.words"), "muted", wraps=True),
                6,
                self.by_code,
                self.by_shares,
                self.code,
                self._both,
                self.header,
                8,
                label(text("unlock.recover.new_phrase"), "heading"),
                self.phrase,
                self.wrong,
                row(self.submit, self.back, -1),
                gap=8,
            )
        )
        self.wrong.hide()

    def _connect(self) -> None:
        self.by_code.toggled.connect(self._turn)
        self.phrase.changed.connect(self._look)
        for field in (self.code, *self.shares):
            field.changed.connect(self._look)
        self.header.changed.connect(self._look)
        self.submit.clicked.connect(self.submitted)
        self.back.clicked.connect(self.left)
        self._turn()

    def _turn(self) -> None:
        alone = self.by_code.isChecked() or not self.by_shares.isChecked()
        self.code.setVisible(alone)
        self._both.setVisible(not alone)
        self._look()

    def _look(self) -> None:
        fields = (self.code,) if self.by_code.isChecked() else self.shares
        there = all(field.complete for field in fields) and self.header.ready
        self.submit.setEnabled(there and self.phrase.acceptable and self.phrase.same)


def _choice(name: str, words: str) -> QRadioButton:
    return named(QRadioButton(text(words)), name, text(words))
