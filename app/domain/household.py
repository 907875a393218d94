"""The person's household and situation, dated: who lived there from when to when, and what held.

BRY-49, domain §3.6. Files of a household are never linked without a declared reason (ANAS-05).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeVar

from app.domain.errors import RuleBroken
from app.domain.people import BIRTH_YEAR_MAX, BIRTH_YEAR_MIN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.domain.ids import CaseId, PersonId
    from app.domain.people import Household

CHILD_BANDS = ((2, "0–2"), (5, "3–5"), (10, "6–10"), (14, "11–14"), (17, "15–17"))
"""The last age of each band, and how it is written."""


class TraitKind(StrEnum):
    """What is historised of a person, whatever her employers."""

    MARITAL_STATUS = "marital_status"
    HOUSEHOLD_TYPE = "household_type"
    DEPENDENT_CHILDREN = "dependent_children"
    HOUSING = "housing"


class Dated(Protocol):
    """A value that holds from a day on; None when nobody knows since when."""

    @property
    def valid_from(self) -> date | None:
        """Its first day."""
        ...


DatedT = TypeVar("DatedT", bound=Dated)


@dataclass(frozen=True, slots=True)
class PersonTrait:
    """One trait of a person's situation, valid from a date until the next one of its kind.

    `value` is a code of MAR, FOY or HAB, or a number of children; empty when it is not known any
    more. Without a date it held before all the others.
    """

    id: int
    person_id: PersonId
    kind: TraitKind
    value: str
    valid_from: date | None = None

    def __post_init__(self) -> None:
        """Refuse a number of children that is none."""
        if self.kind is TraitKind.DEPENDENT_CHILDREN and self.value and not self.value.isdecimal():
            raise RuleBroken("children_not_a_number")


def by_day(values: Iterable[DatedT]) -> list[DatedT]:
    """Dated values, the oldest first; what began on an unknown day is the oldest of all."""
    return sorted(values, key=lambda one: one.valid_from or date.min)


def said_of(home: Household, kind: TraitKind) -> str:
    """What a household says of one kind, as a trait holds it; empty when it says nothing."""
    value = getattr(home, kind.value)
    return "" if value is None else str(value)


def household_with(home: Household, kind: TraitKind, value: str) -> Household:
    """The household with what a trait says of its kind; empty: not known (any more)."""
    if kind is TraitKind.DEPENDENT_CHILDREN:
        return replace(home, dependent_children=int(value) if value else None)
    return replace(home, **{kind.value: value or None})


@dataclass(frozen=True, slots=True)
class HouseholdMember:
    """Somebody who shares the person's household; a third party in her file (domain §6.4).

    `relation` is a code REL; what is not known stays empty.
    """

    id: int
    person_id: PersonId
    relation: str
    name: str = ""
    birth_year: int | None = None
    joined_on: date | None = None
    left_on: date | None = None

    def __post_init__(self) -> None:
        """Refuse somebody born in an impossible year, or who left before joining."""
        if self.birth_year is not None and not BIRTH_YEAR_MIN <= self.birth_year <= BIRTH_YEAR_MAX:
            raise RuleBroken("birth_year_out_of_range", year=self.birth_year)
        if self.joined_on and self.left_on and self.left_on < self.joined_on:
            raise RuleBroken("left_before_joining", joined_on=self.joined_on)

    def there(self, on: date) -> bool:
        """Tell whether they lived in the household on a day."""
        after = self.joined_on is None or self.joined_on <= on
        return after and (self.left_on is None or on < self.left_on)

    def child_band(self, on: date) -> str | None:
        """The age band of a child on a day; None for an adult or an unknown year of birth."""
        if self.birth_year is None:
            return None
        age = max(0, on.year - self.birth_year)
        return next((words for last, words in CHILD_BANDS if age <= last), None)


@dataclass(frozen=True, slots=True)
class FileLink:
    """Two files that she linked, and why; both show it until the day on which she unlinks them.

    Never made by the program: the same name or address links nothing (ANAS-05).
    """

    id: int
    case_id: CaseId
    other_case_id: CaseId
    reason: str
    linked_on: date
    unlinked_on: date | None = None

    def __post_init__(self) -> None:
        """Refuse a link without its reason, of a file with itself, or ended before it began."""
        if not self.reason.strip():
            raise RuleBroken("link_without_reason")
        if self.case_id == self.other_case_id:
            raise RuleBroken("link_with_itself", case=self.case_id)
        if self.unlinked_on is not None and self.unlinked_on < self.linked_on:
            raise RuleBroken("unlinked_before_linked", linked_on=self.linked_on)

    def joins(self, case_id: CaseId) -> bool:
        """Tell whether this file is on either side."""
        return case_id in {self.case_id, self.other_case_id}

    def other_side(self, case_id: CaseId) -> CaseId:
        """The file linked with this one."""
        return self.other_case_id if case_id == self.case_id else self.case_id

    def unlinked(self, on: date) -> FileLink:
        """End the link on a day."""
        return replace(self, unlinked_on=on)
