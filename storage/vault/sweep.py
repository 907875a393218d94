"""What a rotation, a restoration or a repair cut short left behind, removed at the next unlock."""

from __future__ import annotations

import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

from storage.vault.files import PACKAGE, UNFINISHED
from storage.vault.header_reader import parse
from storage.vault.small_file import UNWRITTEN, sync_folder

if TYPE_CHECKING:
    from pathlib import Path

    from storage.vault.files import VaultFiles
    from storage.vault.kdf import KdfRules

LOGS = ("", "-wal", "-journal")
"""What a data file may have beside it."""


def sweep(files: VaultFiles, rules: KdfRules) -> tuple[str, ...]:
    """Remove data files that no header names; return their names.

    Only while the header and its mirror are the same bytes: a mirror that stayed behind still needs
    the old data file.
    """
    if not files.header.exists() or files.header.read_bytes() != files.mirror.read_bytes():
        return ()
    kept = parse(files.header.read_bytes(), rules).header.database.name
    wanted = {f"{kept}{log}" for log in LOGS}
    removed: list[str] = []
    for path in _data_files(files):
        if path.name not in wanted:
            with suppress(FileNotFoundError):
                path.unlink()
            removed.append(path.name)
    if removed:
        sync_folder(files.folder)
    return tuple(removed)


def forget_unwritten(files: VaultFiles) -> None:
    """Remove small files, and copies of a repair or a package: they took the place of nothing."""
    for name in (files.header.name, files.witness.name, files.ballast.name):
        for path in files.folder.glob(f"{name}.*{UNWRITTEN}"):
            path.unlink(missing_ok=True)
    for path in files.folder.glob(f"{PACKAGE}-*{UNFINISHED}*"):
        path.unlink(missing_ok=True)
    shutil.rmtree(files.repairing, ignore_errors=True)


def _data_files(files: VaultFiles) -> tuple[Path, ...]:
    endings = (f"{unfinished}{log}" for unfinished in ("", UNFINISHED) for log in LOGS)
    return tuple(
        path for ending in endings for path in sorted(files.folder.glob(f"data-??????.db{ending}"))
    )
