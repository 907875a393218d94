"""The locked window: a dark panel that says what this is, and the form that opens or creates."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.ports.vault import VaultDamaged
from ui import errors
from ui.file_choice import ask_folder
from ui.page import Page
from ui.pages.unlock import state
from ui.pages.unlock.create_form import CreateForm
from ui.pages.unlock.layout import centred, panel
from ui.pages.unlock.open_form import OpenForm
from ui.pages.unlock.recover_form import RecoverForm
from ui.pages.unlock.recovery import Recovery
from ui.pages.unlock.rescue import Rescue
from ui.pages.unlock.welcome import Welcome
from ui.texts import text
from ui.widgets.boxes import Flow, column
from ui.widgets.buttons import button
from ui.widgets.labels import rule

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.ports.vault import VaultInfo
    from app.usecases.vault import VaultService
    from ui.last_vault import LastVault
    from ui.page import Desk

_OPENING, _CREATION, _WELCOME, _RECOVERY = range(4)


@dataclass(frozen=True, slots=True)
class Example:
    """The fictitious vault: `open` makes it if need be, opens it, and returns its folder."""

    open: Callable[[], Path]


class UnlockPage(Page):
    """Emits `opened` with the folder of the vault that was opened."""

    opened = Signal(object)
    name = "unlock"

    def __init__(
        self,
        desk: Desk,
        vault: VaultService[Any],
        last: LastVault,
        *,
        folder: Path | None = None,
        example: Example | None = None,
    ) -> None:
        super().__init__(desk)
        self._vault, self._last, self._example = vault, last, example
        self._folder = folder or last.read()
        self._damaged = False
        self.open_form = OpenForm(desk)
        self.create_form = CreateForm(desk.theme, vault)
        self.recover_form = RecoverForm(desk, vault)
        self._recovery = Recovery(desk, vault, self.recover_form)
        self.welcome = Welcome(desk.theme)
        self._forms = QStackedWidget()
        self._forms.setProperty("role", "paper")
        self.other = button(desk.theme, "unlock_other", text("unlock.other_vault"), role="quiet")
        self.creation = button(desk.theme, "unlock_create", text("unlock.create"), role="quiet")
        self.explore = button(desk.theme, "unlock_explore", text("unlock.explore"), role="quiet")
        self._others = QWidget()
        self._arrange()
        self._connect()

    def read(self) -> None:
        """Look at the vault that is to be opened."""
        if self._folder is None:
            self._forms.setCurrentIndex(_WELCOME)
            return
        inspect = partial(self._vault.inspect, self._folder)
        self._desk.jobs.run(self, inspect, self._show, failed=self._not_a_vault)

    def choose_folder(self, folder: Path) -> None:
        """Take another vault."""
        self._folder, self._damaged = folder, False
        self._forms.setCurrentIndex(_OPENING)
        self.read()

    def show_creation(self) -> None:
        """Show the form that creates a vault."""
        self._forms.setCurrentIndex(_CREATION)
        self.create_form.name.setFocus()

    def show_opening(self) -> None:
        """Show the form that opens a vault, or the welcome when there is none."""
        self._forms.setCurrentIndex(_OPENING)
        self.open_form.phrase.setFocus()
        self.read()

    def show_recovery(self, *, header_lost: bool = False) -> None:
        """Show the form that opens with the recovery sheet."""
        self._recovery.aim(self._folder)
        self.recover_form.header.lost.setChecked(header_lost)
        self._forms.setCurrentIndex(_RECOVERY)
        self.recover_form.begin()

    def _show(self, info: VaultInfo) -> None:
        if self._folder is not None:
            words = state.described(self._folder, info, self._desk.clock.today())
            self.open_form.show_vault(words, state.key_file_label(info))
            self.recover_form.show_vault(words)
        self.open_form.phrase.setFocus()

    def _not_a_vault(self, error: Exception) -> None:
        self._damaged = isinstance(error, VaultDamaged)
        if self._damaged and self._folder is not None:
            self.open_form.show_vault(state.named(self._folder))
            self._refused(error)
            return
        self._folder = None
        self._forms.setCurrentIndex(_WELCOME)
        self._refused(error)

    def _unlock(self, phrase: bytearray, key_file: Path | None) -> None:
        if self._folder is None:
            return
        self.open_form.busy(on=True)
        self._others.setEnabled(False)
        work = partial(self._vault.unlock, self._folder, phrase, key_file)
        self._desk.jobs.run(self, work, partial(self._opened, self._folder), failed=self._refused)

    def _create(self, folder: Path, phrase: bytearray) -> None:
        self.create_form.busy(on=True)
        work = partial(self._vault.create, folder, phrase)
        self._desk.jobs.run(
            self, work, partial(self._opened, folder), failed=self._creation_refused
        )

    def _explore(self) -> None:
        if self._example is not None:
            self.explore.setEnabled(False)
            self.explore.setText(text("unlock.explore_busy"))
            self._desk.jobs.run(self, self._example.open, self.opened.emit, failed=self._refused)

    def _opened(self, folder: Path, _vault: object) -> None:
        self._last.keep(folder)
        self.opened.emit(folder)

    def _recovered(self, folder: Path) -> None:
        self._opened(folder, None)

    def _use_sheet(self) -> None:
        self.show_recovery(header_lost=self._damaged)

    def _refused(self, error: Exception) -> None:
        self._others.setEnabled(True)
        self.explore.setEnabled(True)
        self.explore.setText(text("unlock.explore"))
        if not errors.is_refusal(error):
            raise error
        self.open_form.refuse(errors.message(error), self._vault.status().wait_seconds)
        if isinstance(error, VaultDamaged) and self._folder is not None:
            self.rescue.show_care(self._folder, error)

    def _see_to_it(self) -> None:
        if self._folder is not None:
            self.rescue.show_care(self._folder)

    def _creation_refused(self, error: Exception) -> None:
        if not errors.is_refusal(error):
            raise error
        self.create_form.refuse(errors.message(error))

    def _choose(self) -> None:
        chosen = ask_folder(self, text("unlock.choose_vault"))
        if chosen is not None:
            self.choose_folder(chosen)

    def _connect(self) -> None:
        self.open_form.submitted.connect(self._unlock)
        self.create_form.submitted.connect(self._create)
        self.create_form.left.connect(self.show_opening)
        self.recover_form.left.connect(self.show_opening)
        self.open_form.use_sheet.clicked.connect(self._use_sheet)
        self._recovery.opened.connect(self._recovered)
        self.rescue.opened.connect(self._recovered)
        self.rescue.chosen.connect(self.choose_folder)
        self.rescue.left.connect(self.show_opening)
        self.rescue.care_button.clicked.connect(self._see_to_it)
        self.rescue.care.sheet_wanted.connect(self._use_sheet)
        for one in (self.other, self.welcome.other):
            one.clicked.connect(self._choose)
        for one in (self.creation, self.welcome.creation):
            one.clicked.connect(self.show_creation)
        for one in (self.explore, self.welcome.explore):
            one.clicked.connect(self._explore)

    def _arrange(self) -> None:
        inside = Flow()
        for one in (self.other, self.creation, self.explore):
            inside.addWidget(one)
        self._others.setLayout(inside)
        self.explore.setVisible(self._example is not None)
        self.welcome.explore.setVisible(self._example is not None)
        opening = column(self.open_form, 60, rule(), self._others, -1, gap=10)
        self._forms.addWidget(centred(opening))
        self._forms.addWidget(centred(column(self.create_form, -1), top=24))
        self._forms.addWidget(centred(column(self.welcome, -1)))
        self._forms.addWidget(centred(column(self.recover_form, -1), top=24))
        self.rescue = Rescue(self._desk, self._vault, self._forms)
        for one in (self.rescue.restore_button, self.rescue.care_button):
            inside.addWidget(one)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(panel(), stretch=57)
        whole.addWidget(self._forms, stretch=43)
