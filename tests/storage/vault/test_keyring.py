"""Key slots: the old secret goes only once the new one was proven from the disk."""

import shutil

import pytest
from testkit.killed_steps import killed_at_every_step
from testkit.vaults import FAST_COST, SettableClock, a_vault, fast_vaults, phrase

from app.domain.journal import JournalEntry
from app.ports.keys import (
    KeyFileNeeded,
    KeyFileUnfit,
    NoRecoverySlot,
    Proof,
    SlotKind,
    WrongRecoveryCode,
)
from app.ports.vault import PassphraseRefused, VaultDamaged, WrongPassphrase
from storage.vault import keyring as keyring_module
from storage.vault.files import VaultFiles

NEW = "cerise bitume horloge dauphin velours garage tisane"


def proof(text=None, keyfile=None):
    return Proof(phrase(text) if text else phrase(), keyfile)


def new(text=NEW, keyfile=None):
    return Proof(phrase(text), keyfile)


def opens(folder, text, keyfile=None):
    try:
        vault = fast_vaults().unlock(folder, phrase(text), keyfile)
    except WrongPassphrase:
        return False
    vault.close()
    return True


def test_a_change_seals_how_far_the_data_had_come(tmp_path):
    """A header of a later generation outdates the witnesses: it must know as much as they did."""
    vault = a_vault(tmp_path)
    vault.record(JournalEntry("setting_changed", "setting", None))
    vault.keys.change_passphrase(proof(), new(), None)
    assert vault.header.seen.audit_head == vault.held.journal.head().hash
    assert not vault.header.seen.clean
    vault.close()


def with_code(vault):
    sheet = vault.keys.prepare_recovery(proof())
    vault.keys.keep_recovery(sheet)
    return sheet


def test_what_carries_a_secret_does_not_say_it(tmp_path):
    vault = a_vault(tmp_path)
    sheet = with_code(vault)
    shares = vault.keys.shares(sheet.code)
    vault.close()
    said = repr((new(), sheet, shares))
    hidden = (new().phrase, sheet.code, *(share.words for share in shares))
    assert not any(secret.decode("ascii") in said for secret in hidden)


def test_a_changed_phrase_opens_and_the_old_one_no_longer(tmp_path):
    vault = a_vault(tmp_path)
    vault.keys.change_passphrase(proof(), new(), FAST_COST)
    vault.keys.prove(new())
    with pytest.raises(WrongPassphrase):
        vault.keys.prove(proof())
    vault.close()
    folder = tmp_path / "essai.armoire"
    assert opens(folder, NEW)
    assert not opens(folder, phrase().decode())
    files = VaultFiles(folder)
    assert files.header.read_bytes() == files.mirror.read_bytes()


def test_a_wrong_proof_changes_nothing(tmp_path):
    vault = a_vault(tmp_path)
    before = VaultFiles(tmp_path / "essai.armoire").header.read_bytes()
    ring = vault.keys
    for act in (
        lambda: ring.change_passphrase(new(), new(), None),
        lambda: ring.prepare_recovery(new()),
        lambda: ring.revoke_recovery(new()),
        lambda: ring.rotate(new(), new("autre"), lambda _: None),
    ):
        with pytest.raises(WrongPassphrase):
            act()
    assert VaultFiles(tmp_path / "essai.armoire").header.read_bytes() == before
    vault.close()


def test_a_phrase_that_cannot_be_one_is_refused(tmp_path):
    vault = a_vault(tmp_path)
    with pytest.raises(PassphraseRefused):
        vault.keys.change_passphrase(proof(), new("un\tdeux"), None)
    vault.close()


def test_each_change_has_a_fresh_salt_and_the_cost_asked_for(tmp_path):
    vault = a_vault(tmp_path)
    before = vault.header.slots[0]
    vault.keys.change_passphrase(proof(), proof(), type(FAST_COST)(128, 2, 1))
    after = vault.header.slots[0]
    assert (before.salt, before.nonce, before.id) != (after.salt, after.nonce, after.id)
    assert vault.keys.slots()[0].cost.memory_kib == 128
    vault.close()


