"""The vault gateway on SQLCipher: make, inspect and open vaults."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from app.ports.keys import Proof
from app.ports.vault import VaultMissing
from storage.access.opening import open_session
from storage.access.rescue import Found, from_backup, from_slot_text
from storage.access.settling import settle
from storage.backups.reader import VaultBackupReader
from storage.faults import translated
from storage.migrations.runner import shipped_steps
from storage.vault import kdf
from storage.vault.conditions import Conditions
from storage.vault.creation import create_files, forget_making, prepare_folder
from storage.vault.files import VaultFiles, read_header
from storage.vault.keyring import replace_main
from storage.vault.keys import wipe
from storage.vault.location import location_warning
from storage.vault.lockfile import VaultLock
from storage.vault.passphrase import prepared
from storage.vault.proofs import open_main, open_recovery
from storage.vault.recovery_code import read_code
from storage.vault.session import describe
from storage.vault.shares import join, number_of
from storage.vault.watch import NOTHING_SPECIAL, Surroundings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from app.ports.clock import Clock
    from app.ports.vault import KdfCost, LocationWarning, VaultInfo
    from storage.migrations.runner import Step
    from storage.vault.session import OpenVault


class SqlCipherVaults:
    """Vaults on this machine. Only tests hand in other KDF rules, cost or schema steps."""

    def __init__(
        self,
        clock: Clock,
        *,
        rules: kdf.KdfRules | None = None,
        usual_cost: KdfCost | None = None,
        steps: Sequence[Step] | None = None,
        around: Surroundings | None = None,
    ) -> None:
        self._conditions = Conditions(
            clock=clock,
            rules=rules or kdf.KdfRules(),
            steps=shipped_steps() if steps is None else tuple(steps),
            usual_cost=usual_cost,
            around=around or NOTHING_SPECIAL,
        )

    def create(
        self, folder: Path, passphrase: bytearray, *, cost: KdfCost | None = None
    ) -> OpenVault:
        """Make a vault, then open it from the disk with the same phrase: the proof that it can."""
        files = VaultFiles(folder)
        secret = prepared(passphrase)
        try:
            with translated(), ExitStack() as stack:
                prepare_folder(files)
                lock = VaultLock.take(files.lock)
                stack.callback(lock.release)
                chosen = cost or self._conditions.usual_cost or kdf.calibrated()
                create_files(files, secret, chosen, self._conditions)
        finally:
            wipe(secret)
        return self.unlock(folder, passphrase)

    def unlock(self, folder: Path, passphrase: bytearray, keyfile: Path | None = None) -> OpenVault:
        """Open a vault with its passphrase; nothing is written before the phrase is proven."""
        proof, rules = Proof(passphrase, keyfile), self._conditions.rules

        def found(files: VaultFiles) -> Found:
            _require_vault(files)
            header = read_header(files, rules)
            return (header, *open_main(header.sealed.header, proof, rules))

        return self._opened(folder, found)

    def recover(self, folder: Path, code: bytearray, new_passphrase: bytearray) -> OpenVault:
        """Open by the recovery slot, the main slot replaced before anything else."""
        rules = self._conditions.rules

        def found(files: VaultFiles) -> Found:
            _require_vault(files)
            header = read_header(files, rules)
            return (header, *open_recovery(header.sealed.header, code, rules))

        return self._opened(folder, found, new_passphrase)

    def rebuild_header(
        self, folder: Path, slot_text: str, code: bytearray, new_passphrase: bytearray
    ) -> OpenVault:
        """Write a header anew from the text of a recovery sheet, and open."""

        def found(files: VaultFiles) -> Found:
            _require_data(files)
            return from_slot_text(files, slot_text, code, self._conditions)

        return self._opened(folder, found, new_passphrase)

    def header_from_backup(
        self, folder: Path, passphrase: bytearray, keyfile: Path | None = None
    ) -> OpenVault:
        """Write a header anew from the newest backup in the vault's folder, and open."""
        proof = Proof(passphrase, keyfile)

        def found(files: VaultFiles) -> Found:
            _require_data(files)
            return from_backup(files, proof, self._conditions)

        return self._opened(folder, found)

    def check_code(self, text: bytearray) -> None:
        """Raise CodeMistyped unless this can be a recovery code."""
        wipe(read_code(text))

    def check_share(self, text: bytearray) -> int:
        """Return the number of a share as typed, or raise CodeMistyped."""
        return number_of(text)

    def join_shares(self, first: bytearray, second: bytearray) -> bytearray:
        """Return the recovery code of two shares."""
        return join(first, second)

    @property
    def backups(self) -> VaultBackupReader:
        """Looks into backups and restores them to new folders, without an open vault."""
        return VaultBackupReader(self._conditions.clock, rules=self._conditions.rules)

    @property
    def conditions(self) -> Conditions:
        """What every opening is given."""
        return self._conditions

    def inspect(self, folder: Path) -> VaultInfo:
        """Read what a vault says of itself without a key; proven only by unlocking it."""
        files = VaultFiles(folder)
        with translated():
            _require_vault(files)
            return describe(read_header(files, self._conditions.rules).sealed.header)

    def location_warning(self, folder: Path) -> LocationWarning | None:
        """Tell why this folder is a poor place for a vault, if it is."""
        return location_warning(folder)

    def _opened(
        self,
        folder: Path,
        find: Callable[[VaultFiles], Found],
        new_passphrase: bytearray | None = None,
    ) -> OpenVault:
        """Take the lock, find the way in and go through it; a new phrase replaces the main slot."""
        files = VaultFiles(folder)
        if new_passphrase is not None:
            wipe(prepared(new_passphrase))
        with translated(), ExitStack() as stack:
            _require_folder(files)
            lock = VaultLock.take(files.lock)
            stack.callback(lock.release)
            found, master, slot = find(files)
            with master:
                vault = open_session(files, lock, found, master, self._conditions)
                stack.callback(vault.close)
                if new_passphrase is not None:
                    cost = self._conditions.usual_cost or kdf.calibrated()
                    replace_main(vault, master, Proof(new_passphrase), cost)
            stack.pop_all()
            settle(vault, slot)
            forget_making(files)
            return vault


def _require_folder(files: VaultFiles) -> None:
    """Never leave a lock file behind in a folder that is not a vault."""
    if not files.header.is_file() and not files.mirror.is_file() and not files.numbers():
        raise VaultMissing


def _require_vault(files: VaultFiles) -> None:
    """Never leave a lock file behind in a folder that is not a vault."""
    if not files.header.is_file() and not files.mirror.is_file():
        raise VaultMissing


def _require_data(files: VaultFiles) -> None:
    """A header alone can be made again; the data cannot."""
    if not files.numbers():
        raise VaultMissing
