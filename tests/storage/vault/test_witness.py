"""Lost writes and older copies are noticed; she is told, reads, and chooses."""

import shutil
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from testkit.vaults import SettableClock, fast_vaults, phrase

from app.domain.journal import JournalEntry
from app.ports.vault import FolderMoved, ReadOnlyReason, ReadOnlyVault
from storage.vault import write_ahead_log
from storage.vault.files import VaultFiles
from storage.vault.keys import SecretKey
from storage.vault.witness import Record, WitnessUnfit, read

ENTRY = JournalEntry("setting_changed", "setting", None)
ACCEPTED = JournalEntry("older_state_accepted", "vault", None)


def write(vault, key, size=200):
    with vault.transaction() as work:
        work.execute("INSERT INTO setting VALUES (?, ?)", (key, "x" * size))
        work.commit(ENTRY)


def keys(vault):
    with vault.read() as connection:
        return [key for (key,) in connection.execute("SELECT key FROM setting ORDER BY key")]


@pytest.fixture
def place(tmp_path):
    """A gateway with a witness of its own, its clock and the folder of a vault not made yet."""
    clock = SettableClock()
    vaults = fast_vaults(clock, witness_folder=tmp_path / "computer")
    return vaults, clock, VaultFiles(tmp_path / "v")


def crashed(files, target):
    """The folder as a crash would leave it: copied while the vault is open."""
    shutil.copytree(files.folder, target)
    return VaultFiles(target)


def put_back(vaults, files, older):
    """A vault whose whole folder was put back as it was one write before, open again."""
    vault = vaults.create(files.folder, phrase())
    write(vault, "old")
    vault.close()
    shutil.copytree(files.folder, older)
    vault = vaults.unlock(files.folder, phrase())
    write(vault, "new")
    vault.close()
    shutil.rmtree(files.folder)
    shutil.move(older, files.folder)
    return vaults.unlock(files.folder, phrase())


def test_a_log_lost_after_a_crash_is_told_with_its_minutes(place, tmp_path):
    vaults, clock, files = place
    vault = vaults.create(files.folder, phrase())
    write(vault, "before")
    vault.close()
    vault = vaults.unlock(files.folder, phrase())
    clock.advance(minutes=5)
    write(vault, "lost")
    left = crashed(files, tmp_path / "left")
    vault.close()
    left.log("data-000001.db").unlink()
    again = fast_vaults(clock).unlock(left.folder, phrase())
    behind = again.opening.rolled_back
    assert again.opening.read_only is ReadOnlyReason.ROLLED_BACK
    assert behind.witness == "vault"
    assert behind.seen_at == datetime(2026, 3, 2, 9, 5, tzinfo=UTC)
    assert behind.found_at == datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    assert keys(again) == ["before"]
    with pytest.raises(ReadOnlyVault):
        write(again, "never")
    assert again.close()


def test_a_whole_folder_put_back_is_noticed_by_the_other_witness(place, tmp_path):
    vaults, _, files = place
    again = put_back(vaults, files, tmp_path / "older")
    assert again.opening.rolled_back.witness == "computer"
    assert again.opening.rolled_back.found < again.opening.rolled_back.sealed
    again.close()
    elsewhere = fast_vaults().unlock(files.folder, phrase())
    assert elsewhere.opening.read_only is None
    elsewhere.close()


def test_an_accepted_state_is_journalled_writable_and_not_told_again(place, tmp_path):
    vaults, _, files = place
    again = put_back(vaults, files, tmp_path / "older")
    again.accept_state(ACCEPTED)
    assert again.opening.read_only is None
    write(again, "after")
    again.close()
    last = vaults.unlock(files.folder, phrase())
    assert last.opening.rolled_back is None
    assert keys(last) == ["after", "old"]
    with last.read() as connection:
        assert connection.execute(
            "SELECT COUNT(*) FROM journal WHERE event = 'older_state_accepted'"
        ).fetchone() == (1,)
    assert last.check().sound
    last.close()


def test_an_accepted_state_survives_a_crash_that_follows(place, tmp_path):
    vaults, clock, files = place
    vault = vaults.create(files.folder, phrase())
    vault.close()
    vault = vaults.unlock(files.folder, phrase())
    write(vault, "lost")
    left = crashed(files, tmp_path / "left")
    vault.close()
    left.log("data-000001.db").unlink()
    again = fast_vaults(clock).unlock(left.folder, phrase())
    again.accept_state(ACCEPTED)
    last = crashed(left, tmp_path / "last")
    again.close()
    found = fast_vaults(clock).unlock(last.folder, phrase())
    assert found.opening.rolled_back is None
    found.close()


def test_a_state_whose_acceptance_is_not_journalled_stays_read_only(place, tmp_path):
    vaults, _, files = place
    again = put_back(vaults, files, tmp_path / "older")
    met = again.opening
    away = files.folder.rename(tmp_path / "away")
    with pytest.raises(FolderMoved):
        again.accept_state(ACCEPTED)
    away.rename(files.folder)
    assert again.opening == met
    with pytest.raises(ReadOnlyVault):
        write(again, "never")
    again.accept_state(ACCEPTED)
    write(again, "after")
    again.close()


