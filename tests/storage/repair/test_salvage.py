"""A damaged vault is repaired row by row: what reads is kept, what does not comes from a backup."""

import shutil
from contextlib import suppress

import pytest
from testkit.damaged import (
    PAGE,
    back_up,
    content,
    damage_pages,
    flip,
    log_work,
    no_progress,
    worked_vault,
)
from testkit.vaults import FAST_RULES, SettableClock, fast_vaults, phrase

from app.domain.journal import JournalEntry
from app.ports.keys import Proof
from app.ports.vault import VaultDamaged, VaultError, WrongPassphrase
from storage import database, driver
from storage.faults import translated
from storage.repair import salvage
from storage.vault.files import VaultFiles, read_header

ENTRY = JournalEntry("setting_changed", "setting", None)


@pytest.fixture
def clock():
    return SettableClock()


@pytest.fixture
def vaults(clock):
    return fast_vaults(clock)


def proof():
    return Proof(phrase())


def losses(account):
    return {one.table: one for one in account.tables}


def data_file(files):
    return files.database(read_header(files, FAST_RULES).sealed.header.database.name)


def pages_of(files, vaults, table):
    """Pages that hold rows of a table: those whose damage keeps them from being read."""
    path = data_file(files)
    vault = vaults.unlock(files.folder, phrase())
    key, salt = bytes(vault.held.keys.database.raw), vault.header.database.salt
    vault.close()
    found = []
    whole = path.read_bytes()
    scratch = files.folder.parent / "scratch.db"
    for page in range(2, len(whole) // PAGE + 1):
        scratch.write_bytes(whole)
        damage_pages(scratch, [page])
        with suppress(VaultDamaged):  # a page of the schema keeps the whole file from opening
            connection = database.open_database(scratch, bytearray(key), salt, unchanging=True)
            if not reads_whole(connection, table):
                found.append(page)
            connection.close()
    scratch.unlink()
    return found


def reads_whole(connection, table):
    try:
        with translated():
            connection.execute(f"SELECT * FROM {table} NOT INDEXED").fetchall()
            driver.require_sound_pages(connection)
    except VaultDamaged:
        return False
    return True


def test_with_a_backup_nothing_that_it_holds_is_lost(tmp_path, clock, vaults):
    files = worked_vault(tmp_path / "v", clock)
    before = content(vaults, files.folder)
    leaves = pages_of(files, vaults, "intervention")
    damage_pages(data_file(files), leaves[1::5])
    account = vaults.repair(files.folder, proof(), no_progress)
    assert content(vaults, files.folder) == before
    line = losses(account)["intervention"]
    assert line.read + line.from_backup == 200
    assert line.from_backup > 0
    assert line.lost == 0
    assert account.backup_made_at == SettableClock().moment


def test_without_a_backup_only_the_rows_of_the_bad_pages_are_lost(tmp_path, clock, vaults):
    files = worked_vault(tmp_path / "v", clock, backup=False)
    before = content(vaults, files.folder)
    leaves = pages_of(files, vaults, "intervention")
    damage_pages(data_file(files), leaves[3:5])
    account = vaults.repair(files.folder, proof(), no_progress)
    after = content(vaults, files.folder)
    assert account.backup_made_at is None
    lost = losses(account)["intervention"].lost
    assert lost == len(before["intervention"]) - len(after["intervention"])
    assert 0 < lost < 30
    assert set(after["intervention"]) <= set(before["intervention"])
    assert losses(account)["intervention_issue"].lost == 2 * lost


def test_rows_written_after_the_backup_are_read_where_they_can_be(tmp_path, clock, vaults):
    files = worked_vault(tmp_path / "v", clock, after=60)
    before = content(vaults, files.folder)
    leaves = pages_of(files, vaults, "intervention")
    damage_pages(data_file(files), leaves[2:4])
    account = vaults.repair(files.folder, proof(), no_progress)
    after = content(vaults, files.folder)
    line = losses(account)["intervention"]
    assert set(after["intervention"]) <= set(before["intervention"])
    assert line.read + line.from_backup + line.lost == 260


def test_the_original_is_kept_and_the_new_vault_is_whole(tmp_path, clock, vaults):
    files = worked_vault(tmp_path / "v", clock)
    old = data_file(files)
    damage_pages(old, [12, 13])
    damaged = old.read_bytes()
    account = vaults.repair(files.folder, proof(), no_progress)
    kept = {path.name: path.read_bytes() for path in files.quarantine.iterdir()}
    assert damaged in kept.values()
    assert set(account.quarantined) == set(kept)
    assert not old.exists()
    vault = vaults.unlock(files.folder, phrase())
    assert vault.opening.read_only is None
    assert vault.check().sound
    with vault.read() as connection:
        events = connection.execute("SELECT event FROM journal ORDER BY seq DESC").fetchone()
        found = connection.execute(
            "SELECT COUNT(*) FROM note_words WHERE note_words MATCH 'mot17'"
        ).fetchone()
    assert events == ("vault_repaired",)
    assert found == (1,)
    vault.close()
    assert not [path for path in files.folder.iterdir() if "creating" in path.name]


def test_journal_entries_lost_for_good_are_declared(tmp_path, clock, vaults):
    files = worked_vault(tmp_path / "v", clock, backup=False, after=200)
    leaves = pages_of(files, vaults, "journal")
    damage_pages(data_file(files), leaves[1:2])
    account = vaults.repair(files.folder, proof(), no_progress)
    assert losses(account)["journal"].lost > 0
    vault = vaults.unlock(files.folder, phrase())
    assert vault.check().sound
    with vault.read() as connection:
        (fields,) = connection.execute(
            "SELECT fields FROM journal WHERE event = 'vault_repaired'"
        ).fetchone()
    assert fields.startswith("gap:")
    vault.close()


def test_journal_entries_come_back_from_a_backup(tmp_path, clock, vaults):
    files = worked_vault(tmp_path / "v", clock)
    leaves = pages_of(files, vaults, "journal")
    damage_pages(data_file(files), leaves[:1])
    account = vaults.repair(files.folder, proof(), no_progress)
    line = losses(account)["journal"]
    assert line.lost == 0
    assert line.from_backup > 0


def test_a_gap_that_nothing_declares_stays_a_broken_chain(vault):
    for _ in range(3):
        vault.record(ENTRY)
    connection = vault.held.connection
    with database.writing(connection):
        connection.execute("DROP TRIGGER journal_keeps_every_row")
        connection.execute("DELETE FROM journal WHERE seq = 2")
        connection.execute("COMMIT")
    assert vault.held.journal.verify().broken_at == 2


def test_a_damaged_first_page_leaves_the_backup(tmp_path, clock, vaults):
    files = worked_vault(tmp_path / "v", clock)
    before = content(vaults, files.folder)
    flip(data_file(files), 300)
    with pytest.raises(VaultDamaged) as caught:
        vaults.unlock(files.folder, phrase())
    assert caught.value.facts["reason"] == "unreadable"
    vaults.repair(files.folder, proof(), no_progress)
    assert content(vaults, files.folder) == before


def test_a_damaged_first_page_without_backup_changes_nothing(tmp_path, clock, vaults):
    files = worked_vault(tmp_path / "v", clock, backup=False)
    flip(data_file(files), 300)
    before = {path.name: path.read_bytes() for path in files.folder.iterdir() if path.is_file()}
    with pytest.raises(VaultDamaged) as caught:
        vaults.repair(files.folder, proof(), no_progress)
    assert caught.value.facts["reason"] == "not_repaired"
    assert {
        path.name: path.read_bytes() for path in files.folder.iterdir() if path.is_file()
    } == before


@pytest.mark.parametrize("harm", ["missing", "empty", "cut"])
def test_a_lost_or_cut_data_file_comes_back_from_the_backup(tmp_path, clock, vaults, harm):
    files = worked_vault(tmp_path / "v", clock)
    before = content(vaults, files.folder)
    path = data_file(files)
    whole = path.read_bytes()
    if harm == "missing":
        path.unlink()
    else:
        path.write_bytes(b"" if harm == "empty" else whole[: len(whole) // 2 - 100])
    with pytest.raises(VaultDamaged):
        vaults.unlock(files.folder, phrase())
    vaults.repair(files.folder, proof(), no_progress)
    assert content(vaults, files.folder) == before


def test_both_headers_lost_and_pages_bad_are_repaired_by_the_backup(tmp_path, clock, vaults):
    files = worked_vault(tmp_path / "v", clock)
    before = content(vaults, files.folder)
    damage_pages(data_file(files), [9, 10])
    files.header.write_bytes(b"{")
    files.mirror.unlink()
    vaults.repair(files.folder, proof(), no_progress)
    assert content(vaults, files.folder) == before


def test_what_a_log_holds_is_read_too(tmp_path, clock, vaults):
    files = worked_vault(tmp_path / "v", clock)
    vault = vaults.unlock(files.folder, phrase())
    with vault.transaction() as write:
        write.execute("INSERT INTO setting VALUES ('in the log', 'v')")
        write.commit(ENTRY)
    left = VaultFiles(tmp_path / "left")
    shutil.copytree(files.folder, left.folder)
    vault.close()
    damage_pages(data_file(left), [data_file(left).stat().st_size // PAGE // 2])
    vaults.repair(left.folder, proof(), no_progress)
    assert ("in the log", "v") in content(vaults, left.folder)["setting"]


def test_a_backup_of_another_vault_is_not_used(tmp_path, clock, vaults):
    files = worked_vault(tmp_path / "v", clock, backup=False)
    other = worked_vault(tmp_path / "other", clock)
    shutil.copytree(other.backups, files.backups)
    damage_pages(data_file(files), pages_of(files, vaults, "intervention")[1::5])
    account = vaults.repair(files.folder, proof(), no_progress)
    assert account.backup_made_at is None


def test_a_damaged_backup_is_passed_over_for_the_one_before(tmp_path, clock, vaults):
    files = worked_vault(tmp_path / "v", clock)
    vault = vaults.unlock(files.folder, phrase())
    back_up(vault, clock)
    vault.close()
    newest = max(files.backups.iterdir())
    flip(newest, newest.stat().st_size // 2)
    damage_pages(data_file(files), pages_of(files, vaults, "intervention")[1::5])
    account = vaults.repair(files.folder, proof(), no_progress)
    assert account.backup_made_at == SettableClock().moment


def test_a_wrong_phrase_repairs_nothing(tmp_path, clock, vaults):
    files = worked_vault(tmp_path / "v", clock)
    damage_pages(data_file(files), [12])
    with pytest.raises(WrongPassphrase):
        vaults.repair(files.folder, Proof(phrase("autre phrase que la sienne")), no_progress)
    assert not files.quarantine.exists()


@pytest.mark.parametrize(
    "step", ["fill", "declare", "full_check", "link_aside", "write_header", "sync_file"]
)
def test_a_repair_cut_short_leaves_the_old_pair(tmp_path, clock, vaults, monkeypatch, step):
    files = worked_vault(tmp_path / "v", clock)
    before = content(vaults, files.folder)
    damage_pages(data_file(files), pages_of(files, vaults, "intervention")[1::5])
    damaged = {path: path.read_bytes() for path in (files.header, files.mirror, data_file(files))}

    def cut(*_, **__):
        raise OSError(28, "full")

    monkeypatch.setattr(salvage, step, cut)
    with pytest.raises(VaultError):
        vaults.repair(files.folder, proof(), no_progress)
    monkeypatch.undo()
    assert {path: path.read_bytes() for path in damaged} == damaged
    vaults.repair(files.folder, proof(), no_progress)
    assert content(vaults, files.folder) == before


def test_what_a_killed_repair_left_goes_at_the_next_unlock(tmp_path, clock, vaults):
    files = worked_vault(tmp_path / "v", clock)
    before = content(vaults, files.folder)
    left = VaultFiles(tmp_path / "left")

    def killed(_percent):
        """Keep the folder as a kill would leave it at the first word of progress."""
        if not left.folder.exists():
            shutil.copytree(files.folder, left.folder)

    vaults.repair(files.folder, proof(), killed)
    assert (left.repairing / data_file(left).name).exists()
    assert content(vaults, left.folder) == before
    assert not left.repairing.exists()


def test_a_sound_vault_comes_through_a_repair_unchanged(tmp_path, clock, vaults):
    files = worked_vault(tmp_path / "v", clock)
    before = content(vaults, files.folder)
    account = vaults.repair(files.folder, proof(), no_progress)
    assert content(vaults, files.folder) == before
    assert all(one.lost == 0 and one.from_backup == 0 for one in account.tables)


def test_more_work_follows_a_repair(tmp_path, clock, vaults):
    files = worked_vault(tmp_path / "v", clock)
    damage_pages(data_file(files), pages_of(files, vaults, "intervention")[1::5])
    vaults.repair(files.folder, proof(), no_progress)
    vault = vaults.unlock(files.folder, phrase())
    log_work(vault, 20, 7)
    assert vault.check().sound
    vault.close()
    assert vaults.unlock(files.folder, phrase()).close()
