"""Handover of chosen files to a colleague during an absence (ANAS-12, ANAS-24, FIN-22)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken

if TYPE_CHECKING:
    from datetime import date

    from app.domain.ids import AgreementId, CaseId


class HandoverSide(StrEnum):
    """Whether she gave the files or took them over."""

    GIVEN = "given"
    RECEIVED = "received"


@dataclass(frozen=True, slots=True)
class Handover:
    """One sealed package: to (or from) whom, for how long, and what came back."""

    id: int
    side: HandoverSide
    package: str
    colleague: str
    made_on: date
    until: date | None = None
    received_on: date | None = None
    returned_on: date | None = None

    def __post_init__(self) -> None:
        """Refuse a handover to nobody."""
        if not self.colleague.strip():
            raise RuleBroken("handover_without_colleague")


@dataclass(frozen=True, slots=True)
class HandedCase:
    """One file of a package, with the person's agreement."""

    id: int
    handover_id: int
    case_id: CaseId
    agreement_id: AgreementId | None
    urgent: bool = False
