"""Where the key file is: found by itself on a removable volume, or chosen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui import removable
from ui.file_choice import ask_file
from ui.texts import text
from ui.widgets.boxes import column, row
from ui.widgets.buttons import button
from ui.widgets.labels import label
from ui.widgets.naming import named

if TYPE_CHECKING:
    from pathlib import Path

    from ui.page import Desk


class KeyFileField(QWidget):
    """Hidden until a vault needs a key file; which file it was is never remembered."""

    changed = Signal()

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__()
        self._desk = desk
        self._label = ""
        self._path: Path | None = None
        self.words = named(label("", "small", wraps=True), f"{name}_words", text("key_file.title"))
        self.choose = button(desk.theme, f"{name}_choose", text("key_file.choose"))
        self.again = button(
            desk.theme, f"{name}_again", text("key_file.again"), icon_name="refresh-cw"
        )
        inside = column(
            label(text("key_file.title"), "field"),
            self.words,
            row(self.again, self.choose, -1),
            gap=6,
        )
        self.setLayout(inside)
        self.choose.clicked.connect(self._choose)
        self.again.clicked.connect(self.look)
        self.hide()

    @property
    def path(self) -> Path | None:
        """The key file; None while there is none."""
        return self._path

    @property
    def ready(self) -> bool:
        """Tell whether nothing is missing: no file wanted, or one there."""
        return not self._label or self._path is not None

    def want(self, vault_label: str) -> None:
        """Ask for the key file of a vault, and look for it; an empty label wants none."""
        self._label, self._path = vault_label, None
        self.setVisible(bool(vault_label))
        if vault_label:
            self.look()

    def look(self) -> None:
        """Look at the removable volumes."""
        self.words.setText(text("key_file.looking"))
        work = partial(removable.key_file, self._label)
        self._desk.jobs.render(self, work, self._show)

    def take(self, path: Path | None) -> None:
        """Take this file."""
        self._show(path)

    def _show(self, path: Path | None) -> None:
        self._path = path
        found = text("key_file.found", place=removable.shown(path)) if path else None
        self.words.setText(found or text("key_file.missing"))
        self.again.setVisible(path is None)
        self.changed.emit()

    def _choose(self) -> None:
        chosen = ask_file(self, text("key_file.choose_title"), text("key_file.kinds"))
        if chosen is not None:
            self._show(chosen)
