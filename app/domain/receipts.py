"""The short code read out on the telephone, which proves that a package was opened.

It is made from a secret that lies in the package alone, so nobody tells it without having opened
it. Signs as in the recovery codes: no I, L, O or U.
"""

from __future__ import annotations

import hmac

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SIGNS = 8
GROUP = 4
_BITS = 5
_PURPOSE = b"armoire receipt code"
_READ_AS = str.maketrans("OIL", "011", " \u00a0\u202f-\u2013.\t")


def receipt_code(receipt: bytes) -> str:
    """Return the code of a receipt: two groups of four signs with a dash."""
    drawn = int.from_bytes(hmac.digest(receipt, _PURPOSE, "sha256"), "big")
    signs = [ALPHABET[drawn >> place * _BITS & len(ALPHABET) - 1] for place in range(SIGNS)]
    return "-".join("".join(signs[at : at + GROUP]) for at in range(0, SIGNS, GROUP))


def is_receipt_code(typed: str, receipt: bytes) -> bool:
    """Tell whether it is the code: case, spaces and dashes aside, O as 0, I and L as 1."""
    signs = typed.upper().translate(_READ_AS)
    wanted = receipt_code(receipt).translate(_READ_AS)
    return hmac.compare_digest(signs.encode(), wanted.encode())
