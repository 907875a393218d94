"""Vaults kept for ever: whatever the program becomes, it opens them by every way in they have."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from testkit.second_reader import journal_holds, read_vault
from testkit.vaults import SettableClock

from app.domain.ids import CaseId
from app.ports.keys import Proof
from storage.backups.reader import VaultBackupReader
from storage.repair.gateway import MendableVaults
from storage.store import VaultScreenQueries
from storage.vault.kdf import FLOOR
from storage.vault.session import OpenVault
from storage.vault.watch import Surroundings

KEPT = Path(__file__).parents[2] / "vaults" / "schema-2"
PHRASE = "Le chêne œuvre près du gué ; 7 hérons"
CODE = "GHWJ-TWZD-GB4Z-8B2V-6V4H-92EY-BBQE-2MT7"
NOTE = "Cœur du sujet : le bail."
LETTER = b"Courrier fictif.\n" * 2000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(KEPT, tmp_path / "kept"))


def later() -> SettableClock:
    """A day after the vault was left."""
    return SettableClock(datetime(2027, 1, 4, 9, 0, tzinfo=UTC))


def vaults() -> MendableVaults:
    """The rules of the program, not those of tests."""
    return MendableVaults(later(), usual_cost=FLOOR, around=Surroundings(None, ballast_size=0))


def secret(text: str) -> bytearray:
    return bytearray(text, "utf-8")


def require_all(vault: OpenVault) -> None:
    """Its case file, its interview and its document; then lock."""
    with vault.read() as connection:
        assert connection.execute("SELECT note FROM intervention").fetchall() == [(NOTE,)]
        chunks = connection.execute("SELECT bytes FROM document_chunk ORDER BY rank")
        assert b"".join(piece for (piece,) in chunks) == LETTER
        (case,) = connection.execute("SELECT id FROM case_file").fetchone()
    kinds = {event.kind for event in VaultScreenQueries(vault).timeline(CaseId(case))}
    assert kinds >= {"intervention", "agreement", "request", "opening"}
    assert vault.check().sound
    assert vault.close()


def test_its_phrase_opens_it(folder: Path) -> None:
    require_all(vaults().unlock(folder, secret(PHRASE)))


def test_its_recovery_code_opens_it(folder: Path) -> None:
    require_all(vaults().recover(folder, secret(CODE), secret("autre phrase, pour la suite")))


@pytest.mark.parametrize("clock", [later(), SettableClock()], ids=["later", "clock_behind"])
def test_its_backup_gives_everything_back(
    folder: Path, tmp_path: Path, clock: SettableClock
) -> None:
    (backup,) = (folder / "backups").iterdir()
    target = tmp_path / "elsewhere"
    VaultBackupReader(clock).restore_to(backup, target, Proof(secret(PHRASE)), lambda percent: None)
    require_all(vaults().unlock(target, secret(PHRASE)))


def test_another_program_reads_it() -> None:
    _, records, audit = read_vault(KEPT, PHRASE)

    assert records.execute("SELECT note FROM intervention").fetchall() == [(NOTE,)]
    assert journal_holds(records, audit)