def test_a_sound_vault_has_nothing_to_accept(vault):
    with pytest.raises(ReadOnlyVault):
        vault.accept_state(ACCEPTED)


def test_a_crash_that_lost_nothing_is_not_told_as_a_loss(place, tmp_path):
    vaults, clock, files = place
    vault = vaults.create(files.folder, phrase())
    write(vault, "kept")
    left = crashed(files, tmp_path / "left")
    vault.close()
    again = fast_vaults(clock).unlock(left.folder, phrase())
    assert again.opening.read_only is None
    assert not again.opening.log_damaged
    assert keys(again) == ["kept"]
    again.close()


def test_witnesses_follow_within_thirty_seconds(place):
    vaults, clock, files = place
    vault = vaults.create(files.folder, phrase())
    write(vault, "first")
    seen = read(files.witness).record.commit_seq
    write(vault, "soon")
    assert read(files.witness).record.commit_seq == seen
    clock.advance(seconds=31)
    write(vault, "later")
    assert read(files.witness).record.commit_seq == seen + 2
    vault.close()


def test_no_witness_at_all_is_normal(place):
    vaults, _, files = place
    vaults.create(files.folder, phrase()).close()
    files.witness.unlink()
    vault = fast_vaults().unlock(files.folder, phrase())
    assert vault.opening.read_only is None
    vault.close()


def test_a_flipped_bit_anywhere_in_a_witness_is_seen(place):
    vaults, _, files = place
    vaults.create(files.folder, phrase()).close()
    whole = files.witness.read_bytes()
    vault = vaults.unlock(files.folder, phrase())
    key = vault.held.keys.witness
    assert read(files.witness).holds(key)
    for place_ in range(len(whole)):
        changed = bytearray(whole)
        changed[place_] ^= 1 << (place_ % 8)
        files.witness.write_bytes(changed)
        try:
            sealed = read(files.witness)
        except WitnessUnfit:
            continue
        assert not sealed.holds(key)
    files.witness.write_bytes(whole)
    vault.close()


@given(st.binary(max_size=400))
def test_whatever_stands_in_a_witness_is_refused_calmly(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("w") / "witness"
    path.write_bytes(data)
    with pytest.raises(WitnessUnfit):
        read(path)


def test_a_record_reads_back_as_it_was_written(tmp_path):
    key = SecretKey.random()
    record = Record(bytes(16), 1, 4, 12, 9, bytes(32), datetime(2026, 3, 2, 9, tzinfo=UTC))
    (tmp_path / "witness").write_bytes(record.written(key))
    sealed = read(tmp_path / "witness")
    assert sealed.record == record
    assert sealed.holds(key)
    assert not sealed.holds(SecretKey.random())


def test_any_flipped_bit_in_what_a_log_committed_is_seen(place, tmp_path):
    vaults, _, files = place
    vault = vaults.create(files.folder, phrase())
    for rank in range(3):
        write(vault, f"{rank}", 3000)
    left = crashed(files, tmp_path / "left")
    vault.close()
    log = left.log("data-000001.db")
    whole = log.read_bytes()
    assert not write_ahead_log.inspect(log).damaged
    frames = write_ahead_log.inspect(log).frames
    assert frames * 4120 + 32 == len(whole)
    for place_ in range(0, len(whole), 997):
        changed = bytearray(whole)
        changed[place_] ^= 1 << (place_ % 8)
        log.write_bytes(changed)
        assert write_ahead_log.inspect(log).damaged, place_


def test_a_damaged_log_is_kept_aside_and_told(place, tmp_path):
    vaults, clock, files = place
    vault = vaults.create(files.folder, phrase())
    write(vault, "a")
    write(vault, "b")
    left = crashed(files, tmp_path / "left")
    vault.close()
    log = left.log("data-000001.db")
    changed = bytearray(log.read_bytes())
    changed[-3000] ^= 1
    log.write_bytes(changed)
    again = fast_vaults(clock).unlock(left.folder, phrase())
    assert again.opening.log_damaged
    (kept,) = left.quarantine.iterdir()
    assert kept.read_bytes() == bytes(changed)
    again.close()


def test_a_clock_set_back_is_noted_once_and_refuses_nothing(place):
    vaults, clock, files = place
    vault = vaults.create(files.folder, phrase())
    write(vault, "today")
    vault.close()
    clock.advance(days=-3)
    vault = vaults.unlock(files.folder, phrase())
    assert vault.opening.clock_set_back
    for key in "abc":
        write(vault, key)
    with vault.read() as connection:
        noted = connection.execute("SELECT COUNT(*) FROM journal WHERE event = 'clock_set_back'")
        assert noted.fetchone() == (1,)
    assert vault.check().sound
    vault.close()
    vault = vaults.unlock(files.folder, phrase())
    assert not vault.opening.clock_set_back
    vault.close()
