"""A day at the window on the vault of twenty years: the longest beat of each step."""

from __future__ import annotations

import shutil
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from testkit.heartbeat import Heartbeat
from testkit.program import Program
from testkit.vaults import SettableClock
from testkit.window_day import WindowDay, files_of

from ui.bootstrap import give_the_window_its_turn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from testkit.casework import Casework

pytestmark = pytest.mark.slow
MOMENT = datetime(2026, 1, 15, 9, 0, tzinfo=UTC)
STEPS = 30


@pytest.fixture
def day(bound: Casework, qtbot, tmp_path: Path) -> Iterator[WindowDay]:
    """The program on a copy of the vault; the interpreter changes hands as often as it does."""
    usual = sys.getswitchinterval()
    give_the_window_its_turn()
    bound.vault.held.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    source = bound.vault.held.files.database(bound.vault.header.database.name).parent
    folder = tmp_path / source.name
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("vault.lock", "witness"))
    program = Program(qtbot, tmp_path / "home", folder, SettableClock(MOMENT))
    yield WindowDay(program, Heartbeat(), files_of(bound.vault))
    program.end()
    sys.setswitchinterval(usual)


def test_a_day_at_the_window(day: WindowDay, benchmark, capsys) -> None:
    day.heart.start()
    benchmark.pedantic(day.live, rounds=1)
    day.heart.stop()

    heard = day.heart.steps()
    benchmark.extra_info |= {one.step: one.hardest().worked * 1000 for one in heard}
    with capsys.disabled():
        print("\n" + "\n".join(one.told() for one in heard))
    assert len(heard) > STEPS
    assert all(one.beats for one in heard)
