"""Making and opening vaults: what is refused, and what an outsider finds in the files."""

import os
import sqlite3
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from testkit.vaults import PASSPHRASE, SettableClock, a_vault, fast_vaults, phrase

from app.domain.journal import JournalEntry
from app.ports.vault import (
    AlreadyOpen,
    KdfCost,
    KdfParamsRefused,
    PassphraseRefused,
    ReadOnlyMedium,
    ReadOnlyReason,
    VaultDamaged,
    VaultExists,
    VaultMissing,
    VaultTooNew,
    WrongPassphrase,
)
from storage import database
from storage.access.gateway import SqlCipherVaults
from storage.migrations.runner import Step, shipped_steps
from storage.vault.files import VaultFiles

ROOT = Path(__file__).parents[3]
CANARY = "Zyxwabricolage-Témoin"
ENTRY = JournalEntry("setting_changed", "setting", None, ("value",))


def keep(vault, value):
    with vault.transaction() as write:
        write.execute("INSERT OR REPLACE INTO setting (key, value) VALUES ('k', ?)", (value,))
        write.commit(ENTRY)


def kept(vault):
    with vault.read() as connection:
        row = connection.execute("SELECT value FROM setting WHERE key = 'k'").fetchone()
    return row[0] if row else None


def locked(tmp_path, *values):
    vault = a_vault(tmp_path)
    for value in values:
        keep(vault, value)
    vault.close()
    return VaultFiles(tmp_path / "essai.armoire")


@pytest.mark.requirement("BRY-27")
@pytest.mark.requirement("BRY-30")
def test_a_wrong_phrase_opens_nothing(tmp_path):
    files = locked(tmp_path)
    before = {path.name: path.read_bytes() for path in files.folder.iterdir()}
    with pytest.raises(WrongPassphrase):
        fast_vaults().unlock(files.folder, phrase("une autre phrase"))
    assert {path.name: path.read_bytes() for path in files.folder.iterdir()} == before


@pytest.mark.parametrize(("first", "second"), [("NFC", "NFD"), ("NFD", "NFC"), ("NFC", "NFKC")])
def test_both_ways_to_write_accents_open_the_vault(tmp_path, first, second):
    text = "chêne dérive forêt ﬁn éclat"
    folder = tmp_path / "v"
    made = phrase(unicodedata.normalize(first, text))
    fast_vaults().create(folder, made).close()
    fast_vaults().unlock(folder, phrase(unicodedata.normalize(second, text))).close()


def test_the_callers_phrase_is_left_to_the_caller(tmp_path):
    given = phrase()
    fast_vaults().create(tmp_path / "v", given).close()
    assert given == phrase()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"", "empty"),
        (b"x" * 1025, "too_long"),
        (b"a\tb", "control_characters"),
        ("é\x85".encode(), "control_characters"),
        (b"\xff\xfe", "not_text"),
    ],
)
def test_what_cannot_be_a_phrase_is_refused(tmp_path, text, reason):
    with pytest.raises(PassphraseRefused) as caught:
        fast_vaults().create(tmp_path / "v", bytearray(text))
    assert caught.value.facts["reason"] == reason
    assert not (tmp_path / "v").exists()


def test_a_vault_is_never_made_over_something_else(tmp_path):
    (tmp_path / "courrier.txt").write_text("x")
    with pytest.raises(VaultExists):
        fast_vaults().create(tmp_path, phrase())
    assert [entry.name for entry in tmp_path.iterdir()] == ["courrier.txt"]


def test_an_interrupted_making_starts_again(tmp_path):
    folder = tmp_path / "v"
    folder.mkdir()
    (folder / "data-000001.db.creating").write_bytes(b"half")
    (folder / "vault.lock").touch()
    fast_vaults().create(folder, phrase()).close()
    assert not list(folder.glob("*.creating*"))


def test_a_folder_without_vault_stays_as_it_was(tmp_path):
    with pytest.raises(VaultMissing):
        fast_vaults().unlock(tmp_path, phrase())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
@pytest.mark.requirement("BRY-27")
def test_only_its_user_may_read_the_files(tmp_path, vault):
    folder = tmp_path / "essai.armoire"
    assert folder.stat().st_mode & 0o077 == 0
    assert all(entry.stat().st_mode & 0o077 == 0 for entry in folder.iterdir())


