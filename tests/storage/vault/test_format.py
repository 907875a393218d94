"""FORMAT.md is true: a reader written from it alone reads new vaults and the kept one."""

import shutil
from pathlib import Path

import pytest
from testkit.second_reader import journal_holds, master_key, read_vault, sub_key
from testkit.vaults import PASSPHRASE, SettableClock, a_vault

from app.domain.journal import JournalEntry
from storage.access.gateway import SqlCipherVaults
from storage.migrations.runner import Step

ROOT = Path(__file__).parents[3]
KEPT = ROOT / "tests" / "vaults" / "format-1"
KEPT_PHRASE = "Le chêne œuvre près du gué ; 7 hérons"
FORMAT = (ROOT / "storage" / "vault" / "FORMAT.md").read_text("utf-8")


def test_another_program_reads_what_this_one_writes(tmp_path):
    vault = a_vault(tmp_path)
    with vault.transaction() as write:
        write.execute("INSERT INTO setting VALUES ('clé', ?)", ("é" * 9000,))
        write.commit(JournalEntry("setting_changed", "setting", 5, ("value", "key")))
    vault.close()
    header, records, audit = read_vault(tmp_path / "essai.armoire", PASSPHRASE)
    assert records.execute("SELECT value FROM setting").fetchall() == [("é" * 9000,)]
    assert records.execute("SELECT COUNT(*) FROM journal").fetchone() == (2,)
    assert journal_holds(records, audit)
    assert header["seen"]["commit_seq"] == 2


def test_another_program_reads_the_kept_vault():
    header, records, audit = read_vault(KEPT, KEPT_PHRASE)
    assert records.execute("SELECT key FROM setting").fetchall() == [("témoin",)]
    assert journal_holds(records, audit)
    assert header["version"] == 1


def test_this_program_opens_the_kept_vault(tmp_path):
    folder = Path(shutil.copytree(KEPT, tmp_path / "kept"))
    gateway = SqlCipherVaults(SettableClock(), steps=(Step(1, ""),))
    vault = gateway.unlock(folder, bytearray(KEPT_PHRASE, "utf-8"))
    with vault.read() as connection:
        assert connection.execute("SELECT key FROM setting").fetchall() == [("témoin",)]
    assert vault.check().sound
    assert vault.close()


@pytest.mark.parametrize("purpose", ["db", "hdr", "audit", "backup", "witness"])
def test_the_vectors_of_the_document_are_those_of_the_kept_vault(purpose):
    header, _, _ = read_vault(KEPT, KEPT_PHRASE)
    master = master_key(header, KEPT_PHRASE)
    assert f"| MK | `{master.hex()}` |" in FORMAT
    assert f"| `{purpose}` | `{sub_key(master, header, purpose).hex()}` |" in FORMAT
