"""The window during long work: how long its thread stands still, with real threads and files."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from testkit.heartbeat import Heartbeat
from testkit.pictures import at_usual_size
from testkit.sheets import EXAMPLE
from testkit.ui_world import an_empty_world, reopened

from ui import cabinet
from ui.application import load_fonts
from ui.bootstrap import give_the_window_its_turn
from ui.collecting import Collector
from ui.discretion import Discretion
from ui.jobs import Jobs
from ui.page import Desk, Place
from ui.shell import Shell
from ui.theme import Theme
from ui.window import Window

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow

PATIENCE_MS = 25_000
MOST_SECONDS = 0.050


@dataclass
class Busy:
    """A window whose heart is listened to."""

    window: Window
    shell: Shell
    desk: Desk
    qtbot: Any

    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=PATIENCE_MS)

    def bring(self, year: int) -> None:
        """Read and import a year of the example."""
        page = self.shell.page("import")
        before = page.steps.batch
        page.open_file(EXAMPLE / f"suivi-{year}.xlsx")
        self.wait(lambda: page.steps.plan is not None and page.work.isHidden())
        page.steps.run()
        self.wait(lambda: page.steps.batch != before and page.work.isHidden())


@pytest.fixture
def busy(qtbot, qapp, tmp_path: Path) -> Iterator[Busy]:
    usual = sys.getswitchinterval()
    give_the_window_its_turn()
    load_fonts()
    qapp.setStyle("Fusion")
    made = an_empty_world(tmp_path)
    made.vaults.lock("test")
    collector = Collector(_never_quiet)
    collector.start()
    jobs, there = Jobs(), []
    jobs.run(jobs, lambda: reopened(made.folder), there.append)  # the vault's thread owns it
    qtbot.waitUntil(lambda: bool(there), timeout=PATIENCE_MS)
    world = there[0]
    desk = Desk(jobs, Theme(qapp), Discretion(), world.clock)
    window = Window(desk.theme)
    shell = Shell(desk, cabinet.pages(desk, world.services))
    jobs.changed.connect(shell.follow)
    window.show_content(shell)
    at_usual_size(window)
    window.show()
    yield Busy(window, shell, desk, qtbot)
    assert jobs.close(lambda: world.vaults.lock("test")) is None
    window.close_for_good()
    window.deleteLater()
    desk.theme.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    collector.stop()
    sys.setswitchinterval(usual)


def _never_quiet() -> float:
    """As if she touched the keyboard without a break."""
    return 0.0


@pytest.fixture
def listened(capsys, request) -> Iterator[Heartbeat]:
    """A heart that beats during the test; what it missed is printed."""
    heart = Heartbeat(looks=True)
    yield heart
    with capsys.disabled():
        print(f"\n{request.node.name}: longest beat {heart.worst().seconds * 1000:.0f} ms")
        for one in heart.over(MOST_SECONDS):
            told = f"{one.seconds * 1000:6.0f} ms, worked {one.worked * 1000:6.0f} ms"
            print(f"    {told}  {one.where or 'not seen'}")


def test_the_window_during_an_import(busy: Busy, listened: Heartbeat, benchmark) -> None:
    busy.shell.go(Place("import"))
    busy.qtbot.wait(300)

    def both() -> None:
        busy.bring(2024)
        busy.bring(2025)

    _beating(listened, benchmark, both)


def test_the_window_while_counting(busy: Busy, listened: Heartbeat, benchmark) -> None:
    busy.shell.go(Place("import"))
    busy.bring(2025)

    def count() -> None:
        busy.shell.go(Place("statistics"))
        page = busy.shell.page("statistics")
        busy.wait(lambda: page.chooser.population.count() > 0 and page.work.isHidden())
        busy.qtbot.wait(300)

    _beating(listened, benchmark, count)


def test_the_window_while_publishing(
    busy: Busy, listened: Heartbeat, benchmark, tmp_path: Path
) -> None:
    busy.shell.go(Place("import"))
    busy.bring(2025)
    page = busy.shell.page("report")

    def publish() -> None:
        busy.shell.go(Place("report"))
        busy.wait(lambda: page._prepared is not None and page.parts.work.isHidden())
        asked = page.publishing.dialog(busy.desk, page._prepared)
        asked.agreed.emit(tmp_path, ())
        busy.wait(lambda: any(tmp_path.glob("*.pdf")) and page.parts.work.isHidden())

    _beating(listened, benchmark, publish)


def _beating(heart: Heartbeat, benchmark, work: Callable[[], None]) -> None:
    heart.start()
    benchmark.pedantic(work, rounds=1)
    heart.stop()
    benchmark.extra_info["worst_stall_ms"] = heart.worst().seconds * 1000
