"""Passphrases: how they are read, proposed and judged (security: 7 random words, or 14 characters).

A phrase is UTF-8 in a `bytearray`. Beyond ASCII, normalising needs a text copy that Python cannot
wipe: it goes when locking replaces the process.
"""

from __future__ import annotations

import secrets
import unicodedata
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING

import resources
from app.ports.vault import PassphraseRefused, PassphraseVerdict

if TYPE_CHECKING:
    from collections.abc import Sequence

PROPOSED_WORDS = 7
SHORTEST = 14
LONGEST_BYTES = 1024
_JUDGED_LETTERS = 72  # the estimator reads no further; more letters never make a phrase weaker
# Powers of ten of guesses. From the third step on, a card trying 500 phrases a second would need
# two thousand years; the last one is 80 bits, what the CNIL asks of a phrase alone.
_SCORE_STEPS = (6.0, 10.0, 13.5, 24.0)
_DEL = 0x7F
_FIRST_PRINTABLE = 0x20


def prepared(passphrase: bytearray) -> bytearray:
    """Return the bytes to derive a key from: NFKC, no control character; the caller wipes them."""
    if not passphrase:
        raise PassphraseRefused(reason="empty")
    if len(passphrase) > LONGEST_BYTES:
        raise PassphraseRefused(reason="too_long", longest=LONGEST_BYTES)
    if passphrase.isascii():
        if any(byte < _FIRST_PRINTABLE or byte == _DEL for byte in passphrase):
            raise PassphraseRefused(reason="control_characters")
        return bytearray(passphrase)
    text = unicodedata.normalize("NFKC", _text(passphrase))
    if any(unicodedata.category(letter) == "Cc" for letter in text):
        raise PassphraseRefused(reason="control_characters")
    return bytearray(text, "utf-8")


def french_words() -> tuple[str, ...]:
    """The shipped list of 7,776 French words."""
    return _words("words_fr.txt")


class FrenchPassphrases:
    """Proposes words of the shipped French list, and judges phrases that people choose."""

    def propose(self) -> bytearray:
        """Draw seven words, separated by spaces."""
        words = french_words()
        return bytearray(" ".join(secrets.choice(words) for _ in range(PROPOSED_WORDS)), "utf-8")

    def assess(self, passphrase: bytearray, known_words: Sequence[str] = ()) -> PassphraseVerdict:
        """Judge a phrase; `known_words` are those that anybody around would try first."""
        text = unicodedata.normalize("NFKC", _text(passphrase))
        edge_spaces = text != text.strip()
        if any(unicodedata.category(letter) == "Cc" for letter in text):
            return PassphraseVerdict("control_characters", 0, acceptable=False, length=len(text))
        score = _score(text, known_words)
        if len(passphrase) > LONGEST_BYTES:
            code = "too_long"
        elif len(text) < SHORTEST:
            code = "too_short"
        else:
            code = ("guessable", "guessable", "guessable", "good", "strong")[score]
        return PassphraseVerdict(
            code,
            score,
            acceptable=code in {"good", "strong"},
            length=len(text),
            edge_spaces=edge_spaces,
        )


def _text(passphrase: bytearray) -> str:
    try:
        return passphrase.decode("utf-8")
    except UnicodeDecodeError as error:
        raise PassphraseRefused(reason="not_text") from error


def _score(text: str, known_words: Sequence[str]) -> int:
    """Place a phrase between 0 (guessed at once) and 4 (80 bits), by the guesses it would take.

    Spaces and accents are left out: whoever guesses words tries them with and without.
    """
    from zxcvbn import zxcvbn

    expected = [*_guessed_first(), *map(_bare, known_words)]
    judged = _bare(text)[:_JUDGED_LETTERS]
    guesses_log10 = float(zxcvbn(judged, user_inputs=expected)["guesses_log10"]) if judged else 0
    return bisect_right(_SCORE_STEPS, guesses_log10)


def _bare(text: str) -> str:
    opened = unicodedata.normalize("NFKD", text)
    kept = (letter for letter in opened if not unicodedata.combining(letter))
    return "".join("".join(kept).split())


@cache
def _guessed_first() -> tuple[str, ...]:
    return tuple(map(_bare, (*_words("common_fr.txt"), *french_words())))


@cache
def _words(name: str) -> tuple[str, ...]:
    lines = resources.read_text("passphrase", name).splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))
