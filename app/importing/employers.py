"""Which employer a row names: known, listed in the file, new on the fly, or likely mistyped."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.domain.people import folded
from app.importing.rows import EntityRow, Problem, Weight
from app.importing.vocabulary import ENTITY_LIST

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from app.domain.entities import ClientEntity
    from app.importing.rows import Record

LOOKS_LIKE = "entity_looks_like"
_TYPO_LENGTH = 8
_TYPO_LETTERS = 2


@dataclass(slots=True)
class Employers:
    """The employers that rows may name, by folded name; the file brings those of `new`."""

    known: dict[str, ClientEntity]
    taught: Mapping[tuple[str, str], str]
    new: dict[str, str] = field(default_factory=dict[str, str])

    def meet(self, records: Iterable[Record]) -> None:
        """Take in the names of a file: its list of employers, then the most frequent first."""
        listed: dict[str, Counter[str]] = {}
        met: dict[str, Counter[str]] = {}
        for record in records:
            name = self._meant(record.entity)
            names = listed if isinstance(record, EntityRow) else met
            names.setdefault(folded(name), Counter())[name] += 1
        for names in (listed, met):
            for key in sorted(names, key=lambda one: -names[one].total()):
                if key not in self.known and (key in listed or not self.mistaken(key)):
                    self.new.setdefault(key, names[key].most_common(1)[0][0])

    def resolve(self, name: str, accepted: Collection[str]) -> str | Problem:
        """The key of the employer that a row names."""
        meant = self._meant(name)
        key = folded(meant)
        if key in self.known or key in self.new:
            return key
        if LOOKS_LIKE in accepted:
            self.new[key] = meant
            return key
        return Problem(LOOKS_LIKE, "entity", Weight.DOUBT)

    def name(self, key: str) -> str:
        """The name of an employer as it is kept."""
        return self.known[key].name if key in self.known else self.new[key]

    def mistaken(self, key: str) -> str | None:
        """The key of the employer of which a name is likely a slip of the keyboard."""
        if self.taught.get((ENTITY_LIST, key)) is not None:
            return None
        return looks_like(key, (*self.known, *self.new))

    def _meant(self, name: str) -> str:
        return self.taught.get((ENTITY_LIST, folded(name))) or name


def looks_like(key: str, known: Iterable[str]) -> str | None:
    """One of the known names that differs from this one by a letter or two, never by a figure."""
    for other in known:
        allowed = _TYPO_LETTERS if min(len(key), len(other)) > _TYPO_LENGTH else 1
        if (
            key != other
            and _figures(key) == _figures(other)
            and _distance(key, other, allowed) <= allowed
        ):
            return other
    return None


def _figures(text: str) -> list[str]:
    return [letter for letter in text if letter.isdigit()]


def _distance(one: str, other: str, limit: int) -> int:
    """How many letters were added, dropped or mistyped, counted up to a limit."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    row = list(range(len(other) + 1))
    for rank, letter in enumerate(one, start=1):
        previous, row[0] = row[0], rank
        for place, against in enumerate(other, start=1):
            cost = previous + (letter != against)
            previous, row[place] = row[place], min(cost, row[place] + 1, row[place - 1] + 1)
    return row[-1]
