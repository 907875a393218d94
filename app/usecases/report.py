"""Report: what must not leave in the free text of a report."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

import resources
from app.domain.people import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.ports.queries import ScreenQueries

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PARTS = re.compile(r"['’-]")
_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}[/.\-]\d{{1,2}}[/.\-]\d{{2,4}}|\d{{4}}-\d{{2}}-\d{{2}}"
    rf"|\d{{1,2}}(?:er)?\s(?:{_MONTHS}))\b",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<!\d)(?:\+33\s?|0)[1-9](?:[\s.\-]?\d{2}){4}(?!\d)")
_MAIL = re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.]+\b")
_NUMBER = re.compile(r"\b20\d{2}[-/]\d{4}\b")
_LEAST_LETTERS = 3
"""Shorter words are too often ordinary ones."""


class Leak(StrEnum):
    """What a text gives away."""

    NAME = "name"
    DATE = "date"
    PHONE = "phone"
    MAIL = "mail"
    CASE_NUMBER = "case_number"


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found in a text, and where: it must be reworded before the text leaves."""

    leak: Leak
    words: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.words)


class ReportService:
    """Reads what a report needs beside its figures."""

    def __init__(self, queries: ScreenQueries) -> None:
        self._queries = queries

    def leaks(self, text: str) -> tuple[Found, ...]:
        """Return what a text says of persons: names of the vault, dates, ways to reach them."""
        names = self._queries.name_words()
        found = sorted((*_patterns(text), *_names(text, names)), key=_place)
        kept: list[Found] = []
        for one in found:
            if not kept or one.start >= kept[-1].end:
                kept.append(one)
        return tuple(kept)


def _place(found: Found) -> tuple[int, int]:
    """By place, the longer of two that begin together first."""
    return found.start, -len(found.words)


def _patterns(text: str) -> Iterator[Found]:
    patterns = {
        Leak.DATE: _DATE,
        Leak.PHONE: _PHONE,
        Leak.MAIL: _MAIL,
        Leak.CASE_NUMBER: _NUMBER,
    }
    for leak, pattern in patterns.items():
        yield from (Found(leak, one[0], one.start()) for one in pattern.finditer(text))


def _names(text: str, names: frozenset[str]) -> Iterator[Found]:
    """Words that are somebody's name; in lower case, only those that are not ordinary words too."""
    for one in _WORD.finditer(text):
        start = one.start()
        for part in _PARTS.split(one[0]):
            if _is_name(part, names):
                yield Found(Leak.NAME, part, start)
            start += len(part) + 1


def _is_name(word: str, names: frozenset[str]) -> bool:
    key = folded(word)
    if len(key) < _LEAST_LETTERS or key not in names:
        return False
    return word[:1].isupper() or key not in _ordinary()


@cache
def _ordinary() -> frozenset[str]:
    """Ordinary French words: in lower case, « marchand » is a trade."""
    return frozenset(map(folded, resources.read_text("passphrase", "words_fr.txt").split()))
