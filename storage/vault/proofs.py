"""From what she presents to the master key: a phrase, with its key file where one is asked for."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from app.ports.keys import KeyFileNeeded, NoRecoverySlot, WrongRecoveryCode
from app.ports.vault import WrongPassphrase
from storage.vault import slots
from storage.vault.keyfile import read_key_file
from storage.vault.keys import wipe
from storage.vault.passphrase import prepared
from storage.vault.recovery_code import read_code

if TYPE_CHECKING:
    from app.ports.keys import Proof
    from storage.vault.header import Header
    from storage.vault.kdf import KdfRules
    from storage.vault.keys import SecretKey
    from storage.vault.slots import Slot

MAIN_KINDS = (slots.PASSPHRASE, slots.PASSPHRASE_AND_KEYFILE)


def main_kind(proof: Proof) -> str:
    """The kind of main slot that such a proof opens."""
    return slots.PASSPHRASE if proof.keyfile is None else slots.PASSPHRASE_AND_KEYFILE


def secret_of(proof: Proof, kind: str, label: str) -> bytearray:
    """The bytes that the main slot of that kind derives its key from; the caller wipes them."""
    with ExitStack() as failed:
        phrase = prepared(proof.phrase)
        failed.callback(wipe, phrase)
        if kind == slots.PASSPHRASE:
            failed.pop_all()
            return phrase
        if proof.keyfile is None:
            raise KeyFileNeeded
        beside = read_key_file(proof.keyfile, label)
        secret = phrase + beside
        wipe(beside)
        return secret


def open_main(header: Header, proof: Proof, rules: KdfRules) -> tuple[SecretKey, Slot]:
    """Unwrap the master key by the main slot; WrongPassphrase, KeyFileNeeded, KeyFileUnfit.

    After a change of key file that was cut short both kinds may be there: each is then tried.
    """
    wanted = [slot for slot in header.slots if slot.kind in MAIN_KINDS]
    if proof.keyfile is None:
        wanted = [slot for slot in wanted if slot.kind == slots.PASSPHRASE]
        if not wanted:
            raise KeyFileNeeded
    for slot in wanted:
        secret = secret_of(proof, slot.kind, header.label)
        try:
            master = slots.unwrap(slot, secret, header.slot_context(), rules)
        finally:
            wipe(secret)
        if master is not None:
            return master, slot
    raise WrongPassphrase


def open_recovery(header: Header, code: bytearray, rules: KdfRules) -> tuple[SecretKey, Slot]:
    """Unwrap the master key by the recovery slot; CodeMistyped, NoRecoverySlot, WrongRecoveryCode.

    After a renewal that was cut short two may be there: either code opens.
    """
    secret = read_code(code)
    try:
        wanted = [slot for slot in header.slots if slot.kind == slots.RECOVERY]
        if not wanted:
            raise NoRecoverySlot
        for slot in wanted:
            master = slots.unwrap(slot, secret, header.slot_context(), rules)
            if master is not None:
                return master, slot
    finally:
        wipe(secret)
    raise WrongRecoveryCode
