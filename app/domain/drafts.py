"""What a form hands to a service.

Plain values as she entered them, checked by the domain when they are saved.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.interventions import NOTHING_SAID, PLACE_UNKNOWN, Circumstances

if TYPE_CHECKING:
    from datetime import date

    from app.domain.agreements import AgreementForm
    from app.domain.ids import CaseId, EntityId, PersonId


@dataclass(frozen=True, slots=True)
class NewCase:
    """A person met for the first time, and the file opened for her with one entity.

    Everything but the name may stay unknown. With `person_id` she is known already, by another
    employer: her identity stays as it is (domain §8, 18).
    """

    family_name: str
    entity_id: EntityId
    given_name: str = ""
    gender: str = "GEN.X"
    birth_year: int | None = None
    status: str | None = None
    category: str | None = None
    unit: str | None = None
    beneficiary: str | None = None
    number: str | None = None
    person_id: PersonId | None = None


@dataclass(frozen=True, slots=True)
class InterventionDraft:
    """An intervention as logged.

    For known files, or for a person new on the spot, or for nobody named (anonymous contact).
    `origin` opens a new request; without it a first intervention opens one of unknown origin.
    `agreement` is the form in which the person agreed that day, when it was not recorded before
    (BRY-25). `own_notes` are for one file each (EQU-27). `agreed_action` is what was agreed to do
    next: an action of the running plan (BRY-50).
    """

    on: date
    kind: str
    entity_id: EntityId
    place: str = PLACE_UNKNOWN
    minutes: int | None = None
    case_ids: tuple[CaseId, ...] = ()
    new_case: NewCase | None = None
    issues: tuple[str, ...] = ()
    natures: tuple[str, ...] = ()
    note: str = ""
    origin: str | None = None
    agreement: AgreementForm | None = None
    own_notes: tuple[tuple[CaseId, str], ...] = ()
    circumstances: Circumstances = NOTHING_SAID
    agreed_action: str = ""
