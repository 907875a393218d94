"""Finds the header of a sheet: the row whose cells best match known words, often below a title."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.people import folded
from app.importing.mapping import field_of
from app.importing.values import line_of
from app.importing.vocabulary import SheetKind

if TYPE_CHECKING:
    from app.importing.vocabulary import Vocabulary
    from app.ports.imports import Cell, Sheet

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


def find_header(sheet: Sheet, words: Vocabulary, wanted: SheetKind | None = None) -> Header | None:
    """The header of a sheet, None when no row looks like one; `wanted` is what she says it is."""
    kinds = (wanted,) if wanted else tuple(SheetKind)
    return _best(sheet, words, kinds, nearly=False) or _best(sheet, words, kinds, nearly=True)


def _best(
    sheet: Sheet, words: Vocabulary, kinds: tuple[SheetKind, ...], *, nearly: bool
) -> Header | None:
    best: tuple[float, Header] | None = None
    for line, row in enumerate(sheet.rows[:_LOOKED_AT], start=1):
        for kind in kinds:
            score = _score(row, kind, words, nearly=nearly)
            if score and folded(sheet.name) in words.sheets[kind]:
                score *= _NAME_BONUS
            if score > (best[0] if best else 0):
                best = score, Header(line, kind)
    return best[1] if best else None


def _score(row: tuple[Cell, ...], kind: SheetKind, words: Vocabulary, *, nearly: bool) -> float:
    """How many fields a row names, as a header of that kind; zero when it cannot be one."""
    texts = [cell for cell in row if isinstance(cell, str)]
    named = [field_of(line_of(text), kind, words, nearly=nearly)[0] for text in texts]
    fields = {name for name in named if name}
    day = _DAYS.get(kind)
    if (
        len(fields) < _LEAST_FIELDS
        or not fields & _OWN[kind]
        or (day is not None and day not in fields)
    ):
        return 0
    return len(fields) * len(fields) / max(len(texts), 1)
