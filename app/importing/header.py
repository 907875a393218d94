"""Finds the header of a sheet: the row whose cells best match known words, often below a title."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.people import folded
from app.importing.mapping import field_of, header_key
from app.importing.values import line_of
from app.importing.vocabulary import SheetKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.importing.vocabulary import Vocabulary
    from app.ports.imports import Sheet

_LOOKED_AT = 40
_LEAST_FIELDS = 2
_NAME_BONUS = 1.5
_DAYS = {SheetKind.INTERVENTIONS: "date", SheetKind.AID: "decided_on", SheetKind.COLLECTIVE: "on"}
_OWN = {
    SheetKind.INTERVENTIONS: frozenset(
        {"kind", "minutes", "natures", "issues", "family_name", "full_name"}
    ),
    SheetKind.AID: frozenset({"scheme", "decision", "granted", "asked"}),
    SheetKind.COLLECTIVE: frozenset({"participants", "theme"}),
    SheetKind.ENTITIES: frozenset({"headcount", "quota"}),
}


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header is (the line that the spreadsheet shows) and what its rows are."""

    line: int
    kind: SheetKind


def find_header(
    sheet: Sheet,
    words: Vocabulary,
    wanted: SheetKind | None = None,
    corrected: Mapping[str, str] | None = None,
) -> Header | None:
    """The header of a sheet, None when no row looks like one.

    `wanted` is what she says the sheet is, `corrected` what she says that columns are.
    """
    search = _Search(words, wanted, {folded(key): name for key, name in (corrected or {}).items()})
    return search.best(sheet, nearly=False) or search.best(sheet, nearly=True)


def remembered_header(sheet: Sheet, remembers: Callable[[str], bool]) -> Header | None:
    """The header of a sheet whose columns she confirmed once."""
    for line, row in enumerate(sheet.rows[:_LOOKED_AT], start=1):
        titles = tuple(line_of(cell) for cell in row)
        for kind in SheetKind:
            if any(titles) and remembers(header_key(kind, titles)):
                return Header(line, kind)
    return None


@dataclass(frozen=True, slots=True)
class _Search:
    words: Vocabulary
    wanted: SheetKind | None
    corrected: Mapping[str, str]

    def best(self, sheet: Sheet, *, nearly: bool) -> Header | None:
        best: tuple[float, Header] | None = None
        for line, row in enumerate(sheet.rows[:_LOOKED_AT], start=1):
            keys = [folded(line_of(cell)) for cell in row if isinstance(cell, str)]
            for kind in (self.wanted,) if self.wanted else tuple(SheetKind):
                score = self._score(keys, kind, nearly=nearly)
                if score and folded(sheet.name) in self.words.sheets[kind]:
                    score *= _NAME_BONUS
                if score > (best[0] if best else 0):
                    best = score, Header(line, kind)
        return best[1] if best else None

    def _score(self, keys: list[str], kind: SheetKind, *, nearly: bool) -> float:
        """How many fields a row names, as a header of that kind; zero when it cannot be one."""
        fields = {self._field(key, kind, nearly=nearly) for key in keys} - {""}
        day = _DAYS.get(kind)
        if len(fields) < _LEAST_FIELDS or (day is not None and day not in fields):
            return 0
        if self.wanted is None and not fields & _OWN[kind]:
            return 0
        return len(fields) * len(fields) / max(len(keys), 1)

    def _field(self, key: str, kind: SheetKind, *, nearly: bool) -> str:
        known = self.corrected.get(key)
        return known or field_of(key, kind, self.words, nearly=nearly)[0] or ""
