"""Interventions: everything done with or for a person, interviews first.

See domain §3.3, BRY-16, BRY-26.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken

if TYPE_CHECKING:
    from app.domain.ids import CaseId, EntityId, InterventionId

OLDEST_DAY = date(1970, 1, 1)
LONGEST_MINUTES = 24 * 60
PLACE_UNKNOWN = "LIE.INC"


@dataclass(frozen=True, slots=True)
class Intervention:
    """One intervention, for no, one or several case files.

    Its kind is a code CTC, its place a code LIE; it lasted `minutes`. Without a case file it is an
    anonymous contact: counted as an intervention, never as a person.
    """

    id: InterventionId
    entity_id: EntityId
    on: date
    kind: str
    place: str = PLACE_UNKNOWN
    minutes: int | None = None
    case_ids: tuple[CaseId, ...] = ()
    issues: tuple[str, ...] = ()
    natures: tuple[str, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse impossible dates and durations, and a case file or code named twice."""
        if self.on < OLDEST_DAY:
            raise RuleBroken("date_too_old", on=self.on)
        if self.minutes is not None and not 0 < self.minutes <= LONGEST_MINUTES:
            raise RuleBroken("minutes_out_of_range", minutes=self.minutes)
        for named in (self.case_ids, self.issues, self.natures):
            if len(set(named)) != len(named):
                raise RuleBroken("named_twice")

    def refuse_after(self, today: date) -> None:
        """Refuse an intervention dated in the future: an appointment is not work done."""
        if self.on > today:
            raise RuleBroken("date_in_future", on=self.on)
