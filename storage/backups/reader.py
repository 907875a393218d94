"""Backups without an open vault: look inside one, restore it to a new folder or rehearse that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ports.backups import BackupContent
from app.ports.progress import nobody
from app.ports.vault import VaultExists
from storage.backups import places
from storage.backups.drill import read_back
from storage.backups.restoring import keys_from, restore_elsewhere
from storage.backups.verifying import check_sums, part, read
from storage.faults import translated
from storage.vault.creation import prepare_folder
from storage.vault.files import VaultFiles
from storage.vault.kdf import KdfRules

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from app.ports.clock import Clock
    from app.ports.keys import Proof
    from storage.backups.verifying import Found

_REHEARSED = f".rehearsal{places.UNFINISHED}"


class VaultBackupReader:
    """See `app.ports.backups.BackupReader`. Only tests hand in other KDF rules."""

    def __init__(self, clock: Clock, *, rules: KdfRules | None = None) -> None:
        self._clock = clock
        self._rules = rules or KdfRules()

    def inspect(self, backup: Path) -> BackupContent:
        """What a backup says of itself, its sums compared; proven only by its phrase."""
        found = read(backup, self._rules)
        check_sums(found, nobody)
        return content_of(found, {})

    def restore_to(
        self,
        backup: Path,
        folder: Path,
        proof: Proof,
        progress: Callable[[int], None],
        *,
        rehearsal: bool = False,
    ) -> BackupContent:
        """Verify a backup, make a vault of it in a new folder, read records of that vault.

        A rehearsal does it all in a folder beside, which is then removed.
        """
        found = read(backup, self._rules)
        target = folder.with_name(f"{folder.name}{_REHEARSED}") if rehearsal else folder
        existed = target.exists() and not rehearsal
        with keys_from(found, proof, self._clock, self._rules) as by:
            _make_room(folder, target, rehearsal=rehearsal)
            try:
                restore_elsewhere(found, VaultFiles(target), by, part(progress, 0, 95))
                rows = read_back(found, VaultFiles(target), by)
            except BaseException:
                _clear(target, existed=existed)
                raise
            if rehearsal:
                _clear(target, existed=existed)
        progress(100)
        return content_of(found, rows)


def content_of(found: Found, rows: Mapping[str, int]) -> BackupContent:
    """What a backup says of itself, and what was counted in it."""
    manifest, header = found.manifest, found.header.header
    return BackupContent(
        label=header.label,
        made_at=manifest.made_at,
        generation=manifest.generation,
        epoch=manifest.epoch,
        app_version=manifest.app_version,
        slot_kinds=tuple(slot.kind for slot in header.slots),
        rows=rows,
    )


def _make_room(folder: Path, target: Path, *, rehearsal: bool) -> None:
    """Refuse a folder that holds anything, before anything in it could be cleared."""
    with translated():
        if not rehearsal:
            prepare_folder(VaultFiles(folder))
        elif folder.exists() and any(folder.iterdir()):
            raise VaultExists
        else:
            places.remove_all([target])


def _clear(folder: Path, *, existed: bool) -> None:
    """Leave the folder as it was: absent, or there and empty."""
    if folder.is_dir():
        places.remove_all(folder.iterdir() if existed else [folder])
