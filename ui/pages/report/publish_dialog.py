"""Before a report leaves: what becomes frozen, where the files go, which reports."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QLineEdit, QRadioButton

from ui.dialogs.base import AskDialog
from ui.file_choice import ask_folder
from ui.pages.report import state
from ui.texts import plural, text
from ui.widgets.boxes import row
from ui.widgets.buttons import button
from ui.widgets.labels import field_label, label
from ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.page import Desk


class PublishDialog(AskDialog):
    """Emits `agreed` with the folder and the populations to publish."""

    agreed = Signal(object, object)

    def __init__(self, desk: Desk, prepared: state.Prepared) -> None:
        heading = text("report.publish_title", year=prepared.asked.year, population=prepared.label)
        super().__init__(desk, "publish_dialog", heading, confirm=text("report.publish_yes"))
        self._prepared = prepared
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        self.folder = named(QLineEdit(), "publish_folder", text("report.folder"))
        self.folder.setText(QStandardPaths.writableLocation(documents))
        self.choose = button(desk.theme, "publish_choose", text("report.folder_choose"))
        self.choose.setAutoDefault(False)
        self.only = QRadioButton(text("report.only_this"))
        self.every = QRadioButton(plural("report.all_of_them", len(prepared.release.populations)))
        for name, made in (("publish_only", self.only), ("publish_every", self.every)):
            named(made, name, made.text())
        self.only.setChecked(True)
        self.fields.addWidget(label(state.freezing_words(prepared), wraps=True))
        self.fields.addWidget(label(text("report.clear_files"), "muted", wraps=True))
        self.fields.addSpacing(6)
        self.fields.addWidget(self.only)
        self.fields.addWidget(self.every)
        self.fields.addSpacing(6)
        self.fields.addWidget(field_label(text("report.folder"), self.folder))
        self.fields.addLayout(row(self.folder, self.choose))
        self.choose.clicked.connect(self._choose)
        self.accepted.connect(self._agree)

    def work(self) -> Callable[[], object] | None:
        """Nothing is written here; the folder is looked at."""
        typed = self.folder.text().strip()
        if not typed:
            self.say_wrong(text("report.folder_none"))
            return None
        if not state.writable(Path(typed)):
            self.say_wrong(text("report.folder_unfit"))
            return None
        return _nothing

    def _agree(self) -> None:
        whose = () if self.every.isChecked() else (self._prepared.asked.population,)
        self.agreed.emit(Path(self.folder.text().strip()), whose)

    def _choose(self) -> None:
        chosen = ask_folder(self, text("report.folder_title"), self.folder.text())
        if chosen is not None:
            self.folder.setText(str(chosen))


def _nothing() -> None:
    return None
