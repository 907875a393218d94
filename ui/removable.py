"""Removable volumes: where a key file is looked for, and where one may be written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePath

from PySide6.QtCore import QStorageInfo

from ui.texts import text

KEY_FILE = "armoire-{label}.key"
_MOUNTED_UNDER = ("/media/", "/run/media/", "/Volumes/")


@dataclass(frozen=True, slots=True)
class Volume:
    """A medium that can be taken out: where it is mounted, and what she calls it."""

    root: Path
    name: str


def volumes() -> tuple[Volume, ...]:
    """Every removable volume that is ready; may wait for a slow medium, so not for the window."""
    found = (
        Volume(Path(one.rootPath()), one.displayName() or one.rootPath())
        for one in QStorageInfo.mountedVolumes()
        if one.isReady() and _is_apart(one.rootPath())
    )
    return tuple(sorted(found, key=_by_name))


def key_file(label: str) -> Path | None:
    """The key file of a vault at the root of a removable volume, if one is there."""
    name = KEY_FILE.format(label=label)
    places = (volume.root / name for volume in volumes())
    return next((place for place in places if place.is_file()), None)


def is_removable(path: Path) -> bool:
    """Tell whether a place is on a removable volume."""
    return any(path.is_relative_to(volume.root) for volume in volumes())


def shown(path: PurePath) -> str:
    """A place as it is told: its file and the folder just above."""
    return text("key_file.place", file=path.name, folder=path.parent.name or str(path.parent))


def _is_apart(root: str) -> bool:
    """Tell whether a volume is neither the system's nor her documents' (by where it is mounted)."""
    if root.startswith("/"):
        return root.startswith(_MOUNTED_UNDER)
    return Path(root) != Path(QStorageInfo.root().rootPath())


def _by_name(volume: Volume) -> str:
    return volume.name.casefold()
