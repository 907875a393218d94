"""A folder moved or taken away while open: nothing is acknowledged where she will not find it."""

import shutil

import pytest
from testkit.mounts import small_disk
from testkit.vaults import fast_vaults, phrase

from app.domain.journal import JournalEntry
from app.ports.vault import FolderMoved, VaultError

ENTRY = JournalEntry("setting_changed", "setting", None)


def write(vault, key):
    with vault.transaction() as work:
        work.execute("INSERT INTO setting VALUES (?, 'v')", (key,))
        work.commit(ENTRY)


def keys(vault):
    with vault.read() as connection:
        return [key for (key,) in connection.execute("SELECT key FROM setting ORDER BY key")]


@pytest.fixture
def opened(tmp_path):
    vault = fast_vaults().create(tmp_path / "v", phrase())
    write(vault, "before")
    return vault


def test_a_folder_renamed_while_open_takes_no_write_until_it_is_back(tmp_path, opened):
    (tmp_path / "v").rename(tmp_path / "elsewhere")
    with pytest.raises(FolderMoved):
        write(opened, "lost?")
    assert keys(opened) == ["before"]
    (tmp_path / "elsewhere").rename(tmp_path / "v")
    write(opened, "after")
    assert opened.close()
    again = fast_vaults().unlock(tmp_path / "v", phrase())
    assert keys(again) == ["after", "before"]
    again.close()


def test_a_lock_says_that_the_folder_is_not_there(tmp_path, opened):
    (tmp_path / "v").rename(tmp_path / "elsewhere")
    assert not opened.close()
    again = fast_vaults().unlock(tmp_path / "elsewhere", phrase())
    assert not again.opening.closed_cleanly
    assert again.opening.read_only is None
    assert keys(again) == ["before"]
    again.close()


def test_another_copy_in_its_place_is_neither_written_nor_emptied(tmp_path, opened):
    shutil.copytree(tmp_path / "v", tmp_path / "copy")
    (tmp_path / "v").rename(tmp_path / "elsewhere")
    shutil.move(tmp_path / "copy", tmp_path / "v")
    before = {path.name: path.read_bytes() for path in (tmp_path / "v").iterdir()}
    with pytest.raises(FolderMoved):
        write(opened, "lost?")
    assert not opened.close()
    assert {path.name: path.read_bytes() for path in (tmp_path / "v").iterdir()} == before


def test_a_folder_removed_while_open_takes_no_write(tmp_path, opened):
    shutil.rmtree(tmp_path / "v")
    with pytest.raises(FolderMoved):
        write(opened, "lost?")
    assert not opened.close()


def test_a_disk_taken_away_is_said_as_such(tmp_path):
    with small_disk(tmp_path / "disk", "8m") as disk:
        vault = fast_vaults().create(disk / "v", phrase())
    with pytest.raises(VaultError) as caught:
        write(vault, "lost?")
    assert caught.value.facts == {"reason": "unplugged"}
    assert not vault.close()


def test_a_commit_into_a_file_that_moved_meanwhile_is_not_acknowledged(tmp_path, opened):
    def write_while_it_moves():
        with opened.transaction() as work:
            work.execute("INSERT INTO setting VALUES ('late', 'v')")
            (tmp_path / "v").rename(tmp_path / "elsewhere")
            work.commit(ENTRY)

    with pytest.raises(FolderMoved):
        write_while_it_moves()
    (tmp_path / "elsewhere").rename(tmp_path / "v")
    assert keys(opened) == ["before"]
    opened.close()
