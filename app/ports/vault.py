"""The locked cabinet as services see it: create, inspect, unlock, lock, and the errors that cross.

An error carries a `code` and facts (numbers, codes, never a name, a path or a phrase): the user
interface finds the words. A passphrase travels as a `bytearray`, which its owner wipes after use.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from app.domain.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime


class VaultError(Refusal):
    """What can go wrong around the vault without being a bug of ours; each class is one code."""

    code: str = "vault_error"

    def __init__(self, **facts: object) -> None:
        super().__init__(type(self).code, **facts)


class VaultMissing(VaultError):
    """There is no vault in that folder."""

    code = "vault_missing"


class VaultExists(VaultError):
    """The folder is not empty: a vault is never made over something else."""

    code = "vault_exists"


class AlreadyOpen(VaultError):
    """Another window holds this vault."""

    code = "already_open"


class WrongPassphrase(VaultError):
    """The phrase does not open the slot."""

    code = "wrong_passphrase"


class PassphraseRefused(VaultError):
    """The phrase cannot be one: `reason` is empty, too_long, not_text or control_characters."""

    code = "passphrase_refused"


class PassphraseTooWeak(VaultError):
    """A new phrase under the floor: `verdict` is the code of its assessment, `score` 0 to 4."""

    code = "passphrase_too_weak"


class TryTooSoon(VaultError):
    """A try during the delay that follows wrong phrases; `seconds` are left."""

    code = "try_too_soon"


class VaultDamaged(VaultError):
    """A file of the vault cannot be read: `part` is header, database or journal, `reason` how."""

    code = "vault_damaged"


class HeaderTampered(VaultError):
    """The header was changed by something that does not know the key."""

    code = "header_tampered"


class VaultRolledBack(VaultError):
    """The database is older than what the header sealed: `sealed` and `found` commit numbers."""

    code = "vault_rolled_back"


class VaultTooNew(VaultError):
    """A newer program wrote this vault; `found` and `supported` versions."""

    code = "vault_too_new"


class KdfParamsRefused(VaultError):
    """The header asks for a key derivation outside the accepted bounds."""

    code = "kdf_params_refused"


class NotEnoughMemory(VaultError):
    """The machine cannot give the memory that the key derivation needs (`needed_kib`)."""

    code = "not_enough_memory"


class DiskFull(VaultError):
    """No space left; nothing that was acknowledged is lost."""

    code = "disk_full"


class ReadOnlyMedium(VaultError):
    """The folder or its medium does not accept writing."""

    code = "read_only_medium"


class MediumFault(VaultError):
    """The medium failed: unplugged, unreadable, refused by the system."""

    code = "medium_fault"


class UnfitEngine(VaultError):
    """The database engine is not the encrypted one, or too old to be trusted."""

    code = "unfit_engine"


class ReadOnlyVault(VaultError):
    """The vault is open for reading only: `reason` is a ReadOnlyReason."""

    code = "read_only_vault"


class FolderMoved(VaultError):
    """The folder of the open vault was moved, renamed or removed: writes wait until it is back."""

    code = "folder_moved"


class VaultLocked(VaultError):
    """The vault was locked meanwhile; nothing can be read or written any more."""

    code = "vault_locked"


@dataclass(frozen=True, slots=True)
class KdfCost:
    """What one Argon2id guess costs: memory in KiB, passes over it, lanes."""

    memory_kib: int
    passes: int
    lanes: int


@dataclass(frozen=True, slots=True)
class VaultInfo:
    """What the unlock window may show before any key is known; proven only by unlocking."""

    label: str
    created: date
    generation: int
    slot_kinds: tuple[str, ...]
    last_closed: datetime | None
    closed_cleanly: bool


class ReadOnlyReason(StrEnum):
    """Why a vault was opened for reading only."""

    MEDIUM = "medium"
    ROLLED_BACK = "rolled_back"
    HEADER_TAMPERED = "header_tampered"


@dataclass(frozen=True, slots=True)
class RolledBack:
    """How far the vault is behind what the header or a witness saw.

    `witness` tells who saw it: `header`, `vault` (the witness in its folder) or `computer` (the one
    kept apart). What was written between `found_at` and `seen_at` is missing.
    """

    sealed: int
    found: int
    seen_at: datetime | None
    witness: str
    found_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """What the opening met: how the last session ended, a mirror used, schema steps run.

    `read_only` is a `ReadOnlyReason` when nothing can be written; `rolled_back` says how far the
    vault is behind what the header or a witness saw; `log_damaged` that what a crash left in the
    log could not all be read back; `clock_set_back` that the last writes are dated after now.
    """

    closed_cleanly: bool
    header_repaired: bool
    wal_missing: bool
    steps_run: tuple[int, ...] = ()
    read_only: ReadOnlyReason | None = None
    rolled_back: RolledBack | None = None
    log_damaged: bool = False
    clock_set_back: bool = False


@dataclass(frozen=True, slots=True)
class PassphraseVerdict:
    """How strong a phrase is: a code, a score from 0 to 4, whether it may lock a vault."""

    code: str
    score: int
    acceptable: bool
    length: int
    edge_spaces: bool = False


@dataclass(frozen=True, slots=True)
class LocationWarning:
    """Why a folder is a poor place for a vault: `code` and the kind of service or medium found."""

    code: str
    kind: str


@dataclass(frozen=True, slots=True)
class VaultCheck:
    """The outcome of a full check: codes of what is wrong, none when sound, and what was read."""

    problems: tuple[str, ...]
    pages: int
    journal_entries: int

    @property
    def sound(self) -> bool:
        """Tell whether nothing wrong was found."""
        return not self.problems


class PassphraseAdviser(Protocol):
    """Proposes passphrases and judges those that people choose."""

    def propose(self) -> bytearray: ...

    def assess(
        self, passphrase: bytearray, known_words: Sequence[str] = ()
    ) -> PassphraseVerdict: ...
