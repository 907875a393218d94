"""Choosing a file is asked in French, and leaves no list of the folders visited."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QLibraryInfo, QSettings, QTranslator
from PySide6.QtWidgets import QFileDialog, QLabel

from ui import file_choice
from ui.file_choice import ask_file, ask_files, ask_folder, ask_new_file


def _kept() -> QSettings:
    return QSettings(QSettings.Scope.UserScope, "QtProject")


@pytest.fixture(autouse=True)
def settings(tmp_path, monkeypatch) -> None:
    QSettings.setPath(
        QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path / "settings")
    )
    monkeypatch.setattr(file_choice, "documents", lambda: str(tmp_path))


@pytest.fixture
def shown(qapp, monkeypatch) -> list[list[str]]:
    """The labels of each question, which is answered as soon as it is shown."""
    labels: list[list[str]] = []

    def answered(asked: QFileDialog) -> int:
        labels.append([one.text().replace("&", "") for one in asked.findChildren(QLabel)])
        asked.done(QFileDialog.DialogCode.Accepted)
        return asked.result()

    monkeypatch.setattr(QFileDialog, "exec", answered)
    return labels


def test_no_folder_visited_is_remembered(shown, monkeypatch, tmp_path) -> None:
    forgotten: list[list[str]] = []
    forget = file_choice.forget

    def watched() -> None:
        forgotten.append([one for one in _kept().allKeys() if one.startswith("FileDialog")])
        forget()

    monkeypatch.setattr(file_choice, "forget", watched)

    assert ask_folder(None, "Essai") == tmp_path
    assert ask_new_file(None, "Essai", "essai") == tmp_path / "essai"

    assert all(forgotten)
    assert not [name for name in _kept().allKeys() if name.startswith("FileDialog")]


def test_a_question_left_without_an_answer_gives_nothing(qapp, monkeypatch) -> None:
    monkeypatch.setattr(QFileDialog, "exec", lambda _asked: QFileDialog.DialogCode.Rejected)

    assert (ask_file(None, "Essai", "*"), ask_folder(None, "Essai")) == (None, None)
    assert (ask_files(None, "Essai", "*"), ask_new_file(None, "Essai", "essai")) == ((), None)


def test_a_question_taken_away_by_a_lock_gives_nothing(qapp, monkeypatch) -> None:
    def gone(asked: QFileDialog) -> int:
        file_choice.shiboken6.delete(asked)
        return QFileDialog.DialogCode.Accepted

    monkeypatch.setattr(QFileDialog, "exec", gone)

    assert ask_file(None, "Essai", "*") is None


def test_the_window_of_qt_is_french_throughout(shown, qapp) -> None:
    """Where the system has no window of its own for files, Qt draws one."""
    catalogue = QTranslator()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    assert catalogue.load("qtbase_fr", folder)
    QCoreApplication.installTranslator(catalogue)
    try:
        ask_new_file(None, "Essai", "essai", "Tableaux (*.xlsx)")
        ask_folder(None, "Essai")
    finally:
        QCoreApplication.removeTranslator(catalogue)

    ours = {"Regarder dans\u202f:", "Type de fichier\u202f:"}
    assert [set(labels) - {""} for labels in shown] == [
        {*ours, "Nom de fichier\u00a0:"},
        {*ours, "Dossier\u00a0:"},
    ]
