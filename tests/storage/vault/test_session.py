"""The unlocked vault: what is written, what is refused, what a lock leaves behind."""

import threading
from datetime import UTC, datetime

import pytest
from testkit.vaults import SettableClock, a_vault, fast_vaults, phrase

from app.domain.journal import JournalEntry
from app.ports.vault import VaultLocked
from storage import driver
from storage.transaction import TransactionFinished
from storage.vault.files import VaultFiles

ENTRY = JournalEntry("setting_changed", "setting", None, ("value",))


def write_setting(vault, key="language", value="fr"):
    with vault.transaction() as write:
        write.execute("INSERT INTO setting (key, value) VALUES (?, ?)", (key, value))
        write.commit(ENTRY)


def insert_twice(vault):
    with vault.transaction() as write:
        for _ in range(2):
            write.execute("INSERT INTO setting (key, value) VALUES ('a', 'b')")
        write.commit(ENTRY)


def settings(vault):
    with vault.read() as connection:
        return connection.execute("SELECT key, value FROM setting ORDER BY key").fetchall()


def counted(vault):
    with vault.read() as connection:
        return int(
            connection.execute("SELECT value FROM meta WHERE key = 'commit_seq'").fetchone()[0]
        )


def journal_length(vault):
    with vault.read() as connection:
        return connection.execute("SELECT COUNT(*) FROM journal").fetchone()[0]


def test_what_was_committed_is_there_after_a_lock(tmp_path, vault):
    write_setting(vault)
    assert vault.close()
    again = fast_vaults().unlock(tmp_path / "essai.armoire", phrase())
    assert settings(again) == [("language", "fr")]
    again.close()


def test_a_commit_writes_one_entry_and_counts_one(vault):
    before = counted(vault), journal_length(vault)
    write_setting(vault)
    assert (counted(vault), journal_length(vault)) == (before[0] + 1, before[1] + 1)


def test_a_write_without_commit_leaves_nothing(vault):
    before = counted(vault), journal_length(vault)
    with vault.transaction() as write:
        write.execute("INSERT INTO setting (key, value) VALUES ('a', 'b')")
    assert settings(vault) == []
    assert (counted(vault), journal_length(vault)) == before


def test_an_error_in_a_write_leaves_nothing(vault):
    with pytest.raises(driver.Error, match="UNIQUE"):
        insert_twice(vault)
    assert settings(vault) == []


def test_a_transaction_takes_one_entry_only(vault):
    with vault.transaction() as write:
        write.commit(ENTRY)
        with pytest.raises(TransactionFinished):
            write.commit(ENTRY)
    assert journal_length(vault) == 2


def test_nothing_is_written_after_the_commit(vault):
    with vault.transaction() as write:
        write.commit(ENTRY)
        with pytest.raises(TransactionFinished):
            write.execute("INSERT INTO setting (key, value) VALUES ('a', 'b')")


def test_a_read_cannot_write(vault):
    with vault.read() as connection, pytest.raises(driver.Error, match="readonly"):
        connection.execute("INSERT INTO setting (key, value) VALUES ('a', 'b')")
    assert settings(vault) == []


def test_a_locked_vault_refuses_everything(vault):
    vault.close()
    with pytest.raises(VaultLocked), vault.read():
        pass
    with pytest.raises(VaultLocked), vault.transaction():
        pass
    assert vault.close()


@pytest.mark.requirement("BRY-27")
def test_a_lock_leaves_only_the_sealed_files(tmp_path, vault):
    write_setting(vault)
    vault.close()
    left = {entry.name for entry in (tmp_path / "essai.armoire").iterdir()}
    assert left == {
        "ballast.bin",
        "data-000001.db",
        "vault.json",
        "vault.json.bak",
        "vault.lock",
        "witness",
    }


def test_a_lock_seals_its_moment_and_what_it_saw(tmp_path):
    clock = SettableClock()
    opened = a_vault(tmp_path, clock)
    clock.advance(hours=3)
    opened.close()
    info = fast_vaults().inspect(tmp_path / "essai.armoire")
    assert info.closed_cleanly
    assert info.last_closed == datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def test_a_running_session_shows_in_the_header(tmp_path, vault):
    info = fast_vaults().inspect(tmp_path / "essai.armoire")
    assert not info.closed_cleanly


def test_a_cursor_that_nobody_finished_does_not_hold_a_lock_back(tmp_path, vault):
    for key in "abc":
        write_setting(vault, key)
    with vault.read() as connection:
        cursor = connection.execute("SELECT key FROM setting")
    assert cursor.fetchone() == ("a",)
    assert vault.close()
    assert not (tmp_path / "essai.armoire" / "data-000001.db-wal").exists()


def test_the_mirror_equals_the_header(tmp_path, vault):
    vault.close()
    files = VaultFiles(tmp_path / "essai.armoire")
    assert files.mirror.read_bytes() == files.header.read_bytes()


def test_keys_are_wiped_by_a_lock(vault):
    keys = vault._held.keys
    assert any(keys.header.raw)
    vault.close()
    assert not any(keys.header.raw)
    assert not any(keys.audit.raw)


def test_another_thread_is_refused(vault):
    caught = []

    def read():
        try:
            settings(vault)
        except driver.Error as error:
            caught.append(type(error).__name__)

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    assert caught == ["ProgrammingError"]


@pytest.mark.parametrize(
    "statement",
    [
        "ATTACH DATABASE ':memory:' AS copy KEY ''",
        "DETACH DATABASE main",
        "PRAGMA rekey = 'x'",
        "PRAGMA key = 'x'",
        "PRAGMA temp_store = FILE",
        "PRAGMA journal_mode = DELETE",
        "PRAGMA synchronous = OFF",
        "PRAGMA writable_schema = ON",
        "PRAGMA cipher_plaintext_header_size = 32",
        "SELECT load_extension('x')",
        "SELECT sqlcipher_export('main')",
        "VACUUM INTO 'copy.db'",
    ],
)
@pytest.mark.requirement("BRY-27")
def test_what_could_leak_or_weaken_is_refused(vault, statement):
    with (
        vault.read() as connection,
        pytest.raises(driver.Error, match=r"not authorized|authorization denied"),
    ):
        connection.execute(statement)


@pytest.mark.parametrize(
    ("pragma", "expected"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("temp_store", 2),
        ("secure_delete", 1),
        ("trusted_schema", 0),
        ("mmap_size", 0),
        ("locking_mode", "exclusive"),
        ("cell_size_check", 1),
        ("wal_autocheckpoint", 200),
    ],
)
def test_the_database_is_written_as_decided(vault, pragma, expected):
    with vault.read() as connection:
        row = connection.execute(f"PRAGMA {pragma}").fetchone()
    assert (row[0] if row else None) == expected
