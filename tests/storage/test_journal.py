"""The journal only grows, and each entry follows from the one before."""

import pytest

from app.domain.journal import JournalEntry
from storage import driver
from storage.database import writing

ENTRY = JournalEntry("case_changed", "case", 7, ("closed_on", "state"))


def rewritten(vault, *statements):
    """Change the journal as somebody with the database key but without the audit key could."""
    connection = vault._held.connection
    with writing(connection):
        connection.execute("DROP TRIGGER journal_keeps_every_row")
        connection.execute("DROP TRIGGER journal_keeps_every_word")
        for statement in statements:
            connection.execute(statement)
        connection.execute("COMMIT")
    return vault._held.journal.verify()


def test_a_chain_of_entries_holds(vault):
    for _ in range(5):
        vault.record(ENTRY)
    verified = vault._held.journal.verify()
    assert (verified.length, verified.broken_at) == (6, None)


@pytest.mark.requirement("BRY-27")
def test_an_entry_holds_names_of_fields_and_no_content(vault):
    vault.record(ENTRY)
    with vault.read() as connection:
        row = connection.execute(
            "SELECT event, object_kind, object_id, fields, at FROM journal WHERE seq = 2"
        ).fetchone()
    assert row == ("case_changed", "case", 7, "closed_on,state", "2026-03-02T09:00:00Z")


@pytest.mark.parametrize("statement", ["DELETE FROM journal", "UPDATE journal SET at = 'x'"])
def test_an_entry_is_never_changed_nor_removed(vault, statement):
    connection = vault._held.connection
    with writing(connection), pytest.raises(driver.Error, match="append_only"):
        connection.execute(statement)


@pytest.mark.parametrize(
    "column",
    ["at", "app_version", "event", "object_kind", "object_id", "fields", "content_hash", "hash"],
)
def test_a_changed_value_breaks_the_chain_there(vault, column):
    for _ in range(4):
        vault.record(ENTRY)
    value = "x'00'" if column in {"hash", "content_hash"} else "12"
    broken = rewritten(vault, f"UPDATE journal SET {column} = {value} WHERE seq = 3")
    assert broken.broken_at == 3


@pytest.mark.parametrize(
    ("statement", "broken_at"),
    [
        ("DELETE FROM journal WHERE seq = 1", 1),
        ("DELETE FROM journal WHERE seq = 3", 3),
        ("UPDATE journal SET seq = seq + 10 WHERE seq = 5", 5),
        ("UPDATE journal SET prev = zeroblob(32) WHERE seq = 2", 2),
    ],
)
def test_a_removed_or_moved_entry_breaks_the_chain(vault, statement, broken_at):
    for _ in range(4):
        vault.record(ENTRY)
    assert rewritten(vault, statement).broken_at == broken_at
