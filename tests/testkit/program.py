"""One run of the program in this process: its window, its threads and its files are real."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from testkit.vaults import PASSPHRASE, SettableClock, fast_vaults

from app.usecases.vault import VaultService
from storage.vault.passphrase import FrenchPassphrases
from ui import cabinet
from ui.application import load_fonts
from ui.bootstrap import read_ahead
from ui.collecting import Collector
from ui.desktop import Desktop, Wiring
from ui.discretion import Discretion
from ui.jobs import Jobs
from ui.last_vault import LastVault
from ui.page import Desk
from ui.pages.unlock.page import UnlockPage
from ui.session import Session
from ui.theme import Theme
from ui.window import Window

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ui.shell import Shell

_PATIENCE_MS = 10_000
_DRAWN_MS = 12


class Program:
    """From the locked window to the moment where the process would be replaced."""

    def __init__(
        self, qtbot: Any, home: Path, folder: Path | None = None, clock: SettableClock | None = None
    ) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        load_fonts()
        self.qtbot, self.left = qtbot, []
        self.clock = clock or SettableClock()
        self.vaults = VaultService(fast_vaults(self.clock), FrenchPassphrases())
        self.desk = Desk(Jobs(), Theme(app), Discretion(), self.clock)
        self.window, self.session = Window(self.desk.theme), Session()
        self.collector = Collector(self.session.seconds_quiet)
        wiring = Wiring(
            services=lambda: cabinet.services(self.vaults, self.clock),
            pages=cabinet.pages,
            unlock_page=partial(self._unlock_page, home=home, folder=folder),
            restart=lambda folder, geometry: self.left.append((folder, geometry)),
            end=lambda: self.left.append(("the end", "")),
        )
        self.desktop = Desktop(self.desk, self.window, self.session, self.vaults, wiring)
        self.collector.start()
        read_ahead()
        self.collector.spare()
        self.desktop.start()
        self.window.show()
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)

    def _unlock_page(self, desk: Desk, *, home: Path, folder: Path | None) -> UnlockPage:
        return UnlockPage(desk, self.vaults, LastVault(home), folder=folder)

    @property
    def shell(self) -> Shell:
        """The frame of the open vault."""
        assert self.desktop.shell is not None
        return self.desktop.shell

    def widget(self, name: str) -> Any:
        """The widget of that name, once it is there."""
        self.wait(lambda: self.window.findChild(QWidget, name) is not None)
        return self.window.findChild(QWidget, name)

    def wait(self, condition: Callable[[], object], patience: int = _PATIENCE_MS) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=patience)

    def unlock(self, phrase: str = PASSPHRASE) -> None:
        self.wait(lambda: self.widget("open_phrase").isVisible())
        self.widget("open_phrase").setText(phrase)
        self.widget("open_submit").click()

    def lock(self, reason: str = "button") -> None:
        """Lock, and wait for the copy that is made first."""
        self.desktop.lock_for(reason)
        self.wait(lambda: bool(self.left))

    def is_open(self) -> bool:
        return self.desktop.shell is not None and self.desktop.shell.shown is not None

    def rest(self) -> None:
        """Wait until both threads have done what they were asked, and the window is drawn."""
        for _ in range(2):  # what comes home may ask for more
            done: list[int] = []
            self.desk.jobs.run(self.window, lambda: 1, done.append)
            self.desk.jobs.render(self.window, lambda: 1, done.append)
            self.wait(lambda done=done: len(done) == 2, patience=120_000)
            self.qtbot.wait(_DRAWN_MS)

    def end(self) -> None:
        self.desk.jobs.close(lambda: self.vaults.lock("test"))
        self.session.stop()
        self.window.close_for_good()
        self.window.deleteLater()
        self.desk.theme.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.collector.stop()
