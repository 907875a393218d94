"""A recovery code in three shares, any two of which give it back (Shamir over GF(256), FORMAT.md).

Share n is code ⊕ n × chance, byte by byte: one share alone fits every code there could be.
"""

from __future__ import annotations

import secrets
from contextlib import ExitStack
from typing import TYPE_CHECKING

from app.ports.keys import CodeMistyped, RecoveryShare, SharesDoNotMatch
from storage.vault.keys import wipe
from storage.vault.recovery_code import (
    CODE_LENGTH,
    SYMBOL_BITS,
    check_positions,
    complete,
    in_groups,
    read_symbols,
)

if TYPE_CHECKING:
    from storage.vault.slots import Slot

NUMBERS = (1, 2, 3)
SHARE_LENGTH = 36
DATA_BYTES = 19
TAG_BITS = 11
_CODE_BITS = (CODE_LENGTH - len(check_positions(CODE_LENGTH))) * SYMBOL_BITS
_DATA_BITS = DATA_BYTES * 8
_POLYNOMIAL = 0b1_0001_1011  # x^8 + x^4 + x^3 + x + 1


def split(
    code: bytearray, label: str, slot: Slot
) -> tuple[RecoveryShare, RecoveryShare, RecoveryShare]:
    """Make the three shares of a code, marked with its slot."""
    secret = _packed(code)
    chance = bytearray(secrets.token_bytes(DATA_BYTES))
    tag = int.from_bytes(slot.id[:2], "big") >> (16 - TAG_BITS)

    def share(number: int) -> RecoveryShare:
        masked = bytearray(
            one ^ times(number, drawn) for one, drawn in zip(secret, chance, strict=True)
        )
        words = _written(number, tag, masked)
        wipe(masked)
        return RecoveryShare(number, words, label, slot.short_id)

    try:
        return share(1), share(2), share(3)
    finally:
        wipe(secret)
        wipe(chance)


def number_of(text: bytes | bytearray) -> int:
    """The number of a share as typed; CodeMistyped."""
    number, _, masked = _read(text)
    wipe(masked)
    return number


def join(first: bytes | bytearray, second: bytes | bytearray) -> bytearray:
    """Return the code of two shares, in groups; CodeMistyped, SharesDoNotMatch."""
    number, tag, masked = _read(first)
    with ExitStack() as done:
        done.callback(wipe, masked)
        other_number, other_tag, other_masked = _read(second)
        done.callback(wipe, other_masked)
        if number == other_number or tag != other_tag:
            raise SharesDoNotMatch(reason="same" if number == other_number else "other_code")
        scale = _inverse(number ^ other_number)
        secret = bytearray(
            times(scale, times(other_number, one) ^ times(number, other))
            for one, other in zip(masked, other_masked, strict=True)
        )
        return _unpacked(secret)


def times(first: int, second: int) -> int:
    """Multiply in GF(256)."""
    product = 0
    while second:
        if second & 1:
            product ^= first
        first <<= 1
        if first & 0x100:
            first ^= _POLYNOMIAL
        second >>= 1
    return product


def _inverse(value: int) -> int:
    return next(other for other in range(1, 256) if times(value, other) == 1)


def _packed(code: bytearray) -> bytearray:
    """The 150 random bits of a code as bytes; its check symbols come back by themselves."""
    symbols = read_symbols(code, CODE_LENGTH)
    number = 0
    for place, symbol in enumerate(symbols):
        if place not in check_positions(CODE_LENGTH):
            number = number << SYMBOL_BITS | symbol
    wipe(symbols)
    return bytearray(number.to_bytes(DATA_BYTES, "big"))


def _unpacked(secret: bytearray) -> bytearray:
    """The code of its 150 bits; more bits than that come from shares of different codes."""
    number = int.from_bytes(secret, "big")
    wipe(secret)
    if number >> _CODE_BITS:
        raise SharesDoNotMatch(reason="other_code")
    symbols = _placed(number, CODE_LENGTH)
    written = in_groups(symbols)
    wipe(symbols)
    return written


def _written(number: int, tag: int, masked: bytearray) -> bytearray:
    whole = (number << TAG_BITS | tag) << _DATA_BITS | int.from_bytes(masked, "big")
    symbols = _placed(whole, SHARE_LENGTH)
    written = in_groups(symbols)
    wipe(symbols)
    return written


def _read(text: bytes | bytearray) -> tuple[int, int, bytearray]:
    symbols = read_symbols(text, SHARE_LENGTH)
    whole = 0
    for place, symbol in enumerate(symbols):
        if place not in check_positions(SHARE_LENGTH):
            whole = whole << SYMBOL_BITS | symbol
    wipe(symbols)
    marks = whole >> _DATA_BITS
    number, tag = marks >> TAG_BITS, marks & ((1 << TAG_BITS) - 1)
    if number not in NUMBERS:
        raise CodeMistyped(group=0)
    return number, tag, bytearray((whole & ((1 << _DATA_BITS) - 1)).to_bytes(DATA_BYTES, "big"))


def _placed(number: int, length: int) -> bytearray:
    """Spread a number over the symbols that are no checks, and complete these."""
    symbols = bytearray(length)
    for place in reversed(range(length)):
        if place not in check_positions(length):
            symbols[place] = number % (1 << SYMBOL_BITS)
            number >>= SYMBOL_BITS
    complete(symbols)
    return symbols
