"""From a file found at a place to its row: what the file proves, and what the vault remembers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.ports.backups import BackupReason, BackupRow, Verified
from storage.backups.places import named
from storage.vault.proofs import MAIN_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from app.ports.backups import BackupNote
    from storage.backups.verifying import Found
    from storage.vault.header import Header
    from storage.vault.keys import SecretKey

PINNED_DAYS = 90
_BEFORE_A_RISK = frozenset(
    {
        BackupReason.BEFORE_MIGRATION,
        BackupReason.BEFORE_ROTATION,
        BackupReason.BEFORE_RESTORE,
        BackupReason.BEFORE_IMPORT,
        BackupReason.BEFORE_REPAIR,
    }
)


class Ledger:
    """What the vault remembers, by file."""

    def __init__(self, notes: Iterable[BackupNote]) -> None:
        self._notes = {(note.file_name, note.external): note for note in notes}

    def note(self, path: Path, *, external: bool) -> BackupNote | None:
        """What is remembered of that file there."""
        return self._notes.get((path.name, external))


def pinned_until(reason: BackupReason, made_at: datetime) -> date | None:
    """The day until which a backup made before a risky act stays whatever the rotation."""
    if reason not in _BEFORE_A_RISK:
        return None
    return made_at.date() + timedelta(days=PINNED_DAYS)


def row_of_found(
    found: Found, header: Header, key: SecretKey, *, external: bool, note: BackupNote | None
) -> BackupRow:
    """The row of a well-formed backup; `header` and `key` are those of the vault today."""
    manifest = found.manifest
    return BackupRow(
        path=found.container.path,
        external=external,
        made_at=manifest.made_at,
        reason=manifest.reason,
        generation=manifest.generation,
        size=found.container.size,
        verified=Verified.NOT_YET if note is None else note.verified,
        verified_at=None if note is None else note.verified_at,
        pinned_until=pinned_until(manifest.reason, manifest.made_at),
        same_keys=found.sealed.holds(key),
        epoch=manifest.epoch,
        commit_seq=manifest.commit_seq,
        same_phrase=_main_slots(found.header.header) == _main_slots(header),
    )


def row_of_verified(found: Found, header: Header, key: SecretKey, *, external: bool) -> BackupRow:
    """The row of a backup that has just been verified whole and named."""
    row = row_of_found(found, header, key, external=external, note=None)
    return replace(row, verified=Verified.FULL, verified_at=row.made_at)


def row_of_damaged(path: Path, *, external: bool, note: BackupNote | None) -> BackupRow:
    """The row of a file that is no sound backup any more: what its name tells."""
    name = named(path)
    if name is None:
        message = "only files named as backups have a row"
        raise ValueError(message)
    return BackupRow(
        path=path,
        external=external,
        made_at=name.made_at,
        reason=BackupReason.ASKED if note is None else note.reason,
        generation=name.generation,
        size=path.stat().st_size,
        verified=Verified.BAD,
        verified_at=None if note is None else note.verified_at,
        pinned_until=None,
        same_keys=False,
        epoch=0 if note is None else note.epoch,
        commit_seq=0 if note is None else note.commit_seq,
        same_phrase=False,
    )


def _main_slots(header: Header) -> frozenset[bytes]:
    return frozenset(slot.id for slot in header.slots if slot.kind in MAIN_KINDS)
