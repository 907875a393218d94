"""A backup becomes a vault again, elsewhere or in place, and nothing that was there is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from testkit.backups import (
    a_backup,
    no_progress,
    proof,
    read_setting,
    reader,
    service,
    write_setting,
)
from testkit.vaults import PASSPHRASE, SettableClock, a_vault, fast_vaults, phrase

from app.ports.backups import BackupDamaged, BackupReason, BackupRow, OtherVault, Verified
from app.ports.vault import VaultExists, VaultLocked, WrongPassphrase
from storage.backups import restoring
from storage.backups.desk import VaultBackups
from storage.vault import quarantine
from storage.vault.session import OpenVault

BEFORE, AFTER = "Villeneuve-Exemple", "Bellerive-Fictive"


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock()


@pytest.fixture
def vault(tmp_path: Path, clock: SettableClock) -> Iterator[OpenVault]:
    opened = a_vault(tmp_path, clock)
    write_setting(opened, clock, BEFORE)
    yield opened
    opened.close()


def test_a_backup_is_restored_to_a_new_folder(
    vault: OpenVault, clock: SettableClock, tmp_path: Path
) -> None:
    row, new = a_backup(vault, clock), tmp_path / "nouveau.armoire"
    write_setting(vault, clock, AFTER)

    content = reader(clock).restore_to(row.path, new, proof(), no_progress)

    assert content.rows["setting"] == 1
    assert content.label == vault.info.label
    assert read_setting(new) == BEFORE
    assert sorted(path.name for path in new.iterdir() if path.suffix == ".db") == ["data-000001.db"]


def test_a_restored_vault_is_newer_than_all_that_was_lost(
    vault: OpenVault, clock: SettableClock, tmp_path: Path
) -> None:
    row, new = a_backup(vault, clock), tmp_path / "nouveau.armoire"

    reader(clock).restore_to(row.path, new, proof(), no_progress)

    restored = fast_vaults(clock).inspect(new)
    assert restored.generation == row.generation + restoring.ELSEWHERE_AHEAD
    assert restored.closed_cleanly


def test_the_journal_tells_the_restoration(
    vault: OpenVault, clock: SettableClock, tmp_path: Path
) -> None:
    new = tmp_path / "nouveau.armoire"
    reader(clock).restore_to(a_backup(vault, clock).path, new, proof(), no_progress)
    opened = fast_vaults(clock).unlock(new, phrase())

    with opened.read() as connection:
        events = connection.execute("SELECT event FROM journal ORDER BY seq").fetchall()
    check = opened.check()
    opened.close()

    assert events[-1] == ("backup_restored",)
    assert check.sound


def test_a_rehearsal_does_everything_and_keeps_nothing(
    vault: OpenVault, clock: SettableClock, tmp_path: Path
) -> None:
    row, new = a_backup(vault, clock), tmp_path / "nouveau.armoire"

    content = reader(clock).restore_to(row.path, new, proof(), no_progress, rehearsal=True)

    assert content.rows["setting"] == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["essai.armoire"]


def test_a_folder_that_is_not_empty_is_refused(
    vault: OpenVault, clock: SettableClock, tmp_path: Path
) -> None:
    row = a_backup(vault, clock)
    (tmp_path / "plein").mkdir()
    (tmp_path / "plein" / "lettre.txt").write_text("x", encoding="utf-8")

    for folder in (tmp_path / "plein", tmp_path / "essai.armoire"):
        for rehearsal in (False, True):
            with pytest.raises(VaultExists):
                reader(clock).restore_to(
                    row.path, folder, proof(), no_progress, rehearsal=rehearsal
                )


def test_a_wrong_phrase_restores_nothing(
    vault: OpenVault, clock: SettableClock, tmp_path: Path
) -> None:
    row, new = a_backup(vault, clock), tmp_path / "nouveau.armoire"

    with pytest.raises(WrongPassphrase):
        reader(clock).restore_to(row.path, new, proof("une tout autre phrase"), no_progress)

    assert not new.exists()


def test_a_restoration_that_stops_leaves_the_folder_as_it_was(
    vault: OpenVault, clock: SettableClock, tmp_path: Path
) -> None:
    class Stopped(Exception):
        pass

    def stop(percent: int) -> None:
        if percent > 40:
            raise Stopped

    row = a_backup(vault, clock)
    (tmp_path / "vide").mkdir()

    for new in (tmp_path / "nouveau.armoire", tmp_path / "vide"):
        with pytest.raises(Stopped):
            reader(clock).restore_to(row.path, new, proof(), stop)
    assert not (tmp_path / "nouveau.armoire").exists()
    assert list((tmp_path / "vide").iterdir()) == []


def test_the_folder_of_a_killed_restoration_takes_another_one(
    vault: OpenVault, clock: SettableClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, new = a_backup(vault, clock), tmp_path / "nouveau.armoire"

    def die(*_: object, **__: object) -> None:
        raise SystemExit

    with monkeypatch.context() as killed:
        killed.setattr(restoring, "write_header", die)
        killed.setattr("storage.backups.reader._clear", lambda *_, **__: None)
        with pytest.raises(SystemExit):
            reader(clock).restore_to(row.path, new, proof(), no_progress)
    assert any(new.iterdir())

    reader(clock).restore_to(row.path, new, proof(), no_progress)

    assert read_setting(new) == BEFORE


def test_a_restore_in_place_puts_back_what_was_there(
    vault: OpenVault, clock: SettableClock, tmp_path: Path
) -> None:
    row = a_backup(vault, clock)
    write_setting(vault, clock, AFTER)
    folder = tmp_path / "essai.armoire"

    service(vault, clock).restore(row, None, no_progress)

    with pytest.raises(VaultLocked):
        vault.check()
    assert read_setting(folder) == BEFORE
    assert [path.name for path in folder.glob("data-*.db")] == ["data-000002.db"]
    kept = list((folder / "quarantine").iterdir())
    assert [path.name for path in kept] == ["replaced-20260302T090000Z-data-000001.db"]


def test_what_was_there_is_backed_up_before_a_restore(
    vault: OpenVault, clock: SettableClock, tmp_path: Path
) -> None:
    row = a_backup(vault, clock)
    write_setting(vault, clock, AFTER)
    service(vault, clock).restore(row, None, no_progress)
    again = fast_vaults(clock).unlock(tmp_path / "essai.armoire", phrase())
    newest = next(
        one for one in service(again, clock).rows() if one.reason is BackupReason.BEFORE_RESTORE
    )

    service(again, clock).restore(newest, None, no_progress)

    assert newest.pinned_until is not None
    assert read_setting(tmp_path / "essai.armoire") == AFTER


def test_a_backup_made_after_a_restore_ranks_first(
    vault: OpenVault, clock: SettableClock, tmp_path: Path
) -> None:
    row = a_backup(vault, clock)
    for _ in range(3):
        write_setting(vault, clock, AFTER)
        a_backup(vault, clock)
    service(vault, clock).restore(row, None, no_progress)
    again = fast_vaults(clock).unlock(tmp_path / "essai.armoire", phrase())

    made = service(again, clock)
    assert made.due(BackupReason.LOCK) is False
    clock.advance(hours=5)
    assert made.due(BackupReason.LOCK)
    made.make(BackupReason.ASKED, no_progress)

    assert made.rows()[0].made_at == clock.now()
    again.close()


def test_a_killed_switch_leaves_the_old_vault(
    vault: OpenVault, clock: SettableClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = a_backup(vault, clock)
    write_setting(vault, clock, AFTER)

    def die(*_: object, **__: object) -> None:
        raise SystemExit

    with monkeypatch.context() as killed:
        killed.setattr(restoring, "put_in_force", die)
        killed.setattr(restoring, "forget", lambda _: None)
        with pytest.raises(SystemExit):
            VaultBackups(vault, clock).restore(row, None, no_progress)
    vault.close()

    assert read_setting(tmp_path / "essai.armoire") == AFTER


def test_a_backup_of_another_vault_is_not_put_in_place(
    vault: OpenVault, clock: SettableClock, tmp_path: Path
) -> None:
    (tmp_path / "autre").mkdir()
    other = a_vault(tmp_path / "autre", clock)
    row = a_backup(other, clock)
    other.close()

    with pytest.raises(OtherVault):
        service(vault, clock).restore(row, None, no_progress)
    assert vault.check().sound


def _with_other_keys(vault: OpenVault, clock: SettableClock, tmp_path: Path) -> OpenVault:
    """The vault after its master key was changed: its backups are of other keys."""
    vault.keys.rotate(proof(), proof("une nouvelle phrase pour le coffre"), no_progress)
    return vault


def test_a_backup_of_before_a_change_of_keys_needs_its_phrase(
    vault: OpenVault, clock: SettableClock, tmp_path: Path
) -> None:
    a_backup(vault, clock)
    write_setting(vault, clock, AFTER)
    changed = _with_other_keys(vault, clock, tmp_path)
    made = service(changed, clock)
    row = made.rows()[0]
    assert not row.same_keys
    assert not row.same_phrase

    with pytest.raises(WrongPassphrase):
        made.restore(row, None, no_progress)
    with pytest.raises(WrongPassphrase):
        made.restore(row, proof("une nouvelle phrase pour le coffre"), no_progress)
    made.restore(row, proof(), no_progress)

    assert read_setting(tmp_path / "essai.armoire", PASSPHRASE) == BEFORE


def test_a_bad_backup_is_never_restored(
    vault: OpenVault, clock: SettableClock, tmp_path: Path
) -> None:
    row = a_backup(vault, clock)
    with row.path.open("r+b") as stream:
        stream.seek(row.size // 2)
        stream.write(b"\x00" * 16)

    with pytest.raises(BackupDamaged):
        reader(clock).restore_to(row.path, tmp_path / "nouveau", proof(), no_progress)
    with pytest.raises(BackupDamaged):
        service(vault, clock).restore(row, None, no_progress)
    with pytest.raises(BackupDamaged):
        reader(clock).inspect(row.path)
    assert vault.check().sound
    assert not (tmp_path / "nouveau").exists()


def _verified(row: BackupRow, clock: SettableClock, vault: OpenVault) -> tuple[Verified, Verified]:
    desk = VaultBackups(vault, clock)
    return desk.check(row, no_progress).verified, desk.drill(row, no_progress).verified


def test_checks_and_drills_tell_good_from_bad(vault: OpenVault, clock: SettableClock) -> None:
    row = a_backup(vault, clock)
    assert _verified(row, clock, vault) == (Verified.FULL, Verified.DRILL)

    with row.path.open("r+b") as stream:
        stream.seek(row.size // 2)
        stream.write(b"\x00" * 16)

    assert _verified(row, clock, vault) == (Verified.BAD, Verified.BAD)
    sums = VaultBackups(vault, clock).check(row, no_progress, sums_only=True)
    assert sums.verified is Verified.BAD
    assert [path.name for path in row.path.parent.iterdir()] == [row.path.name]


def test_what_a_restore_replaced_goes_after_thirty_days(
    vault: OpenVault, clock: SettableClock
) -> None:
    files = vault.held.files
    files.quarantine.mkdir()
    for name in ("replaced-20260101T090000Z-data-000001.db", "damaged-20260101T090000Z-x.db"):
        (files.quarantine / name).touch()
    (files.folder / "data-000009.db").touch()
    quarantine.set_aside(files, files.folder / "data-000009.db", quarantine.REPLACED, clock.now())

    quarantine.let_go(files, clock.now())

    assert sorted(path.name for path in files.quarantine.iterdir()) == [
        "damaged-20260101T090000Z-x.db",
        "replaced-20260302T090000Z-data-000009.db",
    ]
