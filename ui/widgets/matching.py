"""Which options fit what is typed: every word typed begins a word of the option; no Qt here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from app.domain.people import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

ValueT = TypeVar("ValueT")


@dataclass(frozen=True, slots=True)
class Option(Generic[ValueT]):
    """Something that can be chosen: its words, and more words under which it is found."""

    value: ValueT
    words: str
    also: str = ""


def fitting(
    options: Sequence[Option[ValueT]], typed: str, usual: Sequence[ValueT] = (), most: int = 8
) -> tuple[Option[ValueT], ...]:
    """The options that fit, most used first, then those that begin with what is typed."""
    wanted = folded(typed).split()
    ranks = {value: rank for rank, value in enumerate(usual)}

    def order(numbered: tuple[int, Option[ValueT]]) -> tuple[int, int, int]:
        place, option = numbered
        begins = folded(option.words).startswith(folded(typed))
        return ranks.get(option.value, len(ranks)), 0 if begins else 1, place

    found = [(place, option) for place, option in enumerate(options) if _fits(option, wanted)]
    return tuple(option for _, option in sorted(found, key=order)[:most])


def _fits(option: Option[ValueT], wanted: list[str]) -> bool:
    words = folded(f"{option.words} {option.also}").split()
    return all(any(word.startswith(one) for word in words) for one in wanted)
