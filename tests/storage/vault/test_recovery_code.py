"""What is written on paper: every slip of one letter or of two neighbours is found, at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ports.keys import CodeMistyped
from storage.vault.recovery_code import (
    ALPHABET,
    CODE_LENGTH,
    GROUP,
    complete,
    in_groups,
    new_code,
    read_code,
    read_symbols,
    sums,
    times,
)
from storage.vault.shares import SHARE_LENGTH

LENGTHS = (CODE_LENGTH, SHARE_LENGTH)
VECTOR = b"0149-GS5J-2K7W-MEA8-8AEM-W7K2-J5SG-9410"
symbols = st.integers(0, 31)


def completed(data, length):
    whole = bytearray(data)
    complete(whole)
    assert len(whole) == length
    return whole


def mistyped(text, length=CODE_LENGTH):
    with pytest.raises(CodeMistyped) as caught:
        read_symbols(bytes(text), length)
    return caught.value.facts["group"]


def test_the_vector_of_the_format_holds():
    squares = completed([place * place % 31 for place in range(CODE_LENGTH)], CODE_LENGTH)
    assert in_groups(squares) == VECTOR
    assert read_code(VECTOR) == VECTOR.replace(b"-", b"")


def test_a_code_is_eight_groups_of_four_and_reads_back():
    code = new_code()
    assert [len(group) for group in code.split(b"-")] == [4] * 8
    assert read_code(code) == code.replace(b"-", b"")
    assert new_code() != code


@pytest.mark.parametrize("length", LENGTHS)
def test_every_single_wrong_symbol_is_found_in_its_group(length):
    """The sums are linear: what holds for the zero word holds for every word."""
    for place in range(length):
        for error in range(1, 32):
            word = bytearray(length)
            word[place] = error
            assert mistyped(in_groups(word), length) == place // GROUP + 1


@pytest.mark.parametrize("length", LENGTHS)
def test_every_two_wrong_symbols_are_found(length):
    """Two errors hide each other only if their sums are equal; a swap is two errors."""
    found = set()
    for place in range(length):
        for error in range(1, 32):
            word = bytearray(length)
            word[place] = error
            found.add(sums(word))
    assert len(found) == length * 31
    assert (0, 0, 0) not in found


@pytest.mark.parametrize("length", LENGTHS)
@given(data=st.data())
def test_swapped_neighbours_are_found_in_any_word(length, data):
    word = completed(data.draw(st.lists(symbols, min_size=length, max_size=length)), length)
    place = data.draw(st.integers(0, length - 2))
    swapped = bytearray(word)
    swapped[place], swapped[place + 1] = word[place + 1], word[place]
    if swapped != word:
        mistyped(in_groups(swapped), length)


def test_case_spaces_and_look_alikes_do_not_matter():
    code = completed([ALPHABET.find(letter) for letter in b"01" * 16], CODE_LENGTH)
    written = in_groups(code).decode()
    typed = written.lower().replace("0", "o").replace("1", "l").replace("-", "  ")
    assert read_code(typed.encode()) == written.replace("-", "").encode()
    assert read_code(written.replace("1", "I").encode()) == written.replace("-", "").encode()


@pytest.mark.parametrize(
    ("text", "group"),
    [(b"", 0), (VECTOR[:-1], 0), (VECTOR + b"0", 0), (b"014U" + VECTOR[4:], 1), (b"\xc3\xa9", 1)],
)
def test_what_cannot_be_a_code_is_refused_with_the_group_to_look_at(text, group):
    assert mistyped(text) == group


def test_multiplication_is_that_of_a_field():
    for a in range(32):
        assert times(a, 1) == a
        for b in range(32):
            assert times(a, b) == times(b, a)
            assert (times(a, b) == 0) == (a == 0 or b == 0)
            assert times(a, times(b, 7)) == times(times(a, b), 7)
