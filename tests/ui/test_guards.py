"""What happens around the window: a second screen, a lock of the system, captures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from ui.capture_block import CaptureBlock
from ui.desktop import Desktop, Wiring
from ui.guards import screen_added
from ui.session import Session
from ui.window import Window

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ui.page import Desk


class Vault:
    """Stands for the vault's service."""

    def __init__(self) -> None:
        self.is_open, self.reasons = True, []

    def status(self) -> Vault:
        return self

    def lock(self, reason: str) -> None:
        self.reasons.append(reason)


@pytest.fixture
def vault() -> Vault:
    return Vault()


@pytest.fixture
def desktop(desk: Desk, vault: Vault) -> Iterator[Desktop]:
    window = Window(desk.theme)
    restarts = lambda *_where: None  # noqa: E731
    wiring = Wiring(None, None, None, restarts, restarts)  # type: ignore[arg-type]
    yield Desktop(desk, window, Session(), vault, wiring)  # type: ignore[arg-type]
    window.close_for_good()
    window.deleteLater()


@pytest.mark.requirement("BRY-27")
@pytest.mark.parametrize("reason", ["screen_lock", "sleep", "lid", "user_switch", "shutdown"])
def test_a_lock_of_the_system_locks_the_vault_with_its_reason(desktop, vault, reason) -> None:
    desktop.lock_with_system(reason)
    assert vault.reasons == [reason]


def test_a_vault_that_is_closed_is_not_locked_again(desktop, vault) -> None:
    vault.is_open = False
    desktop.lock_with_system("sleep")
    assert vault.reasons == []


def test_a_lock_is_told_before_the_vault_closes(desktop, vault) -> None:
    told = []
    desktop.locking.connect(lambda: told.append(list(vault.reasons)))
    desktop.lock_with_system("sleep")
    assert told == [[]]


def test_a_second_screen_hides_names(desktop, desk, monkeypatch) -> None:
    monkeypatch.setattr(QGuiApplication, "screens", staticmethod(lambda: [1, 2]))
    screen_added(desktop, desk.discretion, None)
    assert desk.discretion.on
    screen_added(desktop, desk.discretion, None)
    assert desk.discretion.on


def test_the_only_screen_coming_back_hides_nothing(desktop, desk) -> None:
    screen_added(desktop, desk.discretion, None)
    assert not desk.discretion.on


def test_names_stay_hidden_at_the_opening_after_a_second_screen(desktop, desk) -> None:
    desk.discretion.toggle()
    desktop._adopt({"theme": "system", "zoom": "100", "idle_minutes": "5", "discreet": "no"})
    assert desk.discretion.on


def test_every_window_is_left_out_of_captures_as_it_is_shown(qapp: QApplication, qtbot) -> None:
    asked: list[int] = []
    block = CaptureBlock(lambda window: asked.append(window) or True)
    qapp.installEventFilter(block)
    windows = [QWidget(), QDialog()]
    for window in windows:
        qtbot.addWidget(window)
        QWidget(window).show()
        window.show()
    qapp.removeEventFilter(block)
    assert asked == [int(window.winId()) for window in windows]
