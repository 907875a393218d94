"""Making and restoring backups while being killed, and what must hold afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from testkit.fakes import CountingIds
from testkit.kill_trials import DAY, OneVault, saved_numbers
from testkit.vaults import SettableClock

from app.domain.drafts import InterventionDraft
from app.ports.backups import BackupReason, Verified
from app.usecases.backups import BackupService
from app.usecases.interventions import InterventionService
from storage.backups.desk import VaultBackups
from storage.store import VaultScreenQueries, VaultStore

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from testkit.kills import Told

    from storage.vault.session import OpenVault

ALWAYS_KEPT = 10


class Backups(OneVault):
    """She saves an interview and backs the vault up, again and again."""

    longest = 0.2
    steps = 25_000
    whole = "made"

    def __init__(self) -> None:
        super().__init__()
        self.saved: set[int] = set()
        self.made = 0

    def work(self, ready: Callable[[], None], told: Told) -> None:
        """Save, back up."""
        vault = self.opened()
        number = max(saved_numbers(vault), default=0)
        ready()
        while True:
            number += 1
            self.save(vault, number)
            told(f"saved {number}")
            service(vault).make(BackupReason.ASKED, lambda percent: None)
            told("made 1")

    def save(self, vault: OpenVault, number: int) -> None:
        """One interview."""
        ids = CountingIds(last=1_000_000 + number * 10)
        store, screens = VaultStore(vault, SettableClock()), VaultScreenQueries(vault)
        note = f"entretien {number}"
        draft = InterventionDraft(DAY, "CTC.RDV", self.entity, case_ids=(self.case,), note=note)
        InterventionService(store, screens, clock=SettableClock(), ids=ids).log(draft)

    def acknowledge(self, *words: str) -> None:
        """An interview, or a backup."""
        if words[0] == "saved":
            self.saved.add(int(words[1]))
        else:
            self.made += 1

    def hold(self, vault: OpenVault) -> None:
        """Every interview; every file with the name of a backup is one, none too few."""
        assert self.saved <= saved_numbers(vault)
        backups = service(vault)
        rows = backups.rows()
        assert all(row.verified is not Verified.BAD for row in rows)
        assert len(rows) >= min(self.made, ALWAYS_KEPT)
        if rows:
            backups.check(rows[0], lambda percent: None)
            assert backups.rows()[0].verified is not Verified.BAD

    def figures(self) -> dict[str, Any]:
        """Backups acknowledged."""
        return super().figures() | {"backups": self.made}


class Restorations(Backups):
    """She saves interviews and goes back to the same backup: the vault is the one or the other."""

    longest = 0.3
    steps = 40_000
    whole = "restored"
    locks = True

    def prepare(self, folder: Path) -> None:
        """Make the backup to go back to: it holds three interviews."""
        super().prepare(folder)
        self.restored = 0
        vault = self.opened()
        for number in (1, 2, 3):
            self.save(vault, number)
        self.saved = {1, 2, 3}
        service(vault).make(BackupReason.BEFORE_MIGRATION, lambda percent: None)
        vault.close()

    def work(self, ready: Callable[[], None], told: Told) -> None:
        """Save two, go back."""
        ready()
        while True:
            vault = self.opened()
            number = max(saved_numbers(vault), default=0)
            for ahead in (1, 2):
                self.save(vault, number + ahead)
                told(f"saved {number + ahead}")
            backups = service(vault)
            pinned = next(row for row in backups.rows() if row.reason.value == "before_migration")
            backups.restore(pinned, None, lambda percent: None)
            told("restored 3")

    def acknowledge(self, *words: str) -> None:
        """Back to three interviews, or one more."""
        if words[0] == "restored":
            self.saved = {1, 2, 3}
            self.restored += 1
        else:
            self.saved.add(int(words[1]))

    def hold(self, vault: OpenVault) -> None:
        """All that was saved since, or exactly what the backup held."""
        there = saved_numbers(vault)
        assert self.saved <= there or there == {1, 2, 3}
        assert there == set(range(1, len(there) + 1))
        assert len(there) <= len(self.saved) + 1
        self.saved = there

    def figures(self) -> dict[str, Any]:
        """Restorations acknowledged."""
        return OneVault.figures(self) | {"restored": self.restored}


def service(vault: OpenVault) -> BackupService:
    """The backups of an open vault."""
    clock = SettableClock()
    return BackupService(VaultStore(vault, clock), VaultBackups(vault, clock), clock=clock)
