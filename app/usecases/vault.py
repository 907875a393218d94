"""The cabinet and its key: create, unlock with patience after wrong phrases, lock."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Generic, TypeVar

from app.domain.journal import JournalEntry
from app.ports.gateway import OpenVault
from app.ports.keys import Proof, SlotKind
from app.ports.vault import AlreadyOpen, PassphraseTooWeak, VaultError, VaultLocked
from app.usecases.patience import Patience

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from app.ports.backups import BackupContent
    from app.ports.gateway import VaultGateway
    from app.ports.repair import Finding, RepairAccount
    from app.ports.vault import (
        LocationWarning,
        PassphraseAdviser,
        PassphraseVerdict,
        VaultInfo,
    )

PROVEN_SECONDS = 60
"""How long she is not asked again after she showed that it is her."""

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
        self._proven_until = 0.0
        self.patience = Patience(monotonic_seconds)

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
            self._require_strong(passphrase, known_words)
            return self._opened(self._gateway.create(folder, passphrase), SlotKind.PASSPHRASE)
        finally:
            _wipe(passphrase)

    def unlock(self, folder: Path, passphrase: bytearray, keyfile: Path | None = None) -> VaultT:
        """Open a vault; after wrong phrases the next try has to wait.

        KeyFileNeeded when this vault asks for one and none was given; a key file that is not asked
        for is not read.
        """
        opening = partial(self._gateway.unlock, folder, passphrase, keyfile)
        return self._by_phrase(passphrase, opening)

    def recover(
        self,
        folder: Path,
        code: bytearray,
        new_passphrase: bytearray,
        *,
        known_words: Sequence[str] = (),
    ) -> VaultT:
        """Open with the recovery code, and make the new phrase the one way in beside it.

        The old phrase, and the key file if there was one, open nothing any more. Raises
        PassphraseTooWeak, CodeMistyped, NoRecoverySlot, WrongRecoveryCode, TryTooSoon.
        """
        return self._recovered(
            lambda: self._gateway.recover(folder, code, new_passphrase),
            (code, new_passphrase),
            known_words,
        )

    def rebuild_header(
        self,
        folder: Path,
        slot_text: str,
        code: bytearray,
        new_passphrase: bytearray,
        *,
        known_words: Sequence[str] = (),
    ) -> VaultT:
        """Open by a sheet, both headers lost; raises what `recover` does, and SlotTextUnfit."""
        return self._recovered(
            lambda: self._gateway.rebuild_header(folder, slot_text, code, new_passphrase),
            (code, new_passphrase),
            known_words,
        )

    def header_from_backup(
        self, folder: Path, passphrase: bytearray, keyfile: Path | None = None
    ) -> VaultT:
        """Open a vault whose two headers are lost, by the one in its newest backup.

        The phrase is the one of the day of that backup. VaultMissing when no backup has one.
        """
        opening = partial(self._gateway.header_from_backup, folder, passphrase, keyfile)
        vault = self._by_phrase(passphrase, opening)
        _noted(vault, JournalEntry("header_rebuilt", "vault", None))
        return vault

    def check_code(self, text: bytearray) -> None:
        """Raise CodeMistyped(group) unless this can be a recovery code; nothing is derived."""
        self._gateway.check_code(text)

    def check_share(self, text: bytearray) -> int:
        """Return the number, 1 to 3, of a share as typed; else CodeMistyped(group 1 to 9 or 0)."""
        return self._gateway.check_share(text)

    def join_shares(self, first: bytearray, second: bytearray) -> bytearray:
        """Return the recovery code of two shares, which are wiped; CodeMistyped, SharesDoNotMatch.

        Whoever gets the code wipes it: `recover` does.
        """
        try:
            return self._gateway.join_shares(first, second)
        finally:
            _wipe(first)
            _wipe(second)

    def prove(self, passphrase: bytearray, keyfile: Path | None = None) -> None:
        """Ask that it is her, before an act that needs it: she is then not asked for 60 s.

        Raises WrongPassphrase, KeyFileNeeded, KeyFileUnfit, TryTooSoon.
        """
        proof = Proof(passphrase, keyfile)
        try:
            with self.patience.trying():
                self.vault.keys.prove(proof)
        finally:
            proof.wipe()
        self._proven_until = self._seconds() + PROVEN_SECONDS

    def proven(self) -> bool:
        """Tell whether she proved herself less than 60 seconds ago, in this session."""
        return self._vault is not None and self._seconds() < self._proven_until

    def damage(self, folder: Path) -> tuple[Finding, ...]:
        """What is wrong in a folder, as far as can be seen without a key; opens nothing."""
        return self._gateway.damage(folder)

    def repair(self, folder: Path, proof: Proof, progress: Callable[[int], None]) -> RepairAccount:
        """Save what can be read of a vault that does not open, completed from its newest good copy.

        Takes from seconds to minutes; `progress` is called with a percentage. Nothing is destroyed:
        the damaged files go to `quarantine/`. The proof is wiped. The vault is not opened: unlock
        it afterwards.
        """
        self._require_none_open()
        try:
            with self.patience.trying():
                return self._gateway.repair(folder, proof, progress)
        finally:
            proof.wipe()

    def inspect_backup(self, backup: Path) -> BackupContent:
        """What a backup says of itself; BackupDamaged, BackupTooNew."""
        return self._gateway.backups.inspect(backup)

    def restore_to(
        self,
        backup: Path,
        folder: Path,
        proof: Proof,
        progress: Callable[[int], None],
        *,
        rehearsal: bool = False,
    ) -> BackupContent:
        """Make a vault of a backup in a new folder, by the phrase of its day, which is wiped."""
        try:
            with self.patience.trying():
                return self._gateway.backups.restore_to(
                    backup, folder, proof, progress, rehearsal=rehearsal
                )
        finally:
            proof.wipe()

    def wait_seconds(self) -> int:
        """Whole seconds before the next try is taken."""
        return self.patience.wait_seconds()

    def status(self) -> VaultStatus:
        """Where the service stands."""
        tries = self.patience.failed_tries
        return VaultStatus(self._vault is not None, tries, self.wait_seconds())

    def lock(self, reason: str) -> bool:
        """Lock, for a reason given as a code; True when everything was left clean.

        A vault open for reading only has nothing to leave.
        """
        if self._vault is None:
            return True
        vault = self._vault
        entry = JournalEntry("vault_locked", "vault", None, (f"reason:{reason}",))
        noted = vault.opening.read_only is not None or _noted(vault, entry)
        clean = vault.close()
        self._vault = None
        return noted and clean

    def _by_phrase(self, passphrase: bytearray, opening: Callable[[], VaultT]) -> VaultT:
        self._require_none_open()
        failed = self.patience.failed_tries
        try:
            with self.patience.trying():
                vault = opening()
        finally:
            _wipe(passphrase)
        return self._opened(vault, vault.keys.slots()[0].kind, failed)

    def _recovered(
        self,
        opening: Callable[[], VaultT],
        given: tuple[bytearray, bytearray],
        known_words: Sequence[str],
    ) -> VaultT:
        self._require_none_open()
        failed = self.patience.failed_tries
        try:
            self._require_strong(given[1], known_words)
            with self.patience.trying():
                vault = opening()
        finally:
            for secret in given:
                _wipe(secret)
        opened = self._opened(vault, SlotKind.RECOVERY, failed)
        _noted(vault, JournalEntry("phrase_changed", "vault", None))
        return opened

    def _opened(self, vault: VaultT, kind: SlotKind, failed_tries: int = 0) -> VaultT:
        failed = (f"failed_tries:{failed_tries}",) if failed_tries else ()
        _noted(vault, JournalEntry("vault_unlocked", "vault", None, (f"slot:{kind}", *failed)))
        self._vault = vault
        self._proven_until = 0.0
        return vault

    def _require_strong(self, passphrase: bytearray, known_words: Sequence[str]) -> None:
        verdict = self._adviser.assess(passphrase, known_words)
        if not verdict.acceptable:
            raise PassphraseTooWeak(verdict=verdict.code, score=verdict.score)

    def _require_none_open(self) -> None:
        if self._vault is not None:
            raise AlreadyOpen


def _noted(vault: OpenVault, entry: JournalEntry) -> bool:
    """Journal a session event; a full disk must keep her neither out of nor in her vault."""
    try:
        vault.record(entry)
    except VaultError:
        return False
    return True


def _wipe(passphrase: bytearray) -> None:
    passphrase[:] = bytes(len(passphrase))
