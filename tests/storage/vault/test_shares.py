"""Two shares of three give the code back; one says nothing; shares of two codes are told apart."""

from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from testkit.vaults import FAST_COST

from app.ports.keys import CodeMistyped, SharesDoNotMatch
from storage.vault import shares
from storage.vault.recovery_code import complete, in_groups, new_code
from storage.vault.slots import Slot

CODE = bytearray(b"0149-GS5J-2K7W-MEA8-8AEM-W7K2-J5SG-9410")


def a_slot(slot_id=b"\x12\x34" + bytes(7)):
    return Slot(slot_id, "recovery", date(2026, 3, 2), 1, FAST_COST, b"", b"", b"")


def drawn_codes():
    def code(data):
        whole = bytearray(2) + bytearray(data)
        complete(whole)
        return in_groups(whole)

    return st.lists(st.integers(0, 31), min_size=30, max_size=30).map(code)


@given(code=drawn_codes())
def test_any_two_shares_give_the_code(code):
    made = shares.split(code, "abcdef", a_slot())
    for first, second in permutations(made, 2):
        assert shares.join(first.words, second.words) == code


def test_a_share_is_nine_groups_and_carries_its_number():
    for number, share in enumerate(shares.split(CODE, "abcdef", a_slot()), start=1):
        assert share.number == shares.number_of(share.words) == number
        assert [len(group) for group in share.groups()] == [4] * 9
        assert (share.label, share.slot_id) == ("abcdef", "123400")


@given(code=drawn_codes(), other=drawn_codes(), number=st.sampled_from(shares.NUMBERS))
def test_one_share_alone_fits_every_code(code, other, number):
    """Whatever the share in hand, there is a second share that gives any code there could be."""
    share = shares.split(code, "abcdef", a_slot())[number - 1]
    _, tag, masked = shares._read(share.words)
    secret = shares._packed(other)
    inverse = shares._inverse(number)
    chance = [shares.times(inverse, one ^ two) for one, two in zip(secret, masked, strict=True)]
    second = number % 3 + 1
    completing = bytearray(
        one ^ shares.times(second, drawn) for one, drawn in zip(secret, chance, strict=True)
    )
    words = shares._written(second, tag, completing)
    assert shares.join(share.words, words) == other


def test_the_same_share_twice_is_told():
    first, *_ = shares.split(CODE, "abcdef", a_slot())
    with pytest.raises(SharesDoNotMatch) as caught:
        shares.join(first.words, first.words)
    assert caught.value.facts == {"reason": "same"}


def test_the_first_share_is_wiped_when_the_second_is_mistyped(monkeypatch):
    first, *_ = shares.split(CODE, "abcdef", a_slot())
    reads, met = shares._read, []

    def read(text):
        found = reads(text)
        met.append(found[-1])
        return found

    monkeypatch.setattr(shares, "_read", read)
    with pytest.raises(CodeMistyped):
        shares.join(first.words, b"")
    assert [any(masked) for masked in met] == [False]


def test_nothing_is_unpacked_of_a_share_whose_number_is_none_of_the_three(monkeypatch):
    words, unpacked = shares._written(4, 0, bytearray(b"\x01" * shares.DATA_BYTES)), []

    def unpack(packed):
        unpacked.append(packed)
        return bytearray(packed)

    monkeypatch.setattr(shares, "bytearray", unpack, raising=False)
    with pytest.raises(CodeMistyped) as caught:
        shares.number_of(words)
    assert caught.value.facts == {"group": 0}
    assert unpacked == []


def test_shares_of_two_slots_are_told_apart():
    first, *_ = shares.split(CODE, "abcdef", a_slot())
    _, second, _ = shares.split(new_code(), "abcdef", a_slot(b"\x99\x34" + bytes(7)))
    with pytest.raises(SharesDoNotMatch) as caught:
        shares.join(first.words, second.words)
    assert caught.value.facts == {"reason": "other_code"}


def test_a_slip_in_a_share_is_told_by_its_group():
    first, second, _ = shares.split(CODE, "abcdef", a_slot())
    wrong = bytearray(second.words)
    wrong[41] = ord("0") if wrong[41] != ord("0") else ord("1")
    with pytest.raises(CodeMistyped) as caught:
        shares.join(first.words, wrong)
    assert caught.value.facts == {"group": 9}


def test_the_vector_of_the_format_holds(monkeypatch):
    monkeypatch.setattr(shares.secrets, "token_bytes", lambda length: bytes(range(1, length + 1)))
    made = shares.split(CODE, "abcdef", a_slot())
    assert [bytes(share.words) for share in made] == VECTORS
    assert shares.join(VECTORS[0], VECTORS[2]) == CODE


def test_multiplication_is_that_of_a_field():
    assert shares.times(0x57, 0x83) == 0xC1
    for value in range(1, 256):
        assert shares.times(value, shares._inverse(value)) == 1


VECTORS = [
    b"1P8J-44SM-SXP2-74WT-CA19-2B44-4VCK-SHHB-20HK",
    b"EPGJ-459R-RNT3-V1W8-AATA-T5NC-13YH-X9JD-BD06",
    b"4SRJ-45SW-RDY3-F2W6-8AKB-J05M-2BGG-11KF-C9GN",
]
