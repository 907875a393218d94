"""A backup is a verified copy of the open vault, or nothing at all."""

import os
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from testkit.backups import a_backup, no_progress, read_setting, service, write_setting
from testkit.vaults import SettableClock, a_vault, fast_vaults, phrase

from app.domain.journal import JournalEntry
from app.ports.backups import BackupFailed, BackupReason, NotEnoughRoom, PlaceMissing, Verified
from storage.backups import verifying
from storage.backups.desk import VaultBackups
from storage.vault.session import OpenVault


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock()


@pytest.fixture
def vault(tmp_path: Path, clock: SettableClock) -> Iterator[OpenVault]:
    opened = a_vault(tmp_path, clock)
    yield opened
    opened.close()


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_backup_is_named_by_label_moment_and_generation(
    vault: OpenVault, clock: SettableClock
) -> None:
    row = a_backup(vault, clock)

    label, generation = vault.info.label, vault.header.generation
    assert row.path.name == f"sauvegarde-{label}-20260302T090000Z-{generation:06}.vbk"
    assert (row.verified, row.verified_at, row.made_at) == (
        Verified.FULL,
        clock.now(),
        clock.now(),
    )
    assert _names(row.path.parent) == [row.path.name]


def test_a_backup_and_its_folder_are_private(vault: OpenVault) -> None:
    row = a_backup(vault)

    assert row.path.stat().st_mode & 0o777 == 0o600
    assert row.path.parent.stat().st_mode & 0o777 == 0o700


def test_any_unzip_program_reads_a_backup(vault: OpenVault, tmp_path: Path) -> None:
    row = a_backup(vault)

    with zipfile.ZipFile(row.path) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["vault.json", "manifest.json", "data.db"]
        archive.extractall(tmp_path / "out")
    assert (tmp_path / "out" / "data.db").stat().st_size % 4096 == 0
    if unzip := shutil.which("unzip"):
        told = subprocess.run([unzip, "-t", row.path], capture_output=True, check=False)
        assert told.returncode == 0, told.stdout


def test_a_backup_unzipped_by_hand_is_a_vault(
    vault: OpenVault, clock: SettableClock, tmp_path: Path
) -> None:
    write_setting(vault, clock, "Villeneuve-Exemple")
    row, folder = a_backup(vault, clock), tmp_path / "main.armoire"
    with zipfile.ZipFile(row.path) as archive:
        archive.extractall(folder)
    (folder / "data.db").rename(folder / vault.header.database.name)

    assert read_setting(folder) == "Villeneuve-Exemple"


def test_nothing_of_the_vault_is_in_clear_in_a_backup(
    vault: OpenVault, clock: SettableClock
) -> None:
    write_setting(vault, clock, "Villeneuve-Exemple")
    data = a_backup(vault, clock).path.read_bytes()

    for word in (b"Villeneuve", b"SQLite format", b"CREATE TABLE", b"intervention_case"):
        assert word not in data


def test_backups_of_one_second_each_have_a_name(vault: OpenVault) -> None:
    made = service(vault)
    for _ in range(3):
        made.make(BackupReason.ASKED, no_progress)

    assert len({row.path for row in made.rows()}) == 3
    assert [row.commit_seq for row in made.rows()] == sorted(
        (row.commit_seq for row in made.rows()), reverse=True
    )


def test_the_vault_goes_on_while_its_copy_is_verified(
    vault: OpenVault, clock: SettableClock
) -> None:
    made = service(vault, clock)
    snapshot = made.snapshot(BackupReason.ASKED, external=False, progress=no_progress)
    write_setting(vault, clock, "Villeneuve-Exemple")

    row = made.verify(snapshot, no_progress)

    assert row.verified is Verified.FULL
    made.keep(row)
    assert [one.path for one in made.rows()] == [row.path]
    assert vault.check().sound


def test_a_stopped_copy_leaves_nothing(vault: OpenVault) -> None:
    class Stopped(Exception):
        pass

    def stop(percent: int) -> None:
        raise Stopped

    made = service(vault)
    with vault.transaction() as work:
        work.executemany(
            "INSERT INTO setting (key, value) VALUES (?, ?)",
            [(f"k{rank}", "x" * 4000) for rank in range(2000)],
        )
        work.commit(JournalEntry("setting_changed", "setting", None))

    with pytest.raises(Stopped):
        made.snapshot(BackupReason.ASKED, external=False, progress=stop)
    snapshot = made.snapshot(BackupReason.ASKED, external=False, progress=no_progress)
    with pytest.raises(Stopped):
        made.verify(snapshot, stop)

    assert _names(VaultBackups(vault, SettableClock()).home) == []
    assert vault.check().sound


