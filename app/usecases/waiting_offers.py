"""Offers that nobody answered: what becomes of them when the file itself is agreed to or closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.offers import OfferAnswer, OutreachOffer

if TYPE_CHECKING:
    from datetime import date

    from app.domain.ids import CaseId
    from app.ports.store import UnitOfWork


def settle_offers(work: UnitOfWork, case_id: CaseId, answer: OfferAnswer, on: date) -> None:
    """Give the offers still waiting the answer that the file got, on that day or on their own."""
    for offer in work.records(OutreachOffer).of(case_id):
        if offer.answer is OfferAnswer.WAITING:
            answered = offer.answered(answer, max(on, offer.offered_on))
            work.records(OutreachOffer).save(answered)
