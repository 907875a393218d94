"""On a full disk the draft and the lock go through, by the room kept aside for them."""

import shutil
from contextlib import suppress

import pytest
from testkit.mounts import small_disk
from testkit.vaults import fast_vaults, phrase

from app.domain.journal import JournalEntry
from app.ports.vault import DiskFull
from storage.vault import ballast
from storage.vault.ballast import Ballast, content

MEGABYTE = 1024 * 1024
CHANGED = JournalEntry("setting_changed", "setting", None)
DRAFT = JournalEntry("draft_kept", "draft", None)


def write(vault, key, size, entry=CHANGED):
    with vault.transaction() as work:
        work.execute("INSERT OR REPLACE INTO draft VALUES (?, 'now', ?)", (key, "x" * size))
        work.commit(entry)


def fill_the_disk(disk):
    with (disk / "something else").open("wb", buffering=0) as other, suppress(OSError):
        while other.write(bytes(4096)):
            pass


def a_vault_with_ballast(disk):
    vaults = fast_vaults(ballast_size=ballast.SIZE)
    vaults.create(disk / "v", phrase()).close()
    assert (disk / "v" / "ballast.bin").stat().st_size == 8 * MEGABYTE
    return vaults, vaults.unlock(disk / "v", phrase())


def test_a_full_disk_lets_the_draft_and_the_lock_through(tmp_path):
    with small_disk(tmp_path / "disk", "100m") as disk:
        vaults, vault = a_vault_with_ballast(disk)
        write(vault, "before", 10)
        fill_the_disk(disk)
        with pytest.raises(DiskFull):
            write(vault, "too much", 3 * MEGABYTE)
        assert (disk / "v" / "ballast.bin").exists()
        write(vault, "what she was typing", 200_000, DRAFT)
        assert not (disk / "v" / "ballast.bin").exists()
        assert vault.close()
        again = vaults.unlock(disk / "v", phrase())
        with again.read() as connection:
            forms = [form for (form,) in connection.execute("SELECT form FROM draft ORDER BY 1")]
        assert forms == ["before", "what she was typing"]
        assert again.check().sound
        again.close()


def test_the_ballast_comes_back_with_the_room(tmp_path):
    with small_disk(tmp_path / "disk", "100m") as disk:
        vaults, vault = a_vault_with_ballast(disk)
        fill_the_disk(disk)
        write(vault, "draft", 10, DRAFT)
        vault.close()
        assert not (disk / "v" / "ballast.bin").exists()
        (disk / "something else").unlink()
        vaults.unlock(disk / "v", phrase()).close()
        assert (disk / "v" / "ballast.bin").stat().st_size == 8 * MEGABYTE


def test_a_vault_that_crashed_opens_on_a_full_disk(tmp_path):
    with small_disk(tmp_path / "disk", "100m") as disk:
        vaults, vault = a_vault_with_ballast(disk)
        write(vault, "in the log", 50_000)
        shutil.copytree(disk / "v", disk / "left")
        vault.close()
        fill_the_disk(disk)
        again = vaults.unlock(disk / "left", phrase())
        with again.read() as connection:
            assert connection.execute("SELECT form FROM draft").fetchall() == [("in the log",)]
        assert again.close()


def test_every_byte_of_the_ballast_is_known(tmp_path):
    one = Ballast(tmp_path / "ballast.bin", b"v" * 16, 16_384)
    one.restore()
    assert one.sound()
    whole = one.path.read_bytes()
    assert whole == content(b"v" * 16, 16_384)
    one.path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert not one.sound()
    one.path.write_bytes(whole + b"x")
    assert not one.sound()


def test_there_may_be_none(tmp_path):
    one = Ballast(tmp_path / "ballast.bin", b"v" * 16, 0)
    one.restore()
    assert not one.path.exists()
