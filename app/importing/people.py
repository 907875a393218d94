"""Whom a row speaks of: a number, a name, a birth year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.people import folded

if TYPE_CHECKING:
    from app.importing.mapping import MappedRow

_NUMBER = re.compile(r"^\D{0,3}(\d{4})\s*[-/_. ]\s*(\d{1,6})$")
_ANONYMOUS = frozenset({"anonyme", "anonymat", "anonymes", "contact anonyme", "agent anonyme"})


@dataclass(frozen=True, slots=True)
class Who:
    """The person of a row as typed; `number` is in the form of a case number or empty."""

    number: str = ""
    family_name: str = ""
    given_name: str = ""
    gender: str | None = None
    birth_year: int | None = None
    anonymous: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """Family and given name as they are compared."""
        return folded(self.family_name), folded(self.given_name)

    @property
    def named(self) -> bool:
        """Tell whether the row names somebody."""
        return bool(self.key[0])


def who_of(row: MappedRow, gender: str | None, birth_year: int | None) -> Who:
    """The person of a row, from separate columns or from one column that holds both names."""
    family, given = row.text("family_name"), row.text("given_name")
    if not family and not given:
        family, given = split_name(row.text("full_name"))
    elif not family:
        family, given = given, ""
    anonymous = folded(f"{family} {given}") in _ANONYMOUS
    if anonymous:
        family = given = ""
    return Who(case_number(row.text("case_number")), family, given, gender, birth_year, anonymous)


def case_number(text: str) -> str:
    """A case number in its own form (`2024/51` is `2024-0051`); empty when it is none."""
    shape = _NUMBER.match(text)
    return f"{shape[1]}-{int(shape[2]):04d}" if shape else ""


def split_name(text: str) -> tuple[str, str]:
    """Family and given name out of one cell.

    The family name is what stands before a comma, else what is in capitals, else the first word.
    """
    if "," in text:
        family, _, given = text.partition(",")
        return family.strip(), given.strip()
    parts = text.split()
    capitals = [part for part in parts if part.isupper() and len(part) > 1]
    if capitals and len(capitals) < len(parts):
        return " ".join(capitals), " ".join(part for part in parts if part not in capitals)
    return (parts[0], " ".join(parts[1:])) if parts else ("", "")
