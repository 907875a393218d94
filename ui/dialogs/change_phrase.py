"""Changing the phrase: the one of now, then the new one, proposed or chosen, typed again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from typing_extensions import override

from ui.dialogs.base import AskDialog
from ui.dialogs.prove import wanted_file
from ui.texts import text
from ui.widgets.labels import label
from ui.widgets.new_phrase import NewPhrase
from ui.widgets.patience import Patience
from ui.widgets.proof_fields import ProofFields

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.usecases.keys import KeyService
    from app.usecases.vault import VaultService
    from ui.page import Desk


class NewPhraseDialog(AskDialog):
    """What asks for the phrase of now and a new one; subclasses say what is done with both."""

    def __init__(self, desk: Desk, name: str, heading: str, *, confirm: str) -> None:
        super().__init__(desk, name, heading, confirm=confirm)
        self.proof = ProofFields(desk, name, words="keys_tab.phrase_now")
        self._first = self.proof

    def ask(self, vault: VaultService[Any], *words: str) -> None:
        """Show the words, then the fields."""
        self._vault = vault
        self.new = NewPhrase(self._desk.theme, vault)
        self._patience = Patience(self.confirm, self.confirm.accessibleName())
        for one in words:
            self.fields.addWidget(label(one, "muted", wraps=True))
        self.fields.addWidget(self.proof)
        self.fields.addSpacing(8)
        self.fields.addWidget(self.new)
        self._desk.jobs.run(self, partial(wanted_file, vault), self.proof.want_file)

    def missing(self) -> str:
        """Say what is missing or unfit; empty when all is there."""
        if missing := self.proof.missing():
            return missing
        if not self.new.acceptable:
            return text("keys_tab.new_too_weak")
        return "" if self.new.same else text("keys_tab.new_not_typed_again")

    @override
    def _refused(self, error: Exception) -> None:
        super()._refused(error)
        self._patience.wait(self._vault.wait_seconds())
        self.new.propose()
        self.proof.setFocus()


class ChangePhraseDialog(NewPhraseDialog):
    """Changes the phrase; says that older copies keep the old one."""

    def __init__(self, desk: Desk, vault: VaultService[Any], keys: KeyService) -> None:
        heading, confirm = text("keys_tab.change_title"), text("keys_tab.change_yes")
        super().__init__(desk, "change_phrase", heading, confirm=confirm)
        self._keys = keys
        self.ask(vault, text("keys_tab.change_words"))

    @override
    def work(self) -> Callable[[], object] | None:
        if not self.confirm.isEnabled():
            return None
        if missing := self.missing():
            self.say_wrong(missing)
            return None
        self.say_wrong("")
        self.confirm.setEnabled(False)
        return partial(self._keys.change_passphrase, self.proof.take(), self.new.take())
