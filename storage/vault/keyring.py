"""The slots of an open vault: each change proven from the disk before the old slot is forgotten."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from app.ports.keys import (
    KeySlot,
    NoRecoverySlot,
    Proof,
    RecoverySheet,
    SlotKind,
)
from app.ports.vault import VaultDamaged
from storage.faults import translated
from storage.vault import kdf, slots
from storage.vault.files import read_header
from storage.vault.keyfile import write_key_file
from storage.vault.keys import wipe
from storage.vault.proofs import MAIN_KINDS, main_kind, open_main, open_recovery, secret_of
from storage.vault.recovery_code import new_code, read_code
from storage.vault.rotation import rotated
from storage.vault.shares import split
from storage.vault.slot_text import slot_text

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from app.ports.keys import RecoveryShare
    from app.ports.vault import KdfCost
    from storage.vault.header import Header
    from storage.vault.keys import SecretKey
    from storage.vault.session import OpenVault
    from storage.vault.slots import Slot


class VaultKeyRing:
    """See `app.ports.keys.KeyRing`. The main slot comes first, the recovery slot after it."""

    def __init__(self, vault: OpenVault, usual_cost: KdfCost | None = None) -> None:
        self._vault = vault
        self._usual_cost = usual_cost
        self._prepared: Slot | None = None

    def slots(self) -> tuple[KeySlot, ...]:
        """The ways into the vault."""
        return tuple(
            KeySlot(slot.short_id, SlotKind(slot.kind), slot.created, slot.cost)
            for slot in self._vault.header.slots
        )

    def prove(self, proof: Proof) -> None:
        """Raise unless it opens the main slot."""
        with self._master(proof):
            pass

    def change_passphrase(self, proof: Proof, new: Proof, cost: KdfCost | None) -> None:
        """Replace the main slot."""
        with self._master(proof) as master:
            replace_main(self._vault, master, new, cost or self._measured())

    def write_key_file(self, path: Path) -> None:
        """Make a new key file for this vault."""
        write_key_file(path, self._vault.header.label)

    def prepare_recovery(self, proof: Proof) -> RecoverySheet:
        """Make a code and its slot, in memory."""
        with self._master(proof) as master:
            return self._prepare(master)

    def keep_recovery(self, sheet: RecoverySheet) -> None:
        """Write the slot just prepared in place of the one there was."""
        slot = self._prepared
        if slot is None or slot.short_id != sheet.slot_id:
            raise NoRecoverySlot
        others = tuple(one for one in self._vault.header.slots if one.kind != slots.RECOVERY)
        secret = read_code(sheet.code)
        try:
            put_slot(self._vault, slot, secret, (*others, slot))
        finally:
            wipe(secret)
        self._prepared = None

    def revoke_recovery(self, proof: Proof) -> None:
        """Take the recovery slot away."""
        with self._master(proof):
            header = self._vault.header
            kept = tuple(one for one in header.slots if one.kind != slots.RECOVERY)
            if kept == header.slots:
                raise NoRecoverySlot
            with translated():
                self._vault.replace_header(replace(header, slots=kept, seen=self._vault.seen_now()))

    def try_recovery(self, code: bytearray) -> None:
        """Raise unless it is the code of this vault."""
        master, _ = open_recovery(self._vault.header, code, self._vault.held.rules)
        master.wipe()

    def shares(self, code: bytearray) -> tuple[RecoveryShare, RecoveryShare, RecoveryShare]:
        """Split the code, once it is proven."""
        master, slot = open_recovery(self._vault.header, code, self._vault.held.rules)
        master.wipe()
        return split(code, self._vault.header.label, slot)

    def rotate(self, proof: Proof, new: Proof, progress: Callable[[int], None]) -> RecoverySheet:
        """Write everything again under a new master key."""
        with self._master(proof), rotated(self._vault, new, self._measured(), progress) as master:
            return self._prepare(master)

    @contextmanager
    def _master(self, proof: Proof) -> Generator[SecretKey]:
        with translated():
            master, _ = open_main(self._vault.header, proof, self._vault.held.rules)
        with master:
            yield master

    def _measured(self) -> KdfCost:
        return self._usual_cost or kdf.calibrated()

    def _prepare(self, master: SecretKey) -> RecoverySheet:
        header, held = self._vault.header, self._vault.held
        code = new_code()
        secret = read_code(code)
        day = held.clock.today()
        cost = kdf.FLOOR if self._usual_cost is None else self._usual_cost
        wrapping = slots.Wrapping(slots.RECOVERY, day, header.mk_epoch, cost)
        try:
            slot = slots.wrap(master, secret, wrapping, header.slot_context(), held.rules)
        except BaseException:
            wipe(code)
            raise
        finally:
            wipe(secret)
        self._prepared = slot
        return RecoverySheet(code, header.label, slot.short_id, day, slot_text(header, slot))


def replace_main(vault: OpenVault, master: SecretKey, new: Proof, cost: KdfCost) -> None:
    """Wrap the master key under a new phrase (and key file) in place of the main slot."""
    header, held = vault.header, vault.held
    kind = main_kind(new)
    secret = secret_of(new, kind, header.label)
    try:
        wrapping = slots.Wrapping(kind, held.clock.today(), header.mk_epoch, cost)
        slot = slots.wrap(master, secret, wrapping, header.slot_context(), held.rules)
        others = tuple(one for one in header.slots if one.kind not in MAIN_KINDS)
        put_slot(vault, slot, secret, (slot, *others))
    finally:
        wipe(secret)


def put_slot(vault: OpenVault, slot: Slot, secret: bytearray, whole: tuple[Slot, ...]) -> None:
    """Write a slot beside the old ones, open it from the disk, then write the header `whole`.

    Cut short anywhere, the old secret opens, or the new one, or both.
    """
    with translated():
        seen = vault.seen_now()
        vault.replace_header(replace(vault.header, slots=(*vault.header.slots, slot), seen=seen))
        written = read_header(vault.held.files, vault.held.rules).sealed
        written.verify(vault.held.keys.header)
        if not _opens(written.header, slot, secret, vault):
            raise VaultDamaged(part="header", reason="slot_not_kept")
        vault.replace_header(replace(vault.header, slots=whole))


def _opens(header: Header, slot: Slot, secret: bytearray, vault: OpenVault) -> bool:
    found = [one for one in header.slots if one.id == slot.id]
    if not found:
        return False
    master = slots.unwrap(found[0], secret, header.slot_context(), vault.held.rules)
    if master is None:
        return False
    master.wipe()
    return True
