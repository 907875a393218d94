"""The vault gateway with what mends: the one that the program is wired with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.access.gateway import SqlCipherVaults
from storage.repair.salvage import repair
from storage.repair.survey import of_folder
from storage.vault.files import VaultFiles

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.ports.keys import Proof
    from app.ports.repair import Finding, RepairAccount


class MendableVaults(SqlCipherVaults):
    """Vaults on this machine, looked at and repaired even when they do not open."""

    def damage(self, folder: Path) -> tuple[Finding, ...]:
        """Look at every file without a key; nothing is opened and nothing written."""
        return of_folder(VaultFiles(folder), self.conditions)

    def repair(self, folder: Path, proof: Proof, progress: Callable[[int], None]) -> RepairAccount:
        """Make a new data file of what can be read, completed from the newest good backup."""
        return repair(folder, proof, self.conditions, progress)