@pytest.mark.requirement("BRY-27")
def test_no_word_of_hers_is_readable_in_any_file(tmp_path, vault):
    keep(vault, f"{CANARY} " * 400)
    with vault.transaction() as write:
        write.execute("INSERT INTO note_words (rowid, words) VALUES (1, ?)", (CANARY,))
        write.commit(ENTRY)
    folder = tmp_path / "essai.armoire"

    def readable():
        forms = [CANARY.encode("utf-8"), CANARY.encode("utf-16-le"), b"Zyxw", PASSPHRASE.encode()]
        forms += [b"SQLite format 3", b"CREATE TABLE", b"intervention"]
        return [
            (entry.name, form)
            for entry in folder.iterdir()
            for form in forms
            if form in entry.read_bytes()
        ]

    assert readable() == []
    vault.close()
    assert readable() == []


@pytest.mark.requirement("BRY-27")
def test_plain_sqlite_cannot_read_the_database(tmp_path):
    files = locked(tmp_path)
    connection = sqlite3.connect(files.database("data-000001.db"))
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        connection.execute("SELECT * FROM sqlite_master")
    connection.close()


def test_a_database_made_in_clear_is_noticed(tmp_path):
    path = tmp_path / "clear.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE person (a)")
    connection.close()
    with pytest.raises(VaultDamaged):
        database.require_no_clear_text(path, ())


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "missing"),
        (b"", "empty"),
        (b"x" * 100, "cut"),
        (b"SQLite format 3\x00" + bytes(8192), "not_encrypted"),
        (os.urandom(8192), "unreadable"),
    ],
)
def test_a_lost_database_is_said_and_never_made_anew(tmp_path, content, reason):
    files = locked(tmp_path)
    path = files.database("data-000001.db")
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(VaultDamaged) as caught:
        fast_vaults().unlock(files.folder, phrase())
    assert caught.value.facts == {"part": "database", "reason": reason}
    assert (path.read_bytes() if path.exists() else None) == content


def test_a_database_cut_at_a_page_is_damaged(tmp_path):
    files = locked(tmp_path, "x" * 50_000)
    path = files.database("data-000001.db")
    path.write_bytes(path.read_bytes()[:-8192])
    with pytest.raises(VaultDamaged):
        fast_vaults().unlock(files.folder, phrase())


def test_an_older_database_put_back_is_noticed(tmp_path):
    files = locked(tmp_path, "before")
    older = files.database("data-000001.db").read_bytes()
    vault = fast_vaults().unlock(files.folder, phrase())
    keep(vault, "after")
    vault.close()
    files.database("data-000001.db").write_bytes(older)
    again = fast_vaults().unlock(files.folder, phrase())
    assert again.opening.read_only is ReadOnlyReason.ROLLED_BACK
    assert again.opening.rolled_back.found == again.opening.rolled_back.sealed - 1
    assert again.opening.rolled_back.witness == "header"
    again.close()


def test_the_database_of_another_vault_is_refused(tmp_path):
    (tmp_path / "other").mkdir()
    files, other = locked(tmp_path), locked(tmp_path / "other")
    files.database("data-000001.db").write_bytes(other.database("data-000001.db").read_bytes())
    with pytest.raises(VaultDamaged):
        fast_vaults().unlock(files.folder, phrase())


def crashed_after(vault, *statements):
    """Change the database behind the vault's back, then end without locking it."""
    held = vault._held
    with database.writing(held.connection):
        for statement in statements:
            held.connection.execute(statement)
        held.connection.execute("COMMIT")
    held.connection.close()
    held.lock.release()
    vault._held = None


@pytest.mark.parametrize(
    ("statements", "facts"),
    [
        (("PRAGMA application_id = 1",), {"part": "database", "reason": "application"}),
        (
            ("UPDATE meta SET value = '00' WHERE key = 'vault_id'",),
            {"part": "database", "reason": "other_vault"},
        ),
        (
            ("DELETE FROM meta WHERE key = 'vault_id'",),
            {"part": "database", "reason": "other_vault"},
        ),
        (
            (
                "DROP TRIGGER journal_keeps_every_word",
                "UPDATE journal SET hash = zeroblob(32) WHERE seq = 1",
            ),
            {"part": "journal", "reason": "chain"},
        ),
    ],
)
def test_a_database_that_does_not_match_its_header_is_refused(tmp_path, statements, facts):
    crashed_after(a_vault(tmp_path), *statements)
    with pytest.raises(VaultDamaged) as caught:
        fast_vaults().unlock(tmp_path / "essai.armoire", phrase())
    assert caught.value.facts == facts


