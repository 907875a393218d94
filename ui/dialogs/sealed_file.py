"""A paper as a file closed with a phrase that is proposed, noted, and told once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QPushButton

from ui.dialogs.base import AskDialog
from ui.file_choice import ask_folder, may_be_named
from ui.texts import text
from ui.widgets.boxes import hosted, row
from ui.widgets.buttons import button
from ui.widgets.check_box import CheckBox
from ui.widgets.labels import label
from ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ui.page import Desk

    Propose = Callable[[], bytearray]
    Write = Callable[[bytearray, Path], object]


@dataclass(frozen=True, slots=True)
class SealedFile:
    """What is written: the name of the window, its words, and the service call that seals."""

    name: str
    heading: str
    words: str
    write: Write


class SealedFileDialog(AskDialog):
    """Shows the phrase once; nothing is written before she says that she noted it."""

    def __init__(self, desk: Desk, file: SealedFile, propose: Propose) -> None:
        confirm = text("access_copy.export_dialog.confirm")
        super().__init__(desk, f"{file.name}_dialog", file.heading, confirm=confirm, danger=True)
        self._file, self._propose = file, propose
        self.folder: Path | None = None
        self.phrase = named(
            label("", "proposal", wraps=True),
            f"{file.name}_phrase",
            text("access_copy.export_dialog.phrase"),
        )
        self.another = self._button("another")
        self.choose = self._button("choose")
        self.chosen = label(text("access_copy.export_dialog.no_folder"), "muted", wraps=True)
        self.name = named(
            QLineEdit(text("access_copy.export_dialog.name_proposed")),
            f"{file.name}_name",
            text("access_copy.export_dialog.name"),
        )
        noted = text("access_copy.export_dialog.noted")
        self.noted = CheckBox(f"{file.name}_noted", noted, noted)
        self._arrange_fields()
        self.another.clicked.connect(self.propose)
        self.choose.clicked.connect(self._ask_folder)
        self.propose()

    def propose(self) -> None:
        """Show another phrase, to be noted anew."""
        words = self._propose()
        self.phrase.setText(words.decode("utf-8"))
        words[:] = bytes(len(words))
        self.noted.setChecked(False)

    def write_to(self, folder: Path) -> None:
        """Choose where the file goes."""
        self.folder = folder
        self.chosen.setText(str(folder))

    def work(self) -> Callable[[], object] | None:
        """Write the file, sealed."""
        if wrong := self._wrong():
            self.say_wrong(text(f"access_copy.export_dialog.{wrong}"))
            return None
        if self.folder is None:
            return None
        phrase = bytearray(self.phrase.text(), "utf-8")
        path = self.folder / self.name.text().strip()
        return partial(self._file.write, phrase, path)

    def _wrong(self) -> str:
        """What is missing or unfit; empty when all is there."""
        name = self.name.text().strip()
        if self.folder is None:
            return "folder_wrong"
        if not may_be_named(name):
            return "name_wrong"
        return "" if self.noted.isChecked() else "not_noted"

    def _ask_folder(self) -> None:
        folder = ask_folder(self, text("access_copy.export_dialog.choose_title"))
        if folder is not None:
            self.write_to(folder)

    def _button(self, name: str) -> QPushButton:
        words = text(f"access_copy.export_dialog.{name}")
        made = button(self._desk.theme, f"{self._file.name}_{name}", words)
        made.setAutoDefault(False)
        return made

    def _arrange_fields(self) -> None:
        where = row(self.chosen, self.choose)
        where.setStretch(0, 1)
        self.fields.addWidget(label(self._file.words, wraps=True))
        self.fields.addWidget(self.phrase)
        self.fields.addLayout(row(self.another, -1))
        self.add(text("access_copy.export_dialog.folder"), hosted(where))
        self.add(text("access_copy.export_dialog.name"), self.name)
        self.fields.addWidget(self.noted)
        self._first = self.choose
