"""Sharing starts empty, rests on an agreement of its kind, and tells who learnt what."""

from datetime import timedelta

import pytest
from testkit.builders import a_case, a_person, an_agreement, an_entity
from testkit.fakes import NOW, CountingIds, FakeStore, FrozenClock

from app.domain.agreements import Answer
from app.domain.assessments import Assessment
from app.domain.errors import RuleBroken
from app.domain.ids import AgreementId
from app.domain.partners import WITH_EMPLOYER, WITH_PARTNER, Partner, Sharing, SharingKind
from app.domain.people import Household
from app.usecases.partners import PartnerService
from app.usecases.sharing import SharingService

TODAY = NOW.date()
PERSON = a_person()
CASE = a_case(PERSON)
LANDLORD = Partner(51, "PAR.EXT.BAI", "Bailleur d’Exemple")
HR = Partner(52, "PAR.INT.RHU", "DRH d’Exemple")
WITH_LANDLORD = an_agreement(CASE, kind=WITH_PARTNER)
WITH_HR = an_agreement(CASE, kind=WITH_EMPLOYER)
ITEMS = (("household", "Deux enfants"),)


def _store(*more: object) -> FakeStore:
    return FakeStore().holding(PERSON, CASE, LANDLORD, HR, WITH_LANDLORD, *more)


def _sharing(store: FakeStore) -> SharingService:
    return SharingService(store, clock=FrozenClock(), ids=CountingIds())


def _to(partner: Partner, agreement: int | None, **known: object) -> Sharing:
    return Sharing(
        **{
            "id": 0,
            "case_id": CASE.id,
            "partner_id": partner.id,
            "kind": SharingKind.LIAISON,
            "purpose": "Relogement",
            "shared_on": TODAY,
            "agreement_id": agreement,
            **known,
        }
    )


@pytest.mark.requirement("ANAS-17")
def test_who_was_told_what_with_which_agreement_is_one_list() -> None:
    service = _sharing(_store())

    service.share(_to(LANDLORD, WITH_LANDLORD.id), ITEMS)

    (told,) = service.told(CASE.id)
    assert (told.partner, told.agreement) == (LANDLORD, WITH_LANDLORD)
    assert [(one.subject, one.words) for one in told.items] == list(ITEMS)


@pytest.mark.requirement("ANAS-17")
def test_what_may_be_ticked_is_said_in_the_very_words_that_would_leave() -> None:
    person = a_person(
        id=PERSON.id,
        family_name="Fictive",
        given_name="Zoé",
        phone="",
        household=Household(household_type="FOY.CAE", dependent_children=2),
    )
    assessed = Assessment(61, CASE.id, TODAY, economic="Loyer impayé")
    store = FakeStore().holding(an_entity(), person, CASE, assessed)

    choices = {one.subject: one.words for one in _sharing(store).choices(CASE.id)}

    assert choices["name"] == "Zoé Fictive"
    assert choices["children"] == "2"
    assert choices["assessment_economic"] == "Loyer impayé"
    assert "phone" not in choices


@pytest.mark.requirement("ANAS-17")
def test_sharing_nothing_is_refused() -> None:
    with pytest.raises(RuleBroken, match="sharing_empty"):
        _sharing(_store()).share(_to(LANDLORD, WITH_LANDLORD.id), ())


@pytest.mark.requirement("BRY-19")
def test_the_employer_is_told_only_with_an_agreement_of_that_kind() -> None:
    service = _sharing(_store(WITH_HR))

    with pytest.raises(RuleBroken, match="agreement_does_not_cover"):
        service.share(_to(HR, WITH_LANDLORD.id), ITEMS)
    with pytest.raises(RuleBroken, match="employer_needs_agreement"):
        service.share(_to(HR, None, exception_reason="urgence"), ITEMS)
    service.share(_to(HR, WITH_HR.id, kind=SharingKind.EMPLOYER_NOTE), ITEMS)

    assert len(service.told(CASE.id)) == 1


@pytest.mark.requirement("ANAS-10")
def test_a_withdrawn_agreement_stops_what_rests_on_it() -> None:
    withdrawn = an_agreement(
        CASE, kind=WITH_PARTNER, answer=Answer.WITHDRAWN, id=AgreementId(WITH_LANDLORD.id + 1)
    )
    service = _sharing(_store(withdrawn))

    assert service.usable_agreements(CASE.id, LANDLORD.id) == ()
    with pytest.raises(RuleBroken, match="agreement_does_not_cover"):
        service.share(_to(LANDLORD, WITH_LANDLORD.id), ITEMS)


@pytest.mark.requirement("JUS-12")
def test_an_exception_towards_a_partner_takes_its_reason() -> None:
    service = _sharing(_store())

    service.share(_to(LANDLORD, None, exception_reason="danger immédiat"), ITEMS)

    assert service.told(CASE.id)[0].agreement is None
    with pytest.raises(RuleBroken, match="sharing_without_agreement"):
        _to(LANDLORD, None)


def test_sharing_before_the_agreement_is_refused() -> None:
    with pytest.raises(RuleBroken, match="shared_before_agreement"):
        _sharing(_store()).share(
            _to(LANDLORD, WITH_LANDLORD.id, shared_on=WITH_LANDLORD.on - timedelta(days=1)), ITEMS
        )


def test_partners_of_violence_and_addiction_are_masked_whatever_was_ticked() -> None:
    store = FakeStore()
    partners = PartnerService(store, clock=FrozenClock(), ids=CountingIds())

    partners.save(Partner(0, "PAR.EXT.ADD", "Centre fictif", sensitive=False))

    assert partners.all()[0].sensitive


def test_a_former_partner_is_not_proposed_but_stays_readable() -> None:
    store = _store()
    _sharing(store).share(_to(LANDLORD, WITH_LANDLORD.id), ITEMS)
    partners = PartnerService(store, clock=FrozenClock(), ids=CountingIds())

    partners.retire(LANDLORD.id)

    assert LANDLORD.id not in {one.id for one in partners.all()}
    assert LANDLORD.id in {one.id for one in partners.all(former=True)}
    assert _sharing(store).told(CASE.id)[0].partner.name == LANDLORD.name
