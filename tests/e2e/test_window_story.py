"""The window from nothing: create, log, lock, come back; threads and files are real."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from testkit.program import Program
from testkit.vaults import PASSPHRASE

from storage.vault.session import OpenVault
from ui import cabinet
from ui.pages.unlock.page import UnlockPage

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def run(qtbot, tmp_path):
    programs: list[Program] = []

    def start(folder: Path | None = None) -> Program:
        programs.append(Program(qtbot, tmp_path / "home", folder))
        return programs[-1]

    yield start
    for program in reversed(programs):  # the first one gives collecting back to Python
        program.end()


def _created(run, tmp_path: Path) -> Program:
    program = run()
    program.widget("welcome_create").click()
    page = program.window.content
    assert isinstance(page, UnlockPage)
    page.create_form.place_in(tmp_path)
    page.create_form.phrase.swap.click()
    program.widget("new_own").setText(PASSPHRASE)
    program.widget("new_again").setText(PASSPHRASE)
    assert not program.widget("create_submit").isEnabled()
    program.widget("create_understood").setChecked(True)
    program.widget("create_submit").click()
    program.wait(program.is_open)
    return program


def test_a_vault_is_created_locked_and_opened_again(run, tmp_path) -> None:
    program = _created(run, tmp_path)
    QTest.keyClick(program.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    folder = tmp_path / "Service social.armoire"
    program.wait(lambda: bool(program.left))
    assert [where for where, _ in program.left] == [folder]
    assert not program.vaults.status().is_open

    again = run()
    again.unlock()
    again.wait(again.is_open)
    assert again.vaults.status().is_open


def test_what_is_typed_survives_the_lock(run, tmp_path) -> None:
    program = _created(run, tmp_path)
    program.wait(lambda: program.widget("top_log_interview").isVisible())
    program.widget("top_log_interview").click()
    program.wait(lambda: program.widget("interview_note").isVisible())
    program.wait(lambda: program.desktop.shell.place().page == "interview")
    program.widget("interview_person").setFocus()
    QTest.keyClicks(program.widget("interview_person"), "Inconnue")
    program.widget("interview_note").setPlainText("Phrase en cours")
    program.lock("idle")

    again = run()
    again.unlock()
    again.wait(again.is_open)
    again.wait(lambda: again.desktop.shell.place().page == "interview")
    again.wait(lambda: again.widget("interview_note").toPlainText() == "Phrase en cours")
    assert again.widget("interview_person").text() == "Inconnue"


def test_what_was_kept_survives_a_kill(run, tmp_path) -> None:
    program = _created(run, tmp_path)
    program.widget("top_log_interview").click()
    program.wait(lambda: program.desktop.shell.place().page == "interview")
    page = program.desktop.shell.page("interview")
    with program.qtbot.waitSignal(page.keeper.kept, timeout=4000):
        program.widget("interview_note").setPlainText("Phrase en cours")
    program.desk.jobs.close(partial(OpenVault.close, program.vaults.vault))

    again = run()
    again.unlock()
    again.wait(again.is_open)
    kept = []
    again.desk.jobs.run(
        again.window,
        lambda: cabinet.services(again.vaults).drafts.read("interview"),
        kept.append,
    )
    again.wait(lambda: bool(kept))
    assert "Phrase en cours" in kept[0][0]


def test_a_wrong_phrase_is_said_and_a_third_one_has_to_wait(run, tmp_path) -> None:
    _created(run, tmp_path).lock()
    program = run()

    for _ in range(3):
        program.widget("open_wrong").setText("")
        program.unlock("une autre phrase")
        program.wait(lambda: bool(program.widget("open_wrong").text()))

    assert "n’ouvre pas" in program.widget("open_wrong").text()
    assert not program.widget("open_submit").isEnabled()
    program.wait(lambda: program.widget("open_submit").isEnabled())
    program.unlock()
    program.wait(program.is_open)


def test_a_second_window_on_the_same_vault_is_refused_politely(run, tmp_path) -> None:
    _created(run, tmp_path)
    second = run()

    second.unlock()
    second.wait(lambda: bool(second.widget("open_wrong").text()))

    assert "déjà ouvert" in second.widget("open_wrong").text()
    assert not second.is_open()


def test_the_phrase_is_not_left_in_the_field(run, tmp_path) -> None:
    _created(run, tmp_path).lock()
    program = run()

    program.unlock()

    assert program.widget("open_phrase").text() == ""
    program.wait(program.is_open)


def test_closing_the_window_locks_the_vault(run, tmp_path) -> None:
    program = _created(run, tmp_path)

    program.window.close()
    program.wait(lambda: bool(program.left))

    assert program.left[0][0] == "the end"
    assert not program.vaults.status().is_open


def test_a_lock_that_cannot_write_hides_the_screen_and_keeps_what_is_typed(run, tmp_path) -> None:
    from app.ports.vault import DiskFull

    program = _created(run, tmp_path)
    program.wait(program.is_open)
    full = [True]

    class FullDisk:
        def keep_place(self, _content: str) -> None:
            if full:
                raise DiskFull

    from dataclasses import replace

    program.desktop._services = replace(program.desktop._services, drafts=FullDisk())
    program.desktop.lock()
    program.wait(lambda: program.widget("veil_retry").isVisible())

    assert program.left == []
    assert "disque est plein" in program.widget("veil_reason").text()

    program.widget("veil_phrase").setText(PASSPHRASE)
    program.widget("veil_back").click()
    program.wait(lambda: program.window.content is program.desktop.shell)

    full.clear()
    program.lock()
    assert len(program.left) == 1


def test_a_lock_makes_the_copy_that_is_due(run, tmp_path) -> None:
    program = _created(run, tmp_path)
    program.wait(program.is_open)
    program.lock()

    assert len(list(tmp_path.glob("*.armoire/backups/*.vbk"))) == 1


def test_leaving_while_the_copy_is_made_makes_no_second_one_and_leaves(run, tmp_path) -> None:
    program = _created(run, tmp_path)
    program.wait(program.is_open)
    program.desktop.lock()
    program.desktop.lock_for("quit")
    program.wait(lambda: bool(program.left))

    assert program.left == [("the end", "")]
    assert len(list(tmp_path.glob("*.armoire/backups/*"))) == 1


@pytest.mark.parametrize("reason", ["sleep", "crash"])
def test_a_lock_because_she_left_waits_for_no_copy(run, tmp_path, reason: str) -> None:
    program = _created(run, tmp_path)
    program.wait(program.is_open)
    program.desktop.lock_for(reason)

    assert len(program.left) == 1
    assert list(tmp_path.glob("*.armoire/backups/*.vbk")) == []


def test_she_may_close_without_waiting_for_the_copy(run, tmp_path) -> None:
    program = _created(run, tmp_path)
    program.wait(program.is_open)
    program.desktop.lock()
    program.window.wait_no_more.emit()
    program.wait(lambda: bool(program.left))

    assert list(tmp_path.glob("*.armoire/backups/*")) == []


def test_a_bug_before_the_first_page_still_locks_the_vault(run, tmp_path) -> None:
    program, opened = run(), []
    make = partial(
        program.vaults.create, tmp_path / "essai.armoire", bytearray(PASSPHRASE.encode())
    )
    program.desk.jobs.run(program.window, make, opened.append)
    program.wait(lambda: bool(opened))
    closing = QTimer(program.window, interval=50)
    closing.timeout.connect(lambda: [one.accept() for one in program.window.findChildren(QDialog)])
    closing.start()

    program.desktop.crashed("ValueError (page.py:1)")

    closing.stop()
    assert not program.vaults.status().is_open
    assert len(program.left) == 1