def test_both_spellings_of_an_accent_open(tmp_path):
    vault = a_vault(tmp_path)
    vault.keys.change_passphrase(proof(), new("œuvre près du gué, sept hérons"), None)
    vault.keys.prove(new("œuvre près du gué, sept hérons"))
    vault.close()


def test_a_slot_that_does_not_open_from_the_disk_leaves_the_old_one(tmp_path, monkeypatch):
    vault = a_vault(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(keyring_module, "_opens", lambda *_: False)
        with pytest.raises(VaultDamaged):
            vault.keys.change_passphrase(proof(), new(), None)
    vault.close()
    assert opens(tmp_path / "essai.armoire", phrase().decode())


@pytest.mark.requirement("BRY-32")
def test_a_change_of_phrase_killed_anywhere_leaves_the_old_or_the_new(tmp_path):
    a_vault(tmp_path).close()
    kept, folder = tmp_path / "essai.armoire", tmp_path / "essai"

    def work():
        vault = fast_vaults().unlock(folder, phrase())
        vault.keys.change_passphrase(proof(), new(), FAST_COST)

    outcomes = set()
    shutil.copytree(kept, folder)
    for _ in killed_at_every_step(work, folder):
        old, changed = opens(folder, phrase().decode()), opens(folder, NEW)
        assert old or changed
        outcomes.add((old, changed))
        shutil.rmtree(folder)
        shutil.copytree(kept, folder)
    assert {(True, False), (False, True)} <= outcomes
    assert opens(folder, NEW)


def test_a_change_cut_short_is_settled_by_the_phrase_that_opens(tmp_path):
    vault = a_vault(tmp_path)
    old = vault.header.slots[0]
    vault.keys.change_passphrase(proof(), new(), None)
    vault.replace_header(
        type(vault.header)(**{**_values(vault.header), "slots": (old, *vault.header.slots)})
    )
    vault.close()
    folder = tmp_path / "essai.armoire"
    vault = fast_vaults().unlock(folder, phrase(NEW))
    assert [slot.id for slot in vault.header.slots] == [vault.header.slots[0].id]
    vault.close()
    assert not opens(folder, phrase().decode())


def _values(header):
    return {name: getattr(header, name) for name in type(header).__dataclass_fields__}


def test_a_code_is_written_only_when_kept(tmp_path):
    vault = a_vault(tmp_path)
    sheet = vault.keys.prepare_recovery(proof())
    with pytest.raises(NoRecoverySlot):
        vault.keys.try_recovery(sheet.code)
    vault.keys.keep_recovery(sheet)
    vault.keys.try_recovery(sheet.code)
    kinds = [slot.kind for slot in vault.keys.slots()]
    assert kinds == [SlotKind.PASSPHRASE, SlotKind.RECOVERY]
    assert vault.keys.slots()[1].id == sheet.slot_id
    vault.close()


def test_a_sheet_that_was_not_just_prepared_is_not_kept(tmp_path):
    vault = a_vault(tmp_path)
    first = vault.keys.prepare_recovery(proof())
    vault.keys.prepare_recovery(proof())
    with pytest.raises(NoRecoverySlot):
        vault.keys.keep_recovery(first)
    vault.close()


def test_a_renewed_code_replaces_the_one_there_was(tmp_path):
    vault = a_vault(tmp_path)
    old, renewed = with_code(vault), with_code(vault)
    vault.keys.try_recovery(renewed.code)
    with pytest.raises(WrongRecoveryCode):
        vault.keys.try_recovery(old.code)
    assert len(vault.keys.slots()) == 2
    vault.close()


def test_a_revoked_code_opens_nothing(tmp_path):
    vault = a_vault(tmp_path)
    sheet = with_code(vault)
    vault.keys.revoke_recovery(proof())
    with pytest.raises(NoRecoverySlot):
        vault.keys.try_recovery(sheet.code)
    with pytest.raises(NoRecoverySlot):
        vault.keys.revoke_recovery(proof())
    vault.close()
    with pytest.raises(NoRecoverySlot):
        fast_vaults().recover(tmp_path / "essai.armoire", sheet.code, phrase(NEW))


@pytest.mark.requirement("BRY-32")
def test_a_forgotten_phrase_is_got_over_with_the_code(tmp_path):
    vault = a_vault(tmp_path)
    sheet = with_code(vault)
    vault.close()
    folder = tmp_path / "essai.armoire"
    typed = bytearray(bytes(sheet.code).lower().replace(b"-", b" "))
    opened = fast_vaults().recover(folder, typed, phrase(NEW))
    assert [slot.kind for slot in opened.keys.slots()] == ["passphrase", "recovery"]
    opened.keys.try_recovery(sheet.code)
    opened.close()
    assert opens(folder, NEW)
    assert not opens(folder, phrase().decode())


def test_a_code_of_another_vault_does_not_open(tmp_path):
    vault = a_vault(tmp_path)
    with_code(vault)
    other = fast_vaults(SettableClock()).create(tmp_path / "autre.armoire", phrase())
    foreign = with_code(other)
    other.close()
    with pytest.raises(WrongRecoveryCode):
        vault.keys.try_recovery(foreign.code)
    vault.close()


def test_shares_need_the_code_of_this_vault_and_open_it(tmp_path):
    vault = a_vault(tmp_path)
    sheet = with_code(vault)
    first, _, third = vault.keys.shares(sheet.code)
    vault.close()
    gateway = fast_vaults()
    assert gateway.check_share(first.words) == 1
    code = gateway.join_shares(third.words, first.words)
    gateway.recover(tmp_path / "essai.armoire", code, phrase(NEW)).close()
    assert opens(tmp_path / "essai.armoire", NEW)


def test_a_vault_with_a_key_file_opens_with_both_only(tmp_path):
    vault, path = a_vault(tmp_path), tmp_path / "cle.key"
    folder = tmp_path / "essai.armoire"
    vault.keys.write_key_file(path)
    vault.keys.change_passphrase(proof(), proof(keyfile=path), None)
    assert [slot.kind for slot in vault.keys.slots()] == [SlotKind.PASSPHRASE_AND_KEYFILE]
    vault.close()
    with pytest.raises(KeyFileNeeded):
        opens(folder, phrase().decode())
    assert not opens(folder, NEW, path)
    assert opens(folder, phrase().decode(), path)
    other = tmp_path / "autre.key"
    vault = fast_vaults().unlock(folder, phrase(), path)
    vault.keys.write_key_file(other)
    vault.close()
    assert not opens(folder, phrase().decode(), other)
    with pytest.raises(KeyFileUnfit):
        opens(folder, phrase().decode(), tmp_path / "absent.key")


def test_dropping_the_key_file_goes_back_to_the_phrase(tmp_path):
    vault, path = a_vault(tmp_path), tmp_path / "cle.key"
    vault.keys.write_key_file(path)
    vault.keys.change_passphrase(proof(), proof(keyfile=path), None)
    vault.keys.change_passphrase(proof(keyfile=path), proof(), None)
    vault.close()
    path.unlink()
    assert opens(tmp_path / "essai.armoire", phrase().decode())


def test_a_lost_key_file_is_got_over_with_the_code(tmp_path):
    vault, path = a_vault(tmp_path), tmp_path / "cle.key"
    sheet = with_code(vault)
    vault.keys.write_key_file(path)
    vault.keys.change_passphrase(proof(), proof(keyfile=path), None)
    vault.close()
    path.unlink()
    fast_vaults().recover(tmp_path / "essai.armoire", sheet.code, phrase(NEW)).close()
    assert opens(tmp_path / "essai.armoire", NEW)
