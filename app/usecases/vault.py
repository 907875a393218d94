"""The cabinet and its key: create, unlock with patience after wrong phrases, lock."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from time import monotonic
from typing import TYPE_CHECKING, Generic, TypeVar

from app.domain.journal import JournalEntry
from app.ports.vault import (
    AlreadyOpen,
    OpenVault,
    PassphraseTooWeak,
    TryTooSoon,
    VaultError,
    VaultLocked,
    WrongPassphrase,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from app.ports.vault import (
        LocationWarning,
        PassphraseAdviser,
        PassphraseVerdict,
        VaultGateway,
        VaultInfo,
    )

LONGEST_WAIT_SECONDS = 30
_FREE_TRIES = 2

VaultT = TypeVar("VaultT", bound=OpenVault)


@dataclass(frozen=True, slots=True)
class VaultStatus:
    """Whether a vault is open, wrong phrases in a row, and how long the next try must wait."""

    is_open: bool
    failed_tries: int
    wait_seconds: int


class VaultService(Generic[VaultT]):
    """One vault at a time. Every method that takes a passphrase wipes it, whatever happens."""

    def __init__(
        self,
        gateway: VaultGateway[VaultT],
        adviser: PassphraseAdviser,
        monotonic_seconds: Callable[[], float] = monotonic,
    ) -> None:
        self._gateway = gateway
        self._adviser = adviser
        self._seconds = monotonic_seconds
        self._vault: VaultT | None = None
        self._failed_tries = 0
        self._next_try_at = 0.0

    @property
    def vault(self) -> VaultT:
        """The open vault."""
        if self._vault is None:
            raise VaultLocked
        return self._vault

    def propose(self) -> bytearray:
        """Seven random words; whoever shows them wipes them."""
        return self._adviser.propose()

    def assess(self, passphrase: bytearray, known_words: Sequence[str] = ()) -> PassphraseVerdict:
        """How strong a phrase is; it is not wiped, she is still typing it."""
        return self._adviser.assess(passphrase, known_words)

    def location_warning(self, folder: Path) -> LocationWarning | None:
        """Why this folder is a poor place for a vault, if it is."""
        return self._gateway.location_warning(folder)

    def inspect(self, folder: Path) -> VaultInfo:
        """What the unlock window may show of a vault."""
        return self._gateway.inspect(folder)

    def create(
        self, folder: Path, passphrase: bytearray, *, known_words: Sequence[str] = ()
    ) -> VaultT:
        """Make a vault and open it; a phrase under the floor is refused."""
        self._require_none_open()
        try:
            verdict = self._adviser.assess(passphrase, known_words)
            if not verdict.acceptable:
                raise PassphraseTooWeak(verdict=verdict.code, score=verdict.score)
            return self._opened(self._gateway.create(folder, passphrase))
        finally:
            _wipe(passphrase)

    def unlock(self, folder: Path, passphrase: bytearray) -> VaultT:
        """Open a vault; after wrong phrases the next try has to wait."""
        self._require_none_open()
        try:
            if wait := self.wait_seconds():
                raise TryTooSoon(seconds=wait)
            return self._opened(self._gateway.unlock(folder, passphrase))
        except WrongPassphrase:
            self._failed_tries += 1
            self._next_try_at = self._seconds() + delay_after(self._failed_tries)
            raise
        finally:
            _wipe(passphrase)

    def wait_seconds(self) -> int:
        """Whole seconds before the next try is taken."""
        return max(0, ceil(self._next_try_at - self._seconds()))

    def status(self) -> VaultStatus:
        """Where the service stands."""
        return VaultStatus(self._vault is not None, self._failed_tries, self.wait_seconds())

    def lock(self, reason: str) -> bool:
        """Lock, for a reason given as a code; True when everything was left clean."""
        if self._vault is None:
            return True
        vault = self._vault
        noted = _noted(vault, JournalEntry("vault_locked", "vault", None, (f"reason:{reason}",)))
        clean = vault.close()
        self._vault = None
        return noted and clean

    def _opened(self, vault: VaultT) -> VaultT:
        failed = (f"failed_tries:{self._failed_tries}",) if self._failed_tries else ()
        _noted(vault, JournalEntry("vault_unlocked", "vault", None, ("slot:passphrase", *failed)))
        self._vault = vault
        self._failed_tries = 0
        self._next_try_at = 0.0
        return vault

    def _require_none_open(self) -> None:
        if self._vault is not None:
            raise AlreadyOpen


def delay_after(failed_tries: int) -> int:
    """Seconds to wait after so many wrong phrases: 0, 0, 1, 2, 4 … 30."""
    if failed_tries <= _FREE_TRIES:
        return 0
    return min(LONGEST_WAIT_SECONDS, 1 << min(failed_tries - _FREE_TRIES - 1, 5))


def _noted(vault: OpenVault, entry: JournalEntry) -> bool:
    """Journal a session event; a full disk must keep her neither out of nor in her vault."""
    try:
        vault.record(entry)
    except VaultError:
        return False
    return True


def _wipe(passphrase: bytearray) -> None:
    passphrase[:] = bytes(len(passphrase))
