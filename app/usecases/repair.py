"""Damage: looking at every file of the open vault, mending what can be, accepting an older state.

A vault that does not open is looked at and repaired through `VaultService.damage` and `.repair`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.changes import Changes, Touched
from app.domain.journal import JournalEntry
from app.ports.repair import Finding, Part, Remedy
from app.ports.vault import VaultError

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.ports.clock import Clock
    from app.ports.repair import RepairDesk, Survey
    from app.ports.store import Store
    from app.ports.vault import VaultDamaged

CHECK_EVERY = timedelta(days=7)
"""How old the last whole look may be before another one is due."""

_ALL_BUT_KEYS = (
    Touched.ENTITIES
    | Touched.PERSONS
    | Touched.CASES
    | Touched.INTERVENTIONS
    | Touched.AID
    | Touched.COLLECTIVE
    | Touched.NOMENCLATURES
    | Touched.IMPORTS
    | Touched.RELEASES
    | Touched.DRAFTS
    | Touched.SETTINGS
    | Touched.DOCUMENTS
    | Touched.BACKUPS
)


class RepairService:
    """Runs on the vault's thread; `progress` is called with a percentage."""

    def __init__(self, desk: RepairDesk, store: Store, *, clock: Clock) -> None:
        self._desk = desk
        self._store = store
        self._clock = clock

    def survey(self, progress: Callable[[int], None]) -> Survey:
        """Look at every file of the vault, and journal that it was done.

        A vault that takes no writes (full disk, reading only) is looked at all the same.
        """
        found = self._desk.survey(progress)
        outcome = "sound" if found.sound else "unsound"
        wrong = sorted({one.part for one in found.findings if one.remedy is not Remedy.AUTOMATIC})
        fields = (f"outcome:{outcome}", *(f"part:{part.value}" for part in wrong))
        entry = JournalEntry("vault_checked", "vault", None, fields)
        try:
            with self._store.work() as work:
                work.commit(entry)
        except VaultError:
            return found
        return found

    def check_due(self) -> bool:
        """Tell whether the last whole look is too old, or the last session ended badly."""
        last = self._desk.last_checked()
        if last is None or self._desk.closed_badly():
            return True
        return abs(self._clock.now() - last) >= CHECK_EVERY

    def rebuild(self) -> Changes:
        """Make the indexes anew, those of the search included; no record is touched."""
        self._desk.rebuild(JournalEntry("indexes_rebuilt", "vault", None))
        return Changes(Touched.CASES | Touched.INTERVENTIONS)

    def accept_state(self) -> Changes:
        """Go on from an older state, or a changed header, which opened for reading only."""
        self._desk.accept_state(JournalEntry("older_state_accepted", "vault", None))
        return Changes(_ALL_BUT_KEYS)


def of_refusal(error: VaultDamaged) -> Finding:
    """The finding that a refusal to open stands for: a repair may help, whatever the part."""
    part = Part(str(error.facts.get("part", Part.DATABASE)))
    return Finding(part, str(error.facts.get("reason", "unreadable")), Remedy.REPAIR)
