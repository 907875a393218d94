"""Offers of help after a third party's signal, and what the person was told (BRY-25, FIN-11)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.changes import Changes, Touched
from app.domain.agreements import FILE_OPENING, Agreement, AgreementForm, Answer
from app.domain.cases import CaseState
from app.domain.errors import RuleBroken
from app.domain.ids import AgreementId
from app.domain.journal import JournalEntry
from app.domain.offers import InformationGiven, OfferAnswer, OutreachOffer
from app.usecases.codes import code_lists, refuse_unknown
from app.usecases.opening import Start, add_agreement
from app.usecases.records import keep, put_in_bin

if TYPE_CHECKING:
    from datetime import date

    from app.domain.ids import CaseId
    from app.ports.clock import Clock, Ids
    from app.ports.store import Store, UnitOfWork

WISH_OF_PERSON, WITHOUT_ANSWER = "CLO.SOUHAIT_PERSONNE", "CLO.SANS_SUITE"


class OfferService:
    """Offers made, answers, the one sentence told to whoever signalled, information given."""

    def __init__(self, store: Store, *, clock: Clock, ids: Ids) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids

    def of_case(self, case_id: CaseId) -> tuple[OutreachOffer, ...]:
        """Return the offers of a file, newest first."""
        with self._store.work() as work:
            return tuple(reversed(work.records(OutreachOffer).of(case_id)))

    def information(self, case_id: CaseId) -> tuple[InformationGiven, ...]:
        """Return what the person was told, by date."""
        with self._store.work() as work:
            return work.records(InformationGiven).of(case_id)

    def make(self, case_id: CaseId, *, on: date, channel: str) -> Changes:
        """Keep that an offer was made, by which means (code CTC)."""
        self._refuse_future(on)
        offer = OutreachOffer(0, case_id, on, channel)
        with self._store.work() as work:
            refuse_unknown(code_lists(work), "CTC", (channel,))
            if work.cases.get(case_id).state is CaseState.CLOSED:
                raise RuleBroken("case_already_closed", case=case_id)
            kept, entry = keep(work, self._ids, offer, "offer")
            work.commit(entry)
        return Changes(Touched.CASES, kept.id)

    def answer(
        self,
        offer_id: int,
        answer: OfferAnswer,
        *,
        on: date,
        form: AgreementForm = AgreementForm.ORAL,
    ) -> Changes:
        """Keep the answer: yes opens the file, no or none closes it with nothing else in it."""
        self._refuse_future(on)
        with self._store.work() as work:
            answered = work.records(OutreachOffer).get(offer_id).answered(answer, on)
            work.records(OutreachOffer).save(answered)
            self._follow(work, answered, form)
            work.commit(JournalEntry("offer_answered", "offer", offer_id, (answer.value,)))
        return Changes(Touched.CASES, offer_id)

    def third_party_told(self, offer_id: int, *, on: date) -> Changes:
        """Keep that whoever signalled was told that one was made, and nothing else (FIN-12)."""
        self._refuse_future(on)
        with self._store.work() as work:
            told = work.records(OutreachOffer).get(offer_id).told(on)
            work.records(OutreachOffer).save(told)
            work.commit(JournalEntry("third_party_told", "offer", offer_id))
        return Changes(Touched.CASES, offer_id)

    def inform(self, case_id: CaseId, subjects: tuple[str, ...], *, on: date, how: str) -> Changes:
        """Keep what the person was told that day (codes INF), orally or in writing (ANAS-11)."""
        self._refuse_future(on)
        with self._store.work() as work:
            refuse_unknown(code_lists(work), "INF", subjects)
            work.cases.get(case_id)
            for subject in subjects:
                given = InformationGiven(self._ids.new(), case_id, subject, on, how)
                work.records(InformationGiven).save(given)
            work.commit(JournalEntry("information_given", "case", case_id))
        return Changes(Touched.CASES, case_id)

    def remove(self, offer_id: int) -> Changes:
        """Put an offer kept by mistake in the bin; the id told is the one that takes it back.

        What its answer did to the file stays: it is opened, closed or agreed to by its own acts.
        """
        with self._store.work() as work:
            removed = work.records(OutreachOffer).get(offer_id)
            binned = put_in_bin(work, self._ids, (removed,), self._clock.today())
            work.commit(JournalEntry("offer_removed", "offer", offer_id))
        return Changes(Touched.CASES, binned)

    def remove_information(self, given_id: int) -> Changes:
        """Put in the bin what was noted as told; the id told is the one that takes it back."""
        with self._store.work() as work:
            removed = work.records(InformationGiven).get(given_id)
            binned = put_in_bin(work, self._ids, (removed,), self._clock.today())
            work.commit(JournalEntry("information_removed", "information", given_id))
        return Changes(Touched.CASES, binned)

    def _follow(self, work: UnitOfWork, offer: OutreachOffer, form: AgreementForm) -> None:
        """Open or close the file as the answer says."""
        case = work.cases.get(offer.case_id)
        on = offer.answered_on or self._clock.today()
        match offer.answer:
            case OfferAnswer.ACCEPTED:
                add_agreement(work, self._ids, case, Start(on, agreement=form))
            case OfferAnswer.DECLINED:
                refused = Agreement(
                    AgreementId(self._ids.new()), case.id, FILE_OPENING, Answer.REFUSED, form, on
                )
                work.cases.save_agreement(refused)
                if case.state is CaseState.OFFER_MADE:
                    work.cases.save(case.closed(on, WISH_OF_PERSON))
            case OfferAnswer.NONE:
                if case.state is CaseState.OFFER_MADE:
                    work.cases.save(case.closed(on, WITHOUT_ANSWER))
            case OfferAnswer.WAITING:
                pass

    def _refuse_future(self, on: date) -> None:
        if on > self._clock.today():
            raise RuleBroken("date_in_future", on=on)


def tell_by_letter(work: UnitOfWork, case_id: CaseId, on: date) -> bool:
    """Keep that a letter told whoever signalled; tell whether the offer did not say so already.

    It answers the last offer made by that day. A file without an offer has nothing to say.
    """
    offers = work.records(OutreachOffer)
    known = offers.of(case_id)
    answered = _last_made(known, on) or next(iter(known), None)
    if answered is None or answered.third_party_told_on is not None:
        return False
    offers.save(answered.told(on))
    return True


def untell_by_letter(work: UnitOfWork, case_id: CaseId, on: date) -> None:
    """Take back what a letter of that day told of the last offer made by then."""
    offers = work.records(OutreachOffer)
    answered = _last_made(offers.of(case_id), on)
    if answered is not None and answered.third_party_told_on == on:
        offers.save(replace(answered, third_party_told_on=None))


def _last_made(offers: tuple[OutreachOffer, ...], on: date) -> OutreachOffer | None:
    made = [one for one in offers if one.offered_on <= on]
    return max(made, key=_by_day, default=None)


def _by_day(offer: OutreachOffer) -> tuple[date, int]:
    return offer.offered_on, offer.id
