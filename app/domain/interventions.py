"""Interventions: everything done with or for a person, interviews first.

See domain §3.3, BRY-16, BRY-26.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken

if TYPE_CHECKING:
    from app.domain.ids import CaseId, EntityId, InterventionId

OLDEST_DAY = date(1970, 1, 1)
LONGEST_MINUTES = 24 * 60
PLACE_UNKNOWN = "LIE.INC"


class Sphere(StrEnum):
    """Where a mediation takes place (BRY-46)."""

    WORK = "work"
    PRIVATE = "private"


class MediationResult(StrEnum):
    """What came of a mediation (EQU-27): a fact for the file, never a judgement of anybody."""

    AGREED = "agreed"
    PARTLY = "partly"
    NOT_AGREED = "not_agreed"
    GOES_ON = "goes_on"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What may be said besides, all of it optional.

    `prevention`: it contributes to the prevention of psychosocial risks (BRY-17);
    `in_working_time`: None when it is not said (BRY-57).
    """

    sphere: Sphere | None = None
    result: MediationResult | None = None
    prevention: bool = False
    in_working_time: bool | None = None


NOTHING_SAID = Circumstances()


@dataclass(frozen=True, slots=True)
class OwnNote:
    """What one person said or was told in a meeting of several: for her own file alone (EQU-27)."""

    id: int
    case_id: CaseId
    words: str


@dataclass(frozen=True, slots=True)
class Intervention:
    """One intervention, for no, one or several case files.

    Its kind is a code CTC, its place a code LIE; it lasted `minutes`. Without a case file it is an
    anonymous contact: counted as an intervention, never as a person. Its `note` is for every file
    that it names, each of `own_notes` for one of them.
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
    own_notes: tuple[OwnNote, ...] = ()
    circumstances: Circumstances = NOTHING_SAID

    def __post_init__(self) -> None:
        """Refuse impossible dates and durations, and a case file or code named twice."""
        if self.on < OLDEST_DAY:
            raise RuleBroken("date_too_old", on=self.on)
        if self.minutes is not None and not 0 < self.minutes <= LONGEST_MINUTES:
            raise RuleBroken("minutes_out_of_range", minutes=self.minutes)
        noted = tuple(one.case_id for one in self.own_notes)
        for named in (self.case_ids, self.issues, self.natures, noted):
            if len(set(named)) != len(named):
                raise RuleBroken("named_twice")
        if not set(noted) <= set(self.case_ids):
            raise RuleBroken("note_of_other_case")

    def refuse_after(self, today: date) -> None:
        """Refuse an intervention dated in the future: an appointment is not work done."""
        if self.on > today:
            raise RuleBroken("date_in_future", on=self.on)
