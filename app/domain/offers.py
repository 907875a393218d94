"""Offers of help after a third party's signal, and what the person was told.

BRY-25, FIN-11, FIN-12: until she agrees, only what the offer needs is kept; whoever signalled is
told that an offer was made, and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken

if TYPE_CHECKING:
    from datetime import date

    from app.domain.ids import CaseId


class OfferAnswer(StrEnum):
    """What became of an offer."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class OutreachOffer:
    """One offer (« mise à disposition »): by which means (a code CTC), and what came of it."""

    id: int
    case_id: CaseId
    offered_on: date
    channel: str
    answer: OfferAnswer = OfferAnswer.WAITING
    answered_on: date | None = None
    third_party_told_on: date | None = None

    def told(self, on: date) -> OutreachOffer:
        """Keep the day on which whoever signalled was told; refuses one before the offer."""
        if on < self.offered_on:
            raise RuleBroken("told_before_offer", offered_on=self.offered_on)
        return replace(self, third_party_told_on=on)

    def answered(self, answer: OfferAnswer, on: date) -> OutreachOffer:
        """Keep the answer; refuses one dated before the offer."""
        if on < self.offered_on:
            raise RuleBroken("answer_before_offer", offered_on=self.offered_on)
        return replace(self, answer=answer, answered_on=on)


@dataclass(frozen=True, slots=True)
class InformationGiven:
    """Something the person was told (a code INF: rights, limits of secrecy, RGPD notice, appeals).

    ANAS 12; `how` is oral or written.
    """

    id: int
    case_id: CaseId
    subject: str
    given_on: date
    how: str = "oral"
