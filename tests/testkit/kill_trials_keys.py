"""Changing the phrase and all keys while being killed, and what must hold afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from testkit.kill_trials import OneVault
from testkit.vaults import FAST_COST, PASSPHRASE, fast_vaults, phrase

from app.domain.journal import JournalEntry
from app.ports.keys import Proof
from app.ports.vault import WrongPassphrase

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from testkit.kills import Told

    from storage.vault.session import OpenVault

KEPT = 40


class Phrases(OneVault):
    """She changes her phrase: the one acknowledged opens, or the next one does."""

    longest = 0.05
    steps = 3_000
    locks = True

    def prepare(self, folder: Path) -> None:
        """Make the vault, with something in it."""
        super().prepare(folder)
        self.number = self.done_unheard = self.deaths = 0
        vault = fast_vaults().unlock(self.folder, phrase())
        with vault.transaction() as write:
            rows = [(f"{rank:04}", "x" * 3000) for rank in range(KEPT)]
            write.executemany("INSERT INTO setting VALUES (?, ?)", rows)
            write.commit(JournalEntry("setting_changed", "setting", None))
        vault.close()
        self._change(0, 1)

    def opened(self) -> OpenVault:
        """The vault, with the phrase acknowledged, or one of those that deaths left unsaid."""
        for ahead in range(self.deaths + 1):
            try:
                vault = fast_vaults().unlock(self.folder, _phrase(self.number + ahead))
            except WrongPassphrase:
                continue
            self.number += ahead
            self.done_unheard += ahead
            return vault
        raise WrongPassphrase

    def begin(self) -> None:
        """One more death whose last change may be done and not told."""
        self.deaths += 1

    def work(self, ready: Callable[[], None], told: Told) -> None:
        """Change it, again and again."""
        vault, number = self.opened(), self.number
        ready()
        while True:
            self.change(vault, _phrase(number), _phrase(number + 1))
            number += 1
            told(f"phrase {number}")

    def change(self, vault: OpenVault, old: bytearray, new: bytearray) -> None:
        """One change."""
        vault.keys.change_passphrase(Proof(old), Proof(new), FAST_COST)

    def acknowledge(self, *words: str) -> None:
        """From now on, that phrase."""
        self.number = int(words[1])

    def hold(self, vault: OpenVault) -> None:
        """Everything is there, behind one main slot, in one data file."""
        self.deaths = 0
        with vault.read() as connection:
            rows = connection.execute("SELECT COUNT(*), SUM(LENGTH(value)) FROM setting").fetchone()
        assert rows == (KEPT, KEPT * 3000)
        mains = [slot for slot in vault.keys.slots() if slot.kind.value == "passphrase"]
        assert len(mains) == 1
        assert len(list(self.folder.glob("data-*.db"))) == 1

    def figures(self) -> dict[str, Any]:
        """Changes that were done and not acknowledged."""
        return super().figures() | {"phrases": self.number, "unheard": self.done_unheard}

    def _change(self, before: int, after: int) -> None:
        old = phrase() if not before else _phrase(before)
        vault = fast_vaults().unlock(self.folder, old)
        vault.keys.change_passphrase(Proof(phrase()), Proof(_phrase(after)), FAST_COST)
        vault.close()
        self.number = after


class Rotations(Phrases):
    """She changes every key: data file, header, phrase."""

    longest = 0.25
    steps = 14_000

    def change(self, vault: OpenVault, old: bytearray, new: bytearray) -> None:
        """One rotation."""
        vault.keys.rotate(Proof(old), Proof(new), lambda percent: None).wipe()


def _phrase(number: int) -> bytearray:
    return phrase(f"{PASSPHRASE} {number}")
