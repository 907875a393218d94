"""An offer keeps only itself; its answer opens or closes the file; others learn no more."""

from datetime import timedelta

import pytest
from testkit.builders import a_case, a_person
from testkit.fakes import NOW, CountingIds, FakeStore, FrozenClock, NoQueries

from app.domain.agreements import FILE_OPENING, AgreementForm, Answer
from app.domain.cases import CaseState
from app.domain.errors import RuleBroken
from app.domain.offers import OfferAnswer
from app.usecases.cases import CaseService
from app.usecases.offers import OfferService

TODAY = NOW.date()
PERSON = a_person()
CASE = a_case(PERSON, state=CaseState.OFFER_MADE)


def _made() -> tuple[FakeStore, OfferService, int]:
    store = FakeStore().holding(PERSON, CASE)
    service = OfferService(store, clock=FrozenClock(), ids=CountingIds())
    return store, service, service.make(CASE.id, on=TODAY, channel="CTC.CRR").object_id or 0


def _case(store: FakeStore) -> CaseState:
    with store.work() as work:
        return work.cases.get(CASE.id).state


@pytest.mark.requirement("BRY-25")
def test_a_yes_opens_the_file_with_its_agreement() -> None:
    store, service, offer = _made()

    service.answer(offer, OfferAnswer.ACCEPTED, on=TODAY)

    assert _case(store) is CaseState.OPEN
    with store.work() as work:
        assert [one.answer for one in work.cases.agreements(CASE.id)] == [Answer.GIVEN]


@pytest.mark.requirement("FIN-11")
@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (OfferAnswer.DECLINED, "CLO.SOUHAIT_PERSONNE"),
        (OfferAnswer.NONE, "CLO.SANS_SUITE"),
    ],
)
def test_a_no_or_a_silence_closes_the_file(answer: OfferAnswer, reason: str) -> None:
    store, service, offer = _made()

    service.answer(offer, answer, on=TODAY)

    with store.work() as work:
        closed = work.cases.get(CASE.id)
    assert (closed.state, closed.closing_reason) == (CaseState.CLOSED, reason)


@pytest.mark.requirement("FIN-12")
def test_the_third_party_is_told_once_the_offer_was_made() -> None:
    _, service, offer = _made()

    with pytest.raises(RuleBroken, match="told_before_offer"):
        service.third_party_told(offer, on=TODAY - timedelta(days=1))
    service.third_party_told(offer, on=TODAY)

    assert service.of_case(CASE.id)[0].third_party_told_on == TODAY


def test_an_answer_does_not_precede_its_offer() -> None:
    _, service, offer = _made()

    with pytest.raises(RuleBroken, match="answer_before_offer"):
        service.answer(offer, OfferAnswer.ACCEPTED, on=TODAY - timedelta(days=1))


@pytest.mark.requirement("ANAS-11")
def test_what_the_person_was_told_is_kept_with_its_day() -> None:
    _, service, _ = _made()

    service.inform(CASE.id, ("INF.RGPD", "INF.RECOURS"), on=TODAY, how="oral")

    assert [one.subject for one in service.information(CASE.id)] == ["INF.RGPD", "INF.RECOURS"]


@pytest.mark.requirement("FIN-11")
@pytest.mark.parametrize("said", [Answer.GIVEN, Answer.REFUSED])
def test_an_answer_about_the_file_itself_answers_the_offers_that_waited(said: Answer) -> None:
    store, service, _ = _made()

    _cases(store).record_agreement(
        CASE.id, kind=FILE_OPENING, answer=said, form=AgreementForm.ORAL, on=TODAY
    )

    (offer,) = service.of_case(CASE.id)
    expected = OfferAnswer.ACCEPTED if said is Answer.GIVEN else OfferAnswer.DECLINED
    assert (offer.answer, offer.answered_on) == (expected, TODAY)


def test_a_file_that_is_closed_leaves_no_offer_waiting() -> None:
    store, service, _ = _made()

    _cases(store).close(CASE.id, on=TODAY, reason="CLO.SANS_SUITE")

    assert [one.answer for one in service.of_case(CASE.id)] == [OfferAnswer.NONE]


def _cases(store: FakeStore) -> CaseService:
    return CaseService(store, NoQueries(), clock=FrozenClock(), ids=CountingIds())
