"""A vault with enough in it to be damaged in interesting ways, and the ways."""

from __future__ import annotations

from random import Random  # noqa: TID251 — seeded: the same vault at each run
from typing import TYPE_CHECKING

from testkit.vaults import fast_vaults, phrase

from app.domain.journal import JournalEntry
from app.ports.backups import BackupReason
from storage.backups.desk import VaultBackups
from storage.repair.indexes import fill_search
from storage.vault.files import VaultFiles

if TYPE_CHECKING:
    from pathlib import Path

    from testkit.vaults import SettableClock

    from storage.access.gateway import SqlCipherVaults
    from storage.vault.session import OpenVault

PAGE = 4096
ENTRY = JournalEntry("intervention_logged", "intervention", None)


def no_progress(percent: int) -> None:
    """Nobody looks."""


def log_work(vault: OpenVault, count: int, seed: int) -> None:
    """Log interventions in one write, with a draft and a setting each ten."""
    chosen = Random(seed)
    with vault.transaction() as write:
        write.execute("INSERT OR IGNORE INTO entity VALUES (1, 'Ville', 'ville', 20, NULL)")
        for rank in range(count):
            number = chosen.getrandbits(62)
            write.execute(
                "INSERT INTO intervention VALUES (?, 1, '2026-01-02', 'CTC.RDV', 'LIE.PER', 30, ?)",
                (number, f"mot{rank} essai " * 60),
            )
            write.executemany(
                "INSERT INTO intervention_issue VALUES (?, ?, 'ISS.LOG')",
                [(number, 0), (number, 1)],
            )
        fill_search(write.connection)
        write.commit(ENTRY)
    for rank in range(count // 10):
        with vault.transaction() as write:
            write.execute("INSERT INTO setting VALUES (?, ?)", (f"{seed}-{rank}", "x" * 100))
            write.commit(ENTRY)


def back_up(vault: OpenVault, clock: SettableClock) -> None:
    """Make a backup in the vault's own folder."""
    desk = VaultBackups(vault, clock)
    taken = desk.snapshot(desk.home, BackupReason.ASKED, external=False, progress=no_progress)
    desk.verify(taken, no_progress)


def worked_vault(
    folder: Path, clock: SettableClock, *, backup: bool = True, after: int = 0
) -> VaultFiles:
    """A locked vault of 200 interventions, backed up, then `after` more of them."""
    vault = fast_vaults(clock).create(folder, phrase())
    log_work(vault, 200, 1)
    if backup:
        back_up(vault, clock)
    clock.advance(hours=1)
    if after:
        log_work(vault, after, 2)
    vault.close()
    return VaultFiles(folder)


def flip(path: Path, place: int, bit: int = 0) -> None:
    """Flip one bit of a file."""
    with path.open("r+b") as stream:
        stream.seek(place)
        byte = stream.read(1)[0]
        stream.seek(place)
        stream.write(bytes([byte ^ (1 << bit)]))


def damage_pages(path: Path, pages: list[int]) -> None:
    """Flip one bit in each of these pages, numbered from 1."""
    for page in pages:
        flip(path, (page - 1) * PAGE + 1000)


def content(vaults: SqlCipherVaults, folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """What the tables that she fills hold."""
    vault = vaults.unlock(folder, phrase())
    with vault.read() as connection:
        found = {
            name: connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall()
            for name in ("entity", "intervention", "intervention_issue", "setting")
        }
    vault.close()
    return found
