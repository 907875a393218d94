"""Making a vault and migrating one while being killed, and what must hold afterwards."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

from testkit.kill_trials import OneVault
from testkit.vaults import fast_vaults, phrase

from app.domain.journal import JournalEntry
from app.ports.vault import VaultMissing
from storage.migrations.runner import Step, shipped_steps

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from testkit.kills import Told

    from storage.vault.session import OpenVault

EXTRA_STEPS = (
    """
    CREATE TABLE kept_a (key TEXT PRIMARY KEY, value TEXT NOT NULL);
    INSERT INTO kept_a SELECT key, value FROM setting;
    UPDATE setting SET value = value || '.';
    """,
    """
    CREATE TABLE kept_b AS SELECT key, value FROM setting;
    CREATE INDEX by_value ON kept_b (value);
    """,
)
SETTINGS = 120


class Migrations(OneVault):
    """She opens with a new program a vault that an older one made."""

    longest = 0.05
    steps = 5_000
    locks = True

    def prepare(self, folder: Path) -> None:
        """Make the old vault, with something in it to rewrite."""
        self.old = folder / "old.armoire"
        self.folder = folder / "essai.armoire"
        shipped = shipped_steps()
        more = (Step(len(shipped) + rank, sql) for rank, sql in enumerate(EXTRA_STEPS, 1))
        self.new_steps = (*shipped, *more)
        vault = fast_vaults(steps=shipped[:1]).create(self.old, phrase())
        with vault.transaction() as write:
            rows = [(f"{rank:04}", "x" * 300) for rank in range(SETTINGS)]
            write.executemany("INSERT INTO setting VALUES (?, ?)", rows)
            write.commit(JournalEntry("setting_changed", "setting", None))
        vault.close()
        self.finished = self.again = 0

    def begin(self) -> None:
        """Each child finds the old vault, or the one whose migration was cut short."""
        if self.finished or not self.folder.exists():
            shutil.rmtree(self.folder, ignore_errors=True)
            shutil.copytree(self.old, self.folder)
            self.finished = 0
        else:
            self.again += 1

    def opened(self) -> OpenVault:
        """The vault, by the new program."""
        return fast_vaults(steps=self.new_steps).unlock(self.folder, phrase())

    def work(self, ready: Callable[[], None], told: Told) -> None:
        """Open and close: the first opening migrates."""
        ready()
        while True:
            vault = self.opened()
            told("opened")
            vault.close()

    def acknowledge(self, *words: str) -> None:
        """The vault said that it was open."""

    def hold(self, vault: OpenVault) -> None:
        """Every step exactly once, every row, one journal entry for each step."""
        with vault.read() as connection:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            told = connection.execute(
                "SELECT object_id FROM journal WHERE event = 'schema_migrated' ORDER BY seq"
            ).fetchall()
            values = connection.execute("SELECT DISTINCT value FROM setting").fetchall()
            counts = [
                connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]
                for table in ("setting", "kept_a", "kept_b")
            ]
        assert version == len(self.new_steps)
        assert [number for (number,) in told] == list(range(2, len(self.new_steps) + 1))
        assert values == [("x" * 300 + ".",)]
        assert counts == [SETTINGS] * 3
        self.finished = 1

    def figures(self) -> dict[str, Any]:
        """Migrations cut short and taken up by the next child."""
        return super().figures() | {"taken_up": self.again}


class Creations(OneVault):
    """She makes a vault: it is there whole, or not at all, and making it again then works."""

    longest = 0.15
    steps = 16_000
    locks = True

    def prepare(self, folder: Path) -> None:
        """Only say where."""
        self.folder = folder / "essai.armoire"
        self.outcomes = {"none": 0, "whole": 0}
        self.made = False

    def begin(self) -> None:
        """Each child finds what the last one left, unless that is a vault."""
        if (self.folder / "vault.json").exists():
            shutil.rmtree(self.folder)
        self.made = False

    def work(self, ready: Callable[[], None], told: Told) -> None:
        """Make it, then open and close it."""
        ready()
        fast_vaults().create(self.folder, phrase()).close()
        told("made")
        while True:
            self.opened().close()

    def acknowledge(self, *words: str) -> None:
        """The vault was said to be made."""
        self.made = True

    def verify(self, *, deeply: bool) -> None:
        """A vault, or none, which is only right as long as nobody said that it was made."""
        try:
            super().verify(deeply=True)
        except VaultMissing:
            assert not self.made
            self.outcomes["none"] += 1
        else:
            self.outcomes["whole"] += 1

    def hold(self, vault: OpenVault) -> None:
        """A new vault holds its first journal entry."""
        with vault.read() as connection:
            assert connection.execute("SELECT COUNT(*) FROM journal").fetchone() == (1,)

    def figures(self) -> dict[str, Any]:
        """How often there was a vault."""
        return dict(self.outcomes)
