"""The keys of an open vault, as services see them: slots, recovery code, key file, rotation.

Every secret travels as a `bytearray`, which its owner wipes after use. Nothing here is ever stored
but the slots, in the header. Security study §2.2–2.8.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from app.ports.vault import VaultError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from app.ports.vault import KdfCost


class SlotKind(StrEnum):
    """Which secret opens a slot. A vault has one slot of the first or second kind, never both."""

    PASSPHRASE = "passphrase"
    PASSPHRASE_AND_KEYFILE = "passphrase+keyfile"
    RECOVERY = "recovery"


class CodeMistyped(VaultError):
    """A recovery code or share as typed cannot be one: `group` (1 to 8, 0 when unknown) is wrong.

    Told at once, without deriving any key.
    """

    code = "code_mistyped"


class WrongRecoveryCode(VaultError):
    """A well-formed code that is not, or no longer, the one of this vault."""

    code = "wrong_recovery_code"


class NoRecoverySlot(VaultError):
    """This vault has no recovery code."""

    code = "no_recovery_slot"


class KeyFileNeeded(VaultError):
    """This vault opens with a phrase and a key file, and no key file was given."""

    code = "key_file_needed"


class KeyFileUnfit(VaultError):
    """That file is not a key file, is damaged or belongs to another vault: `reason` tells which."""

    code = "key_file_unfit"


class SharesDoNotMatch(VaultError):
    """Two shares of different codes, or twice the same one."""

    code = "shares_do_not_match"


@dataclass(frozen=True, slots=True)
class Proof:
    """What she presents to show that it is her: her phrase, and her key file where one is used."""

    phrase: bytearray
    keyfile: bytearray | None = None

    def wipe(self) -> None:
        """Forget it."""
        self.phrase[:] = bytes(len(self.phrase))
        if self.keyfile is not None:
            self.keyfile[:] = bytes(len(self.keyfile))


@dataclass(frozen=True, slots=True)
class KeySlot:
    """One way into the vault: a short id to tell it on paper, its kind, its day, its cost."""

    id: str
    kind: SlotKind
    created: date
    cost: KdfCost


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """What goes onto the paper, once: `code` as 8 groups of 4 symbols, `slot_text` for the QR.

    `label` is the vault's, `slot_id` the slot's; `slot_text` is useless without the code.
    """

    code: bytearray
    label: str
    slot_id: str
    created: date
    slot_text: str


@dataclass(frozen=True, slots=True)
class RecoveryShare:
    """One of three shares, any two of which give the code: `number` 1 to 3, 9 groups of 4."""

    number: int
    words: bytearray
    label: str
    slot_id: str


class KeyRing(Protocol):
    """What an open vault does with its slots; each needs a proof that opens the master key.

    Raises WrongPassphrase, KeyFileNeeded, KeyFileUnfit. A slot is proven from the disk before the
    old one is forgotten: a crash leaves the old or the new one, never none.
    """

    def slots(self) -> tuple[KeySlot, ...]: ...

    def prove(self, proof: Proof) -> None: ...

    def change_passphrase(self, proof: Proof, new: Proof, cost: KdfCost | None) -> None: ...

    def prepare_recovery(self, proof: Proof) -> RecoverySheet: ...

    def keep_recovery(self, sheet: RecoverySheet) -> None: ...

    def revoke_recovery(self, proof: Proof) -> None: ...

    def try_recovery(self, code: bytearray) -> None: ...

    def rotate(
        self, proof: Proof, new: Proof, progress: Callable[[int], None]
    ) -> RecoverySheet: ...
