"""A recovery code or share as typed: forgiving, read in groups, judged at once; no Qt here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.ports.keys import CodeMistyped
from ui.texts import plural, text

if TYPE_CHECKING:
    from collections.abc import Callable

CODE_GROUPS, SHARE_GROUPS = 8, 9
SIGNS = 4
_ALPHABET = frozenset("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
_LOOK_ALIKES = str.maketrans("OIL", "011")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood: the groups, what to say of them, whether it may be a code."""

    groups: tuple[str, ...]
    words: str
    complete: bool
    wrong: bool


def cleaned(typed: str) -> str:
    """The signs alone, as they are printed: case, spaces and dashes do not count."""
    signs = "".join(typed.upper().replace("-", "").split())
    return signs.translate(_LOOK_ALIKES)


def reading(typed: str, wanted: int, check: Callable[[bytearray], object]) -> Reading:
    """Read what is typed; `check` raises CodeMistyped when all the signs are there."""
    signs = cleaned(typed)
    groups = tuple(signs[at : at + SIGNS] for at in range(0, len(signs), SIGNS))
    foreign = next((rank for rank, one in enumerate(groups, 1) if set(one) - _ALPHABET), 0)
    if foreign:
        return Reading(groups, text("code.foreign", group=foreign), complete=False, wrong=True)
    left = wanted * SIGNS - len(signs)
    if left < 0:
        return Reading(groups, plural("code.too_many", -left), complete=False, wrong=True)
    if left:
        words = plural("code.left", left, group=min(wanted, len(signs) // SIGNS + 1))
        return Reading(groups, words, complete=False, wrong=False)
    return _judged(signs, groups, check)


def _judged(signs: str, groups: tuple[str, ...], check: Callable[[bytearray], object]) -> Reading:
    buffer = bytearray(signs, "ascii")
    try:
        check(buffer)
    except CodeMistyped as error:
        group = error.facts.get("group", 0)
        words = text("code.wrong_group", group=group) if group else text("code.wrong")
        return Reading(groups, words, complete=False, wrong=True)
    finally:
        buffer[:] = bytes(len(buffer))
    return Reading(groups, text("code.right"), complete=True, wrong=False)
