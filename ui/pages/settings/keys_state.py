"""What the keys tab says of the ways into the vault; no Qt here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.ports.keys import SlotKind
from ui.formats import day
from ui.texts import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.ports.keys import KeySlot
    from app.ports.vault import KdfCost

_MIB = 1024
_MIB_PASSES_A_SECOND = 700
"""What an ordinary computer of 2026 derives in a second; measured 640 to 800."""


@dataclass(frozen=True, slots=True)
class Ways:
    """What there is, so that the tab offers what makes sense."""

    key_file: bool
    recovery: bool


def ways(slots: Sequence[KeySlot]) -> Ways:
    """Tell which ways into the vault there are."""
    kinds = {slot.kind for slot in slots}
    return Ways(SlotKind.PASSPHRASE_AND_KEYFILE in kinds, SlotKind.RECOVERY in kinds)


def kind_words(slot: KeySlot) -> str:
    """`Phrase de passe`."""
    return text(f"keys_tab.kind.{slot.kind.name.lower()}")


def day_words(slot: KeySlot) -> str:
    """Since when there is this way in: `12/05/2026`."""
    return day(slot.created)


def cost_words(slot: KeySlot) -> str:
    """`environ 1 s par essai (256 Mio, 3 passages)`."""
    return text(
        "keys_tab.cost",
        seconds=seconds_words(slot.cost),
        memory=slot.cost.memory_kib // _MIB,
        passes=slot.cost.passes,
    )


def seconds_words(cost: KdfCost) -> str:
    """About how long one try takes: `1`, `0,3`."""
    seconds = cost.memory_kib / _MIB * cost.passes / _MIB_PASSES_A_SECOND
    shown = f"{seconds:.1f}" if seconds < 1 else f"{seconds:.0f}"
    return "0,1" if shown == "0.0" else shown.replace(".", ",")


def recovery_words(*, recovery: bool, due: bool) -> str:
    """Whether a forgotten phrase could be got over, and whether the sheet should be tried."""
    if not recovery:
        return text("keys_tab.recovery_none")
    return text("keys_tab.recovery_due" if due else "keys_tab.recovery_there")
