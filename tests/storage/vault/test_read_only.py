"""A medium that takes no writes is read all the same, and nothing is written beside it."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest
from testkit.mounts import make_read_only, small_disk
from testkit.vaults import SettableClock, fast_vaults, phrase

from app.domain.journal import JournalEntry
from app.ports.vault import ReadOnlyReason, ReadOnlyVault
from app.usecases.entities import EntityService
from app.usecases.settings import SettingsService
from storage.store import VaultStore
from ui.machine import MachineIds

ENTRY = JournalEntry("setting_changed", "setting", None)


def write(vault, key):
    with vault.transaction() as work:
        work.execute("INSERT INTO setting VALUES (?, 'v')", (key,))
        work.commit(ENTRY)


def keys(vault):
    with vault.read() as connection:
        return [key for (key,) in connection.execute("SELECT key FROM setting ORDER BY key")]


def a_locked_vault(folder):
    vault = fast_vaults().create(folder, phrase())
    write(vault, "kept")
    vault.close()
    return folder


def bytes_of(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def read_and_refuse(folder):
    before = bytes_of(folder)
    vault = fast_vaults().unlock(folder, phrase())
    assert vault.opening.read_only is ReadOnlyReason.MEDIUM
    found = keys(vault)
    with pytest.raises(ReadOnlyVault) as caught:
        write(vault, "never")
    assert caught.value.facts == {"reason": "medium"}
    with pytest.raises(ReadOnlyVault):
        vault.accept_state(ENTRY)
    assert vault.check().sound
    assert vault.close()
    assert bytes_of(folder) == before
    return found


def test_a_clean_vault_on_a_protected_medium_is_read(tmp_path):
    with small_disk(tmp_path / "disk", "24m") as disk:
        folder = a_locked_vault(disk / "v")
        make_read_only(disk)
        assert read_and_refuse(folder) == ["kept"]


def test_a_vault_that_crashed_on_a_protected_medium_is_read_to_its_last_write(tmp_path):
    with small_disk(tmp_path / "disk", "24m") as disk:
        vault = fast_vaults().create(tmp_path / "v", phrase())
        write(vault, "in the log")
        shutil.copytree(tmp_path / "v", disk / "v")
        vault.close()
        make_read_only(disk)
        assert read_and_refuse(disk / "v") == ["in the log"]


def test_the_copy_that_reading_a_log_takes_is_removed(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    with small_disk(tmp_path / "disk", "24m") as disk:
        vault = fast_vaults().create(tmp_path / "v", phrase())
        write(vault, "in the log")
        shutil.copytree(tmp_path / "v", disk / "v")
        vault.close()
        make_read_only(disk)
        again = fast_vaults().unlock(disk / "v", phrase())
        (copy,) = (tmp_path / "temporary").iterdir()
        assert copy.stat().st_mode & 0o077 == 0
        again.close()
    assert list((tmp_path / "temporary").iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_takes_no_writes_is_read(tmp_path):
    folder = a_locked_vault(tmp_path / "v")
    folder.chmod(0o500)
    try:
        assert read_and_refuse(folder) == ["kept"]
    finally:
        folder.chmod(0o700)


def test_a_folder_without_the_right_to_write_is_read(tmp_path, monkeypatch):
    folder = a_locked_vault(tmp_path / "v")
    usual = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != folder and usual(path, mode))
    assert read_and_refuse(folder) == ["kept"]


def test_a_protected_vault_without_its_lock_file_is_read(tmp_path, monkeypatch):
    folder = a_locked_vault(tmp_path / "v")
    (folder / "vault.lock").unlink()
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert read_and_refuse(folder) == ["kept"]


def test_services_still_read_a_vault_that_takes_no_write(tmp_path):
    with small_disk(tmp_path / "disk", "24m") as disk:
        folder = a_locked_vault(disk / "v")
        make_read_only(disk)
        vault = fast_vaults().unlock(folder, phrase())
        store = VaultStore(vault, SettableClock())
        settings = SettingsService(store)

        assert settings.read("theme") == "system"
        assert EntityService(store, ids=MachineIds()).all() == ()
        with pytest.raises(ReadOnlyVault) as caught:
            settings.write("theme", "dark")
        assert caught.value.facts == {"reason": "medium"}
        assert settings.read("theme") == "system"
        vault.close()