def test_the_refusals_are_back_after_a_copy(vault: OpenVault) -> None:
    a_backup(vault)

    with vault.read() as connection:
        for sql in ("ATTACH ':memory:' AS other", "PRAGMA key = 'x'"):
            with pytest.raises(Exception, match="not authorized"):
                connection.execute(sql)
        with pytest.raises(Exception, match="readonly"):
            connection.execute("DELETE FROM setting")


def test_leftovers_of_a_killed_making_go_with_the_next_one(vault: OpenVault) -> None:
    home = VaultBackups(vault, SettableClock()).home
    home.mkdir()
    label = vault.info.label
    (home / f"sauvegarde-{label}-20260301T090000Z-000001.vbk.db.partial").touch()
    (home / f"sauvegarde-{label}-20260301T090000Z-000001.vbk.drill.partial").mkdir()
    (home / "lettre.partial").touch()

    row = a_backup(vault)

    assert _names(home) == ["lettre.partial", row.path.name]


def test_a_copy_being_verified_is_not_swept(vault: OpenVault) -> None:
    made = service(vault)
    first = made.snapshot(BackupReason.ASKED, external=False, progress=no_progress)
    second = made.snapshot(BackupReason.DAILY, external=False, progress=no_progress)

    assert made.verify(first, no_progress).reason is BackupReason.ASKED
    assert made.verify(second, no_progress).reason is BackupReason.DAILY


def test_a_place_without_room_is_refused_before_anything_is_written(
    vault: OpenVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = 10 * 4096
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, free))  # type: ignore[attr-defined]

    with pytest.raises(NotEnoughRoom) as refused:
        a_backup(vault)

    assert refused.value.facts["free"] == free
    assert _names(VaultBackups(vault, SettableClock()).home) == []


def test_a_folder_outside_is_never_made(vault: OpenVault, tmp_path: Path) -> None:
    made, outside = service(vault), tmp_path / "cle"
    outside.mkdir()
    made.choose_place(outside)
    outside.rmdir()

    with pytest.raises(PlaceMissing):
        made.snapshot(BackupReason.ASKED, external=True, progress=no_progress)
    assert not outside.exists()


def _broken(vault: OpenVault, path: Path, place: int) -> None:
    with path.open("r+b") as stream:
        stream.seek(place)
        byte = stream.read(1)
        stream.seek(place)
        stream.write(bytes([byte[0] ^ 1]))


@pytest.mark.parametrize("place", [20, 5000, 4096 * 7 + 100, -50])
def test_a_copy_with_a_wrong_bit_gets_no_name(vault: OpenVault, place: int) -> None:
    made = service(vault)
    snapshot = made.snapshot(BackupReason.ASKED, external=False, progress=no_progress)
    size = snapshot.partial.stat().st_size
    _broken(vault, snapshot.partial, place % size)

    with pytest.raises(BackupFailed):
        made.verify(snapshot, no_progress)

    assert _names(snapshot.partial.parent) == []


def test_what_is_named_is_what_was_verified(
    vault: OpenVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = service(vault)
    snapshot = made.snapshot(BackupReason.ASKED, external=False, progress=no_progress)
    check = verifying.check_database

    def checked_then_changed(path: Path, *rest: object) -> str | None:
        failing = check(path, *rest)  # type: ignore[arg-type]
        _broken(vault, path, path.stat().st_size // 2)
        return failing

    monkeypatch.setattr(verifying, "check_database", checked_then_changed)

    with pytest.raises(BackupFailed):
        made.verify(snapshot, no_progress)

    assert _names(snapshot.partial.parent) == []


def test_a_medium_that_writes_badly_gives_no_backup(
    vault: OpenVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    from storage.backups import container

    monkeypatch.setattr(
        container, "forget_cached", lambda path: _broken(vault, path, path.stat().st_size // 2)
    )

    with pytest.raises(BackupFailed):
        a_backup(vault)

    assert _names(VaultBackups(vault, SettableClock()).home) == []


@pytest.mark.skipif(os.name == "nt", reason="folder rights of POSIX")
def test_a_second_backup_does_not_touch_the_first(vault: OpenVault) -> None:
    first = a_backup(vault)
    before = first.path.read_bytes()

    service(vault).make(BackupReason.ASKED, no_progress)

    assert first.path.read_bytes() == before


def test_the_ledger_outlives_the_session(tmp_path: Path, clock: SettableClock) -> None:
    vault = a_vault(tmp_path, clock)
    row = a_backup(vault, clock)
    vault.close()

    again = fast_vaults(clock).unlock(tmp_path / "essai.armoire", phrase())
    found = service(again, clock).rows()
    again.close()

    assert [(one.path, one.verified) for one in found] == [(row.path, Verified.FULL)]
