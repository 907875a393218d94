"""Choosing a file leaves no list of the folders visited on the computer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog

from ui.file_choice import ask_file, ask_folder, ask_new_file


def _kept() -> QSettings:
    return QSettings(QSettings.Scope.UserScope, "QtProject")


@pytest.fixture(autouse=True)
def settings(tmp_path) -> None:
    QSettings.setPath(
        QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path / "settings")
    )


@pytest.fixture
def visited(monkeypatch, tmp_path) -> None:
    """A question that is answered, and that Qt remembers."""

    def answered(*_asked: object) -> str:
        _kept().setValue("FileDialog/lastVisited", str(tmp_path))
        return str(tmp_path)

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", answered)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *asked: (answered(*asked), ""))
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *asked, **_options: (answered(*asked), "")
    )


def test_no_folder_visited_is_remembered(qapp, visited, tmp_path) -> None:
    assert ask_folder(None, "Essai") == tmp_path
    assert ask_file(None, "Essai", "*") == tmp_path
    assert ask_new_file(None, "Essai", "essai") == tmp_path

    assert not [name for name in _kept().allKeys() if name.startswith("FileDialog")]
