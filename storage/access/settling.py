"""After an opening: what a change of keys cut short left is brought back to one of each."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from app.ports.vault import VaultError
from storage.backups import places
from storage.faults import translated
from storage.vault import slots
from storage.vault.proofs import MAIN_KINDS
from storage.vault.quarantine import let_go
from storage.vault.sweep import forget_unwritten, sweep

if TYPE_CHECKING:
    from storage.vault.session import OpenVault
    from storage.vault.slots import Slot


def settle(vault: OpenVault, opened_by: Slot) -> None:
    """Keep the main slot that she opened with, and the newest recovery slot; sweep leftovers.

    A medium that cannot take it does not keep her out.
    """
    if vault.opening.read_only is not None:
        return
    with suppress(VaultError), translated():
        found = vault.header.slots
        kept = tuple(slot for slot in found if slot in _wanted(found, opened_by))
        if kept != found:
            vault.replace_header(replace(vault.header, slots=kept, seen=vault.seen_now()))
        if not vault.opening.header_repaired and vault.opening.read_only is None:
            sweep(vault.held.files, vault.held.rules)
            forget_unwritten(vault.held.files)
            let_go(vault.held.files, vault.held.clock.now())
            places.sweep(vault.held.files.backups, vault.header.label)


def _wanted(found: tuple[Slot, ...], opened_by: Slot) -> tuple[Slot, ...]:
    main = [slot for slot in found if slot.kind in MAIN_KINDS]
    recovery = [slot for slot in found if slot.kind == slots.RECOVERY]
    by_it = [slot for slot in main if slot.id == opened_by.id]
    return (*(by_it or main), *recovery[-1:])
