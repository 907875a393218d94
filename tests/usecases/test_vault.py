"""The service of the cabinet: patience after wrong phrases, phrases wiped, sessions journalled."""

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from testkit.fake_keys import CODE, FakeKeyRing
from testkit.vaults import PASSPHRASE, fast_vaults, phrase

from app.ports.keys import WrongRecoveryCode
from app.ports.vault import (
    AlreadyOpen,
    DiskFull,
    LocationWarning,
    Opening,
    PassphraseTooWeak,
    PassphraseVerdict,
    ReadOnlyReason,
    TryTooSoon,
    VaultCheck,
    VaultInfo,
    VaultLocked,
    WrongPassphrase,
)
from app.usecases.patience import delay_after
from app.usecases.vault import VaultService
from storage.vault.passphrase import FrenchPassphrases

INFO = VaultInfo("abcdef", date(2026, 3, 2), 1, ("passphrase",), None, closed_cleanly=True)


class FakeVault:
    """An open vault that remembers what was journalled."""

    def __init__(self):
        self.info = INFO
        self.opening = Opening(closed_cleanly=True, header_repaired=False, wal_missing=False)
        self.keys = FakeKeyRing()
        self.entries = []
        self.closed = False
        self.disk_full = False

    def record(self, entry):
        if self.disk_full:
            raise DiskFull
        self.entries.append(entry)

    def check(self):
        return VaultCheck((), 1, 1)

    def close(self):
        self.closed = True
        return True


class FakeGateway:
    """Opens with one phrase only."""

    def __init__(self):
        self.made = FakeVault()
        self.phrases = []

    def create(self, folder, passphrase, *, cost=None):
        self.phrases.append(bytes(passphrase))
        return self.made

    def unlock(self, folder, passphrase, keyfile=None):
        self.phrases.append(bytes(passphrase))
        if passphrase != phrase():
            raise WrongPassphrase
        return self.made

    def recover(self, folder, code, new_passphrase):
        self.phrases.append(bytes(code))
        if code != phrase(CODE):
            raise WrongRecoveryCode
        return self.made

    def inspect(self, folder):
        return INFO

    def location_warning(self, folder):
        return LocationWarning("location_network", "unc")


class FakeAdviser:
    def propose(self):
        return phrase()

    def assess(self, passphrase, known_words=()):
        good = len(passphrase) >= 14
        return PassphraseVerdict("strong" if good else "too_short", 4, good, len(passphrase))


class FakeSeconds:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def gateway():
    return FakeGateway()


@pytest.fixture
def seconds():
    return FakeSeconds()


@pytest.fixture
def service(gateway, seconds):
    return VaultService(gateway, FakeAdviser(), seconds)


def fail(service, times, seconds):
    for _ in range(times):
        seconds.now += service.wait_seconds()
        with pytest.raises(WrongPassphrase):
            service.unlock("v", phrase("une autre"))


def test_delays_grow_and_stop_growing():
    assert [delay_after(n) for n in range(12)] == [0, 0, 0, 1, 2, 4, 8, 16, 30, 30, 30, 30]
    assert delay_after(10_000) == 30


@pytest.mark.requirement("BRY-30")
def test_after_three_wrong_phrases_the_next_try_waits(service, seconds, gateway):
    fail(service, 3, seconds)
    assert service.status().wait_seconds == 1
    tried = len(gateway.phrases)
    with pytest.raises(TryTooSoon) as caught:
        service.unlock("v", phrase())
    assert caught.value.facts == {"seconds": 1}
    assert len(gateway.phrases) == tried
    seconds.now += 1
    service.unlock("v", phrase())


def test_a_try_made_too_soon_does_not_count(service, seconds):
    fail(service, 4, seconds)
    with pytest.raises(TryTooSoon):
        service.unlock("v", phrase("une autre"))
    assert service.status().failed_tries == 4


def test_the_number_of_failed_tries_is_journalled_at_the_next_success(service, seconds, gateway):
    fail(service, 3, seconds)
    seconds.now += 1
    service.unlock("v", phrase())
    (entry,) = gateway.made.entries
    assert (entry.event, entry.fields) == (
        "vault_unlocked",
        ("slot:passphrase", "failed_tries:3"),
    )
    assert service.status().failed_tries == 0


@pytest.mark.parametrize("text", [PASSPHRASE, "une autre"])
def test_the_phrase_is_wiped_whatever_happens(service, text):
    given = phrase(text)
    with suppress(WrongPassphrase):
        service.unlock("v", given)
    assert not any(given)
    assert len(given) == len(phrase(text))


