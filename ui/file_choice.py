"""Asking for a file or a folder, without leaving on this computer where she looked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QSettings, QStandardPaths
from PySide6.QtWidgets import QFileDialog

from ui.texts import text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_FORBIDDEN = frozenset('/\\:*?"<>|')


def ask_file(parent: QWidget, title: str, kinds: str) -> Path | None:
    """Return the file chosen, or None."""
    asked = _question(parent, title, kinds)
    asked.setFileMode(QFileDialog.FileMode.ExistingFile)
    return next(iter(_answers(asked)), None)


def ask_files(parent: QWidget, title: str, kinds: str) -> tuple[Path, ...]:
    """Return the files chosen, none or several."""
    asked = _question(parent, title, kinds)
    asked.setFileMode(QFileDialog.FileMode.ExistingFiles)
    return _answers(asked)


def ask_folder(parent: QWidget, title: str, start: str = "") -> Path | None:
    """Return the folder chosen, or None."""
    asked = _question(parent, title, start=start)
    asked.setOption(QFileDialog.Option.ShowDirsOnly)
    asked.setFileMode(QFileDialog.FileMode.Directory)
    return next(iter(_answers(asked)), None)


def ask_new_file(parent: QWidget, title: str, name: str, kinds: str = "") -> Path | None:
    """Return where a new file goes, its name proposed; it is never written over another one."""
    asked = _question(parent, title, kinds)
    asked.setOption(QFileDialog.Option.DontConfirmOverwrite)
    asked.setFileMode(QFileDialog.FileMode.AnyFile)
    asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    asked.selectFile(name)
    return next(iter(_answers(asked)), None)


def may_be_named(name: str) -> bool:
    """Tell whether a file can bear this name on every system, and is not hidden by it."""
    return bool(name) and not name.startswith(".") and not _FORBIDDEN & set(name)


def documents() -> str:
    """Where her documents are, and where every question begins."""
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


def forget() -> None:
    """Take away the list of folders visited that Qt keeps in clear in the user's settings."""
    kept = QSettings(QSettings.Scope.UserScope, "QtProject")
    kept.remove("FileDialog")
    kept.sync()


def _question(parent: QWidget, title: str, kinds: str = "", start: str = "") -> QFileDialog:
    """A question in French: the catalogue of Qt lacks two labels of its own window."""
    asked = QFileDialog(parent, title, start or documents(), kinds)
    asked.setLabelText(QFileDialog.DialogLabel.LookIn, text("dialogs.look_in"))
    asked.setLabelText(QFileDialog.DialogLabel.FileType, text("dialogs.file_kind"))
    return asked


def _answers(asked: QFileDialog) -> tuple[Path, ...]:
    """Ask, and forget where; a window that was taken away meanwhile (a lock) answers nothing."""
    chosen = asked.exec() == QFileDialog.DialogCode.Accepted
    if not shiboken6.isValid(asked):
        forget()
        return ()
    names = asked.selectedFiles() if chosen else []
    shiboken6.delete(asked)  # it is only then that Qt writes down the folders visited
    forget()
    return tuple(Path(name) for name in names)
