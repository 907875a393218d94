"""Backups: when one is due, where the copies go, which are kept, and whether they still hold.

`snapshot` and `keep` run on the vault's thread, `verify` and `examine` on any other; `make`,
`check` and `drill` do all of it in a row.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from app.changes import Changes, Touched
from app.domain.journal import JournalEntry
from app.ports.backups import BackupReason, PlaceMissing, PlaceState, Verified
from app.ports.vault import VaultError
from app.usecases.backup_rotation import dropped

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.ports.backups import BackupDesk, BackupNote, BackupRow, Snapshot
    from app.ports.clock import Clock
    from app.ports.keys import Proof
    from app.ports.store import Store

PLACE, CHECKED, DRILLED = "backup_place", "backup_checked", "backup_drilled"
LOCK_HOURS = 4
_CLOCKS_DIFFER = timedelta(minutes=5)
SOON_DAYS, RED_DAYS = 7, 30
CHECK_DAYS, DRILL_DAYS = 7, 91
QUIET_EVENTS = frozenset(
    {
        "backup_bad",
        "backup_checked",
        "backup_drilled",
        "backup_made",
        "backup_place_chosen",
        "place_kept",
        "recovery_drilled",
        "vault_checked",
        "vault_locked",
        "vault_unlocked",
    }
)
"""Events that put nothing new into the vault: alone, they call for no backup at lock."""
_UNATTENDED = frozenset({BackupReason.DAILY, BackupReason.LOCK})
_OUTSIDE_TOO = _UNATTENDED | {BackupReason.ASKED}


class Overdue(StrEnum):
    """How long the external copy has been waited for: a week, then a month, are too long."""

    NONE = "none"
    SOON = "soon"
    RED = "red"


@dataclass(frozen=True, slots=True)
class DueCheck:
    """A verification to do now: of which backup, and how far (sums, full or drill)."""

    row: BackupRow
    level: Verified


@dataclass(frozen=True, slots=True)
class BackupState:
    """Where the backups stand, for the today page and the settings.

    `external_overdue` is none while no external place was chosen: that itself is `places` of one.
    """

    places: tuple[PlaceState, ...]
    rows: tuple[BackupRow, ...]
    due_daily: bool
    external_overdue: Overdue
    last_good: datetime | None
    last_check: datetime | None
    last_drill: datetime | None


class BackupService:
    """The backups of the open vault."""

    def __init__(self, store: Store, desk: BackupDesk, *, clock: Clock) -> None:
        self._store = store
        self._desk = desk
        self._clock = clock
        self._newest_read: Path | None = None

    def state(self) -> BackupState:
        """Return what there is, where, and what is due."""
        notes, external = self._notes(), self.external_place()
        return BackupState(
            places=tuple(self._place(place, notes) for place in self._places()),
            rows=self.rows(),
            due_daily=self.due(BackupReason.DAILY),
            external_overdue=self._overdue(notes) if external else Overdue.NONE,
            last_good=_last_good(notes),
            last_check=self._moment(CHECKED),
            last_drill=self._moment(DRILLED),
        )

    def rows(self) -> tuple[BackupRow, ...]:
        """Return the backups at the places that are there, newest first."""
        return self._desk.rows(self._places())

    def external_place(self) -> Path | None:
        """Return the folder of the external copies, if she chose one."""
        with self._store.work() as work:
            chosen = work.settings.read(PLACE)
        return Path(chosen) if chosen else None

    def choose_place(self, place: Path | None) -> Changes:
        """Keep where the external copies go; PlaceMissing when it is not there now."""
        if place is not None and not self._desk.present(place):
            raise PlaceMissing
        with self._store.work() as work:
            work.settings.write(PLACE, "" if place is None else str(place.absolute()))
            work.commit(JournalEntry("backup_place_chosen", "backup", None))
        return Changes(Touched.BACKUPS | Touched.SETTINGS)

    def due(self, reason: BackupReason) -> bool:
        """Tell whether a backup for that reason is due now; one that was asked for always is."""
        if reason not in _UNATTENDED:
            return True
        last = self._last_good_here()
        if last is None:
            return True
        if reason is BackupReason.DAILY:
            return last.made_at.astimezone().date() != self._clock.today()
        age = self._clock.now() - last.made_at
        recent = -_CLOCKS_DIFFER <= age <= timedelta(hours=LOCK_HOURS)
        return not recent and self._desk.changed_since(last, QUIET_EVENTS)

    def snapshot(
        self, reason: BackupReason, *, external: bool, progress: Callable[[int], None]
    ) -> Snapshot:
        """Copy the vault to its own folder or to the external place; PlaceMissing, NotEnoughRoom.

        On the vault's thread. `progress` may raise to stop: nothing is left of the copy.
        """
        place = self.external_place() if external else self._desk.home
        if place is None or (external and not self._desk.present(place)):
            raise PlaceMissing
        return self._desk.snapshot(place, reason, external=external, progress=progress)

    def verify(self, snapshot: Snapshot, progress: Callable[[int], None]) -> BackupRow:
        """Check the whole copy and give it its name, on any thread; BackupFailed."""
        return self._desk.verify(snapshot, progress)

    def discard(self, snapshot: Snapshot) -> None:
        """Forget a copy that will not be verified."""
        self._desk.discard(snapshot)

    def keep(self, row: BackupRow) -> Changes:
        """Remember a verified backup, then let go of those that rotation drops; vault's thread."""
        gone = self._dropped(row)
        with self._store.work() as work:
            work.backups.save(row)
            for one in gone:
                work.backups.forget(one)
            fields = (f"reason:{row.reason.value}", *(["external"] if row.external else []))
            work.commit(JournalEntry("backup_made", "backup", None, fields))
        for one in gone:
            self._desk.remove(one)
        return Changes(Touched.BACKUPS)

    def make(self, reason: BackupReason, progress: Callable[[int], None]) -> Changes:
        """Copy, verify and keep, at home then at the external place if it is there.

        One before a risky act is made at home only. What goes wrong outside never spoils a backup
        made at home by itself (daily, at lock).
        """
        changes = self._make(reason, external=False, progress=progress)
        external = self.external_place() if reason in _OUTSIDE_TOO else None
        if external is not None and self._desk.present(external):
            try:
                changes = self._make(reason, external=True, progress=progress)
            except VaultError:
                if reason is BackupReason.ASKED:
                    raise
        return changes

    def make_at(self, place: Path, progress: Callable[[int], None]) -> Changes:
        """Make one verified copy in a folder named now, whose other files are left alone."""
        if not self._desk.present(place):
            raise PlaceMissing
        snapshot = self._desk.snapshot(
            place.absolute(), BackupReason.ASKED, external=True, progress=progress
        )
        return self.keep(self.verify(snapshot, progress))

    def newest_at(self, place: Path) -> BackupRow | None:
        """Return the newest backup of this vault in a folder."""
        return next(iter(self._desk.rows((place.absolute(),))), None)

    def due_checks(self) -> tuple[DueCheck, ...]:
        """Return what is to verify: the newest's sums at each start, one more whole each week.

        A drill is proposed every three months; `DueCheck.level` tells which it is.
        """
        good = [row for row in self.rows() if row.good]
        due: list[DueCheck] = []
        if good and good[0].path != self._newest_read:
            due.append(DueCheck(good[0], Verified.SUMS))
        openable = [row for row in good if row.same_keys]
        if openable and self._older_than(self._moment(CHECKED), CHECK_DAYS):
            due.append(DueCheck(min(openable[1:] or openable, key=_last_read), Verified.FULL))
        if openable and self._older_than(self._moment(DRILLED) or self._first(), DRILL_DAYS):
            due.append(DueCheck(openable[0], Verified.DRILL))
        return tuple(due)

    def examine(self, due: DueCheck, progress: Callable[[int], None]) -> BackupRow:
        """Do a verification, on any thread; give what comes back to `note`."""
        if due.level is Verified.DRILL:
            return self._desk.drill(due.row, progress)
        return self._desk.check(due.row, progress, sums_only=due.level is Verified.SUMS)

    def note(self, row: BackupRow) -> Changes:
        """Remember how a verification ended; a backup that failed stays, marked.

        Sums that hold, of a backup verified whole before, are nothing new: nothing is written.
        """
        now, self._newest_read = self._clock.now().isoformat(), row.path
        with self._store.work() as work:
            if _known(row, work.backups.all()):
                return Changes(Touched.NOTHING)
            work.backups.save(row)
            if row.good and row.verified is not Verified.SUMS:
                work.settings.write(CHECKED, now)
            if row.verified is Verified.DRILL:
                work.settings.write(DRILLED, now)
            work.commit(JournalEntry(_EVENTS.get(row.verified, "backup_checked"), "backup", None))
        return Changes(Touched.BACKUPS)

    def check(self, row: BackupRow, progress: Callable[[int], None]) -> Changes:
        """Verify all of a backup and remember how it ended (`state().rows` tells)."""
        return self.note(self.examine(DueCheck(row, Verified.FULL), progress))

    def drill(self, row: BackupRow, progress: Callable[[int], None]) -> Changes:
        """Rehearse a restore inside the vault's folder and remember how it ended."""
        return self.note(self.examine(DueCheck(row, Verified.DRILL), progress))

    def restore(self, row: BackupRow, proof: Proof | None, progress: Callable[[int], None]) -> None:
        """Back up what is there, put that backup in its place, and lock: she opens it afterwards.

        `proof` is the phrase the backup was made with, needed unless `row.same_keys`.
        """
        self._make(BackupReason.BEFORE_RESTORE, external=False, progress=progress)
        self._desk.restore(row, proof, progress)

    def _make(
        self, reason: BackupReason, *, external: bool, progress: Callable[[int], None]
    ) -> Changes:
        return self.keep(
            self.verify(self.snapshot(reason, external=external, progress=progress), progress)
        )

    def _places(self) -> tuple[Path, ...]:
        external = self.external_place()
        return (self._desk.home,) if external is None else (self._desk.home, external)

    def _dropped(self, row: BackupRow) -> tuple[BackupRow, ...]:
        """What rotation lets go beside a new backup; only at the places that she chose."""
        place = row.path.parent
        if place not in self._places():
            return ()
        beside = [one for one in self._desk.rows((place,)) if one.path != row.path]
        return dropped([row, *beside], self._clock.today(), sound=self._desk.sound())

    def _notes(self) -> tuple[BackupNote, ...]:
        with self._store.work() as work:
            return work.backups.all()

    def _place(self, place: Path, notes: tuple[BackupNote, ...]) -> PlaceState:
        external = place != self._desk.home
        here = tuple(note for note in notes if note.external is external)
        return PlaceState(place, external, self._desk.present(place), _last_good(here))

    def _last_good_here(self) -> BackupRow | None:
        good = [row for row in self._desk.rows((self._desk.home,)) if row.good]
        return good[0] if good else None

    def _overdue(self, notes: tuple[BackupNote, ...]) -> Overdue:
        last = _last_good(tuple(note for note in notes if note.external))
        if self._older_than(last, RED_DAYS):
            return Overdue.RED
        return Overdue.SOON if self._older_than(last, SOON_DAYS) else Overdue.NONE

    def _older_than(self, moment: datetime | None, days: int) -> bool:
        return moment is None or self._clock.now() - moment > timedelta(days=days)

    def _first(self) -> datetime | None:
        """The moment of the oldest backup remembered: the first drill is counted from it."""
        return min((note.made_at for note in self._notes()), default=None)

    def _moment(self, key: str) -> datetime | None:
        with self._store.work() as work:
            written = work.settings.read(key)
        return datetime.fromisoformat(written) if written else None


_EVENTS = {Verified.BAD: "backup_bad", Verified.DRILL: "backup_drilled"}


def _last_good(notes: tuple[BackupNote, ...]) -> datetime | None:
    """The moment of the newest backup that no check found bad, by the order of the vault."""
    return next((note.made_at for note in notes if note.good), None)


def _known(row: BackupRow, notes: tuple[BackupNote, ...]) -> bool:
    """Tell whether the vault remembers that very verification."""
    return (row.path.name, row.external, row.verified, row.verified_at) in {
        (note.file_name, note.external, note.verified, note.verified_at) for note in notes
    }


def _last_read(row: BackupRow) -> datetime:
    return row.verified_at or row.made_at
