"""What the backups tab does: copies, verifications, the place outside, going back to a copy."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from typing_extensions import override

from app.ports.backups import BackupReason, Verified
from app.usecases.backups import DueCheck
from ui import errors, wording
from ui.backing_up import BackingUp
from ui.dialogs.base import AskDialog, ConfirmDialog
from ui.dialogs.prove import ask_presence
from ui.file_choice import ask_folder
from ui.formats import moment
from ui.page import Notice, Place
from ui.pages.settings import backups_state
from ui.texts import text
from ui.widgets.labels import label
from ui.widgets.proof_fields import ProofFields

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.changes import Changes
    from app.ports.backups import BackupRow
    from app.ports.keys import Proof
    from app.ports.repair import Survey
    from ui.jobs import Progress
    from ui.page import Desk, Page
    from ui.services import Services
    from ui.widgets.long_work import LongWork


class BackupActs(QObject):
    """`surveyed` brings what a look at the whole vault found."""

    surveyed = Signal(object)

    def __init__(self, page: Page, desk: Desk, services: Services, work: LongWork) -> None:
        super().__init__(page)
        self._page, self._desk, self._services, self._work = page, desk, services, work
        self._backups = services.backups
        self._making = BackingUp(desk.jobs, services.backups, self)
        self._making.progressed.connect(work.show_percent)
        self._making.done.connect(partial(self._finished, text("backups.made")))
        self._making.failed.connect(self._refused)
        work.stop_asked.connect(self._making.give_up)

    def make(self, *, outside: bool) -> None:
        """Make a backup now, everywhere it can be."""
        self._work.announce(text("backups.making"))
        self._making.make(BackupReason.ASKED, outside=outside)

    def choose_place(self) -> None:
        """Choose where the external copies go; a poor place is warned of first."""
        folder = ask_folder(self._page, text("backups.choose_title"))
        if folder is not None:
            self.use_place(folder)

    def use_place(self, folder: Path) -> None:
        """Keep external copies in a folder, asking first when it is a poor place."""
        said = wording.poor_place(self._services.vault.location_warning(folder))
        if not said:
            self._keep_place(folder)
            return
        title, yes = text("backups.place_confirm"), text("backups.place_yes")
        asked = ConfirmDialog(self._desk, "backup_place_dialog", title, said, confirm=yes)
        asked.accepted.connect(partial(self._keep_place, folder))
        self._page.ask(asked)

    def remove_place(self) -> None:
        """Make no more external copies."""
        self._keep_place(None)

    def check(self, row: BackupRow) -> None:
        """Verify all of a backup."""
        self._examine(DueCheck(row, Verified.FULL), text("backups.checking"))

    def drill(self, row: BackupRow) -> None:
        """Rehearse a restore."""
        self._examine(DueCheck(row, Verified.DRILL), text("backups.drilling"))

    def restore(self, row: BackupRow) -> None:
        """Go back to a backup: explained, then proven, then done."""
        when = moment(row.made_at, self._desk.clock.today())
        asked = ConfirmDialog(
            self._desk,
            "backup_restore_dialog",
            text("backups.restore_title", when=when),
            text("backups.restore_words"),
            confirm=text("backups.restore_yes"),
        )
        asked.accepted.connect(partial(self._prove, row))
        self._page.ask(asked)

    def survey(self) -> None:
        """Look at every file of the vault."""
        self._long(text("backups.surveying"), self._services.repair.survey, self._surveyed)

    def rebuild(self) -> None:
        """Make the indexes anew."""
        then = partial(self._say, text("backups.rebuilt"))
        work = self._services.repair.rebuild
        self._desk.jobs.run(self, work, then, failed=self._refused)

    def lock_for_care(self) -> None:
        """Lock; the care room is at the unlock window."""
        self._page.go.emit(Place("lock", action="repair"))

    def _keep_place(self, folder: Path | None) -> None:
        then = partial(self._say, text("backups.removed" if folder is None else "backups.chosen"))
        work = partial(self._backups.choose_place, folder)
        self._desk.jobs.run(self, work, then, failed=self._refused)

    def _examine(self, due: DueCheck, words: str) -> None:
        self._work.announce(words)
        work = partial(self._backups.examine, due)
        run = self._desk.jobs.render_long
        self._work.follow(run(self, work, self._examined, failed=self._refused))

    def _examined(self, row: BackupRow) -> None:
        said = backups_state.ended_words(row, self._desk.clock.today())
        then = partial(self._say, said, tone="good" if row.good else "bad")
        self._desk.jobs.run(self, partial(self._backups.note, row), then, failed=self._refused)

    def _prove(self, row: BackupRow) -> None:
        ask_presence(self._page, self._desk, self._services.vault, partial(self._proven, row))

    def _proven(self, row: BackupRow) -> None:
        if row.same_keys:
            self._restore(row, None)
            return
        asked = OldPhraseDialog(self._desk)
        asked.given.connect(partial(self._restore, row))
        self._page.ask(asked)

    def _restore(self, row: BackupRow, proof: Proof | None) -> None:
        work = partial(self._backups.restore, row, proof)
        self._long(text("backups.restoring"), work, self._restored)

    def _restored(self, _done: None) -> None:
        self._page.go.emit(Place("lock", action="restored"))

    def _surveyed(self, found: Survey) -> None:
        self._work.ended()
        self.surveyed.emit(found)

    def _long(
        self, words: str, work: Callable[[Progress], object], then: Callable[..., None]
    ) -> None:
        self._work.announce(words)
        run = self._desk.jobs.run_long
        self._work.follow(run(self, work, then, failed=self._refused))

    def _finished(self, words: str) -> None:
        self._work.ended()
        self._page.noticed.emit(Notice(words))

    def _say(self, words: str, _changes: Changes, tone: str = "good") -> None:
        self._page.noticed.emit(Notice(words, tone))

    def _refused(self, error: Exception) -> None:
        self._work.ended()
        if not errors.is_refusal(error):
            raise error
        self._page.noticed.emit(Notice(errors.message(error), "bad"))


class OldPhraseDialog(AskDialog):
    """Asks for the phrase that a backup was made with; `given` brings the proof."""

    given = Signal(object)

    def __init__(self, desk: Desk) -> None:
        title, yes = text("backups.restore_old_title"), text("backups.restore_yes")
        super().__init__(desk, "old_phrase_dialog", title, confirm=yes)
        self.proof = ProofFields(desk, "old")
        self._first = self.proof
        self.fields.addWidget(label(text("backups.restore_old_words"), "muted", wraps=True))
        self.fields.addWidget(self.proof)

    @override
    def work(self) -> Callable[[], object] | None:
        if missing := self.proof.missing():
            self.say_wrong(missing)
            return None
        return self.proof.take

    @override
    def _done(self, _result: object) -> None:
        self.accept()
        self.given.emit(_result)
