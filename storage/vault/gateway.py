"""The vault gateway on SQLCipher: make, inspect and open vaults."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from app.ports.vault import VaultMissing
from storage.faults import translated
from storage.migrations.runner import shipped_steps
from storage.vault import kdf, slots
from storage.vault.creation import create_files, forget_making, prepare_folder
from storage.vault.files import VaultFiles, read_header
from storage.vault.keys import wipe
from storage.vault.location import location_warning
from storage.vault.lockfile import VaultLock
from storage.vault.opening import Conditions, open_session
from storage.vault.passphrase import prepared
from storage.vault.session import describe

if TYPE_CHECKING:
    from collections.abc import Sequence
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
    ) -> None:
        self._usual_cost = usual_cost
        self._conditions = Conditions(
            clock=clock,
            rules=rules or kdf.KdfRules(),
            steps=shipped_steps() if steps is None else tuple(steps),
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
                chosen = cost or self._usual_cost or kdf.calibrated()
                create_files(files, secret, chosen, self._conditions)
        finally:
            wipe(secret)
        return self.unlock(folder, passphrase)

    def unlock(self, folder: Path, passphrase: bytearray) -> OpenVault:
        """Open a vault with its passphrase; nothing is written before the phrase is proven."""
        files = VaultFiles(folder)
        secret = prepared(passphrase)
        try:
            with translated(), ExitStack() as stack:
                _require_vault(files)
                lock = VaultLock.take(files.lock)
                stack.callback(lock.release)
                found = read_header(files, self._conditions.rules)
                header = found.sealed.header
                candidates = [slot for slot in header.slots if slot.kind == slots.PASSPHRASE]
                master, _ = slots.unwrap_first(
                    candidates, secret, header.slot_context(), self._conditions.rules
                )
                with master:
                    vault = open_session(files, lock, found, master, self._conditions)
                stack.pop_all()
                forget_making(files)
                return vault
        finally:
            wipe(secret)

    def inspect(self, folder: Path) -> VaultInfo:
        """Read what a vault says of itself without a key; proven only by unlocking it."""
        files = VaultFiles(folder)
        with translated():
            _require_vault(files)
            return describe(read_header(files, self._conditions.rules).sealed.header)

    def location_warning(self, folder: Path) -> LocationWarning | None:
        """Tell why this folder is a poor place for a vault, if it is."""
        return location_warning(folder)


def _require_vault(files: VaultFiles) -> None:
    """Never leave a lock file behind in a folder that is not a vault."""
    if not files.header.is_file() and not files.mirror.is_file():
        raise VaultMissing
