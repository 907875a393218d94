"""What every opening of a vault is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage.vault.watch import NOTHING_SPECIAL, Surroundings

if TYPE_CHECKING:
    from app.ports.clock import Clock
    from app.ports.vault import KdfCost
    from storage.migrations import runner
    from storage.vault.kdf import KdfRules


@dataclass(frozen=True, slots=True)
class Conditions:
    """What every opening is given: the time, the accepted KDF costs, the steps of the schema.

    `usual_cost` is the one of new slots in tests; else it is measured.
    """

    clock: Clock
    rules: KdfRules
    steps: tuple[runner.Step, ...]
    around: Surroundings = NOTHING_SPECIAL
    usual_cost: KdfCost | None = None
