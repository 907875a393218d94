"""What the tests of the window share: a theme, an example vault, jobs done at once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from testkit.pictures import at_usual_size
from testkit.relay import Files
from testkit.ui_world import World, a_world, an_empty_world, reopened

from ui import cabinet
from ui.application import load_fonts
from ui.discretion import Discretion
from ui.jobs import InlineJobs
from ui.page import Desk
from ui.shell import Shell
from ui.theme import Theme
from ui.window import Window

if TYPE_CHECKING:
    from pathlib import Path


@dataclass
class Open:
    """The window on an open vault."""

    window: Window
    shell: Shell
    desk: Desk
    world: World

    def key(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key where the cursor is."""
        QTest.keyClick(self.focus, key, modifier)

    def type(self, words: str) -> None:
        """Type words where the cursor is."""
        for letter in words:
            if letter.isascii():
                QTest.keyClicks(self.focus, letter)
            else:  # QTest knows only the keys of an English keyboard
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    pressed = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                    QApplication.sendEvent(self.focus, pressed)

    @property
    def focus(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    def settle(self) -> None:
        """Let every delayed layout and deletion happen."""
        for _ in range(8):
            QCoreApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def widget(self, name: str) -> Any:
        """The widget of that name."""
        self.settle()
        found = self.window.findChild(QWidget, name)
        assert found is not None, name
        return found


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["armoire"]


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    """What the window lends to pages; the clock is that of the example vault."""
    load_fonts()
    qapp.setStyle("Fusion")
    theme = Theme(qapp)
    yield Desk(InlineJobs(), theme, Discretion(), None)  # type: ignore[arg-type]
    theme.deleteLater()


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example vault, made once; each test opens a copy."""
    made = a_world(tmp_path_factory.mktemp("example"))
    made.vaults.lock("test")
    return made.folder


@pytest.fixture
def world(tmp_path: Path, example: Path) -> Iterator[World]:
    folder = tmp_path / example.name
    shutil.copytree(example, folder)
    made = reopened(folder)
    yield made
    made.vaults.lock("test")


@pytest.fixture
def empty_world(tmp_path: Path) -> Iterator[World]:
    made = an_empty_world(tmp_path)
    yield made
    made.vaults.lock("test")


def opened(desk: Desk, world: World) -> Open:
    """The window on a vault, shown and active."""
    on = Desk(desk.jobs, desk.theme, desk.discretion, world.clock)
    window = Window(desk.theme)
    shell = Shell(on, cabinet.pages(on, world.services))
    on.jobs.changed.connect(shell.follow)
    on.jobs.failed.connect(_never)
    window.show_content(shell)
    at_usual_size(window)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    return Open(window, shell, on, world)


def _never(error: Exception) -> None:
    raise error


def _gone(window: Window) -> None:
    """Close a window while its vault is still open, as the program does."""
    window.close_for_good()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def app_window(qtbot: Any, desk: Desk, world: World) -> Iterator[Open]:
    made = opened(desk, world)
    yield made
    _gone(made.window)


@pytest.fixture
def empty_window(qtbot: Any, desk: Desk, empty_world: World) -> Iterator[Open]:
    made = opened(desk, empty_world)
    yield made
    _gone(made.window)


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Files:
    """What is answered when a window about handovers asks for a file."""
    return Files(monkeypatch, tmp_path / "paquet.armoire-relais")


@pytest.fixture
def colleague_window(qtbot: Any, qapp: QApplication, tmp_path: Path) -> Iterator[Open]:
    """The window of a colleague, on a vault of her own with nothing in it."""
    folder = tmp_path / "colleague"
    folder.mkdir()
    world = an_empty_world(folder)
    theme = Theme(qapp)
    desk = Desk(InlineJobs(), theme, Discretion(), world.clock)
    made = opened(desk, world)
    yield made
    _gone(made.window)
    world.vaults.lock("test")
    theme.deleteLater()
