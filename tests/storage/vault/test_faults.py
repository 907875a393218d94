"""A full disk, a failing medium and our own mistakes are told apart; nothing is lost."""

import errno

import pytest
from testkit.vaults import FAST_RULES, fast_vaults, phrase

from app.domain.journal import JournalEntry
from app.ports.vault import DiskFull, MediumFault, ReadOnlyMedium, UnfitEngine, VaultError
from storage import driver
from storage.faults import of_system, translated
from storage.vault import session
from storage.vault.files import VaultFiles, read_header
from storage.vault.small_file import write_small_file

ENTRY = JournalEntry("setting_changed", "setting", None)


def keep(vault, key, value):
    with vault.transaction() as write:
        write.execute("INSERT INTO setting VALUES (?, ?)", (key, value))
        write.commit(ENTRY)


def no_more_room(vault):
    """From now on the database cannot grow by one page."""
    with vault.read() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")


def room_again(vault):
    with vault.read() as connection:
        connection.execute("PRAGMA max_page_count = 100000")


def test_a_full_disk_loses_nothing_and_writing_goes_on_later(vault):
    keep(vault, "before", "1")
    no_more_room(vault)
    with pytest.raises(DiskFull):
        keep(vault, "too much", "x" * 100_000)
    room_again(vault)
    keep(vault, "after", "2")
    with vault.read() as connection:
        keys = [key for (key,) in connection.execute("SELECT key FROM setting ORDER BY key")]
    assert keys == ["after", "before"]
    assert vault.check().sound


def test_a_lock_that_cannot_be_sealed_says_so_and_keeps_everything(tmp_path, vault, monkeypatch):
    keep(vault, "k", "v")

    def full(*_):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(session, "write_header", full)
    assert not vault.close()
    monkeypatch.undo()
    again = fast_vaults().unlock(tmp_path / "essai.armoire", phrase())
    assert not again.opening.closed_cleanly
    with again.read() as connection:
        assert connection.execute("SELECT value FROM setting").fetchall() == [("v",)]
    again.close()


def test_a_small_file_is_replaced_whole_or_not_at_all(tmp_path):
    target = tmp_path / "vault.json"
    write_small_file(target, b"one", bytes)

    def refuse(data):
        raise ValueError(data)

    with pytest.raises(ValueError, match="two"):
        write_small_file(target, b"two", refuse)
    assert target.read_bytes() == b"one"
    assert list(tmp_path.iterdir()) == [target]
    write_small_file(target, b"three", bytes)
    assert target.read_bytes() == b"three"


def test_a_power_cut_between_header_and_mirror_leaves_a_readable_pair(tmp_path, vault):
    files = VaultFiles(tmp_path / "essai.armoire")
    older = files.mirror.read_bytes()
    vault.close()
    files.mirror.write_bytes(older)
    found = read_header(files, FAST_RULES)
    assert not found.from_mirror
    assert found.sealed.header.seen.clean


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EFBIG, DiskFull),
        (errno.EROFS, ReadOnlyMedium),
        (errno.EACCES, ReadOnlyMedium),
        (errno.EIO, MediumFault),
        (errno.ENODEV, MediumFault),
    ],
)
def test_failures_of_the_system_have_their_own_code(number, expected):
    assert type(of_system(OSError(number, "x"))) is expected


def test_a_mistake_of_ours_is_not_dressed_up(vault):
    with pytest.raises(driver.Error, match="no such table"), vault.read() as connection:
        connection.execute("SELECT 1 FROM nowhere")
    with pytest.raises(driver.Error, match="UNIQUE"):
        keep_twice(vault)


def keep_twice(vault):
    for _ in range(2):
        keep(vault, "same", "x")


@pytest.mark.requirement("BRY-27")
def test_an_error_says_neither_names_nor_paths(tmp_path):
    with pytest.raises(VaultError) as caught, translated():
        (tmp_path / "Nom-Fictif").read_bytes()
    assert "Nom-Fictif" not in f"{caught.value} {caught.value.facts}"


def test_an_engine_that_does_not_encrypt_is_refused():
    import sqlite3

    plain = sqlite3.connect(":memory:")
    with pytest.raises(UnfitEngine) as caught:
        driver.require_sound_engine(plain)
    assert caught.value.facts == {"reason": "not_encrypting"}
    plain.close()


def test_a_malformed_raw_key_never_becomes_a_passphrase(tmp_path):
    connection = driver.connect_file(tmp_path / "x.db", create=True)
    with pytest.raises(UnfitEngine):
        driver.set_raw_key(connection, bytearray(b"x'00'"))
    connection.close()
