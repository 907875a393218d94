"""Files handed to a colleague for an absence, and what presses while nobody is there.

ANAS-12, ANAS-24, FIN-22: an action begun is pursued. A file leaves only with the person's
agreement, sealed for the key of one colleague, and comes back with what was done meanwhile.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken

if TYPE_CHECKING:
    from datetime import date

    from app.domain.ids import AgreementId, CaseId

HAND_OVER = "ACC.HAND_OVER"
"""The agreement on which a handover rests, and a line of the sheet of urgent files."""
CARD_SUFFIX = ".armoire-carte"
PACKAGE_SUFFIX = ".armoire-relais"
_NAME_BYTES = 4


def neutral_name(suffix: str) -> str:
    """A name for a file that says nothing of what is in it."""
    return secrets.token_hex(_NAME_BYTES) + suffix


@dataclass(frozen=True, slots=True)
class Colleague:
    """Another assistant, known by her public keys (`card`, as her file holds them).

    `compared_on` is the day on which both read the words of that card to each other: before it,
    nothing is sealed for it, since the file may have been changed on its way.
    """

    id: int
    name: str
    card: bytes
    compared_on: date | None = None

    def __post_init__(self) -> None:
        """Refuse a colleague without a name."""
        if not self.name.strip():
            raise RuleBroken("colleague_without_name")


class HandoverSide(StrEnum):
    """Whether she gave the files or took them over."""

    GIVEN = "given"
    RECEIVED = "received"


class HandoverState(StrEnum):
    """Where a handover stands; the same words on both sides."""

    SENT = "sent"
    AWAY = "away"
    ON_ITS_WAY_BACK = "on_its_way_back"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Handover:
    """One sealed package, to or from a colleague: for how long, and what came back.

    `package` is the random name that both vaults know it by. `receipt` is a secret that only who
    opened the package knows: the code read out on the telephone is made from it. The days: given
    or taken; acknowledged by the colleague's code; sealed to go back, on the other side merged;
    ended: merged, given up, or erased.
    """

    id: int
    side: HandoverSide
    colleague_id: int
    package: str
    made_on: date
    receipt: bytes = field(repr=False)
    until: date | None = None
    acknowledged_on: date | None = None
    returned_on: date | None = None
    ended_on: date | None = None

    def __post_init__(self) -> None:
        """Refuse an absence that ends before the files are given."""
        if self.until is not None and self.until < self.made_on:
            raise RuleBroken("absence_ends_too_early", made_on=self.made_on)

    @property
    def state(self) -> HandoverState:
        """Where it stands."""
        if self.ended_on is not None:
            return HandoverState.OVER
        if self.returned_on is not None:
            return HandoverState.ON_ITS_WAY_BACK
        if self.side is HandoverSide.GIVEN and self.acknowledged_on is None:
            return HandoverState.SENT
        return HandoverState.AWAY

    @property
    def has_code(self) -> bool:
        """Tell whether the code is read out here: the last package was opened in this vault."""
        if self.side is HandoverSide.RECEIVED:
            return self.returned_on is None
        return self.returned_on is not None


@dataclass(frozen=True, slots=True)
class HandedCase:
    """One file of a handover, with the agreement on which it left."""

    id: int
    case_id: CaseId
    handover_id: int
    handed_on: date
    agreement_id: AgreementId | None = None


@dataclass(frozen=True, slots=True)
class UrgentCase:
    """What cannot wait in one file if she is absent tomorrow, in the words of the sheet.

    The sheet holds these words and, when ticked, the telephone; nothing else of the file (ANAS-17).
    """

    id: int
    case_id: CaseId
    words: str
    noted_on: date
    with_phone: bool = False

    def __post_init__(self) -> None:
        """Refuse an urgency that says nothing."""
        if not self.words.strip():
            raise RuleBroken("urgency_without_words")


@dataclass(frozen=True, slots=True)
class UrgentLine:
    """One file of the sheet; `phone` is None unless she ticked it."""

    case_id: CaseId
    number: str
    person: str
    entity: str
    words: str
    noted_on: date
    phone: str | None
    agreed_on: date


@dataclass(frozen=True, slots=True)
class UrgentSheet:
    """The sheet of urgent files, and how many stay out because their person did not agree."""

    made_on: date
    lines: tuple[UrgentLine, ...]
    left_out: int
