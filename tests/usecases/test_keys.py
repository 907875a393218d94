"""The keys of the open vault: what is asked, what is journalled, what is wiped."""

from datetime import timedelta
from pathlib import Path

import pytest
from testkit.fake_keys import (
    CODE,
    MADE,
    MEASURED,
    NEW_PHRASE,
    PHRASE,
    FakeCopies,
    FakeKeyRing,
    GoodEnough,
    a_proof,
    a_sheet,
)
from testkit.fakes import FakeStore, FrozenClock

from app.ports.backups import BackupReason
from app.ports.keys import (
    CodeMistyped,
    KeyChangeNotJournalled,
    KeyFileNeeded,
    NoRecoverySlot,
    RetypingWrong,
    WrongRecoveryCode,
)
from app.ports.vault import DiskFull, PassphraseTooWeak, TryTooSoon, WrongPassphrase
from app.usecases.keys import KeyService
from app.usecases.patience import Patience


class Desk:
    """A key service with everything it was given within reach."""

    def __init__(self, **ring):
        self.ring = FakeKeyRing(**ring)
        self.store = FakeStore()
        self.copies = FakeCopies()
        self.now = 100.0
        self.patience = Patience(lambda: self.now)
        self.clock = FrozenClock()
        self.keys = KeyService(
            self.ring,
            self.store,
            adviser=GoodEnough(),
            copies=self.copies,
            patience=self.patience,
            clock=self.clock,
        )

    @property
    def events(self):
        return [entry.event for entry in self.store.journal]


def new(text=NEW_PHRASE):
    return bytearray(text, "utf-8")


def code(text=CODE):
    return bytearray(text, "ascii")


@pytest.fixture
def desk():
    return Desk()


def test_a_changed_phrase_is_journalled_and_both_are_wiped(desk):
    proof, given = a_proof(), new()
    desk.keys.change_passphrase(proof, given)
    assert desk.ring.phrase == NEW_PHRASE.encode()
    assert desk.events == ["phrase_changed"]
    assert not any(proof.phrase)
    assert not any(given)


@pytest.mark.requirement("BRY-30")
def test_a_wrong_phrase_is_wiped_counts_and_makes_wait(desk):
    for _ in range(3):
        proof = a_proof("une autre phrase encore")
        with pytest.raises(WrongPassphrase):
            desk.keys.prove(proof)
        assert not any(proof.phrase)
    with pytest.raises(TryTooSoon):
        desk.keys.prove(a_proof())
    desk.now += 1
    desk.keys.prove(a_proof())
    assert desk.patience.failed_tries == 0


def test_wrong_codes_count_with_wrong_phrases():
    desk = Desk(code=CODE.encode())
    for _ in range(2):
        with pytest.raises(WrongPassphrase):
            desk.keys.prove(a_proof("une autre phrase encore"))
    with pytest.raises(WrongRecoveryCode):
        desk.keys.drill(code(CODE[::-1]))
    with pytest.raises(TryTooSoon):
        desk.keys.drill(code())


def test_a_mistyped_code_is_no_try():
    desk = Desk(code=CODE.encode())
    for _ in range(9):
        with pytest.raises(CodeMistyped):
            desk.keys.drill(code("0000"))
    assert desk.patience.failed_tries == 0


def test_a_weak_phrase_changes_nothing(desk):
    with pytest.raises(PassphraseTooWeak):
        desk.keys.change_passphrase(a_proof(), new("court"))
    assert desk.ring.done == []
    assert desk.events == []


def test_the_key_file_stays_when_the_phrase_changes():
    desk = Desk(keyfile=Path("cle.key"))
    desk.keys.change_passphrase(a_proof(keyfile=Path("cle.key")), new())
    assert desk.ring.keyfile == Path("cle.key")


def test_a_key_file_given_for_nothing_does_not_become_needed(desk):
    desk.keys.change_passphrase(a_proof(keyfile=Path("cle.key")), new())
    assert desk.ring.keyfile is None


def test_a_new_measure_keeps_the_phrase_and_tells_the_cost(desk):
    assert desk.keys.recalibrate(a_proof()) == MEASURED
    assert desk.ring.phrase == PHRASE.encode()
    assert desk.events == ["kdf_recalibrated"]


