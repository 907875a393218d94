"""What people write in their spreadsheets, folded, with what she taught the program."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import resources
from app.domain.people import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.domain.nomenclatures import Nomenclatures

LEFT_OUT = ""
"""What she teaches for a value that is to be left out: nothing is recorded for it."""


class SheetKind(StrEnum):
    """What the rows of a sheet are."""

    INTERVENTIONS = "interventions"
    AID = "aid"
    COLLECTIVE = "collective"
    ENTITIES = "entities"


LISTS: Mapping[str, str] = MappingProxyType(
    {
        "kind": "CTC",
        "place": "LIE",
        "origin": "ORI",
        "issues": "ISS",
        "natures": "NAT",
        "gender": "GEN",
        "status": "STA",
        "category": "CAT",
        "beneficiary": "BEN",
        "scheme": "SCH",
        "purpose": "OBJ",
        "decision": "AST",
        "theme": "THM",
    }
)
"""The code list that each field is read in."""

ENTITY_LIST = "ENT"
"""Not a nomenclature: the values taught for names of entities, each to the name that is meant."""

SEVERAL = frozenset({"issues", "natures", "note"})
"""Fields that several columns may feed."""


@dataclass(frozen=True, slots=True)
class Codes:
    """What one cell says in one list: the codes found, and the pieces that nobody taught yet."""

    found: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every wording known, folded: by kind of sheet the columns, by list the values."""

    sheets: Mapping[SheetKind, frozenset[str]]
    columns: Mapping[SheetKind, Mapping[str, str]]
    values: Mapping[str, Mapping[str, str]]
    empty: frozenset[str]
    cut: re.Pattern[str]
    taught: Mapping[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    _found: dict[tuple[str, str], str | None] = field(
        default_factory=dict[tuple[str, str], "str | None"], compare=False, repr=False
    )

    def code(self, list_id: str, text: str) -> str | None:
        """The code of a whole wording, empty when it says nothing, None when it is unknown."""
        if (list_id, text) not in self._found:
            self._found[list_id, text] = self._code(list_id, folded(text))
        return self._found[list_id, text]

    def _code(self, list_id: str, key: str) -> str | None:
        if (list_id, key) in self.taught:
            return self.taught[list_id, key]
        known = self.values.get(list_id, {}).get(key)
        if known is not None:
            return known
        return LEFT_OUT if not key or key in self.empty else None

    def codes(self, list_id: str, text: str) -> Codes:
        """The codes of a cell that may hold several values.

        The whole is tried first, then the cuts that leave the fewest unknown pieces, then the
        fewest pieces: « Budget / endettement » stays one value.
        """
        whole = self.code(list_id, text)
        if whole is not None:
            return Codes((whole,) if whole else ())
        cuts = [match.span() for match in self.cut.finditer(text)]
        starts = [0, *(end for _, end in cuts)]
        ends = [*(start for start, _ in cuts), len(text)]
        best = [Codes()] + [Codes(unknown=("",) * (len(ends) + 1))] * len(ends)
        for last in range(1, len(ends) + 1):
            for first in range(last):
                piece = text[starts[first] : ends[last - 1]].strip()
                longer = _with(
                    best[first], piece, self.code(list_id, piece), single=first == last - 1
                )
                if longer is not None and _cost(longer) < _cost(best[last]):
                    best[last] = longer
        return Codes(tuple(dict.fromkeys(best[-1].found)), best[-1].unknown)

    def nearest(self, list_id: str, text: str) -> str | None:
        """The code of the known wording that looks most like an unknown one, to propose."""
        words = self.values.get(list_id, {})
        close = get_close_matches(folded(text), words, n=1, cutoff=0.8)
        return words[close[0]] if close else None


def _with(so_far: Codes, piece: str, code: str | None, *, single: bool) -> Codes | None:
    if code is None:
        return Codes(so_far.found, (*so_far.unknown, piece)) if single else None
    return Codes((*so_far.found, code) if code else so_far.found, so_far.unknown)


def _cost(codes: Codes) -> tuple[int, int]:
    return len(codes.unknown), len(codes.found)


def vocabulary(nomenclatures: Nomenclatures, taught: Mapping[tuple[str, str], str]) -> Vocabulary:
    """The labels of the lists, the shipped wordings and what she taught, the last winning."""
    data = resources.read_toml("imports", "synonyms.toml")
    sheets: Mapping[str, Any] = data["sheets"]
    cells: Mapping[str, list[str]] = data["cells"]
    return Vocabulary(
        sheets={
            SheetKind(kind): frozenset(map(folded, sheet["names"]))
            for kind, sheet in sheets.items()
        },
        columns={SheetKind(kind): _reversed(fields) for kind, fields in data["columns"].items()},
        values={
            name: {**_labels(nomenclatures, name), **_reversed(data["values"].get(name, {}))}
            for name in LISTS.values()
        },
        empty=frozenset(map(folded, cells["empty"])),
        cut=re.compile("|".join(re.escape(sign) for sign in cells["separators"]), re.IGNORECASE),
        taught=dict(taught),
    )


def _reversed(meanings: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Wording → meaning; the first meaning that claims a wording keeps it."""
    found: dict[str, str] = {}
    for meaning, wordings in meanings.items():
        for wording in wordings:
            found.setdefault(folded(wording), meaning)
    return found


def _labels(nomenclatures: Nomenclatures, name: str) -> dict[str, str]:
    codes = nomenclatures.of(name).codes
    return _reversed({code.code: (code.short, code.label) for code in codes})
