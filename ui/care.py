"""What is done by itself for the vault: copies and checks while she pauses, a copy at the lock.

Quietly: a word is said only when something is wrong.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.ports.backups import BackupReason, Verified
from app.ports.progress import nobody
from ui import errors
from ui.backing_up import BackingUp
from ui.page import Notice
from ui.texts import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.changes import Changes
    from app.ports.backups import BackupRow
    from app.ports.repair import Survey
    from app.ports.vault import Opening
    from app.usecases.backups import BackupService, DueCheck
    from ui.jobs import Jobs
    from ui.services import Services

PATIENT_REASONS = frozenset({"button", "idle", "quit"})
"""Locks that wait for a copy; sleep, shut-down and crashes never do."""
_LOOK_MS = 3000
_QUIET_SECONDS = 20.0
"""A copy and a whole look hold the vault's thread for seconds: not while she opens files."""
_LATEST_LOOKS = 200
"""After ten minutes it begins all the same."""


class Care(QObject):
    """`noticed` brings what is wrong; `progressed` and `rested` follow the copy at the lock."""

    noticed = Signal(object)
    progressed = Signal(int)
    rested = Signal()

    def __init__(
        self, jobs: Jobs, quiet: Callable[[], float], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs, self._quiet = jobs, quiet
        self._looks = 0
        self._services: Services | None = None
        self._making: BackingUp | None = None
        self._checks: list[DueCheck] = []
        self._beginning = QTimer(self, interval=_LOOK_MS)
        self._beginning.timeout.connect(self.look)

    def unlocked(self, services: Services, opening: Opening) -> None:
        """Say what the opening met, erase what is over, and begin when she pauses."""
        self._services = services
        self._erase(services)
        for met, words in (
            (opening.header_repaired, "care_header"),
            (opening.log_damaged or opening.wal_missing, "care_log"),
            (opening.clock_set_back, "care_clock"),
        ):
            if met:
                self._say(text(f"backups.{words}"))
        if opening.read_only is None:
            self._beginning.start()

    def _erase(self, given: Services) -> None:
        """What had its time goes: in a bin, working notes, how files left that never came back."""
        for work in (
            given.documents.purge_bin,
            given.casework.bin.erase_old,
            given.casework.working_notes.erase_old,
            given.casework.handovers.forget_old,
        ):
            self._jobs.run(self, work, _shown_by_itself)

    def look(self) -> None:
        """Begin once she touches nothing for a while, or has waited long enough."""
        self._looks += 1
        if self._quiet() >= _QUIET_SECONDS or self._looks >= _LATEST_LOOKS:
            self._beginning.stop()
            self._begin()

    def _begin(self) -> None:
        """Make the backup of the day if it is due, then check."""
        if self._services is not None:
            due = partial(_due, self._services.backups, BackupReason.DAILY)
            self._jobs.run(self, due, self._daily, failed=self._failed)

    def at_lock(self) -> None:
        """Make a copy if one is due; `rested` comes when the lock may go on, whatever happened."""
        self._beginning.stop()
        self._checks = []
        if self._services is None:
            self.rested.emit()
            return
        due = partial(_due, self._services.backups, BackupReason.LOCK)
        self._jobs.run(self, due, self._last, failed=self._rest)

    def leave(self) -> None:
        """Wait no longer: what is half-made is not kept."""
        self.stop()
        self.rested.emit()

    def stop(self) -> None:
        """Do nothing more."""
        self._beginning.stop()
        self._checks = []
        if self._making is not None:
            self._making.give_up()

    def _daily(self, due: tuple[bool, bool]) -> None:
        wanted, outside = due
        if wanted and self._services is not None:
            making = self._made_by(self._services.backups)
            making.done.connect(self._copied)
            making.failed.connect(self._not_copied)
            making.make(BackupReason.DAILY, outside=outside)
        else:
            self._copied()

    def _last(self, due: tuple[bool, bool]) -> None:
        wanted, outside = due
        if not wanted or self._services is None:
            self.rested.emit()
            return
        making = self._made_by(self._services.backups)
        making.progressed.connect(self.progressed)
        making.done.connect(self.rested)
        making.failed.connect(self._rest)
        self.progressed.emit(0)
        making.make(BackupReason.LOCK, outside=outside)

    def _made_by(self, backups: BackupService) -> BackingUp:
        self._making = BackingUp(self._jobs, backups, self)
        return self._making

    def _not_copied(self, error: Exception) -> None:
        self._failed(error)
        self._copied()

    def _copied(self) -> None:
        if self._services is not None:
            work = self._services.backups.due_checks
            self._jobs.run(self, work, self._check, failed=self._failed)

    def _check(self, due: tuple[DueCheck, ...]) -> None:
        self._checks = [one for one in due if one.level is not Verified.DRILL]
        self._next_check()

    def _next_check(self) -> None:
        if self._services is None:
            return
        if self._checks:
            work = partial(_examined, self._services.backups, self._checks.pop(0))
            self._jobs.render(self, work, self._examined, failed=self._failed)
            return
        self._jobs.run(self, partial(_surveyed, self._services), self._looked, failed=self._failed)

    def _examined(self, row: BackupRow) -> None:
        if not row.good:
            self._say(text("backups.care_bad"), "bad")
        if self._services is not None:
            note = partial(self._services.backups.note, row)
            self._jobs.run(self, note, self._noted, failed=self._failed)

    def _noted(self, _changes: Changes) -> None:
        self._next_check()

    def _looked(self, found: Survey | None) -> None:
        if found is not None and not found.sound:
            self._say(text("backups.care_unsound"), "bad")

    def _failed(self, error: Exception) -> None:
        """Care that cannot be given is said; a bug is a bug."""
        if not errors.is_refusal(error):
            raise error
        self._say(text("backups.care_failed", reason=errors.message(error)))

    def _rest(self, error: Exception) -> None:
        """A copy that fails never keeps the vault open."""
        self.rested.emit()
        if not errors.is_refusal(error):
            raise error

    def _say(self, words: str, tone: str = "warn") -> None:
        self.noticed.emit(Notice(words, tone))


def _due(backups: BackupService, reason: BackupReason) -> tuple[bool, bool]:
    """Whether a backup is due, and whether the external place is there to take a copy too."""
    if not backups.due(reason):
        return False, False
    return True, any(one.external and one.present for one in backups.state().places)


def _examined(backups: BackupService, due: DueCheck) -> BackupRow:
    return backups.examine(due, nobody)


def _surveyed(services: Services) -> Survey | None:
    """On the vault's thread, when the last whole look is too old."""
    return services.repair.survey(nobody) if services.repair.check_due() else None


def _shown_by_itself(_changes: Changes | None) -> None:
    """Pages follow what was written."""
