"""The header: every way to tamper with it, damage, and whatever chance may write there."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from testkit.vaults import FAST_COST, FAST_RULES, fast_vaults, phrase

from app.domain.journal import JournalEntry
from app.ports.vault import (
    HeaderTampered,
    KdfParamsRefused,
    ReadOnlyReason,
    ReadOnlyVault,
    VaultDamaged,
    VaultError,
    VaultMissing,
    VaultTooNew,
    WrongPassphrase,
)
from storage.canonical import to_base64
from storage.vault import header as layout
from storage.vault import slots
from storage.vault.files import VaultFiles, read_header, write_header
from storage.vault.header_reader import parse
from storage.vault.keys import Purpose, SecretKey, sub_key

ATTACKER = "phrase choisie par une autre personne"


def locked_vault(folder):
    """A locked vault with two slots, passphrase and recovery."""
    fast_vaults().create(folder, phrase()).close()
    files = VaultFiles(folder)
    header = read_header(files, FAST_RULES).sealed.header
    master = slots.unwrap(header.slots[0], phrase(), header.slot_context(), FAST_RULES)
    assert master is not None
    recovery = slots.wrap(
        master,
        phrase("code de secours"),
        slots.Wrapping(slots.RECOVERY, header.created, 1, FAST_COST),
        header.slot_context(),
        FAST_RULES,
    )
    changed = layout.Header(
        header.vault_id,
        header.created,
        header.generation + 1,
        header.mk_epoch,
        header.database,
        (*header.slots, recovery),
        header.seen,
    )
    key = sub_key(master, header.vault_id, Purpose.HEADER, 1)
    write_header(files, layout.seal(changed, key), FAST_RULES)
    return files


def tamper(files, change):
    """Change the header as somebody without the key can: the sum is right, in both copies."""
    values = json.loads(files.header.read_bytes())
    change(values)
    rewrite(files, values)


def rewrite(files, values):
    mac = values.pop("mac")
    values.pop("sum", None)
    values["sum"] = to_base64(layout.sum_of(values))
    for path in (files.header, files.mirror):
        path.write_text(json.dumps({**values, "mac": mac}))


def attacker_slot(values):
    context = {key: values[key] for key in ("format", "version", "vault_id", "suite", "mk_epoch")}
    made = slots.wrap(
        SecretKey.random(),
        phrase(ATTACKER),
        slots.Wrapping(slots.PASSPHRASE, date.fromisoformat(values["created"]), 1, FAST_COST),
        context,
        FAST_RULES,
    )
    values["slots"].insert(0, made.written())


def swap_kinds(values):
    first, second = values["slots"]
    first["kind"], second["kind"] = second["kind"], first["kind"]


def add_slot(values):
    values["slots"].append({**values["slots"][0], "id": to_base64(bytes(9))})


def flip_a_bit(values):
    wrap = values["slots"][0]["wrap"]
    wrap["ct"] = ("B" if wrap["ct"][0] == "A" else "A") + wrap["ct"][1:]


TAMPERINGS = {
    "cheaper_kdf": (lambda v: v["slots"][0]["kdf"].update(t=2), WrongPassphrase),
    "kdf_out_of_bounds": (
        lambda v: v["slots"][0]["kdf"].update(m_kib=2**30),
        KdfParamsRefused,
    ),
    "swapped_kinds": (swap_kinds, WrongPassphrase),
    "other_vault": (lambda v: v.update(vault_id=to_base64(bytes(16))), WrongPassphrase),
    "path_in_file_name": (lambda v: v["db"].update(file="../data-000001.db"), VaultDamaged),
    "unknown_key": (lambda v: v.update(extra=1), VaultDamaged),
    "one_bit_of_a_slot": (flip_a_bit, WrongPassphrase),
    "newer_version": (lambda v: v.update(version=2), VaultTooNew),
    "other_suite": (lambda v: v["suite"].update(db="plain"), VaultDamaged),
    "no_slot": (lambda v: v["slots"].clear(), VaultDamaged),
    "slot_of_another_epoch": (lambda v: v["slots"][1].update(epoch=2), VaultDamaged),
}

UNSEALED = {
    "deleted_slot": lambda v: v["slots"].pop(),
    "added_slot": add_slot,
    "reordered_slots": lambda v: v["slots"].reverse(),
    "rolled_back_generation": lambda v: v.update(generation=1),
    "seen_rolled_back": lambda v: v["seen"].update(commit_seq=0),
}


@pytest.mark.parametrize("kind", UNSEALED)
@pytest.mark.requirement("BRY-27")
def test_a_header_whose_seal_does_not_hold_opens_for_reading_only(tmp_path, kind):
    files = locked_vault(tmp_path / "v")
    tamper(files, UNSEALED[kind])
    before = files.header.read_bytes(), files.database("data-000001.db").read_bytes()
    vault = fast_vaults().unlock(files.folder, phrase())
    assert vault.opening.read_only is ReadOnlyReason.HEADER_TAMPERED
    with pytest.raises(ReadOnlyVault):
        vault.record(JournalEntry("setting_changed", "setting", None))
    assert vault.close()
    assert (files.header.read_bytes(), files.database("data-000001.db").read_bytes()) == before


@pytest.mark.parametrize("kind", TAMPERINGS)
@pytest.mark.requirement("BRY-27")
def test_a_tampered_header_opens_nothing(tmp_path, kind):
    change, expected = TAMPERINGS[kind]
    files = locked_vault(tmp_path / "v")
    tamper(files, change)
    before = files.header.read_bytes(), files.database("data-000001.db").read_bytes()
    with pytest.raises(expected):
        fast_vaults().unlock(files.folder, phrase())
    assert (files.header.read_bytes(), files.database("data-000001.db").read_bytes()) == before


@pytest.mark.requirement("BRY-27")
def test_a_slot_planted_by_somebody_else_opens_nothing(tmp_path):
    files = locked_vault(tmp_path / "v")
    tamper(files, attacker_slot)
    with pytest.raises(HeaderTampered):
        fast_vaults().unlock(files.folder, phrase(ATTACKER))


def test_an_untouched_header_with_two_slots_opens(tmp_path):
    files = locked_vault(tmp_path / "v")
    fast_vaults().unlock(files.folder, phrase()).close()


@pytest.mark.parametrize("damage", [b"", b"{", b"\x00" * 900, b"[" * 60_000, b" " * 70_000])
def test_the_mirror_replaces_a_damaged_header(tmp_path, damage):
    files = locked_vault(tmp_path / "v")
    files.header.write_bytes(damage)
    vault = fast_vaults().unlock(files.folder, phrase())
    assert vault.opening.header_repaired
    vault.close()
    assert files.header.read_bytes() == files.mirror.read_bytes()


@pytest.mark.parametrize("lost", ["header", "mirror"])
def test_one_lost_copy_is_written_again(tmp_path, lost):
    files = locked_vault(tmp_path / "v")
    getattr(files, lost).unlink()
    vault = fast_vaults().unlock(files.folder, phrase())
    vault.close()
    assert files.header.read_bytes() == files.mirror.read_bytes()


def test_an_older_header_put_back_gives_way_to_its_mirror(tmp_path):
    files = locked_vault(tmp_path / "v")
    older = files.header.read_bytes()
    fast_vaults().unlock(files.folder, phrase()).close()
    files.header.write_bytes(older)
    assert read_header(files, FAST_RULES).from_mirror


def test_both_copies_damaged_is_said_and_nothing_written(tmp_path):
    files = locked_vault(tmp_path / "v")
    for path in (files.header, files.mirror):
        path.write_bytes(b"{}")
    with pytest.raises(VaultDamaged) as caught:
        fast_vaults().unlock(files.folder, phrase())
    assert caught.value.facts == {"part": "header", "reason": "layout"}
    assert files.header.read_bytes() == b"{}"


def test_no_header_at_all_is_no_vault(tmp_path):
    with pytest.raises(VaultMissing):
        fast_vaults().inspect(tmp_path)


def test_a_header_written_by_another_program_meanwhile_is_kept(tmp_path):
    files = locked_vault(tmp_path / "v")
    sealed = read_header(files, FAST_RULES).sealed
    with pytest.raises(HeaderTampered):
        write_header(files, sealed, FAST_RULES)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The bytes of one header, and the key of its seal."""
    files = locked_vault(tmp_path_factory.mktemp("header") / "v")
    header = read_header(files, FAST_RULES).sealed.header
    master = slots.unwrap(header.slots[0], phrase(), header.slot_context(), FAST_RULES)
    assert master is not None
    return files.header.read_bytes(), sub_key(master, header.vault_id, Purpose.HEADER, 1)


