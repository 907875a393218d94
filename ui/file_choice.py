"""Asking for a file or a folder, without leaving on this computer where she looked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QStandardPaths
from PySide6.QtWidgets import QFileDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def ask_file(parent: QWidget, title: str, kinds: str) -> Path | None:
    """Return the file chosen, or None."""
    name, _ = QFileDialog.getOpenFileName(parent, title, documents(), kinds)
    forget()
    return Path(name) if name else None


def ask_files(parent: QWidget, title: str, kinds: str) -> tuple[Path, ...]:
    """Return the files chosen, none or several."""
    names, _ = QFileDialog.getOpenFileNames(parent, title, documents(), kinds)
    forget()
    return tuple(Path(name) for name in names)


def ask_folder(parent: QWidget, title: str, start: str = "") -> Path | None:
    """Return the folder chosen, or None."""
    name = QFileDialog.getExistingDirectory(parent, title, start or documents())
    forget()
    return Path(name) if name else None


def ask_new_file(parent: QWidget, title: str, name: str, kinds: str = "") -> Path | None:
    """Return where a new file goes, its name proposed; it is never written over another one."""
    proposed = str(Path(documents()) / name)
    as_is = QFileDialog.Option.DontConfirmOverwrite
    chosen, _ = QFileDialog.getSaveFileName(parent, title, proposed, kinds, options=as_is)
    forget()
    return Path(chosen) if chosen else None


def documents() -> str:
    """Where her documents are, and where every question begins."""
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


def forget() -> None:
    """Take away the list of folders visited that Qt keeps in clear in the user's settings."""
    kept = QSettings(QSettings.Scope.UserScope, "QtProject")
    kept.remove("FileDialog")
    kept.sync()
