"""Cycles end on the window's thread alone, and memory does not grow meanwhile."""

from __future__ import annotations

import gc
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from threading import get_ident

import pytest
from PySide6.QtCore import QObject

from ui.collecting import Collector
from ui.jobs import Jobs

ROOT = Path(__file__).resolve().parents[2]
CYCLES = 300_000
TOO_MANY = 1_100_000


@dataclass
class Register:
    """Who ended where, and how many lived at once at most."""

    ended_on: set[int] = field(default_factory=set)
    living: int = 0
    most: int = 0

    def began(self) -> None:
        self.living += 1
        self.most = max(self.most, self.living)

    def ended(self) -> None:
        self.living -= 1
        self.ended_on.add(get_ident())


class Knot:
    """Holds itself: only a collection ends it."""

    def __init__(self, register: Register) -> None:
        self.me, self._register = self, register
        register.began()

    def __del__(self) -> None:
        self._register.ended()


@dataclass
class Quiet:
    """For how long she has touched nothing."""

    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def quiet() -> Quiet:
    return Quiet()


@pytest.fixture
def collector(qapp, quiet: Quiet):
    made = Collector(quiet)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def jobs(qtbot):
    made = Jobs()
    yield made
    made.close(lambda: None)


def test_what_a_working_thread_leaves_ends_on_the_thread_of_the_window(
    collector: Collector, jobs: Jobs, qtbot
) -> None:
    register, owner, done = Register(), QObject(), []

    def work() -> int:
        for _ in range(20_000):
            Knot(register)
        return get_ident()

    jobs.run(owner, work, done.append)
    qtbot.waitUntil(lambda: bool(done) and register.living < 5_000, timeout=20_000)

    assert register.ended_on == {get_ident()}
    assert done[0] not in register.ended_on


def test_memory_does_not_grow_with_what_a_working_thread_makes(
    collector: Collector, jobs: Jobs, qtbot
) -> None:
    register, owner, done = Register(), QObject(), []

    def work() -> int:
        for _ in range(CYCLES):
            Knot(register)
        return CYCLES

    jobs.run(owner, work, done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=60_000)

    assert done == [CYCLES]
    assert register.most < CYCLES / 2


def test_what_is_old_waits_until_she_is_quiet(collector: Collector, quiet: Quiet) -> None:
    register = Register()
    kept = [Knot(register) for _ in range(30_000)]
    for _ in range(2):
        collector.beat()
    kept.clear()
    collector.beat()
    assert register.living == 30_000

    quiet.seconds = 60.0
    collector.beat()

    assert register.living == 0


def test_too_much_that_is_old_waits_for_nobody(collector: Collector, quiet: Quiet) -> None:
    register = Register()
    kept = [Knot(register), *([rank] for rank in range(TOO_MANY))]
    collector.beat()
    kept.pop(0)
    kept += ([rank] for rank in range(TOO_MANY))
    collector.beat()

    assert quiet.seconds == 0.0
    assert register.living == 0


def test_python_collects_again_once_the_collector_stops(qapp, quiet: Quiet) -> None:
    made = Collector(quiet)

    made.start()
    assert not gc.isenabled()
    made.stop()

    assert gc.isenabled()


def test_the_command_line_keeps_the_collector_of_python(tmp_path: Path) -> None:
    proof = (
        "import gc, sys\n"
        "from ui.cli import main\n"
        "try:\n    main(['status', sys.argv[1]])\nexcept SystemExit:\n    pass\n"
        "assert 'ui.collecting' not in sys.modules\n"
        "assert gc.isenabled()\n"
    )

    ran = subprocess.run([sys.executable, "-c", proof, tmp_path], cwd=ROOT, check=False)

    assert ran.returncode == 0
