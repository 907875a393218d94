"""The care room: what is wrong with a vault, what is certain, and every way out as a button."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ports.vault import VaultDamaged
from app.usecases.repair import of_refusal
from ui import errors
from ui.pages.unlock import restoring
from ui.repair_words import account_words, finding_words
from ui.texts import text
from ui.widgets.boxes import Flow, column, emptied, hosted
from ui.widgets.buttons import button
from ui.widgets.labels import label
from ui.widgets.long_work import LongWork
from ui.widgets.naming import named
from ui.widgets.proof_fields import ProofFields

if TYPE_CHECKING:
    from pathlib import Path

    from app.ports.keys import Proof
    from app.ports.repair import Finding, RepairAccount
    from app.usecases.vault import VaultService
    from ui.page import Desk


class CareForm(QWidget):
    """Emits `opened` when a header was taken back, `mended` after a repair, or the other ways."""

    opened = Signal(object)
    mended = Signal()
    restore_wanted = Signal()
    sheet_wanted = Signal()
    left = Signal()

    def __init__(self, desk: Desk, vault: VaultService[Any]) -> None:
        super().__init__()
        self._desk, self._vault = desk, vault
        self._folder: Path | None = None
        self._refusal: Exception | None = None
        self.findings: tuple[Finding, ...] = ()
        self._found = column(gap=8)
        self._account = column(gap=4)
        self.proof = ProofFields(desk, "care")
        self.wrong = named(label("", "error", wraps=True), "care_wrong", text("unlock.wrong"))
        self.work = LongWork(desk.theme, "care_work")
        self.repair = button(desk.theme, "care_repair", text("backups.care.repair"), role="primary")
        self.header = button(desk.theme, "care_header", text("backups.care.header"), role="primary")
        self.restore = button(desk.theme, "care_restore", text("backups.care.restore"))
        self.sheet = button(desk.theme, "care_sheet", text("backups.care.sheet"))
        self.done = button(desk.theme, "care_done", text("backups.care.done"), role="primary")
        self.back = button(desk.theme, "care_back", text("backups.care.back"))
        self.how = label("", "small", wraps=True)
        self._arrange()
        self._connect()

    def look(self, folder: Path, refusal: Exception | None = None) -> None:
        """Look at a vault from outside; what refused to open is one finding more."""
        self._folder, self._refusal = folder, refusal
        for one in (self.done, self.wrong):
            one.hide()
        emptied(self._account)
        look = partial(self._vault.damage, folder)
        self._desk.jobs.run(self, look, self._show, failed=self._refused)

    def _show(self, findings: tuple[Finding, ...]) -> None:
        if not findings and isinstance(self._refusal, VaultDamaged):
            findings = (of_refusal(self._refusal),)
        self.findings = findings
        emptied(self._found)
        for one in findings:
            self._found.addWidget(label(finding_words(one), wraps=True))
        if not findings:
            self._found.addWidget(label(text("backups.care.sound"), wraps=True))
        lost = restoring.header_lost(findings)
        self.repair.setVisible(not lost)
        self.header.setVisible(lost)
        self.sheet.setVisible(lost)
        self.how.setText(text("backups.care.header_words" if lost else "backups.care.repair_words"))
        self.proof.show()
        self.proof.setFocus()

    def _repair(self) -> None:
        proof = self._proof()
        if proof is None or self._folder is None:
            return
        self.work.announce(text("backups.care.repairing"))
        work = partial(self._vault.repair, self._folder, proof)
        self.work.follow(self._desk.jobs.run_long(self, work, self._mended, failed=self._refused))

    def _take_header(self) -> None:
        proof = self._proof()
        if proof is None or self._folder is None:
            return
        work = partial(self._vault.header_from_backup, self._folder, proof.phrase, proof.keyfile)
        then = partial(self._opened, self._folder)
        self._desk.jobs.run(self, work, then, failed=self._refused)

    def _enter(self) -> None:
        (self.header if self.header.isVisibleTo(self) else self.repair).click()

    def _opened(self, folder: Path, _vault: object) -> None:
        self.opened.emit(folder)

    def _mended(self, account: RepairAccount) -> None:
        self._account.addWidget(label(text("backups.care.account"), "heading"))
        for words in account_words(account, self._desk.clock.today()):
            self._account.addWidget(label(words, wraps=True))
        for one in (self.repair, self.proof, self.how):
            one.hide()
        self.done.show()
        self.done.setFocus()

    def _proof(self) -> Proof | None:
        """What she presents; None after saying what is missing."""
        missing = self.proof.missing()
        self.wrong.setText(missing)
        self.wrong.setVisible(bool(missing))
        return None if missing else self.proof.take()

    def _refused(self, error: Exception) -> None:
        self.work.ended()
        if not errors.is_refusal(error):
            raise error
        self.wrong.setText(errors.message(error))
        self.wrong.show()

    def _connect(self) -> None:
        self.repair.clicked.connect(self._repair)
        self.header.clicked.connect(self._take_header)
        self.proof.entered.connect(self._enter)
        self.restore.clicked.connect(self.restore_wanted)
        self.sheet.clicked.connect(self.sheet_wanted)
        self.done.clicked.connect(self.mended)
        self.back.clicked.connect(self.left)

    def _arrange(self) -> None:
        ways = Flow(gap=10)
        for one in (self.repair, self.header, self.sheet, self.restore, self.done, self.back):
            ways.addWidget(one)
        self.setLayout(
            column(
                label(text("backups.care.title"), "title"),
                label(text("backups.care.certain"), "muted", wraps=True),
                6,
                label(text("backups.care.findings"), "heading"),
                self._found,
                self._account,
                6,
                label(text("backups.care.ways"), "heading"),
                self.how,
                self.proof,
                self.work,
                self.wrong,
                hosted(ways),
                gap=8,
            )
        )
        for one in (self.wrong, self.done, self.header, self.sheet):
            one.hide()
