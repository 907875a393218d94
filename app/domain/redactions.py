"""Passages about third parties, hidden before a copy of the file goes to the person.

ANAS-04, domain §6.4: what concerns the private life of somebody else, judges them or tells of
their behaviour is hidden; the rest is given. A hidden passage is gone from what is printed: its
letters go no further, and its bar says nothing of its length.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.domain.ids import CaseId

Passages = tuple[str | None, ...]
"""A text cut at its hidden passages, each None."""


@dataclass(frozen=True, slots=True)
class Redaction:
    """The letters from `first` to before `last` of one text of a file: its table, row and column.

    `digest` is that of the text in which they were marked: once it changes, they mean nothing.
    """

    id: int
    case_id: CaseId
    subject: str
    object_id: int
    field: str
    first: int
    last: int
    digest: str

    def __post_init__(self) -> None:
        """Refuse a passage without a letter."""
        if not 0 <= self.first < self.last:
            raise RuleBroken("redaction_empty")

    def holds(self, words: str) -> bool:
        """Tell whether it was marked in that very text."""
        return self.digest == digest_of(words)

    def touches(self, first: int, last: int) -> bool:
        """Tell whether it has a letter in common with other letters, or stands at their place."""
        return self.first < max(last, first + 1) and first < self.last


def digest_of(words: str) -> str:
    """What tells whether a text has changed since passages were marked in it."""
    return sha256(words.encode("utf-8")).hexdigest()


def without(words: str, hidden: Iterable[tuple[int, int]]) -> Passages:
    """Cut a text at its hidden passages; those that touch make one."""
    left: list[str | None] = []
    at = 0
    for first, last in sorted(hidden):
        if first > at or not left:
            left += [words[at:first], None]
        at = max(at, last)
    left.append(words[at:])
    return tuple(one for one in left if one != "")
