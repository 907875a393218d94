"""A new master key for everything: the old pair or the new one, whole, wherever it is cut short."""

import shutil

import pytest
from testkit.killed_steps import killed_at_every_step
from testkit.vaults import a_vault, fast_vaults, phrase

from app.domain.journal import JournalEntry
from app.ports.keys import NoRecoverySlot, Proof, WrongRecoveryCode
from app.ports.vault import DiskFull, VaultDamaged, WrongPassphrase
from storage.vault import rotation
from storage.vault.files import VaultFiles

NEW = "cerise bitume horloge dauphin velours garage tisane"


def proof(text=None, keyfile=None):
    return Proof(phrase(text) if text else phrase(), keyfile)


def nothing(_percent):
    pass


def filled(tmp_path):
    """A vault with a few rows, a recovery code, locked."""
    vault = a_vault(tmp_path)
    sheet = vault.keys.prepare_recovery(proof())
    vault.keys.keep_recovery(sheet)
    for number in range(5):
        with vault.transaction() as write:
            write.execute("INSERT INTO setting VALUES (?, ?)", (f"{number}", "x" * 3000))
            write.execute("INSERT INTO note_words (rowid, words) VALUES (?, 'mot')", (number,))
            write.commit(JournalEntry("setting_changed", "setting", number))
    vault.close()
    return tmp_path / "essai.armoire", sheet


def content(vault):
    with vault.read() as connection:
        return (
            connection.execute("SELECT * FROM setting ORDER BY key").fetchall(),
            connection.execute("SELECT rowid FROM note_words WHERE words MATCH 'mot'").fetchall(),
        )


def events(vault):
    with vault.read() as connection:
        return [event for (event,) in connection.execute("SELECT event FROM journal ORDER BY seq")]


def rotated(folder):
    vault = fast_vaults().unlock(folder, phrase())
    sheet = vault.keys.rotate(proof(), proof(NEW), nothing)
    return vault, sheet


@pytest.mark.requirement("BRY-32")
def test_everything_is_there_under_the_new_key_and_the_old_ways_are_gone(tmp_path):
    folder, old_sheet = filled(tmp_path)
    before = fast_vaults().unlock(folder, phrase())
    held, was = content(before), before.header
    before.close()
    vault, sheet = rotated(folder)
    assert content(vault) == held
    assert vault.check().sound
    assert vault.header.mk_epoch == was.mk_epoch + 1
    assert vault.header.database.name == "data-000002.db"
    assert vault.header.database.salt != was.database.salt
    with pytest.raises(NoRecoverySlot):
        vault.keys.try_recovery(old_sheet.code)
    vault.keys.keep_recovery(sheet)
    with pytest.raises(WrongRecoveryCode):
        vault.keys.try_recovery(old_sheet.code)
    vault.record(JournalEntry("setting_changed", "setting", None))
    vault.close()
    assert sorted(path.name for path in folder.glob("data-*")) == ["data-000002.db"]
    with pytest.raises(WrongPassphrase):
        fast_vaults().unlock(folder, phrase())
    again = fast_vaults().unlock(folder, phrase(NEW))
    assert content(again) == held
    assert again.opening.read_only is None
    assert again.opening.closed_cleanly
    again.keys.try_recovery(sheet.code)
    again.close()


def test_the_journal_goes_on_and_names_the_head_it_had(tmp_path):
    folder, _ = filled(tmp_path)
    vault = fast_vaults().unlock(folder, phrase())
    before, head = events(vault), vault.held.journal.head()
    vault.keys.rotate(proof(), proof(NEW), nothing)
    assert events(vault) == [*before, "vault_rotated"]
    with vault.read() as connection:
        row = connection.execute("SELECT content_hash FROM journal ORDER BY seq DESC").fetchone()
        triggers = connection.execute(
            "SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal'"
        ).fetchone()
    assert row == (head.hash,)
    assert triggers == (2,)
    assert vault.held.journal.verify().broken_at is None
    vault.close()


def test_a_second_rotation_follows_the_first(tmp_path):
    folder, _ = filled(tmp_path)
    vault, _ = rotated(folder)
    vault.keys.rotate(proof(NEW), proof(), nothing)
    assert (vault.header.mk_epoch, vault.header.database.name) == (3, "data-000003.db")
    assert vault.check().sound
    vault.close()
    fast_vaults().unlock(folder, phrase()).close()


