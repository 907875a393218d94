"""Making a key file: on which removable volume, and what it changes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from typing_extensions import override

from ui import removable
from ui.dialogs.base import AskDialog
from ui.file_choice import ask_folder
from ui.texts import text
from ui.widgets.boxes import row
from ui.widgets.buttons import button
from ui.widgets.combo import Combo
from ui.widgets.labels import label
from ui.widgets.naming import named
from ui.widgets.patience import Patience
from ui.widgets.proof_fields import ProofFields

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.usecases.keys import KeyService
    from app.usecases.vault import VaultService
    from ui.page import Desk


class KeyFileDialog(AskDialog):
    """Writes the file on the volume chosen; the vault asks for it from then on."""

    def __init__(self, desk: Desk, vault: VaultService[Any], keys: KeyService) -> None:
        heading, confirm = text("keys_tab.file_title"), text("keys_tab.file_yes")
        super().__init__(desk, "key_file_dialog", heading, confirm=confirm)
        self._vault, self._keys = vault, keys
        self._folder: Path | None = None
        self.place: Combo[Path] = Combo("key_file_place", text("keys_tab.file_place"))
        self.place.setMinimumContentsLength(24)
        self.look = button(
            desk.theme, "key_file_look", text("keys_tab.file_look"), icon_name="refresh-cw"
        )
        self.other = button(desk.theme, "key_file_other", text("keys_tab.file_other"))
        self.told = named(
            label("", "small", wraps=True), "key_file_told", text("keys_tab.file_place")
        )
        self.proof = ProofFields(desk, "key_file", words="keys_tab.phrase_now")
        self._patience = Patience(self.confirm, confirm)
        self.fields.addWidget(label(text("keys_tab.file_words"), "muted", wraps=True))
        self.fields.addWidget(label(text("keys_tab.file_copy"), "muted", wraps=True))
        self.add(text("keys_tab.file_place"), self.place)
        self.fields.addLayout(row(self.look, self.other, -1))
        self.fields.addWidget(self.told)
        self.fields.addWidget(self.proof)
        self.look.clicked.connect(self.read)
        self.other.clicked.connect(self._choose)
        self.place.picked.connect(self._picked)
        self.read()

    def read(self) -> None:
        """Look for removable volumes, away from the window: a slow one may answer late."""
        self._desk.jobs.render(self, removable.volumes, self._offer)

    def take(self, folder: Path) -> None:
        """Write the file into this folder."""
        self._folder = folder
        self.told.setText(text("keys_tab.file_there", folder=str(folder)))

    @override
    def work(self) -> Callable[[], object] | None:
        if not self.confirm.isEnabled():
            return None
        missing = text("keys_tab.file_no_place") if self._folder is None else self.proof.missing()
        if missing or self._folder is None:
            self.say_wrong(missing)
            return None
        self.say_wrong("")
        self.confirm.setEnabled(False)
        name = removable.KEY_FILE.format(label=self._vault.vault.info.label)
        return partial(self._keys.use_key_file, self.proof.take(), self._folder / name)

    @override
    def _refused(self, error: Exception) -> None:
        super()._refused(error)
        self._patience.wait(self._vault.wait_seconds())

    def _offer(self, found: tuple[removable.Volume, ...]) -> None:
        self.place.offer([(one.root, one.name) for one in found])
        self.place.setEnabled(bool(found))
        if found:
            self.take(found[0].root)
        else:
            self.told.setText(text("keys_tab.file_none"))

    def _picked(self) -> None:
        self.take(self.place.value())

    def _choose(self) -> None:
        chosen = ask_folder(self, text("keys_tab.file_choose"))
        if chosen is not None:
            self.take(chosen)
