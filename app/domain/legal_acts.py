"""Legal acts: protection reports and judicial requests, outside every figure for employers.

CASF L.411-3, penal code 226-14 (JUS-29, JUS-30, ANAS-16).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken

if TYPE_CHECKING:
    from datetime import date

    from app.domain.ids import CaseId


class LegalKind(StrEnum):
    """Which act."""

    PROTECTION_REPORT = "protection_report"
    JUDICIAL_REQUEST = "judicial_request"


@dataclass(frozen=True, slots=True)
class LegalAct:
    """One act: its legal ground (a code LEG), the authority, the day, what was answered.

    `family_informed` is None when it does not apply.
    """

    id: int
    case_id: CaseId
    kind: LegalKind
    ground: str
    authority: str
    done_on: date
    family_informed: bool | None = None
    answered_on: date | None = None
    words: str = ""

    def __post_init__(self) -> None:
        """Refuse an act without its ground or its authority."""
        if not self.ground:
            raise RuleBroken("legal_act_without_ground")
        if not self.authority.strip():
            raise RuleBroken("legal_act_without_authority")
