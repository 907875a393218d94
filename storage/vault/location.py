"""Tells whether a folder is copied elsewhere or shared: a poor place for a vault.

Old versions kept by such a service still open with old passphrases, and file locks over a
network cannot be trusted. Nothing is asked of the network: names, markers and mounts say enough.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from app.ports.vault import LocationWarning

if TYPE_CHECKING:
    from collections.abc import Mapping

SYNCHRONISED, NETWORK, ROAMING = "location_synchronised", "location_network", "location_roaming"

_SERVICES_BY_FOLDER_NAME = {
    "onedrive": "onedrive",
    "dropbox": "dropbox",
    "nextcloud": "nextcloud",
    "owncloud": "owncloud",
    "google drive": "google_drive",
    "googledrive": "google_drive",
    "mon drive": "google_drive",
    "my drive": "google_drive",
    "icloud drive": "icloud",
    "iclouddrive": "icloud",
    "mobile documents": "icloud",
    "cloudstorage": "cloud_storage",
    "kdrive": "kdrive",
    "hubic": "hubic",
    "pcloud": "pcloud",
    "pclouddrive": "pcloud",
    "mega": "mega",
    "megasync": "mega",
    "seafile": "seafile",
    "syncthing": "syncthing",
    "box sync": "box",
}
_SERVICES_BY_MARKER = {
    ".dropbox": "dropbox",
    ".dropbox.cache": "dropbox",
    ".nextcloudsync.log": "nextcloud",
    ".owncloudsync.log": "owncloud",
    ".sync_journal.db": "nextcloud",
    ".stfolder": "syncthing",
    ".seafile-data": "seafile",
}
_MARKERS_BY_PREFIX = {"._sync_": "nextcloud", ".sync_": "nextcloud"}
_SERVICE_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_NETWORK_FILE_SYSTEMS = frozenset(
    {
        "9p",
        "afpfs",
        "afs",
        "ceph",
        "cifs",
        "davfs",
        "fuse.davfs2",
        "fuse.gvfsd-fuse",
        "fuse.rclone",
        "fuse.sshfs",
        "nfs",
        "nfs4",
        "smb3",
        "smbfs",
        "webdav",
    }
)
_MOUNTS = Path("/proc/self/mounts")
_REMOTE_DRIVE = 4
_MOUNT_FIELDS = 3  # device, mount point, type, then options


def location_warning(
    folder: Path, environment: Mapping[str, str] | None = None, mounts: str | None = None
) -> LocationWarning | None:
    """Return the first reason not to keep a vault in this folder."""
    variables = os.environ if environment is None else environment
    place = folder.expanduser().absolute()
    if kind := _network(place, _read_mounts() if mounts is None else mounts):
        return LocationWarning(NETWORK, kind)
    if kind := _service(place, variables):
        return LocationWarning(SYNCHRONISED, kind)
    if _is_under(place, variables.get("APPDATA")):
        return LocationWarning(ROAMING, "profile")
    return None


def _network(place: PurePath, mounts: str) -> str | None:
    if place.drive.startswith(("\\\\", "//")):
        return "unc"
    if sys.platform == "win32":
        return "mapped_drive" if _windows_drive_is_remote(place.drive) else None
    file_system = _file_system(place, mounts)
    return file_system if file_system in _NETWORK_FILE_SYSTEMS else None


def _service(place: Path, variables: Mapping[str, str]) -> str | None:
    if any(_is_under(place, variables.get(name)) for name in _SERVICE_VARIABLES):
        return "onedrive"
    for part in place.parts:
        # « OneDrive - Mairie » and « Dropbox (Pro) » are the same services
        name = part.casefold().split(" - ")[0].split(" (")[0]
        if name in _SERVICES_BY_FOLDER_NAME:
            return _SERVICES_BY_FOLDER_NAME[name]
    for above in (place, *place.parents):
        if kind := _marked(above):
            return kind
    return None


def _marked(folder: Path) -> str | None:
    try:
        names = {entry.name.casefold() for entry in folder.iterdir()}
    except OSError:
        return None
    for name in sorted(names):
        if name in _SERVICES_BY_MARKER:
            return _SERVICES_BY_MARKER[name]
        for prefix, kind in _MARKERS_BY_PREFIX.items():
            if name.startswith(prefix) and name.endswith(".db"):
                return kind
    return None


def _is_under(place: PurePath, parent: str | None) -> bool:
    return bool(parent) and place.is_relative_to(PurePath(parent or ""))


def _file_system(place: PurePath, mounts: str) -> str:
    """The type of the file system that holds a path: the longest mount point above it."""
    best, kind = -1, ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < _MOUNT_FIELDS:
            continue
        point = PurePath(fields[1].replace("\\040", " "))
        if place.is_relative_to(point) and len(point.parts) > best:
            best, kind = len(point.parts), fields[2]
    return kind


def _read_mounts() -> str:
    try:
        return _MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


if sys.platform == "win32":

    def _windows_drive_is_remote(drive: str) -> bool:
        import ctypes

        return ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == _REMOTE_DRIVE
