"""A vault of an older program is backed up, verified, before anything in it changes."""

from pathlib import Path

import pytest
from testkit.backups import no_progress, proof, reader, service
from testkit.vaults import SettableClock, fast_vaults, phrase

from app.ports.backups import BackupReason, MigrationWithoutBackup, NotEnoughRoom, Verified
from app.ports.vault import VaultDamaged
from storage.backups import making
from storage.migrations.runner import Step, shipped_steps

OLD = shipped_steps()[:1]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A vault of the first schema."""
    folder = tmp_path / "essai.armoire"
    fast_vaults(steps=OLD).create(folder, phrase()).close()
    return folder


def test_an_older_vault_is_backed_up_then_brought_up_to_date(old: Path) -> None:
    clock = SettableClock()
    vault = fast_vaults(clock).unlock(old, phrase())

    [row] = service(vault, clock).rows()
    assert vault.opening.steps_run == tuple(step.number for step in shipped_steps()[1:])
    assert vault.check().sound
    vault.close()

    assert (row.reason, row.verified) == (BackupReason.BEFORE_MIGRATION, Verified.FULL)
    assert row.pinned_until is not None
    assert (row.pinned_until - row.made_at.date()).days == 90


def test_the_backup_holds_the_vault_as_the_older_program_left_it(old: Path, tmp_path: Path) -> None:
    vault = fast_vaults().unlock(old, phrase())
    [row] = service(vault).rows()
    vault.close()

    reader().restore_to(row.path, tmp_path / "ancien.armoire", proof(), no_progress)

    back = fast_vaults(steps=OLD).unlock(tmp_path / "ancien.armoire", phrase())
    assert back.opening.steps_run == ()
    back.close()


def test_a_vault_that_cannot_be_backed_up_is_not_changed(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_: object) -> None:
        raise NotEnoughRoom(needed=2, free=1)

    with monkeypatch.context() as full:
        full.setattr(making.places, "require_room", no_room)
        with pytest.raises(MigrationWithoutBackup) as refused:
            fast_vaults().unlock(old, phrase())
    assert refused.value.facts == {"cause": "not_enough_room"}

    again = fast_vaults(steps=OLD).unlock(old, phrase())
    assert again.opening.steps_run == ()
    again.close()


def test_a_step_that_breaks_references_is_rolled_back(old: Path) -> None:
    broken = Step(
        2,
        "PRAGMA defer_foreign_keys = ON;\n"
        "CREATE TABLE one (id INTEGER PRIMARY KEY, of INTEGER REFERENCES person (id));\n"
        "INSERT INTO one VALUES (1, 12345);\n",
    )

    with pytest.raises(VaultDamaged):
        fast_vaults(steps=(*OLD, broken)).unlock(old, phrase())

    again = fast_vaults().unlock(old, phrase())
    assert again.check().sound
    again.close()


def test_a_vault_of_today_is_not_backed_up_at_opening(tmp_path: Path) -> None:
    folder = tmp_path / "essai.armoire"
    fast_vaults().create(folder, phrase()).close()
    vault = fast_vaults().unlock(folder, phrase())

    assert service(vault).rows() == ()
    vault.close()
