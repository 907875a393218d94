"""Persons helped: an identity kept minimal (birth year, not date), and how names are compared."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken

if TYPE_CHECKING:
    from app.domain.ids import PersonId

BIRTH_YEAR_MIN, BIRTH_YEAR_MAX = 1900, 2100
LONGEST_LINE = 200
_LIGATURES = str.maketrans(
    {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O"}
)
_NOT_WORD = re.compile(r"[^0-9a-z]+")


def folded(text: str) -> str:
    """Text as it is compared and searched.

    No accents, no case, ligatures opened, one blank between words.
    """
    if text.isascii():
        return _NOT_WORD.sub(" ", text.lower()).strip()
    opened = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    bare = "".join(letter for letter in opened if not unicodedata.combining(letter)).casefold()
    return _NOT_WORD.sub(" ", bare).strip()


def refuse_long(*lines: str) -> None:
    """Refuse what does not fit on a line: a page pasted where a name goes hides all the rest."""
    for line in lines:
        if len(line) > LONGEST_LINE:
            raise RuleBroken("line_too_long", length=len(line), most=LONGEST_LINE)


@dataclass(frozen=True, slots=True)
class Household:
    """The household in brief: codes of MAR, FOY and HAB, and the number of dependent children."""

    marital_status: str | None = None
    household_type: str | None = None
    dependent_children: int | None = None
    housing: str | None = None

    def __post_init__(self) -> None:
        """Refuse a negative number of children."""
        if self.dependent_children is not None and self.dependent_children < 0:
            raise RuleBroken("children_negative")


@dataclass(frozen=True, slots=True)
class Reach:
    """How the person wishes to be reached: by which channel (code CTC), where, and how openly.

    `message_allowed` stays None until she has said whether a message may be left.
    """

    preferred_channel: str | None = None
    message_allowed: bool | None = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """One person helped, agent or dependant. Only the birth year is kept by default.

    See domain §3.6.
    """

    id: PersonId
    family_name: str
    given_name: str = ""
    gender: str = "GEN.X"
    birth_year: int | None = None
    phone: str = ""
    email: str = ""
    not_at_work: bool = False
    household: Household = Household()
    reach: Reach = Reach()

    def __post_init__(self) -> None:
        """Refuse a person without a name, or born in an impossible year."""
        if not self.family_name.strip():
            raise RuleBroken("person_without_name")
        if self.birth_year is not None and not BIRTH_YEAR_MIN <= self.birth_year <= BIRTH_YEAR_MAX:
            raise RuleBroken("birth_year_out_of_range", year=self.birth_year)

    @property
    def identity_key(self) -> tuple[str, str]:
        """Family and given name as they are compared when looking for the same person."""
        return folded(self.family_name), folded(self.given_name)

    @property
    def initials(self) -> str:
        """What discreet mode shows instead of the name."""
        letters = [part.strip()[:1].upper() for part in (self.given_name, self.family_name)]
        return " ".join(f"{letter}." for letter in letters if letter)