def test_progress_goes_up_to_a_hundred(tmp_path):
    folder, _ = filled(tmp_path)
    told = []
    vault = fast_vaults().unlock(folder, phrase())
    vault.keys.rotate(proof(), proof(NEW), told.append)
    assert told == sorted(told)
    assert told[-1] == 100
    vault.close()


@pytest.mark.parametrize("at", [10, 55, 80])
def test_it_can_be_stopped_until_it_is_checked(tmp_path, at):
    folder, sheet = filled(tmp_path)
    vault = fast_vaults().unlock(folder, phrase())

    def stop(percent):
        if percent >= at:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        vault.keys.rotate(proof(), proof(NEW), stop)
    assert sorted(path.name for path in folder.glob("data-*.db*")) == [
        "data-000001.db",
        "data-000001.db-wal",
    ]
    vault.keys.prove(proof())
    vault.keys.try_recovery(sheet.code)
    vault.record(JournalEntry("setting_changed", "setting", None))
    assert vault.close()


def test_a_copy_that_is_not_sound_is_not_used(tmp_path, monkeypatch):
    folder, _ = filled(tmp_path)
    vault = fast_vaults().unlock(folder, phrase())
    monkeypatch.setattr(rotation, "full_check", lambda *_: type("Bad", (), {"sound": False}))
    with pytest.raises(VaultDamaged):
        vault.keys.rotate(proof(), proof(NEW), nothing)
    vault.keys.prove(proof())
    assert vault.close()


def test_a_mirror_that_cannot_follow_does_not_undo_a_rotation(tmp_path, monkeypatch):
    folder, _ = filled(tmp_path)
    vault = fast_vaults().unlock(folder, phrase())
    files = VaultFiles(folder)

    def without_mirror(files_given, sealed, rules):
        del rules
        files_given.header.write_bytes(sealed.to_bytes())
        raise OSError(28, "full")

    with monkeypatch.context() as patched:
        patched.setattr("storage.vault.files.write_header", without_mirror)
        vault.keys.rotate(proof(), proof(NEW), nothing)
    assert files.database("data-000001.db").exists()
    vault.close()
    fast_vaults().unlock(folder, phrase(NEW)).close()
    assert not files.database("data-000001.db").exists()


def test_a_header_that_cannot_be_written_leaves_the_old_pair(tmp_path, monkeypatch):
    folder, _ = filled(tmp_path)
    vault = fast_vaults().unlock(folder, phrase())

    def full(*_):
        raise OSError(28, "full")

    with monkeypatch.context() as patched:
        patched.setattr("storage.vault.files.write_header", full)
        with pytest.raises(DiskFull):
            vault.keys.rotate(proof(), proof(NEW), nothing)
    vault.keys.prove(proof())
    assert vault.close()
    assert [path.name for path in folder.glob("data-*")] == ["data-000001.db"]


@pytest.mark.requirement("BRY-32")
def test_killed_at_any_step_the_old_pair_or_the_new_one_is_whole(tmp_path):
    kept, _ = filled(tmp_path)
    folder = tmp_path / "essai"

    def work():
        vault, _ = rotated(folder)
        vault.close()

    outcomes = []
    shutil.copytree(kept, folder)
    expected = None
    for _ in killed_at_every_step(work, folder):
        vault = either(folder)
        outcomes.append(vault.header.mk_epoch)
        assert vault.opening.read_only is None
        assert vault.check().sound
        expected = expected or content(vault)
        assert content(vault) == expected
        vault.close()
        assert [path.name for path in folder.glob("data-*")] == [vault.header.database.name]
        shutil.rmtree(folder)
        shutil.copytree(kept, folder)
    assert outcomes == sorted(outcomes)
    assert set(outcomes) == {1, 2}


def either(folder):
    try:
        return fast_vaults().unlock(folder, phrase())
    except WrongPassphrase:
        return fast_vaults().unlock(folder, phrase(NEW))


def test_a_vault_with_a_key_file_keeps_it_through_a_rotation(tmp_path):
    folder, _ = filled(tmp_path)
    path = tmp_path / "cle.key"
    vault = fast_vaults().unlock(folder, phrase())
    vault.keys.write_key_file(path)
    vault.keys.change_passphrase(proof(), proof(keyfile=path), None)
    vault.keys.rotate(proof(keyfile=path), proof(NEW, path), nothing)
    vault.close()
    fast_vaults().unlock(folder, phrase(NEW), path).close()