def test_a_weak_phrase_makes_no_vault(service, gateway):
    given = phrase("trop court")
    with pytest.raises(PassphraseTooWeak) as caught:
        service.create("v", given)
    assert caught.value.facts["verdict"] == "too_short"
    assert gateway.phrases == []
    assert not any(given)


def test_a_made_vault_is_open(service, gateway):
    assert service.create("v", phrase()) is gateway.made
    assert service.status().is_open
    assert service.vault is gateway.made


def test_one_vault_at_a_time(service):
    service.unlock("v", phrase())
    with pytest.raises(AlreadyOpen):
        service.unlock("w", phrase())


def test_a_lock_is_journalled_with_its_reason_then_closes(service, gateway):
    service.unlock("v", phrase())
    assert service.lock("idle")
    assert gateway.made.entries[-1].fields == ("reason:idle",)
    assert gateway.made.closed
    with pytest.raises(VaultLocked):
        _ = service.vault
    assert service.lock("idle")


def test_a_full_disk_neither_keeps_her_out_nor_in(service, gateway):
    gateway.made.disk_full = True
    service.unlock("v", phrase())
    assert not service.lock("button")
    assert gateway.made.closed


def test_what_is_asked_without_a_key_is_passed_on(service):
    assert service.inspect("v") == INFO
    assert service.location_warning("v") == LocationWarning("location_network", "unc")
    assert service.propose() == phrase()
    assert service.assess(phrase()).acceptable


def test_the_service_runs_on_a_real_vault(tmp_path, seconds):
    real = VaultService(fast_vaults(), FrenchPassphrases(), seconds)
    real.create(tmp_path / "v", phrase())
    assert real.lock("button")
    fail_real = phrase("une autre phrase encore")
    with pytest.raises(WrongPassphrase):
        real.unlock(tmp_path / "v", fail_real)
    vault = real.unlock(tmp_path / "v", phrase())
    with vault.read() as connection:
        events = [event for (event,) in connection.execute("SELECT event FROM journal")]
    assert events == ["vault_created", "vault_unlocked", "vault_locked", "vault_unlocked"]
    assert real.lock("button")


def test_an_opening_is_journalled_with_the_kind_of_its_slot(service, gateway):
    gateway.made.keys.keyfile = Path("cle.key")
    service.unlock("v", phrase(), Path("cle.key"))
    assert gateway.made.entries[-1].fields == ("slot:passphrase+keyfile",)


def test_she_is_not_asked_again_for_a_minute(service, seconds):
    service.unlock("v", phrase())
    assert not service.proven()
    given = phrase()
    service.prove(given)
    assert service.proven()
    assert not any(given)
    seconds.now += 59
    assert service.proven()
    seconds.now += 1
    assert not service.proven()


def test_a_wrong_proof_counts_and_proves_nothing(service):
    service.unlock("v", phrase())
    for _ in range(3):
        with pytest.raises(WrongPassphrase):
            service.prove(phrase("une autre"))
    assert not service.proven()
    with pytest.raises(TryTooSoon):
        service.prove(phrase())


def test_a_lock_ends_what_was_proven(service):
    service.unlock("v", phrase())
    service.prove(phrase())
    service.lock("button")
    assert not service.proven()
    service.unlock("v", phrase())
    assert not service.proven()


def test_a_code_opens_with_a_new_phrase_and_both_are_wiped(service, gateway):
    code, new = phrase(CODE), phrase("cerise bitume horloge dauphin velours")
    assert service.recover("v", code, new) is gateway.made
    assert [entry.event for entry in gateway.made.entries] == ["vault_unlocked", "phrase_changed"]
    assert gateway.made.entries[0].fields == ("slot:recovery",)
    assert not any(code)
    assert not any(new)


def test_wrong_codes_count_in_the_same_delay(service, seconds):
    fail(service, 2, seconds)
    with pytest.raises(WrongRecoveryCode):
        service.recover("v", phrase("autre"), phrase("cerise bitume horloge"))
    with pytest.raises(TryTooSoon):
        service.unlock("v", phrase())
    with pytest.raises(TryTooSoon):
        service.recover("v", phrase(CODE), phrase("cerise bitume horloge"))


def test_a_weak_new_phrase_is_refused_before_the_code_is_tried(service, gateway):
    with pytest.raises(PassphraseTooWeak):
        service.recover("v", phrase(CODE), phrase("court"))
    assert gateway.phrases == []


def test_a_vault_open_for_reading_only_is_locked_clean_and_writes_nothing(service, gateway):
    opened = gateway.made
    opened.opening = Opening(
        closed_cleanly=True,
        header_repaired=False,
        wal_missing=False,
        read_only=ReadOnlyReason.MEDIUM,
    )
    service.unlock("v", phrase())
    opened.entries.clear()
    assert service.lock("button")
    assert opened.entries == []
    assert opened.closed
