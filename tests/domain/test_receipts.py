"""The code read out on the telephone: short, forgiving, and told by the secret alone."""

import hmac
from secrets import token_bytes

import pytest

from app.domain.receipts import ALPHABET, GROUP, is_receipt_code, receipt_code
from storage.vault import recovery_code

SECRET = b"quittance fictive"


def test_a_receipt_is_two_groups_of_four_signs_that_cannot_be_confused() -> None:
    for _ in range(50):
        groups = receipt_code(token_bytes(32)).split("-")

        assert [len(one) for one in groups] == [GROUP, GROUP]
        assert set("".join(groups)) <= set(ALPHABET)
    assert not set("ILOU") & set(ALPHABET)


def test_the_signs_are_those_of_the_recovery_codes() -> None:
    assert ALPHABET.encode() == recovery_code.ALPHABET


def test_a_receipt_is_what_the_format_says() -> None:
    """Counted here in another way: digits of base 32, the lowest first."""
    number = int(hmac.new(SECRET, b"armoire receipt code", "sha256").hexdigest(), 16)
    signs = ""
    for _ in range(8):
        number, digit = divmod(number, 32)
        signs += ALPHABET[digit]

    assert receipt_code(SECRET) == f"{signs[:4]}-{signs[4:]}"


def test_a_receipt_is_always_the_same_for_one_secret_and_differs_for_another() -> None:
    assert receipt_code(SECRET) == receipt_code(SECRET)
    assert len({receipt_code(bytes((one,))) for one in range(200)}) == 200


def test_a_receipt_is_read_without_its_dash_in_small_letters_or_with_spaces() -> None:
    code = receipt_code(SECRET)

    typed = (code.lower(), code.replace("-", ""), f" {code.replace('-', ' ')} ", " ".join(code))
    assert all(is_receipt_code(one, SECRET) for one in typed)


def test_letters_that_look_alike_are_read_as_the_signs_they_look_like() -> None:
    secret = next(
        one
        for one in (bytes((a, b)) for a in range(256) for b in range(256))
        if {"0", "1"} <= set(receipt_code(one))
    )
    code = receipt_code(secret)

    for letter in "IL":
        assert is_receipt_code(code.replace("1", letter).replace("0", "o"), secret)


@pytest.mark.parametrize("place", [0, 1, 2, 3, 5, 6, 7, 8])
def test_one_wrong_sign_is_a_wrong_code(place: int) -> None:
    code = receipt_code(SECRET)
    other = ALPHABET[(ALPHABET.index(code[place]) + 1) % len(ALPHABET)]

    assert not is_receipt_code(code[:place] + other + code[place + 1 :], SECRET)


@pytest.mark.parametrize("typed", ["", "-", "0000", "é" * 8])
def test_what_is_no_code_is_a_wrong_code(typed: str) -> None:
    assert not is_receipt_code(typed, SECRET)
