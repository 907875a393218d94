"""The full check sees a flipped bit, a broken chain, a lost reference and a stale index."""

import pytest
from testkit.vaults import a_vault, fast_vaults, phrase

from app.domain.journal import JournalEntry
from app.ports.vault import VaultDamaged
from storage.database import writing

ENTRY = JournalEntry("setting_changed", "setting", None)


def behind_its_back(vault, *statements):
    """Change the database without the vault's own writes."""
    connection = vault._held.connection
    connection.execute("PRAGMA foreign_keys = OFF")
    with writing(connection):
        for statement in statements:
            connection.execute(statement)
        connection.execute("COMMIT")


def test_a_new_vault_is_sound(vault):
    checked = vault.check()
    assert checked.sound
    assert checked.journal_entries == 1
    assert checked.pages > 10


@pytest.mark.parametrize(
    ("problem", "statements"),
    [
        (
            "journal",
            ("DROP TRIGGER journal_keeps_every_word", "UPDATE journal SET event = 'other'"),
        ),
        ("journal", ("DROP TRIGGER journal_keeps_every_row", "DELETE FROM journal WHERE seq = 1")),
        ("references", ("INSERT INTO headcount VALUES (7, 2025, 3)",)),
        ("search_index", ("UPDATE note_words_content SET c0 = 'autre'",)),
    ],
)
def test_what_was_changed_behind_its_back_is_found(vault, problem, statements):
    for _ in range(3):
        vault.record(ENTRY)
    with vault.transaction() as write:
        write.execute("INSERT INTO note_words (rowid, words) VALUES (1, 'mot')")
        write.commit(ENTRY)
    behind_its_back(vault, *statements)
    assert problem in vault.check().problems


def test_a_flipped_bit_is_found(tmp_path):
    vault = a_vault(tmp_path)
    with vault.transaction() as write:
        write.execute("INSERT INTO setting VALUES ('k', ?)", ("x" * 100_000,))
        write.commit(ENTRY)
    vault.close()
    path = tmp_path / "essai.armoire" / "data-000001.db"
    content = bytearray(path.read_bytes())
    content[-5000] ^= 1
    path.write_bytes(content)
    vault = fast_vaults().unlock(tmp_path / "essai.armoire", phrase())
    assert "page_seal" in vault.check().problems
    with pytest.raises(VaultDamaged), vault.read() as connection:
        connection.execute("SELECT value FROM setting").fetchall()
    vault.close()
