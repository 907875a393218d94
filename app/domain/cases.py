"""Case files: one per person and client entity, opened on a request, closed and reopened.

See BRY-24, BRY-25.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken

if TYPE_CHECKING:
    from datetime import date

    from app.domain.ids import CaseId, EntityId, PersonId, RequestId

OFFER_KIND = "CTC.MAD"
AGENT_ORIGINS = frozenset({"ORI.AGT", "ORI.AYD", "ORI.ANC"})
ORIGIN_UNKNOWN = "ORI.INC"
_NUMBER = re.compile(r"^(\d{4})-(\d{4,})$")


class CaseState(StrEnum):
    """Where a case file stands."""

    OFFER_MADE = "offer_made"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Request:
    """What started the work: who asked (code ORI), and when.

    The origin may be unknown, never missing (BRY-24).
    """

    id: RequestId
    case_id: CaseId
    received_on: date
    origin: str = ORIGIN_UNKNOWN

    @property
    def by_third_party(self) -> bool:
        """Tell whether somebody else than the person (or her family) asked."""
        return self.origin not in AGENT_ORIGINS and self.origin != ORIGIN_UNKNOWN


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The file of one person for one client entity.

    Outside, only its `number` (AAAA-NNNN) is known.
    """

    id: CaseId
    number: str
    person_id: PersonId
    entity_id: EntityId
    opened_on: date
    state: CaseState = CaseState.OPEN
    closed_on: date | None = None
    closing_reason: str | None = None

    def closed(self, on: date, reason: str) -> CaseFile:
        """Close the file on a date for a reason (code CLO).

        Refuses a file closed already or a date before opening.
        """
        if self.state is CaseState.CLOSED:
            raise RuleBroken("case_already_closed", case=self.id)
        if on < self.opened_on:
            raise RuleBroken("closed_before_opened", case=self.id, opened_on=self.opened_on)
        return replace(self, state=CaseState.CLOSED, closed_on=on, closing_reason=reason)

    def reopened(self) -> CaseFile:
        """Reopen a closed file; any change of state is possible (ANAS-06)."""
        if self.state is not CaseState.CLOSED:
            raise RuleBroken("case_not_closed", case=self.id)
        return replace(self, state=CaseState.OPEN, closed_on=None, closing_reason=None)

    def waiting(self) -> CaseFile:
        """Keep the file at the offer, until the person has agreed (BRY-25)."""
        return replace(self, state=CaseState.OFFER_MADE)

    def agreed(self) -> CaseFile:
        """Open a file that was only an offer, once the person has agreed."""
        return replace(self, state=CaseState.OPEN) if self.state is CaseState.OFFER_MADE else self

    def refuse_unless_accepts(self, kind: str, on: date) -> None:
        """Refuse an intervention that the state of the file forbids.

        A closed file takes nothing dated after its closing; a file still at the offer takes only
        the offer itself (BRY-25).
        """
        if self.state is CaseState.OFFER_MADE and kind == OFFER_KIND:
            return
        self.refuse_content(on)

    def refuse_content(self, on: date) -> None:
        """Refuse content dated after the closing, or entered before the person has agreed."""
        if self.state is CaseState.CLOSED and self.closed_on is not None and on > self.closed_on:
            raise RuleBroken("case_closed", case=self.id, closed_on=self.closed_on)
        if self.state is CaseState.OFFER_MADE:
            raise RuleBroken("agreement_needed", case=self.id)


def next_number(year: int, taken: tuple[str, ...]) -> str:
    """The next pseudonymous number of a year, after the highest one taken.

    It says nothing of the person.
    """
    ranks = [
        int(match[2])
        for number in taken
        if (match := _NUMBER.match(number)) and int(match[1]) == year
    ]
    return f"{year}-{max(ranks, default=0) + 1:04d}"


@dataclass(frozen=True, slots=True)
class CaseAttribute:
    """A trait of the person as an agent of that entity, valid from a date.

    Status, category, unit, leave position, beneficiary kind. Kept by case file and not by person:
    an agent of two employers may be permanent here and temporary there.
    """

    case_id: CaseId
    kind: AttributeKind
    value: str
    valid_from: date


class AttributeKind(StrEnum):
    """The traits that are historised by date."""

    BENEFICIARY = "beneficiary"
    STATUS = "status"
    CATEGORY = "category"
    UNIT = "unit"
    POSITION = "position"
