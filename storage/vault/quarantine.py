"""The quarantine: what was replaced or found damaged is kept there, never thrown away at once.

What a restoration replaced goes after 30 days; what was found damaged stays until she removes it.
"""

from __future__ import annotations

import os
import re
import shutil
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from storage.vault.small_file import sync_file, sync_folder

if TYPE_CHECKING:
    from pathlib import Path

    from storage.vault.files import VaultFiles

REPLACED, DAMAGED = "replaced", "damaged"
KEPT_DAYS = 30
_STAMP = "%Y%m%dT%H%M%SZ"
_REPLACED_NAME = re.compile(rf"{REPLACED}-(\d{{8}}T\d{{6}}Z)-.*", re.ASCII)
_PRIVATE_FOLDER, _PRIVATE = 0o700, 0o600


def set_aside(files: VaultFiles, path: Path, why: str, now: datetime) -> Path:
    """Move a file of the vault into its quarantine, under a name that no other there has."""
    kept = _free_name(files, path, why, now)
    path.replace(kept)
    sync_folder(files.quarantine)
    sync_folder(path.parent)
    return kept


def copy_aside(files: VaultFiles, path: Path, now: datetime) -> Path:
    """Copy a damaged file into the quarantine, durably, before anything touches it."""
    kept = _free_name(files, path, DAMAGED, now)
    shutil.copyfile(path, kept)
    kept.chmod(_PRIVATE)
    sync_file(kept)
    sync_folder(files.quarantine)
    return kept


def link_aside(files: VaultFiles, path: Path, now: datetime) -> Path:
    """Keep a damaged file in the quarantine under a second name, where the medium knows such."""
    kept = _free_name(files, path, DAMAGED, now)
    try:
        os.link(path, kept)
    except OSError:
        return copy_aside(files, path, now)
    sync_folder(files.quarantine)
    return kept


def _free_name(files: VaultFiles, path: Path, why: str, now: datetime) -> Path:
    files.quarantine.mkdir(mode=_PRIVATE_FOLDER, exist_ok=True)
    moment = now.astimezone(UTC)
    while (kept := files.quarantine / f"{why}-{moment.strftime(_STAMP)}-{path.name}").exists():
        moment += timedelta(seconds=1)
    return kept


def let_go(files: VaultFiles, now: datetime) -> None:
    """Remove what a restoration replaced more than 30 days ago."""
    for path in files.quarantine.glob(f"{REPLACED}-*"):
        match = _REPLACED_NAME.fullmatch(path.name)
        if match is None:
            continue
        since = datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)
        if now - since > timedelta(days=KEPT_DAYS):
            with suppress(OSError):
                path.unlink()