def test_a_newer_schema_is_refused_and_left_alone(tmp_path):
    steps = (*shipped_steps(), Step(len(shipped_steps()) + 1, "CREATE TABLE later (a);"))
    fast_vaults(steps=steps).create(tmp_path / "v", phrase()).close()
    path = tmp_path / "v" / "data-000001.db"
    before = path.read_bytes()
    with pytest.raises(VaultTooNew) as caught:
        fast_vaults().unlock(tmp_path / "v", phrase())
    assert caught.value.facts["found"] == len(steps)
    assert path.read_bytes() == before


def test_an_older_schema_is_brought_up_to_date_and_journalled(tmp_path):
    fast_vaults().create(tmp_path / "v", phrase()).close()
    number = len(shipped_steps()) + 1
    steps = (*shipped_steps(), Step(number, "CREATE TABLE later (a);"))
    vault = fast_vaults(steps=steps).unlock(tmp_path / "v", phrase())
    assert vault.opening.steps_run == (number,)
    with vault.read() as connection:
        last = connection.execute(
            "SELECT event, object_id FROM journal ORDER BY seq DESC LIMIT 1"
        ).fetchone()
    assert last == ("schema_migrated", number)
    assert vault.check().sound
    vault.close()


def test_the_place_of_a_vault_can_be_asked_about(tmp_path):
    (tmp_path / ".stfolder").touch()
    warning = fast_vaults().location_warning(tmp_path / "essai.armoire")
    assert warning is not None
    assert warning.kind == "syncthing"


def test_production_rules_refuse_a_cheap_key_derivation(tmp_path):
    files = locked(tmp_path)
    with pytest.raises(KdfParamsRefused):
        SqlCipherVaults(SettableClock()).unlock(files.folder, phrase())
    with pytest.raises(KdfParamsRefused):
        SqlCipherVaults(SettableClock()).create(
            tmp_path / "w", phrase(), cost=KdfCost(32_768, 3, 4)
        )


def test_a_second_opening_in_the_same_program_is_refused(tmp_path, vault):
    with pytest.raises(AlreadyOpen):
        fast_vaults().unlock(tmp_path / "essai.armoire", phrase())


def test_a_second_program_is_refused_until_the_first_ends(tmp_path, vault):
    folder = tmp_path / "essai.armoire"
    code = (
        "import sys\nfrom pathlib import Path\nfrom testkit.vaults import fast_vaults, phrase\n"
        "from app.ports.vault import VaultError\n"
        "try:\n    fast_vaults().unlock(Path(sys.argv[1]), phrase()).close()\n"
        "except VaultError as error:\n    print(error.code)\n"
        "else:\n    print('opened')\n"
    )

    def other_program():
        return subprocess.run(
            [sys.executable, "-c", code, folder],
            env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"},
            capture_output=True,
            text=True,
            check=False,
        ).stdout.strip()

    assert other_program() == "already_open"
    vault.close()
    assert other_program() == "opened"


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere"
)
def test_a_read_only_folder_is_said(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(ReadOnlyMedium):
        fast_vaults().create(tmp_path / "v", phrase())
    tmp_path.chmod(0o700)


def test_a_making_cut_short_is_made_again_in_the_same_folder(tmp_path):
    folder = tmp_path / "essai.armoire"
    a_vault(tmp_path).close()
    for name in ("vault.json", "vault.json.bak"):
        (folder / name).unlink()
    (folder / "vault.json.00ff.tmp").touch()
    with pytest.raises(VaultExists):
        fast_vaults().create(folder, phrase())
    (folder / "vault.creating").touch()
    fast_vaults().create(folder, phrase()).close()
    assert not [path for path in folder.iterdir() if path.suffix in {".creating", ".tmp"}]
