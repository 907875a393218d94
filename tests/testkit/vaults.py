"""Real encrypted vaults for tests, with a key derivation that costs nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from app.ports.vault import KdfCost
from storage.repair.gateway import MendableVaults
from storage.vault.kdf import KdfRules
from storage.vault.watch import Surroundings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from storage.migrations.runner import Step
    from storage.vault.session import OpenVault

PASSPHRASE = "lampion gravir fusain tortue oblong marmite sablier"
FAST_COST = KdfCost(memory_kib=64, passes=1, lanes=1)
SMALL_BALLAST = 16_384
FAST_RULES = KdfRules(smallest_kib=64)


@dataclass
class SettableClock:
    """A clock that moves only when told to."""

    moment: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return self.moment.date()

    def advance(self, **by: float) -> None:
        self.moment += timedelta(**by)


def phrase(text: str = PASSPHRASE) -> bytearray:
    """A passphrase as the program carries it."""
    return bytearray(text, "utf-8")


def fast_vaults(
    clock: SettableClock | None = None,
    steps: Sequence[Step] | None = None,
    *,
    witness_folder: Path | None = None,
    ballast_size: int = SMALL_BALLAST,
) -> MendableVaults:
    """A gateway whose key derivation is fast; production rules refuse the vaults it makes."""
    return MendableVaults(
        clock or SettableClock(),
        rules=FAST_RULES,
        usual_cost=FAST_COST,
        steps=steps,
        around=Surroundings(witness_folder, ballast_size),
    )


def a_vault(tmp_path: Path, clock: SettableClock | None = None) -> OpenVault:
    """A new vault with the shipped schema, unlocked, in `tmp_path/essai.armoire`."""
    return fast_vaults(clock).create(tmp_path / "essai.armoire", phrase())
