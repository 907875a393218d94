"""The form that creates a vault: where, with which phrase, knowing what it protects."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui import wording
from ui.file_choice import ask_folder
from ui.pages.unlock import state
from ui.texts import text
from ui.widgets.boxes import column, row
from ui.widgets.buttons import button
from ui.widgets.check_box import CheckBox
from ui.widgets.labels import field_label, label
from ui.widgets.naming import named
from ui.widgets.new_phrase import NewPhrase

if TYPE_CHECKING:
    from app.usecases.vault import VaultService
    from ui.theme import Theme


class CreateForm(QWidget):
    """Emits `submitted` with the folder and the phrase as bytes, or `left`."""

    submitted = Signal(object, object)
    left = Signal()

    def __init__(self, theme: Theme, vault: VaultService[Any]) -> None:
        super().__init__()
        self._vault = vault
        self._parent_folder = Path(
            QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        )
        words = "unlock.create_form."
        self.name = named(QLineEdit(), "create_name", text(words + "name"))
        self.name.setText(text("unlock.create_form.name_default"))
        self.folder = named(QLineEdit(), "create_folder", text("unlock.create_form.folder"))
        self.folder.setReadOnly(True)
        self.choose = button(theme, "create_choose", text("unlock.create_form.choose"))
        self.place = named(label("", "error", wraps=True), "create_place", text("unlock.wrong"))
        self.phrase = NewPhrase(theme, vault)
        self.understood = CheckBox("create_understood", text("unlock.create_form.acknowledge"))
        self.wrong = named(label("", "error", wraps=True), "create_wrong", text("unlock.wrong"))
        self.submit = button(
            theme, "create_submit", text("unlock.create_form.submit"), role="primary"
        )
        self.back = button(theme, "create_back", text("unlock.create_form.back"))
        self._arrange()
        self._connect()
        self._show_folder()

    def place_in(self, parent: Path) -> None:
        """Choose the folder in which the vault's own folder will stand."""
        self._parent_folder = parent
        self._show_folder()

    def refuse(self, message: str) -> None:
        """Say why it was not created."""
        self.busy(on=False)
        self.wrong.setText(message)
        self.wrong.setVisible(bool(message))

    def busy(self, *, on: bool) -> None:
        """Say that the vault is being made."""
        self.submit.setText(
            text("unlock.create_form.creating" if on else "unlock.create_form.submit")
        )
        self.setEnabled(not on)

    def _arrange(self) -> None:
        said = label(text("unlock.create_form.acknowledge"), wraps=True)
        said.setBuddy(self.understood)
        self.setLayout(
            column(
                label(text("unlock.create_form.title"), "title"),
                label(text("unlock.create_form.words"), "muted", wraps=True),
                8,
                field_label(text("unlock.create_form.name"), self.name),
                self.name,
                field_label(text("unlock.create_form.folder"), self.folder),
                row(self.folder, self.choose),
                self.place,
                6,
                self.phrase,
                8,
                label(text("unlock.create_form.limits"), "small", wraps=True),
                row(self._top(self.understood), said, gap=6),
                self.wrong,
                row(self.submit, self.back, -1),
                gap=8,
            )
        )
        self.place.hide()
        self.wrong.hide()

    def _top(self, widget: QWidget) -> QWidget:
        widget.setSizePolicy(widget.sizePolicy().Policy.Fixed, widget.sizePolicy().Policy.Fixed)
        return widget

    def _connect(self) -> None:
        self.choose.clicked.connect(self._choose)
        self.name.textChanged.connect(self._show_folder)
        self.phrase.changed.connect(self._look)
        self.understood.toggled.connect(self._look)
        self.submit.clicked.connect(self._submit)
        self.back.clicked.connect(self.left)

    def _choose(self) -> None:
        title = text("unlock.create_form.choose_title")
        chosen = ask_folder(self, title, str(self._parent_folder))
        if chosen is not None:
            self.place_in(chosen)

    def _show_folder(self) -> None:
        folder = state.vault_folder(self._parent_folder, self.name.text())
        self.folder.setText(str(folder))
        said = wording.poor_place(self._vault.location_warning(folder))
        self.place.setText(said)
        self.place.setVisible(bool(said))
        self._look()

    def _look(self) -> None:
        ready = state.may_create(
            acceptable=self.phrase.acceptable,
            same=self.phrase.same,
            understood=self.understood.isChecked(),
        )
        self.submit.setEnabled(ready)

    def _submit(self) -> None:
        folder = state.vault_folder(self._parent_folder, self.name.text())
        self.submitted.emit(folder, self.phrase.take())
