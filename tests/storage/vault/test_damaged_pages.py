"""A page whose seal does not hold is never read as if it did, though the engine lets it pass."""

from pathlib import Path

import pytest
from testkit.vaults import SettableClock, a_vault, fast_vaults, phrase

from app.domain.journal import JournalEntry
from app.ports.backups import BackupReason
from app.ports.keys import Proof
from app.ports.vault import VaultDamaged, VaultError
from app.usecases.backups import BackupService
from storage.backups.desk import VaultBackups
from storage.store import VaultStore
from storage.vault.session import OpenVault

LONG = "suite à donner, point sur le bail " * 600
ENTRY = JournalEntry("setting_changed", "setting", None)
PAGE = 4096


@pytest.fixture
def end_damaged(tmp_path: Path) -> OpenVault:
    """A vault where one bit of the page with the end of a long text is flipped: the file's last."""
    vault = a_vault(tmp_path)
    with vault.transaction() as write:
        write.execute("INSERT INTO setting VALUES ('long', ?)", (LONG,))
        write.commit(ENTRY)
    vault.close()
    path = tmp_path / "essai.armoire" / "data-000001.db"
    data = bytearray(path.read_bytes())
    data[-PAGE + 1000] ^= 1
    path.write_bytes(data)
    return fast_vaults().unlock(tmp_path / "essai.armoire", phrase())


def a_long_text(connection):
    return connection.execute("SELECT value FROM setting WHERE key = 'long'").fetchone()[0]


def test_a_read_of_a_damaged_end_is_refused(end_damaged):
    with pytest.raises(VaultDamaged) as caught, end_damaged.read() as connection:
        assert a_long_text(connection) != LONG  # what the engine gives, without an error
    assert caught.value.facts == {"part": "database", "reason": "page_seal"}
    end_damaged.close()


def test_a_read_within_a_write_is_refused_too(end_damaged):
    with pytest.raises(VaultDamaged), end_damaged.transaction() as write:
        a_long_text(write.connection)
    end_damaged.close()


def write_it_again(vault):
    with vault.transaction() as write:
        text = a_long_text(write.connection)
        write.execute("UPDATE setting SET value = ? WHERE key = 'long'", (text,))
        write.commit(ENTRY)


def test_nothing_is_written_on_the_strength_of_a_damaged_read(tmp_path, end_damaged):
    with pytest.raises(VaultDamaged):
        write_it_again(end_damaged)
    end_damaged.close()
    again = fast_vaults().unlock(tmp_path / "essai.armoire", phrase())
    with again.read() as connection:
        assert connection.execute("SELECT COUNT(*) FROM journal").fetchone() == (2,)
    again.close()


def test_no_backup_is_made_of_a_damaged_end(tmp_path, end_damaged):
    clock = SettableClock()
    backups = BackupService(
        VaultStore(end_damaged, clock), VaultBackups(end_damaged, clock), clock=clock
    )
    with pytest.raises(VaultError):
        backups.make(BackupReason.ASKED, lambda percent: None)
    end_damaged.close()
    assert not list((tmp_path / "essai.armoire").rglob("*.vbk"))


def test_no_rotation_takes_a_damaged_end_along(tmp_path, end_damaged):
    with pytest.raises(VaultError):
        end_damaged.keys.rotate(
            Proof(phrase()), Proof(phrase("autre phrase")), lambda percent: None
        )
    end_damaged.close()
    fast_vaults().unlock(tmp_path / "essai.armoire", phrase()).close()
