"""Where backups lie and how they are called: no name says whose they are (FORMAT.md §8)."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from app.ports.backups import NotEnoughRoom, PlaceMissing

if TYPE_CHECKING:
    from collections.abc import Container, Iterable
    from pathlib import Path

SUFFIX, UNFINISHED = ".vbk", ".partial"
ROOM_TENTHS = 22
_NAME = re.compile(
    r"sauvegarde-(?P<label>[0-9a-f]{6})-(?P<at>\d{8}T\d{6}Z)-(?P<generation>\d{6,16})\.vbk",
    re.ASCII,
)
_STAMP = "%Y%m%dT%H%M%SZ"
_PRIVATE_FOLDER = 0o700


@dataclass(frozen=True, slots=True)
class BackupName:
    """What the name of a backup tells."""

    label: str
    made_at: datetime
    generation: int

    def written(self) -> str:
        """The name of the file."""
        stamp = self.made_at.astimezone(UTC).strftime(_STAMP)
        return f"sauvegarde-{self.label}-{stamp}-{self.generation:06}{SUFFIX}"


def named(path: Path) -> BackupName | None:
    """Read the name of a file; None when it is not one of a backup."""
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    try:
        made_at = datetime.strptime(match["at"], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
    return BackupName(match["label"], made_at, int(match["generation"]))


def free_name(place: Path, label: str, now: datetime, generation: int) -> BackupName:
    """A name that no backup of that place has: two of one second are told a second apart."""
    made_at = now.astimezone(UTC).replace(microsecond=0)
    taken = {entry.name.partition(SUFFIX)[0] for entry in place.glob(f"sauvegarde-{label}-*")}
    while (name := BackupName(label, made_at, generation)).written().removesuffix(SUFFIX) in taken:
        made_at += timedelta(seconds=1)
    return name


def files_of(place: Path, label: str) -> tuple[Path, ...]:
    """The finished backups of a vault at a place; none when it is not there."""
    try:
        entries = sorted(place.glob(f"sauvegarde-{label}-*{SUFFIX}"))
    except OSError:
        return ()
    return tuple(entry for entry in entries if named(entry) and entry.is_file())


def present(place: Path) -> bool:
    """Tell whether a place is there now and takes files."""
    return place.is_dir() and os.access(place, os.W_OK)


def prepare(place: Path, *, home: bool) -> None:
    """Make the vault's own folder of backups; a place outside is never made: it may be a disk."""
    if home:
        place.mkdir(mode=_PRIVATE_FOLDER, exist_ok=True)
    if not place.is_dir():
        raise PlaceMissing


def require_room(place: Path, size: int, tenths: int = ROOM_TENTHS) -> None:
    """Refuse a place that has not so many tenths of that size left."""
    needed, free = size * tenths // 10, shutil.disk_usage(place).free
    if free < needed:
        raise NotEnoughRoom(needed=needed, free=free)


def sweep(place: Path, label: str, busy: Container[Path] = ()) -> None:
    """Remove what a making that was cut short left of this vault's copies."""
    with suppress(OSError):
        remove_all(
            entry for entry in place.glob(f"sauvegarde-{label}-*{UNFINISHED}*") if entry not in busy
        )


def remove_all(entries: Iterable[Path]) -> None:
    """Remove unfinished files and folders; what the medium refuses stays for the next time."""
    for entry in entries:
        with suppress(OSError):
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink(missing_ok=True)
