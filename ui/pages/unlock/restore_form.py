"""The form that makes a vault of a backup, in a new folder; or rehearses it and leaves nothing."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui import errors
from ui.file_choice import ask_file, ask_folder
from ui.pages.unlock import restoring
from ui.pages.unlock.state import vault_folder
from ui.texts import text
from ui.widgets.boxes import column, hosted, row
from ui.widgets.buttons import button
from ui.widgets.check_box import CheckBox
from ui.widgets.labels import field_label, label
from ui.widgets.long_work import LongWork
from ui.widgets.naming import named
from ui.widgets.proof_fields import ProofFields

if TYPE_CHECKING:
    from app.ports.backups import BackupContent
    from app.ports.keys import Proof
    from app.usecases.vault import VaultService
    from ui.jobs import Progress
    from ui.page import Desk


class RestoreForm(QWidget):
    """Emits `restored` with the new vault's folder when she wants to open it, or `left`."""

    restored = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk, vault: VaultService[Any]) -> None:
        super().__init__()
        self._desk, self._vault = desk, vault
        self._backup: Path | None = None
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        name = text("backups.restore_form.folder_name")
        self._folder = vault_folder(Path(QStandardPaths.writableLocation(documents)), name)
        self.file = _shown("restore_file", "file")
        self.choose = button(desk.theme, "restore_choose", text("backups.restore_form.choose"))
        self.content = named(
            label("", wraps=True), "restore_content", text("backups.restore_form.file")
        )
        self._made = self._folder
        self.folder = _shown("restore_folder", "folder")
        self.place = button(desk.theme, "restore_place", text("backups.restore_form.choose"))
        self.proof = ProofFields(desk, "restore")
        self.rehearsal = CheckBox("restore_rehearsal", text("backups.restore_form.rehearsal"))
        self.wrong = named(label("", "error", wraps=True), "restore_wrong", text("unlock.wrong"))
        self.done = named(label("", "strong", wraps=True), "restore_done", text("shell.notice"))
        self.work = LongWork(desk.theme, "restore_work")
        words = text("backups.restore_form.submit")
        self.submit = button(desk.theme, "restore_submit", words, role="primary")
        words = text("backups.restore_form.done")
        self.open = button(desk.theme, "restore_open", words, role="primary")
        self.back = button(desk.theme, "restore_back", text("backups.restore_form.back"))
        self._arrange()
        self._connect()

    def use_backup(self, backup: Path) -> None:
        """Look at a backup without its key."""
        self._backup = None
        self.file.setText(str(backup))
        self.submit.setEnabled(False)
        inspect = partial(self._vault.inspect_backup, backup)
        then = partial(self._seen, backup)
        self._desk.jobs.render(self, inspect, then, failed=self._refused)

    def use_parent(self, parent: Path) -> None:
        """Choose the folder in which the new vault's own folder will stand."""
        self._folder = vault_folder(parent, text("backups.restore_form.folder_name"))
        self.folder.setText(str(self._folder))

    def _seen(self, backup: Path, content: BackupContent) -> None:
        self._backup = backup
        self._say_wrong("")
        self.content.setText(restoring.content_words(content, self._desk.clock.today()))
        self.proof.want_file(content.label if restoring.wants_file(content) else "")
        self.submit.setEnabled(True)
        self.proof.setFocus()

    def _submit(self) -> None:
        if self._backup is None:
            return
        if missing := self.proof.missing():
            self._say_wrong(missing)
            return
        self._say_wrong("")
        self.submit.setEnabled(False)
        rehearsal = self.rehearsal.isChecked()
        self.work.announce(text("backups.restore_form.working"))
        made = self._made = self._folder  # she may choose another one meanwhile
        work = partial(self._restore, self._backup, made, self.proof.take(), rehearsal=rehearsal)
        then = partial(self._ended, rehearsal=rehearsal)
        self.work.follow(self._desk.jobs.run_long(self, work, then, failed=self._refused))

    def _restore(
        self, backup: Path, folder: Path, proof: Proof, progress: Progress, *, rehearsal: bool
    ) -> BackupContent:
        given = self._vault.restore_to
        return given(backup, folder, proof, progress, rehearsal=rehearsal)

    def _ended(self, content: BackupContent, *, rehearsal: bool) -> None:
        self.done.setText(restoring.done_words(content, rehearsal=rehearsal))
        self.done.show()
        self.submit.setEnabled(True)
        self.submit.setVisible(rehearsal)
        self.open.setVisible(not rehearsal)

    def _refused(self, error: Exception) -> None:
        if not errors.is_refusal(error):
            raise error
        self.submit.setEnabled(self._backup is not None)
        self._say_wrong(errors.message(error))

    def _stopped(self) -> None:
        self.submit.setEnabled(True)

    def _say_wrong(self, words: str) -> None:
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))

    def _choose(self) -> None:
        title, kinds = text("backups.restore_form.choose_title"), text("backups.restore_form.kinds")
        chosen = ask_file(self, title, kinds)
        if chosen is not None:
            self.use_backup(chosen)

    def _place(self) -> None:
        chosen = ask_folder(self, text("backups.restore_form.folder"))
        if chosen is not None:
            self.use_parent(chosen)

    def _open(self) -> None:
        self.restored.emit(self._made)

    def _connect(self) -> None:
        self.choose.clicked.connect(self._choose)
        self.place.clicked.connect(self._place)
        self.submit.clicked.connect(self._submit)
        self.proof.entered.connect(self._submit)
        self.work.stopped.connect(self._stopped)
        self.open.clicked.connect(self._open)
        self.back.clicked.connect(self.left)

    def _arrange(self) -> None:
        self.folder.setText(str(self._folder))
        said = label(text("backups.restore_form.rehearsal"), wraps=True)
        said.setBuddy(self.rehearsal)
        tick = self.rehearsal.sizePolicy().Policy.Fixed
        self.rehearsal.setSizePolicy(tick, tick)
        self.setLayout(
            column(
                label(text("backups.restore_form.title"), "title", wraps=True),
                label(text("backups.restore_form.words"), "muted", wraps=True),
                6,
                field_label(text("backups.restore_form.file"), self.file),
                row(self.file, self.choose),
                self.content,
                field_label(text("backups.restore_form.folder"), self.folder),
                row(self.folder, self.place),
                self.proof,
                hosted(row(self.rehearsal, said, gap=6)),
                self.work,
                self.wrong,
                self.done,
                row(self.submit, self.open, self.back, -1),
                gap=8,
            )
        )
        for one in (self.wrong, self.done, self.open):
            one.hide()
        self.submit.setEnabled(False)


def _shown(name: str, words: str) -> QLineEdit:
    made = named(QLineEdit(), name, text(f"backups.restore_form.{words}"))
    made.setReadOnly(True)
    return made
