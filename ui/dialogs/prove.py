"""« Votre phrase, encore une fois »: asked before keys change or something leaves the vault."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from typing_extensions import override

from app.ports.keys import SlotKind
from ui.dialogs.base import AskDialog
from ui.texts import text
from ui.widgets.labels import label
from ui.widgets.patience import Patience
from ui.widgets.proof_fields import ProofFields

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from app.ports.keys import Proof
    from app.usecases.vault import VaultService
    from ui.page import Desk, Page

T = TypeVar("T")


def ask_proof(
    page: Page,
    desk: Desk,
    vault: VaultService[Any],
    work: Callable[[Proof], T],
    then: Callable[[T], None],
) -> None:
    """Ask for the phrase, do `work` with the proof on the vault's thread, give `then` its result.

    Always asks, because acts on the keys need the phrase itself; a wrong one is said in the small
    window, which stays. Services wipe the proof.
    """
    page.ask(ProveDialog(desk, vault, work, then))


def ask_presence(
    page: Page, desk: Desk, vault: VaultService[Any], then: Callable[[], None]
) -> None:
    """Go on at once if she gave her phrase within the last minute, else ask for it first."""
    if vault.proven():
        then()
        return
    ask_proof(page, desk, vault, partial(_prove, vault), partial(_go_on, then))


class ProveDialog(AskDialog, Generic[T]):
    """Stays open until the phrase is right or she gives up."""

    def __init__(
        self,
        desk: Desk,
        vault: VaultService[Any],
        work: Callable[[Proof], T],
        then: Callable[[T], None],
    ) -> None:
        confirm = text("prove.confirm")
        super().__init__(desk, "prove_dialog", text("prove.title"), confirm=confirm)
        self._vault, self._work, self._then = vault, work, then
        self.proof = ProofFields(desk, "prove")
        self._first = self.proof
        self._patience = Patience(self.confirm, confirm)
        self.fields.addWidget(label(text("prove.words"), "muted", wraps=True))
        self.fields.addWidget(self.proof)
        desk.jobs.run(self, partial(wanted_file, vault), self.proof.want_file)

    @override
    def work(self) -> Callable[[], object] | None:
        if not self.confirm.isEnabled():
            return None
        if missing := self.proof.missing():
            self.say_wrong(missing)
            return None
        self.confirm.setEnabled(False)
        self.say_wrong("")
        return partial(self._work, self.proof.take())

    @override
    def _done(self, _result: object) -> None:
        self.accept()
        self._then(cast("T", _result))

    @override
    def _refused(self, error: Exception) -> None:
        super()._refused(error)
        self._patience.wait(self._vault.wait_seconds())
        self.proof.setFocus()


def wanted_file(vault: VaultService[Any]) -> str:
    """The label of the open vault if its main slot wants a key file, else nothing."""
    slots = vault.vault.keys.slots()
    wants = any(slot.kind is SlotKind.PASSPHRASE_AND_KEYFILE for slot in slots)
    return vault.vault.info.label if wants else ""


def _prove(vault: VaultService[Any], proof: Proof) -> None:
    vault.prove(proof.phrase, proof.keyfile)


def _go_on(then: Callable[[], None], _proven: None) -> None:
    then()
