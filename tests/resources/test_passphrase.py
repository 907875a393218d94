"""The French words of proposed passphrases: enough of them, typed alike, fit to be read aloud."""

from __future__ import annotations

import math
import re
from itertools import pairwise

import pytest

import resources
from app.domain.people import folded

WORDS = resources.read_text("passphrase", "words_fr.txt").splitlines()
COMMON = [
    line
    for line in resources.read_text("passphrase", "common_fr.txt").splitlines()
    if not line.startswith("#")
]


def test_seven_words_are_worth_ninety_bits():
    assert len(WORDS) == len(set(WORDS)) == 6**5
    assert 7 * math.log2(len(WORDS)) > 90


def test_every_word_is_typed_alike_on_every_keyboard():
    assert [word for word in WORDS if not re.fullmatch(r"[a-z]{4,9}", word)] == []


def test_the_words_are_in_order():
    assert all(one < other for one, other in pairwise(WORDS))


def test_no_word_is_another_with_one_letter_more():
    known = set(WORDS)
    assert [word for word in WORDS if word[:-1] in known] == []


@pytest.mark.parametrize(
    "word",
    ["mort", "cancer", "suicide", "viol", "salope", "nazi", "prison", "enfer", "divorce", "tueur"],
)
def test_no_word_hurts_whoever_reads_it(word: str):
    assert word not in WORDS


def test_the_source_and_licence_of_the_words_are_told():
    source = resources.read_text("passphrase", "SOURCE.md")
    assert all(told in source for told in ("words_fr.txt", "common_fr.txt", "MIT", "7,776"))


def test_common_phrases_are_lower_case_and_said_once():
    assert len(set(COMMON)) == len(COMMON)
    assert [phrase for phrase in COMMON if phrase != phrase.lower() or not folded(phrase)] == []


@pytest.mark.parametrize(
    "phrase", ["azerty", "motdepasse", "mieux vaut tard que jamais", "servicesocial"]
)
def test_what_many_people_choose_is_among_the_common_phrases(phrase: str):
    assert phrase in COMMON
