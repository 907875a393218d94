"""Both copies of the header lost: the sheet and its code, or a backup, give the way in back."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from testkit.vaults import FAST_RULES, SettableClock, a_vault, fast_vaults, phrase

from app.domain.journal import JournalEntry
from app.ports.backups import BackupReason
from app.ports.keys import Proof, SlotTextUnfit, WrongRecoveryCode
from app.ports.vault import KdfCost, KdfParamsRefused, VaultDamaged, VaultMissing, WrongPassphrase
from app.usecases.backups import BackupService
from storage.access import rescue
from storage.backups.desk import VaultBackups
from storage.store import VaultStore
from storage.vault.files import VaultFiles, read_header
from storage.vault.header import DatabaseFile
from storage.vault.proofs import open_main
from storage.vault.slot_text import PREFIX, read_slot_text, slot_text
from storage.vault.slots import Slot, unwrap

FORMAT = Path(__file__).parents[3] / "storage" / "vault" / "FORMAT.md"

NEW = "cerise bitume horloge dauphin velours garage tisane"


def proof(text=None):
    return Proof(phrase(text) if text else phrase())


def with_sheet(tmp_path):
    vault = a_vault(tmp_path)
    sheet = vault.keys.prepare_recovery(proof())
    vault.keys.keep_recovery(sheet)
    vault.record(JournalEntry("setting_changed", "setting", None))
    return vault, sheet


def lose(folder, how):
    files = VaultFiles(folder)
    for path in (files.header, files.mirror):
        if how == "missing":
            path.unlink()
        else:
            path.write_bytes(b"{}")
    return files


def refused(folder, text, code):
    with pytest.raises(SlotTextUnfit) as caught:
        fast_vaults().rebuild_header(folder, text, code, phrase(NEW))
    return caught.value.facts["reason"]


@pytest.mark.requirement("BRY-32")
@pytest.mark.parametrize("how", ["missing", "damaged"])
def test_the_sheet_and_the_data_file_are_enough(tmp_path, how):
    vault, sheet = with_sheet(tmp_path)
    vault.close()
    folder = tmp_path / "essai.armoire"
    was = read_header(VaultFiles(folder), FAST_RULES).sealed.header
    lose(folder, how)
    opened = fast_vaults().rebuild_header(folder, sheet.slot_text, sheet.code, phrase(NEW))
    header = opened.header
    assert opened.check().sound
    assert opened.opening.read_only is None
    assert header.generation > was.generation
    assert (header.vault_id, header.created, header.database) == (
        was.vault_id,
        was.created,
        was.database,
    )
    opened.keys.try_recovery(sheet.code)
    opened.close()
    fast_vaults().unlock(folder, phrase(NEW)).close()
    with pytest.raises(WrongPassphrase):
        fast_vaults().unlock(folder, phrase())
    if how == "damaged":
        assert len(list((folder / "quarantine").iterdir())) == 2


def test_a_wrong_code_writes_nothing(tmp_path):
    vault, sheet = with_sheet(tmp_path)
    other = vault.keys.prepare_recovery(proof())
    vault.close()
    files = lose(tmp_path / "essai.armoire", "missing")
    with pytest.raises(WrongRecoveryCode):
        fast_vaults().rebuild_header(files.folder, sheet.slot_text, other.code, phrase(NEW))
    assert not files.header.exists()


def test_a_header_that_can_be_read_goes_before_the_sheet(tmp_path):
    vault, sheet = with_sheet(tmp_path)
    vault.close()
    folder = tmp_path / "essai.armoire"
    fast_vaults().rebuild_header(folder, "", sheet.code, phrase(NEW)).close()
    fast_vaults().unlock(folder, phrase(NEW)).close()


def test_a_text_that_is_not_one_is_told(tmp_path):
    vault, sheet = with_sheet(tmp_path)
    vault.close()
    folder = lose(tmp_path / "essai.armoire", "missing").folder
    assert refused(folder, "", sheet.code) == "not_one"
    assert refused(folder, "ARMOIRE2:ABC", sheet.code) == "newer"
    assert refused(folder, sheet.slot_text[:-1], sheet.code) == "damaged"
    assert refused(folder, PREFIX + "0" + sheet.slot_text[10:], sheet.code) == "damaged"


def test_every_changed_letter_of_the_text_is_told(tmp_path):
    vault, sheet = with_sheet(tmp_path)
    vault.close()
    text = sheet.slot_text
    for place in range(len(PREFIX), len(text)):
        changed = text[:place] + ("A" if text[place] != "A" else "B") + text[place + 1 :]
        with pytest.raises(SlotTextUnfit):
            read_slot_text(changed, FAST_RULES)


def test_the_text_is_short_capitals_and_reads_back(tmp_path):
    vault, sheet = with_sheet(tmp_path)
    slot = vault.header.slots[1]
    assert len(sheet.slot_text) == 232
    assert set(sheet.slot_text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:")
    read = read_slot_text(f"  {sheet.slot_text.lower()}\n", FAST_RULES)
    assert (read.slot, read.vault_id) == (slot, vault.header.vault_id)
    assert read.database == vault.header.database
    assert slot_text(vault.header, slot) == sheet.slot_text
    vault.close()


def run_of(length, start):
    return bytes(range(start, start + length))


def test_the_vector_of_the_format_holds():
    text = re.search(r"ARMOIRE1:[A-Z2-7]{50,}", FORMAT.read_text("utf-8"))
    assert text
    read = read_slot_text(text[0], FAST_RULES)
    assert (read.vault_id, read.database) == (
        run_of(16, 0),
        DatabaseFile("data-000001.db", run_of(16, 0x10)),
    )
    assert read.slot == Slot(
        run_of(9, 0x20),
        "recovery",
        date(2026, 3, 2),
        1,
        KdfCost(65_536, 3, 4),
        run_of(16, 0x30),
        run_of(12, 0x40),
        run_of(48, 0x50),
    )


def test_the_cost_of_a_hostile_text_is_bounded(tmp_path):
    vault, sheet = with_sheet(tmp_path)
    huge = type(vault.header.slots[1].cost)(2_000_000_000, 3, 4)
    values = {
        name: getattr(vault.header.slots[1], name)
        for name in type(vault.header.slots[1]).__dataclass_fields__
    }
    text = slot_text(vault.header, type(vault.header.slots[1])(**{**values, "cost": huge}))
    vault.close()
    folder = lose(tmp_path / "essai.armoire", "missing").folder
    with pytest.raises(KdfParamsRefused):
        fast_vaults().rebuild_header(folder, text, sheet.code, phrase(NEW))


def test_a_sheet_from_before_a_rotation_is_told(tmp_path):
    vault, sheet = with_sheet(tmp_path)
    vault.keys.rotate(proof(), proof(NEW), lambda _: None)
    vault.close()
    folder = lose(tmp_path / "essai.armoire", "missing").folder
    assert refused(folder, sheet.slot_text, sheet.code) == "other_data"


def test_a_folder_without_data_is_no_vault(tmp_path):
    with pytest.raises(VaultMissing):
        fast_vaults().rebuild_header(tmp_path, "", bytearray(), phrase(NEW))
    with pytest.raises(VaultMissing):
        fast_vaults().header_from_backup(tmp_path, phrase())
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def backed_up(tmp_path):
    vault, _ = with_sheet(tmp_path)
    clock = SettableClock()
    desk = BackupService(VaultStore(vault, clock), VaultBackups(vault, clock), clock=clock)
    desk.make(BackupReason.ASKED, lambda _: None)
    return vault


@pytest.mark.parametrize("how", ["missing", "damaged"])
def test_the_newest_backup_gives_the_header_back(tmp_path, backed_up, how):
    backed_up.record(JournalEntry("setting_changed", "setting", None))
    backed_up.close()
    folder = tmp_path / "essai.armoire"
    was = read_header(VaultFiles(folder), FAST_RULES).sealed.header
    lose(folder, how)
    opened = fast_vaults().header_from_backup(folder, phrase())
    assert opened.check().sound
    assert opened.header.generation > was.generation
    assert [slot.kind for slot in opened.keys.slots()] == ["passphrase", "recovery"]
    opened.close()
    fast_vaults().unlock(folder, phrase()).close()


def test_a_backup_of_another_data_file_is_no_help(tmp_path, backed_up):
    backed_up.keys.rotate(proof(), proof(NEW), lambda _: None)
    backed_up.close()
    folder = lose(tmp_path / "essai.armoire", "missing").folder
    with pytest.raises(VaultMissing):
        fast_vaults().header_from_backup(folder, phrase())


def test_a_backup_asks_for_the_phrase_of_its_day(tmp_path, backed_up):
    backed_up.keys.change_passphrase(proof(), proof(NEW), None)
    backed_up.close()
    folder = lose(tmp_path / "essai.armoire", "missing").folder
    with pytest.raises(WrongPassphrase):
        fast_vaults().header_from_backup(folder, phrase(NEW))
    fast_vaults().header_from_backup(folder, phrase()).close()


def of_another_vault(tmp_path):
    """The folder of the vault, its headers lost, with the data file of another vault."""
    fast_vaults().create(tmp_path / "autre.armoire", phrase()).close()
    files = lose(tmp_path / "essai.armoire", "missing")
    shutil.copy(tmp_path / "autre.armoire" / "data-000001.db", files.folder)
    return files.folder


def test_data_that_the_code_does_not_open_is_told_as_damage_and_its_key_wiped(
    tmp_path, monkeypatch
):
    vault, sheet = with_sheet(tmp_path)
    vault.close()
    folder = of_another_vault(tmp_path)
    met = []

    def unwrapped(*given):
        met.append(unwrap(*given))
        return met[-1]

    monkeypatch.setattr(rescue.slots, "unwrap", unwrapped)
    with pytest.raises(VaultDamaged):
        fast_vaults().rebuild_header(folder, sheet.slot_text, sheet.code, phrase(NEW))
    assert [any(key.raw) for key in met] == [False]


def test_the_key_of_a_backup_that_does_not_open_the_data_is_wiped(tmp_path, backed_up, monkeypatch):
    backed_up.close()
    folder = of_another_vault(tmp_path)
    met = []

    def opened(*given):
        met.append(open_main(*given))
        return met[-1]

    monkeypatch.setattr(rescue, "open_main", opened)
    with pytest.raises(VaultDamaged):
        fast_vaults().header_from_backup(folder, phrase())
    assert [any(key.raw) for key, _ in met] == [False]
