"""The person's household and situation, dated: who lived there from when to when, and what held.

BRY-49, domain §3.6. Files of a household are never linked without a declared reason (ANAS-05).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken

if TYPE_CHECKING:
    from datetime import date

    from app.domain.ids import CaseId, PersonId

ADULT_AGE = 18
CHILD_BANDS = ((2, "0–2"), (5, "3–5"), (10, "6–10"), (14, "11–14"), (17, "15–17"))
"""The last age of each band, and how it is written."""


class TraitKind(StrEnum):
    """What is historised of a person, whatever her employers."""

    MARITAL_STATUS = "marital_status"
    HOUSEHOLD_TYPE = "household_type"
    DEPENDENT_CHILDREN = "dependent_children"
    HOUSING = "housing"


@dataclass(frozen=True, slots=True)
class PersonTrait:
    """One trait of a person's situation, valid from a date until the next one of its kind.

    `value` is a code of MAR, FOY or HAB, or a number of children.
    """

    person_id: PersonId
    kind: TraitKind
    value: str
    valid_from: date


@dataclass(frozen=True, slots=True)
class HouseholdMember:
    """Somebody who shares the person's household; a third party in her file (domain §6.4).

    `relation` is a code REL. A linked file (`case_id`) takes a declared reason.
    """

    id: int
    person_id: PersonId
    relation: str
    name: str = ""
    birth_year: int | None = None
    joined_on: date | None = None
    left_on: date | None = None
    linked_case_id: CaseId | None = None
    link_reason: str = ""

    def __post_init__(self) -> None:
        """Refuse somebody who left before joining, and a link without its reason."""
        if self.joined_on and self.left_on and self.left_on < self.joined_on:
            raise RuleBroken("left_before_joining", joined_on=self.joined_on)
        if self.linked_case_id is not None and not self.link_reason.strip():
            raise RuleBroken("link_without_reason")

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
