"""Killed, out of room, unplugged: the last good backup is always there, and nothing half-made."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from random import Random  # noqa: TID251 — seeded, so that a failure can be had again

import pytest
from testkit.backups import a_backup, no_progress, read_setting, service, write_setting
from testkit.small_disk import free_bytes, small_disk
from testkit.vaults import SettableClock, a_vault, fast_vaults, phrase

from app.domain.journal import JournalEntry
from app.ports.backups import BackupReason, NotEnoughRoom, Verified
from app.ports.vault import DiskFull
from storage.backups import making
from storage.backups.desk import VaultBackups
from storage.vault.session import OpenVault

ROOT = Path(__file__).parents[3]
MAKER = """
import sys
from pathlib import Path
from app.ports.backups import BackupReason
from testkit.backups import no_progress, service
from testkit.vaults import fast_vaults, phrase
vault = fast_vaults().unlock(Path(sys.argv[1]), phrase())
made = service(vault)
print("ready", flush=True)
while True:
    made.make(BackupReason.ASKED, no_progress)
    print(made.rows()[0].path.name, flush=True)
"""
RESTORER = (
    MAKER.split("print(", maxsplit=1)[0]
    + """
print("ready", flush=True)
made.restore(made.rows()[0], None, no_progress)
"""
)


def _larger(vault: OpenVault) -> None:
    """Some megabytes, so that every step takes a while."""
    with vault.transaction() as work:
        work.executemany(
            "INSERT INTO setting (key, value) VALUES (?, ?)",
            [(f"k{rank}", f"{rank:04}" * 1000) for rank in range(1500)],
        )
        work.commit(JournalEntry("setting_changed", "setting", None))


def _killed(program: str, folder: Path, after: float) -> list[str]:
    """Run it on a vault, kill it so long after it was ready; return what it acknowledged."""
    child = subprocess.Popen(
        [sys.executable, "-c", program, folder],
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert child.stdout is not None
    child.stdout.readline()
    time.sleep(after)
    child.kill()
    said, _ = child.communicate()
    return said.split()


def test_a_killed_making_leaves_only_good_backups(tmp_path: Path) -> None:
    vault = a_vault(tmp_path)
    _larger(vault)
    acknowledged = {a_backup(vault).path.name}
    vault.close()
    random, folder = Random(5), tmp_path / "essai.armoire"
    for _ in range(8):
        acknowledged |= set(_killed(MAKER, folder, random.uniform(0.02, 0.9)))

    again = fast_vaults().unlock(folder, phrase())
    desk, rows = VaultBackups(again, SettableClock()), service(again).rows()
    verdicts = {desk.check(row, no_progress).verified for row in rows}
    names = {path.name for path in desk.home.iterdir()}
    again.close()

    assert verdicts == {Verified.FULL}
    assert len(rows) >= min(10, len(acknowledged))
    assert names == {row.path.name for row in rows}


def test_a_killed_restore_leaves_one_vault_or_the_other(tmp_path: Path) -> None:
    clock, random = SettableClock(), Random(6)
    for trial in range(6):
        place = tmp_path / str(trial)
        place.mkdir()
        vault = a_vault(place, clock)
        _larger(vault)
        write_setting(vault, clock, "avant")
        a_backup(vault, clock)
        write_setting(vault, clock, "maintenant")
        vault.close()

        _killed(RESTORER, place / "essai.armoire", random.uniform(0.1, 1.2))

        assert read_setting(place / "essai.armoire") in {"avant", "maintenant"}
        left = [path.name for path in (place / "essai.armoire").rglob("*.partial")]
        assert left == []
        assert len(list((place / "essai.armoire").glob("data-*.db"))) == 1


def test_a_disk_that_fills_up_half_way_keeps_the_last_good_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with small_disk(tmp_path / "disque", 48) as disk:
        vault = a_vault(disk)
        _larger(vault)
        first = a_backup(vault)
        (disk / "autre").write_bytes(bytes(free_bytes(disk) - 9_000_000))
        with pytest.raises(NotEnoughRoom):
            a_backup(vault)
        monkeypatch.setattr(making.places, "require_room", lambda *_: None)
        with pytest.raises(DiskFull):
            a_backup(vault)
        rows = service(vault).rows()
        left = [path.name for path in first.path.parent.iterdir()]
        sound = vault.check().sound
        vault.close()

    assert [row.path for row in rows] == [first.path]
    assert left == [first.path.name]
    assert sound


def test_a_copy_to_a_disk_that_is_too_small_spoils_nothing(tmp_path: Path) -> None:
    vault = a_vault(tmp_path)
    _larger(vault)
    with small_disk(tmp_path / "cle", 4) as stick:
        made = service(vault)
        made.choose_place(stick)
        made.make(BackupReason.LOCK, no_progress)
        with pytest.raises(NotEnoughRoom):
            made.make(BackupReason.ASKED, no_progress)
        assert list(stick.iterdir()) == []
    state = made.state()
    vault.close()

    assert [row.external for row in state.rows] == [False, False]
    assert state.last_good is not None


def test_a_copy_is_verified_while_another_thread_writes(tmp_path: Path) -> None:
    clock = SettableClock()
    vault = a_vault(tmp_path, clock)
    _larger(vault)
    made = service(vault, clock)
    snapshot = made.snapshot(BackupReason.ASKED, external=False, progress=no_progress)
    rows = []
    worker = threading.Thread(target=lambda: rows.append(made.verify(snapshot, no_progress)))
    worker.start()
    writes = 0
    while worker.is_alive():
        write_setting(vault, clock, f"pendant {writes}")
        writes += 1
    worker.join()
    made.keep(rows[0])
    sound = vault.check().sound
    vault.close()

    assert writes > 3
    assert rows[0].verified is Verified.FULL
    assert sound
