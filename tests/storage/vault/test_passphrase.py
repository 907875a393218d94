"""Passphrases: what is proposed, what is judged too weak, and nothing kept of them."""

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from testkit.vaults import PASSPHRASE, phrase

import resources
from app.ports.vault import PassphraseRefused
from storage.vault.keys import Purpose, SecretKey, sub_key
from storage.vault.passphrase import FrenchPassphrases, prepared

adviser = FrenchPassphrases()


def judged(text, *known):
    return adviser.assess(phrase(text), known)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "too_short"),
        ("xK9$vQ2!mZ7#p", "too_short"),
        ("motdepasse123456", "guessable"),
        ("azertyuiopqsdfgh", "guessable"),
        ("soleil soleil soleil", "guessable"),
        ("aaaaaaaaaaaaaaaaaaaa", "guessable"),
        ("12031985 12031985", "guessable"),
        ("a\tlong enough phrase", "control_characters"),
        ("x" * 1100, "too_long"),
        ("le chat dort bien", "guessable"),
        ("Ville fictive 2026", "good"),
        ("k7#Qz!p0Vx$2mL", "good"),
        ("pertinent lombaire debout soif", "good"),
        (PASSPHRASE, "strong"),
        ("Le héron gris dîne près du moulin à vent", "strong"),
    ],
)
def test_a_phrase_is_judged_by_how_it_would_be_guessed(text, code):
    verdict = judged(text)
    assert verdict.code == code
    assert verdict.acceptable == (code in {"good", "strong"})


def test_words_that_everybody_around_knows_make_a_phrase_weaker():
    text = "villefictive 2026"
    assert judged(text, "villefictive").score < judged(text).score


def test_spaces_at_the_edges_are_told():
    assert judged(f" {PASSPHRASE}").edge_spaces
    assert not judged(PASSPHRASE).edge_spaces


def test_what_is_not_text_is_refused():
    with pytest.raises(PassphraseRefused):
        adviser.assess(bytearray(b"\xff\xfe" * 10))


def test_seven_words_of_the_list_are_proposed_and_strong():
    words = resources.read_text("passphrase", "words_fr.txt").split()
    proposals = {bytes(adviser.propose()) for _ in range(20)}
    assert len(proposals) == 20
    for proposal in proposals:
        parts = proposal.decode().split(" ")
        assert len(parts) == 7
        assert set(parts) <= set(words)
        assert adviser.assess(bytearray(proposal)).code == "strong"


@given(st.text(min_size=1, max_size=80))
def test_preparing_is_stable_or_refused(text):
    try:
        once = prepared(phrase(text))
    except PassphraseRefused:
        return
    assert prepared(bytearray(once)) == once


@given(st.binary(max_size=60))
def test_any_bytes_are_taken_or_refused_by_code(data):
    try:
        outcome = "taken" if prepared(bytearray(data)) else "lost"
    except PassphraseRefused as error:
        outcome = error.facts["reason"]
    assert outcome in {"taken", "empty", "not_text", "control_characters"}


@pytest.mark.requirement("BRY-27")
def test_a_key_shows_nothing_and_is_never_stored():
    key = SecretKey.random()
    assert key.raw.hex() not in repr(key)
    assert repr(key) == "SecretKey(hidden)"
    for store in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            store(key)


def test_a_key_is_wiped_at_the_end_of_its_block():
    with SecretKey.random() as key:
        assert any(key.raw)
    assert not any(key.raw)


def test_each_purpose_vault_and_epoch_has_its_own_key():
    master = SecretKey.random()
    made = {
        bytes(sub_key(master, vault, purpose, epoch).raw)
        for vault in (bytes(16), bytes([1]) * 16)
        for purpose in Purpose
        for epoch in (1, 2)
    }
    assert len(made) == 2 * len(Purpose) * 2