def opens(data, written):
    """Tell whether a header is accepted as ours; anything but a coded refusal fails the test."""
    try:
        parse(data, FAST_RULES).verify(written[1])
    except VaultError:
        return False
    return True


@given(position=st.integers(0), put=st.binary(max_size=8), cut=st.integers(0, 40))
@settings(max_examples=300, deadline=None)
def test_no_chance_damage_passes_or_crashes(written, position, put, cut):
    original = written[0]
    at = position % len(original)
    data = original[:at] + put + original[at + cut :]
    if opens(data, written):
        assert json.loads(data) == json.loads(original)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=50),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


def leaves(value, path=()):
    """The path of every value inside a header."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for key, found in inner:
        yield (*path, key)
        if isinstance(found, (dict, list)):
            yield from leaves(found, (*path, key))


@given(data=st.data(), value=JSON_VALUES)
@settings(max_examples=300, deadline=None)
def test_no_other_value_passes_or_crashes(written, data, value):
    values = json.loads(written[0])
    path = data.draw(st.sampled_from(sorted(leaves(values), key=str)))
    holder = values
    for key in path[:-1]:
        holder = holder[key]
    same = holder[path[-1]] == value and type(holder[path[-1]]) is type(value)
    holder[path[-1]] = value
    mac = values.pop("mac", None)
    values.pop("sum", None)
    try:
        digest = to_base64(layout.sum_of(values))
    except ValueError:
        digest = ""
    text = json.dumps({**values, "sum": digest, "mac": mac})
    assert opens(text.encode("ascii"), written) == (same or path == ("sum",))
