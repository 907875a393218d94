"""The keys of an open vault, as services see them: slots, recovery code, key file, rotation.

Every secret travels as a `bytearray`, which its owner wipes after use. Nothing here is ever stored
but the slots, in the header. Security study §2.2–2.8.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from app.ports.vault import VaultError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from app.ports.vault import KdfCost


class SlotKind(StrEnum):
    """Which secret opens a slot. A vault has one slot of the first or second kind, never both."""

    PASSPHRASE = "passphrase"
    PASSPHRASE_AND_KEYFILE = "passphrase+keyfile"
    RECOVERY = "recovery"


class CodeMistyped(VaultError):
    """A recovery code or share as typed cannot be one: `group` (from 1, 0 when unknown) is wrong.

    Told at once, without deriving any key.
    """

    code = "code_mistyped"


class GroupMistyped(CodeMistyped):
    """The same, when the wrong group is known."""

    code = "group_mistyped"


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


class RetypingWrong(VaultError):
    """A group retyped from the sheet is not the one on it: `group` 1 to 8."""

    code = "retyping_wrong"


class SlotTextUnfit(VaultError):
    """That is not the text of a recovery slot, or it is damaged, or of another vault: `reason`."""

    code = "slot_text_unfit"


class KeyChangeNotJournalled(VaultError):
    """The keys were changed, but the journal could not take its entry (`event`)."""

    code = "key_change_not_journalled"


@dataclass(frozen=True, slots=True)
class Proof:
    """What she presents to show that it is her: her phrase, and her key file where one is used.

    The file is read by the vault when the proof is tried, and not kept.
    """

    phrase: bytearray = field(repr=False)
    keyfile: Path | None = None

    def wipe(self) -> None:
        """Forget it."""
        self.phrase[:] = bytes(len(self.phrase))


@dataclass(frozen=True, slots=True)
class KeySlot:
    """One way into the vault: a short id to tell it on paper, its kind, its day, its cost."""

    id: str
    kind: SlotKind
    created: date
    cost: KdfCost


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """What goes onto the paper, once: `code` as 8 groups of 4 symbols with dashes between.

    `label` is the vault's, `slot_id` the slot's short id; `slot_text` (ASCII, for the QR) is
    useless without the code.
    """

    code: bytearray = field(repr=False)
    label: str
    slot_id: str
    created: date
    slot_text: str

    def groups(self) -> tuple[str, ...]:
        """The code as it is painted and read aloud."""
        return tuple(self.code.decode("ascii").split("-"))

    def wipe(self) -> None:
        """Forget the code."""
        self.code[:] = bytes(len(self.code))


@dataclass(frozen=True, slots=True)
class RecoveryShare:
    """One of three shares, any two of which give the code: `number` 1 to 3.

    `words` are 9 groups of 4 symbols with dashes between.
    """

    number: int
    words: bytearray = field(repr=False)
    label: str
    slot_id: str

    def groups(self) -> tuple[str, ...]:
        """The share as it is painted and read aloud."""
        return tuple(self.words.decode("ascii").split("-"))

    def wipe(self) -> None:
        """Forget the share."""
        self.words[:] = bytes(len(self.words))


class KeyRing(Protocol):
    """What an open vault does with its slots; each change needs a proof of the master key.

    Raises WrongPassphrase, KeyFileNeeded, KeyFileUnfit. A slot is proven from the disk before the
    old one is forgotten: a crash leaves the old or the new one, never none. Nothing is wiped here:
    whoever hands a secret in wipes it.
    """

    def slots(self) -> tuple[KeySlot, ...]: ...

    def prove(self, proof: Proof) -> None: ...

    def change_passphrase(self, proof: Proof, new: Proof, cost: KdfCost | None) -> None:
        """Replace the main slot; no cost given: measured now, for about a second."""
        ...

    def write_key_file(self, path: Path) -> None:
        """Make a new key file for this vault, private, and read it back from its medium."""
        ...

    def prepare_recovery(self, proof: Proof) -> RecoverySheet:
        """Make a code and its slot, in memory only; what was prepared before is forgotten."""
        ...

    def keep_recovery(self, sheet: RecoverySheet) -> None:
        """Write the slot just prepared in place of the one there was."""
        ...

    def revoke_recovery(self, proof: Proof) -> None: ...

    def try_recovery(self, code: bytearray) -> None:
        """Raise CodeMistyped, NoRecoverySlot or WrongRecoveryCode unless it is the code."""
        ...

    def shares(self, code: bytearray) -> tuple[RecoveryShare, RecoveryShare, RecoveryShare]:
        """Split the code, once it is proven."""
        ...

    def rotate(self, proof: Proof, new: Proof, progress: Callable[[int], None]) -> RecoverySheet:
        """Write everything again under a new master key; the sheet is prepared, not yet kept."""
        ...
