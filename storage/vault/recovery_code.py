"""The alphabet of what is written on paper, and its checks: recovery codes and shares (FORMAT.md).

Symbols are elements of GF(32). Three sums over all of them are zero: of the symbols, of symbol ×
column, of symbol × row, where position p stands at column p mod 32 and row p div 32. Two symbols
wrong are always found; one alone is found at its place.
"""

from __future__ import annotations

import secrets
from functools import cache
from typing import TYPE_CHECKING

from app.ports.keys import CodeMistyped, GroupMistyped
from storage.vault.keys import wipe

if TYPE_CHECKING:
    from collections.abc import Iterable

ALPHABET = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O and U
GROUP = 4
CODE_LENGTH = 32
SYMBOL_BITS = 5
SYMBOLS = 1 << SYMBOL_BITS
_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1
_READ_AS = {ord("O"): ord("0"), ord("I"): ord("1"), ord("L"): ord("1")}
_SMALL_A, _SMALL_Z = ord("a"), ord("z")
_CASE = ord("a") - ord("A")
_SKIPPED = frozenset(b" -\t\r\n._")


def new_code() -> bytearray:
    """Draw a code: 150 random bits and two check symbols, in groups with dashes."""
    symbols = bytearray(secrets.token_bytes(CODE_LENGTH))
    for place, drawn in enumerate(symbols):
        symbols[place] = drawn % SYMBOLS  # 256 is a multiple of 32: no symbol is likelier
    complete(symbols)
    written = in_groups(symbols)
    wipe(symbols)
    return written


def read_code(text: bytes | bytearray) -> bytearray:
    """Return the 32 ASCII letters that the slot derives its key from; else CodeMistyped(group)."""
    symbols = read_symbols(text, CODE_LENGTH)
    letters = bytearray(ALPHABET[symbol] for symbol in symbols)
    wipe(symbols)
    return letters


def check_positions(length: int) -> tuple[int, ...]:
    """Where the check symbols stand: the first two, and the first of the second row."""
    return (0, 1) if length <= SYMBOLS else (0, 1, SYMBOLS)


def complete(symbols: bytearray) -> None:
    """Set the check symbols so that the three sums are zero."""
    for place in check_positions(len(symbols)):
        symbols[place] = 0
    _, by_column, by_row = sums(symbols)
    if len(symbols) > SYMBOLS:
        symbols[SYMBOLS] = by_row
    symbols[1] = by_column
    symbols[0] = sums(symbols)[0]


def sums(symbols: bytes | bytearray) -> tuple[int, int, int]:
    """Return the three sums; all zero when nothing is wrong."""
    total = by_column = by_row = 0
    for place, symbol in enumerate(symbols):
        row, column = divmod(place, SYMBOLS)
        total ^= symbol
        by_column ^= times(symbol, column)
        by_row ^= times(symbol, row)
    return total, by_column, by_row


def read_symbols(text: bytes | bytearray, length: int) -> bytearray:
    """Read what was typed: case, spaces and dashes aside, O as 0, I and L as 1.

    The group told is that of a letter that does not exist, or of the one wrong symbol; 0 when
    several symbols are wrong or some are missing.
    """
    symbols = bytearray()
    try:
        _read_into(symbols, text, length)
    except CodeMistyped:
        wipe(symbols)
        raise
    return symbols


def _read_into(symbols: bytearray, text: bytes | bytearray, length: int) -> None:
    for byte in text:
        letter = byte - _CASE if _SMALL_A <= byte <= _SMALL_Z else byte
        if letter in _SKIPPED:
            continue
        symbol = ALPHABET.find(_READ_AS.get(letter, letter))
        if symbol < 0:
            raise GroupMistyped(group=min(len(symbols), length - 1) // GROUP + 1)
        symbols.append(symbol)
    if len(symbols) != length:
        raise CodeMistyped(group=0)
    found = sums(symbols)
    if group := _group_of_one_error(found, length):
        raise GroupMistyped(group=group)
    if any(found):
        raise CodeMistyped(group=0)


def in_groups(symbols: Iterable[int]) -> bytearray:
    """Write symbols in groups of four with dashes."""
    written = bytearray()
    for place, symbol in enumerate(symbols):
        if place and place % GROUP == 0:
            written += b"-"
        written.append(ALPHABET[symbol])
    return written


def times(first: int, second: int) -> int:
    """Multiply in GF(32)."""
    return _products()[first][second]


@cache
def _products() -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(_product(a, b) for b in range(SYMBOLS)) for a in range(SYMBOLS))


def _product(first: int, second: int) -> int:
    product = 0
    while second:
        if second & 1:
            product ^= first
        first <<= 1
        if first & SYMBOLS:
            first ^= _POLYNOMIAL
        second >>= 1
    return product


def _group_of_one_error(found: tuple[int, int, int], length: int) -> int:
    """The group of the one wrong symbol that would give these sums, 0 if no single one does."""
    for place in range(length):
        row, column = divmod(place, SYMBOLS)
        if found[0] and found == (found[0], times(found[0], column), times(found[0], row)):
            return place // GROUP + 1
    return 0
