"""The real program on a machine that falls asleep: locked, and a fresh process, before it does."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from testkit.bus import LOGIN, MANAGER, MISSING, StandIn, a_bus
from testkit.vaults import PASSPHRASE, fast_vaults, phrase

from storage.store import VaultScreenQueries

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="logind is of Linux"),
    pytest.mark.skipif(bool(MISSING), reason=MISSING or "there is one"),
]
ROOT = Path(__file__).parents[2]
PATIENCE = 60


class Running:
    """The program on an open vault, and the system around it."""

    def __init__(self, folder: Path, address: str) -> None:
        self.vault = folder / "essai.armoire"
        fast_vaults().create(self.vault, phrase()).close()
        self.system = StandIn(address)
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "testkit.day_program", str(self.vault)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=folder,
            env={
                **os.environ,
                "DBUS_SYSTEM_BUS_ADDRESS": address,
                "DBUS_SESSION_BUS_ADDRESS": address,
                "QT_QPA_PLATFORM": "offscreen",
                "XDG_CONFIG_HOME": str(folder),
                "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests"))),
            },
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"phrase": PASSPHRASE, "then": "wait"}) + "\n")
        self.process.stdin.flush()
        assert select.select([self.process.stdout], [], [], PATIENCE)[0]
        assert self.process.stdout.readline().strip() == "open"

    def command(self) -> list[str]:
        return Path(f"/proc/{self.process.pid}/cmdline").read_text("utf-8").split("\0")

    def end(self) -> None:
        self.process.kill()
        self.process.wait(30)
        self.system.end()


@pytest.fixture
def running(tmp_path) -> Iterator[Running]:
    with a_bus(tmp_path) as address:
        made = Running(tmp_path, address)
        yield made
        made.end()


@pytest.mark.requirement("BRY-27")
def test_the_machine_sleeps_once_the_process_that_held_the_keys_is_gone(running, qtbot) -> None:
    qtbot.waitUntil(lambda: running.system.ask("held") == "1", timeout=20_000)
    assert running.system.ask("let_go") == "no"

    running.system.ask("signal", MANAGER, f"{LOGIN}.Manager", "PrepareForSleep", "true")

    qtbot.waitUntil(lambda: running.system.ask("let_go") == "yes", timeout=20_000)
    assert running.command()[1:4] == ["-P", "-m", "ui"]
    running.process.kill()
    running.process.wait(30)
    opened = fast_vaults().unlock(running.vault, phrase())
    locked = [row for row in VaultScreenQueries(opened).journal(20) if row.event == "vault_locked"]
    opened.close()
    assert [row.details for row in locked] == [("reason:sleep",)]
