"""The vault as a whole, as the cabinet sees it: made, opened, recovered, repaired, locked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.domain.journal import JournalEntry
    from app.ports.backups import BackupReader
    from app.ports.keys import KeyRing, Proof
    from app.ports.repair import Finding, RepairAccount
    from app.ports.vault import KdfCost, LocationWarning, Opening, VaultCheck, VaultInfo


class OpenVault(Protocol):
    """An unlocked vault, owned by the one thread that opened it."""

    @property
    def info(self) -> VaultInfo: ...

    @property
    def opening(self) -> Opening: ...

    @property
    def keys(self) -> KeyRing: ...

    def record(self, entry: JournalEntry) -> None: ...

    def check(self) -> VaultCheck: ...

    def close(self) -> bool: ...


VaultT_co = TypeVar("VaultT_co", bound=OpenVault, covariant=True)


class VaultGateway(Protocol[VaultT_co]):
    """Makes, inspects and opens vaults. The caller keeps and wipes the passphrase."""

    def create(
        self, folder: Path, passphrase: bytearray, *, cost: KdfCost | None = None
    ) -> VaultT_co: ...

    def unlock(
        self, folder: Path, passphrase: bytearray, keyfile: Path | None = None
    ) -> VaultT_co: ...

    def recover(self, folder: Path, code: bytearray, new_passphrase: bytearray) -> VaultT_co:
        """Open by the recovery slot, the main slot replaced before anything else."""
        ...

    def rebuild_header(
        self, folder: Path, slot_text: str, code: bytearray, new_passphrase: bytearray
    ) -> VaultT_co:
        """Write a header anew from the text of a recovery sheet, and open."""
        ...

    def header_from_backup(
        self, folder: Path, passphrase: bytearray, keyfile: Path | None = None
    ) -> VaultT_co:
        """Write a header anew from the newest backup in the vault's folder, and open."""
        ...

    def check_code(self, text: bytearray) -> None: ...

    def check_share(self, text: bytearray) -> int: ...

    def join_shares(self, first: bytearray, second: bytearray) -> bytearray: ...

    def inspect(self, folder: Path) -> VaultInfo: ...

    @property
    def backups(self) -> BackupReader: ...

    def location_warning(self, folder: Path) -> LocationWarning | None: ...

    def damage(self, folder: Path) -> tuple[Finding, ...]: ...

    def repair(
        self, folder: Path, proof: Proof, progress: Callable[[int], None]
    ) -> RepairAccount: ...
