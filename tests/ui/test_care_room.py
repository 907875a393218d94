"""A vault in trouble: the care room, restoring a backup, reading only; every way out works."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from testkit.vaults import PASSPHRASE

from app.ports.backups import BackupReason
from app.ports.repair import RepairAccount, TableLoss
from app.ports.vault import Opening, ReadOnlyReason, RolledBack, VaultDamaged
from ui.last_vault import LastVault
from ui.pages.unlock.page import UnlockPage
from ui.repair_words import account_words
from ui.texts import text
from ui.widgets.read_only_banner import ReadOnlyBanner

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def backup(world) -> Path:
    """A backup of the example vault, which is then locked."""
    world.services.backups.make(BackupReason.ASKED, _nobody)
    path = world.services.backups.rows()[0].path
    world.vaults.lock("test")
    return path


@pytest.fixture
def page(qtbot, desk, world, backup, tmp_path) -> Any:
    made = UnlockPage(
        replace(desk, clock=world.clock), world.vaults, LastVault(tmp_path), folder=world.folder
    )
    qtbot.addWidget(made)
    made.read()
    made.show()
    return made


def _nobody(percent: int) -> None: ...


def _restore(page, backup: Path, parent: Path) -> Any:
    page.rescue.restore_button.click()
    form = page.rescue.restore
    form.use_backup(backup)
    form.use_parent(parent)
    form.proof.phrase.setText(PASSPHRASE)
    return form


def test_a_backup_says_what_it_is_without_a_key(page, backup, tmp_path) -> None:
    form = _restore(page, backup, tmp_path)

    assert "phrase qui avait cours" in form.content.text()
    assert form.submit.isEnabled()


def test_a_rehearsal_leaves_nothing(page, backup, tmp_path) -> None:
    place = tmp_path / "essai"
    place.mkdir()
    form = _restore(page, backup, place)
    form.rehearsal.setChecked(True)
    form.submit.click()

    assert form.done.text().startswith("Répétition réussie")
    assert list(place.iterdir()) == []


def test_a_restored_backup_is_opened_next(page, backup, tmp_path) -> None:
    place = tmp_path / "essai"
    place.mkdir()
    form = _restore(page, backup, place)
    form.submit.click()
    assert form.done.text().startswith("Coffre restauré")
    form.use_parent(tmp_path / "another place, chosen since")
    form.open.click()

    assert page.open_form.isVisible()
    assert page._folder.parent == place


def test_a_wrong_phrase_restores_nothing(page, backup, tmp_path) -> None:
    form = _restore(page, backup, tmp_path)
    form.proof.phrase.setText("une tout autre phrase inventée")
    form.submit.click()

    assert form.wrong.text() == text("errors.wrong_passphrase")
    assert not form.open.isVisible()


def test_a_damaged_vault_opens_the_care_room_and_is_repaired(page, world) -> None:
    data = next(world.folder.glob("data-*.db"))
    held = bytearray(data.read_bytes())
    held[:64] = bytes(64)
    data.write_bytes(held)
    page.open_form.phrase.setText(PASSPHRASE)
    page.open_form.submit()

    care = page.rescue.care
    assert care.isVisible()
    assert care.findings
    care.proof.phrase.setText(PASSPHRASE)
    care.repair.click()
    assert care.done.isVisible(), care.wrong.text()
    care.done.click()
    page.open_form.phrase.setText(PASSPHRASE)
    with_folder: list[object] = []
    page.opened.connect(with_folder.append)
    page.open_form.submit()
    assert with_folder == [world.folder]


def test_two_lost_headers_are_taken_back_from_a_backup(page, world) -> None:
    for name in ("vault.json", "vault.json.bak"):
        (world.folder / name).write_bytes(b"{}")
    opened: list[object] = []
    page.opened.connect(opened.append)
    page.read()

    care = page.rescue.care
    assert care.isVisible()
    assert care.sheet.isVisible()
    care.proof.phrase.setText(PASSPHRASE)
    care.header.click()
    assert opened == [world.folder], care.wrong.text()


def test_a_finding_without_words_still_says_what_to_do(page, world) -> None:
    page.rescue.show_care(world.folder, VaultDamaged(part="database", reason="unheard_of"))

    assert page.rescue.care.findings[0].code == "unheard_of"


def test_a_repair_tells_each_table(world) -> None:
    lost = (TableLoss("person", 7, 1, 0), TableLoss("draft", 2, 0, None), TableLoss("x", 0, 0, 0))
    said = account_words(RepairAccount(lost, None, ()), world.clock.today())

    assert said[0] == text("backups.care.account_alone")
    assert len(said) == 4
    assert text("backups.care.lost_unknown") in said[2]
    assert said[3] == text("backups.care.unsure")


@pytest.mark.parametrize("reason", list(ReadOnlyReason))
def test_reading_only_is_said_with_its_reason(qtbot, desk, world, reason) -> None:
    back = RolledBack(12, 9, world.clock.now(), "header")
    banner = ReadOnlyBanner(desk.theme)
    qtbot.addWidget(banner)
    met = Opening(True, False, False, read_only=reason, rolled_back=back)
    banner.show_opening(met, world.clock.today())
    hers = {ReadOnlyReason.ROLLED_BACK, ReadOnlyReason.HEADER_TAMPERED}

    assert banner.words.text().startswith("Lecture seule")
    assert banner.accept.isVisibleTo(banner) is (reason in hers)