def test_a_key_file_is_written_then_asked_for(desk):
    desk.keys.use_key_file(a_proof(), Path("cle.key"))
    assert desk.ring.written == [desk.ring.keyfile] == [Path("cle.key")]
    assert desk.events == ["key_file_used"]


def test_no_key_file_is_written_for_a_wrong_phrase(desk):
    with pytest.raises(WrongPassphrase):
        desk.keys.use_key_file(a_proof("une autre phrase encore"), Path("cle.key"))
    assert desk.ring.written == []


def test_a_key_file_that_is_not_used_cannot_be_dropped(desk):
    with pytest.raises(KeyFileNeeded):
        desk.keys.drop_key_file(a_proof())


def test_two_different_groups_are_asked_for(desk):
    drawn = {desk.keys.groups_to_retype() for _ in range(200)}
    assert all(1 <= first < second <= 8 for first, second in drawn)
    assert len(drawn) > 10


@pytest.mark.parametrize(
    ("retyped", "group"), [({1: "0000", 3: "9999"}, 3), ({2: "1111"}, 0), ({}, 0)]
)
def test_a_code_is_kept_only_once_two_groups_are_typed_right(desk, retyped, group):
    desk.keys.prepare_recovery(a_proof())
    with pytest.raises(RetypingWrong) as caught:
        desk.keys.keep_recovery(a_sheet(), retyped)
    assert caught.value.facts == {"group": group}
    assert desk.ring.code is None


def test_a_kept_code_is_journalled_and_wiped(desk):
    sheet = a_sheet()
    desk.keys.keep_recovery(sheet, {1: " oooo ", 2: "IlIl"})
    assert desk.ring.code == CODE.encode()
    assert desk.events == ["recovery_made"]
    assert not any(sheet.code)
    assert desk.keys.has_recovery()


@pytest.mark.requirement("BRY-32")
def test_the_drill_is_due_a_year_after_the_last_one():
    desk = Desk(code=CODE.encode())
    desk.clock.moment += MADE - desk.clock.today()
    desk.clock.moment += timedelta(days=365)
    assert not desk.keys.drill_due()
    desk.clock.moment += timedelta(days=1)
    assert desk.keys.drill_due()
    desk.keys.drill(code())
    assert desk.events == ["recovery_drilled"]
    assert not desk.keys.drill_due()
    desk.clock.moment += timedelta(days=366)
    assert desk.keys.drill_due()


def test_without_a_code_no_drill_is_due(desk):
    assert not desk.keys.drill_due()
    assert not desk.keys.has_recovery()
    with pytest.raises(NoRecoverySlot):
        desk.keys.drill(code())


def test_shares_are_journalled_and_the_code_is_wiped():
    desk = Desk(code=CODE.encode())
    given = code()
    assert [share.number for share in desk.keys.shares(given)] == [1, 2, 3]
    assert desk.events == ["shares_made"]
    assert not any(given)


def test_a_rotation_follows_a_backup_and_tells_percents(desk):
    told = []
    desk.keys.rotate(a_proof(), new(), told.append)
    assert desk.copies.reasons == [BackupReason.BEFORE_ROTATION]
    assert desk.ring.done == ["rotate"]
    assert told == [40, 100]


def test_a_rotation_needs_a_new_phrase(desk):
    with pytest.raises(PassphraseTooWeak) as caught:
        desk.keys.rotate(a_proof(), new(PHRASE), lambda _: None)
    assert caught.value.facts["verdict"] == "same"
    assert desk.copies.reasons == []


def test_a_rotation_without_its_backup_does_not_begin(desk):
    def full(reason, progress):
        raise DiskFull

    desk.copies.make = full
    with pytest.raises(DiskFull):
        desk.keys.rotate(a_proof(), new(), lambda _: None)
    assert desk.ring.done == []


def test_a_journal_that_cannot_be_written_is_said_after_the_change(desk, monkeypatch):
    def full():
        raise DiskFull

    monkeypatch.setattr(desk.store, "work", full)
    with pytest.raises(KeyChangeNotJournalled):
        desk.keys.change_passphrase(a_proof(), new())
    assert desk.ring.phrase == NEW_PHRASE.encode()
