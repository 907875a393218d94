"""The backups of an open vault, for services."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from app.ports.backups import (
    BackupDamaged,
    BackupFailed,
    BackupRow,
    BackupTooNew,
    OtherVault,
    Verified,
)
from app.ports.vault import VaultError, WrongPassphrase
from storage.backups import making, verifying
from storage.backups import places as at
from storage.backups.drill import rehearse
from storage.backups.restoring import forget, keys_from, restore_in_place
from storage.backups.rows import Ledger, row_of_damaged, row_of_found, row_of_verified
from storage.faults import translated
from storage.repositories.backups import BackupTable

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from pathlib import Path

    from app.ports.backups import BackupNote, BackupReason, Snapshot
    from app.ports.clock import Clock
    from app.ports.keys import Proof
    from storage.backups.verifying import Found, Tools
    from storage.vault.session import OpenVault

_CHECK_TENTHS = 11
_WORTH_KEEPING = frozenset({"part:database", "part:header", "part:journal", "part:log"})
"""What must be wrong with the vault itself for its old backups to be kept beyond their time."""


class VaultBackups:
    """Makes, verifies, lists and restores backups; see `app.ports.backups.BackupDesk`."""

    def __init__(self, vault: OpenVault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock
        self._busy: set[Path] = set()

    @property
    def home(self) -> Path:
        """The vault's own folder of backups."""
        return self._vault.held.files.backups

    def present(self, place: Path) -> bool:
        """Tell whether a place takes files now; the vault’s own is made when needed."""
        return at.present(place.parent if place == self.home else place)

    def snapshot(
        self, place: Path, reason: BackupReason, *, external: bool, progress: Callable[[int], None]
    ) -> Snapshot:
        """Copy the vault as it is now."""
        wanted = making.Wanted(place, reason, external, frozenset(self._busy))
        taken = making.take(self._vault.held, self._vault.header, wanted, progress)
        self._busy |= {taken.partial, taken.assembled}
        return taken

    def verify(self, snapshot: Snapshot, progress: Callable[[int], None]) -> BackupRow:
        """Check the whole copy, then give it its name."""
        if not isinstance(snapshot, making.Taken):
            raise BackupFailed(reason="unknown")
        try:
            with self._tools() as by:
                found = verifying.finish(snapshot, by, progress)
        finally:
            self._busy -= {snapshot.partial, snapshot.assembled}
        key = self._vault.held.keys.backup
        return row_of_verified(found, self._vault.header, key, external=snapshot.external)

    def discard(self, snapshot: Snapshot) -> None:
        """Remove a copy that will not be verified."""
        self._busy.discard(snapshot.partial)
        at.remove_all([snapshot.partial])

    def rows(self, places: tuple[Path, ...]) -> tuple[BackupRow, ...]:
        """The backups of this vault found at these places, newest first."""
        with self._vault.read() as connection:
            ledger = Ledger(BackupTable(connection).all())
        found = [row for place in places for row in self._at(place, ledger)]
        return tuple(sorted(found, key=lambda row: row.rank, reverse=True))

    def remove(self, row: BackupRow) -> None:
        """Delete a backup that rotation lets go."""
        at.remove_all([row.path])

    def changed_since(self, row: BackupRow, quiet: frozenset[str]) -> bool:
        """Tell whether the journal holds an event that is not `quiet` since that backup."""
        try:
            then = self._read(row).manifest
        except (BackupDamaged, BackupTooNew):
            return True
        held = self._vault.held
        if held.journal.hash_of(then.audit_len) != then.audit_head:
            return True
        with self._vault.read() as connection:
            events = connection.execute(
                "SELECT DISTINCT event FROM journal WHERE seq > ?", (then.audit_len,)
            )
            return bool({event for (event,) in events} - quiet)

    def sound(self) -> bool:
        """Tell whether the last look at the vault's files found its records whole."""
        with self._vault.read() as connection:
            last = connection.execute(
                "SELECT fields FROM journal WHERE event = 'vault_checked' ORDER BY seq DESC LIMIT 1"
            ).fetchone()
        return last is None or not _WORTH_KEEPING & set(last[0].split(","))

    def check(
        self, row: BackupRow, progress: Callable[[int], None], *, sums_only: bool = False
    ) -> BackupRow:
        """Check a backup: its sums alone, or all of it where the vault's keys open it."""
        try:
            found = self._read(row)
            if sums_only or not row.same_keys:
                verifying.check_sums(found, progress)
                return self._after_sums(row)
            with self._tools() as by, self._taken_out(row) as target:
                verifying.require_seals(found, by)
                verifying.extract(found, target, verifying.part(progress, 0, 30))
                verifying.require_whole(target, found, by, verifying.part(progress, 30, 100))
        except BackupDamaged:
            return self._verified(row, Verified.BAD)
        level = Verified.DRILL if row.verified is Verified.DRILL else Verified.FULL
        return self._verified(row, level)

    def drill(self, row: BackupRow, progress: Callable[[int], None]) -> BackupRow:
        """Restore into a folder of the vault that is then removed, and read records of it."""
        try:
            found = self._read(row)
            with self._tools() as by, translated():
                at.prepare(self.home, home=True)
                rehearse(found, self.home, by, progress)
        except BackupDamaged:
            return self._verified(row, Verified.BAD)
        return self._verified(row, Verified.DRILL)

    def restore(self, row: BackupRow, proof: Proof | None, progress: Callable[[int], None]) -> None:
        """Put a backup in place of the vault, which is then locked."""
        found = self._read(row)
        held = self._vault.held
        if found.manifest.vault_id != self._vault.header.vault_id:
            raise OtherVault(label=found.header.header.label)
        if found.sealed.holds(held.keys.backup):
            with self._tools() as by:
                restore_in_place(self._vault, found, by, progress)
            return
        if proof is None:
            raise WrongPassphrase
        with keys_from(found, proof, held.clock, held.rules) as by:
            restore_in_place(self._vault, found, by, progress)

    def _at(self, place: Path, ledger: Ledger) -> Iterator[BackupRow]:
        for path in at.files_of(place, self._vault.header.label):
            external = place != self.home
            note = ledger.note(path, external=external)
            try:
                found = verifying.read(path, self._vault.held.rules)
            except BackupDamaged:
                yield row_of_damaged(path, external=external, note=note)
            except VaultError:  # newer than this program, or its medium has just gone
                continue
            else:
                if found.manifest.vault_id == self._vault.header.vault_id:
                    yield self._row(found, external=external, note=note)

    def _row(self, found: Found, *, external: bool, note: BackupNote | None = None) -> BackupRow:
        key = self._vault.held.keys.backup
        return row_of_found(found, self._vault.header, key, external=external, note=note)

    def _read(self, row: BackupRow) -> Found:
        return verifying.read(row.path, self._vault.held.rules)

    def _verified(self, row: BackupRow, level: Verified) -> BackupRow:
        return replace(row, verified=level, verified_at=self._clock.now())

    def _after_sums(self, row: BackupRow) -> BackupRow:
        """A backup whose sums hold: what was verified whole before still counts as that."""
        if row.proven:
            return row
        return self._verified(row, Verified.SUMS)

    @contextmanager
    def _tools(self) -> Generator[Tools]:
        held = self._vault.held
        with verifying.tools(held.keys, self._clock, held.rules) as by:
            yield by

    @contextmanager
    def _taken_out(self, row: BackupRow) -> Generator[Path]:
        """Where to take the database out of a backup, in the vault's own folder, for a while."""
        target = self.home / f"{row.path.name}.check{at.UNFINISHED}"
        with translated():
            at.prepare(self.home, home=True)
            at.require_room(self.home, row.size, _CHECK_TENTHS)
        forget(target)
        self._busy.add(target)
        try:
            yield target
        finally:
            self._busy.discard(target)
            forget(target)
