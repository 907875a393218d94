"""The `.vbk` file: a framed ZIP of the header, the manifest and the database (FORMAT.md §8)."""

from __future__ import annotations

from app.ports.backups import BackupDamaged
from storage.framed_zip import (
    LARGEST_SMALL,
    Container,
    Layout,
    Sums,
    forget_cached,
    sums_of_file,
)

__all__ = [
    "DATABASE",
    "HEADER",
    "LARGEST_SMALL",
    "MANIFEST",
    "NAMES",
    "Container",
    "Sums",
    "forget_cached",
    "read",
    "sums_of_file",
    "write",
]

HEADER, MANIFEST, DATABASE = "vault.json", "manifest.json", "data.db"


def _damaged(reason: str) -> BackupDamaged:
    return BackupDamaged(reason=reason)


_VBK = Layout((HEADER, MANIFEST), DATABASE, _damaged)
NAMES, read, write = _VBK.names, _VBK.read, _VBK.write
