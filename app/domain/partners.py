"""Partners, and what was shared with whom, for what, with which agreement.

BRY-18, BRY-19, ANAS-17, ANAS-19, FIN-06, EQU-19, EQU-22, JUS-12. A sharing starts empty: each item
is ticked. With the employer it takes an agreement of that kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken

if TYPE_CHECKING:
    from datetime import date

    from app.domain.ids import AgreementId, CaseId

WITH_EMPLOYER = "ACC.SHARE_WITH_EMPLOYER"
WITH_PARTNER = "ACC.SHARE_WITH_PARTNER"
EMPLOYER_PARTNERS = frozenset({"PAR.INT.RHU", "PAR.INT.HIE", "PAR.INT.DIR"})
SENSITIVE_PARTNERS = frozenset({"PAR.EXT.VIC", "PAR.EXT.ADD"})


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation or a person worked with (a code PAR), in the address book.

    `sensitive` partners (violence, addiction) are masked in lists.
    """

    id: int
    kind: str
    name: str
    contact: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    sensitive: bool = False
    left_on: date | None = None

    def __post_init__(self) -> None:
        """Refuse a partner without a name."""
        if not self.name.strip():
            raise RuleBroken("partner_without_name")


class SharingKind(StrEnum):
    """What a sharing is for."""

    REFERRAL = "referral"
    LIAISON = "liaison"
    RELAY = "relay"
    EMPLOYER_NOTE = "employer_note"
    REQUEST_TO_HR = "request_to_hr"


@dataclass(frozen=True, slots=True)
class Sharing:
    """One act of sharing: recipient, purpose, agreement, day; its items are kept apart.

    Without an agreement it takes the reason of the exception (JUS-12), told in the file.
    """

    id: int
    case_id: CaseId
    partner_id: int
    kind: SharingKind
    purpose: str
    shared_on: date
    agreement_id: AgreementId | None = None
    exception_reason: str = ""
    writing_id: int | None = None

    def __post_init__(self) -> None:
        """Refuse a sharing without a purpose, or resting on nothing."""
        if not self.purpose.strip():
            raise RuleBroken("sharing_without_purpose")
        if self.agreement_id is None and not self.exception_reason.strip():
            raise RuleBroken("sharing_without_agreement")


@dataclass(frozen=True, slots=True)
class SharedItem:
    """One thing shared, in the words that left: `subject` tells where it came from."""

    id: int
    sharing_id: int
    subject: str
    words: str
