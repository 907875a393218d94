"""What logging an intervention promises."""

from dataclasses import replace
from datetime import timedelta

import pytest
from testkit.builders import (
    A_DAY,
    ENTITY,
    a_case,
    a_person,
    a_request,
    an_entity,
    an_intervention,
)
from testkit.fakes import NOW, CountingIds, FakeStore, FrozenClock, NoQueries

from app.changes import Touched
from app.domain.agreements import Agreement, AgreementForm
from app.domain.cases import CaseFile, CaseState, Request
from app.domain.drafts import InterventionDraft, NewCase
from app.domain.errors import RuleBroken
from app.domain.ids import EntityId
from app.domain.interventions import Intervention
from app.domain.nomenclatures import standard
from app.domain.people import Person
from app.usecases.interventions import InterventionService

TODAY = NOW.date()
DRAFT = InterventionDraft(on=TODAY, kind="CTC.RDV", entity_id=ENTITY, place="LIE.PER", minutes=45)


def _service(store: FakeStore, **answers: object) -> InterventionService:
    return InterventionService(store, NoQueries(**answers), clock=FrozenClock(), ids=CountingIds())


def _only(store: FakeStore, kind: type) -> object:
    (value,) = store.shelves.of(kind).values()
    return value


def test_an_interview_is_logged_for_a_known_file() -> None:
    case = a_case()
    store = FakeStore().holding(an_entity(), case, a_request(case))
    draft = replace(DRAFT, case_ids=(case.id,), issues=("ISS.LOG",), natures=("NAT.INF",))

    change = _service(store).log(replace(draft, note=" Point sur le bail. \n"))

    done = store.shelves.of(Intervention)[change.object_id]
    assert (done.case_ids, done.issues, done.natures) == (
        (case.id,),
        ("ISS.LOG",),
        ("NAT.INF",),
    )
    assert done.note == "Point sur le bail."


def test_a_person_met_for_the_first_time_gets_her_file_in_the_same_write() -> None:
    store = FakeStore().holding(an_entity())
    new = NewCase("Fictive", ENTITY, given_name="Nadège")

    change = _service(store).log(replace(DRAFT, new_case=new, origin="ORI.AGT"))

    assert _only(store, Intervention).case_ids == (_only(store, CaseFile).id,)
    assert _only(store, Person).family_name == "Fictive"
    assert _only(store, Request).origin == "ORI.AGT"
    assert len(store.journal) == 1
    assert change.touched == Touched.INTERVENTIONS | Touched.CASES | Touched.PERSONS


def test_a_new_person_with_a_bad_interview_leaves_nothing_behind() -> None:
    store = FakeStore().holding(an_entity())
    new = NewCase("Fictive", ENTITY)

    with pytest.raises(RuleBroken, match="minutes_out_of_range"):
        _service(store).log(replace(DRAFT, new_case=new, minutes=-5))

    assert store.shelves.of(Person) == {}
    assert store.journal == []


@pytest.mark.requirement("BRY-24")
def test_a_first_intervention_without_origin_opens_a_request_of_unknown_origin() -> None:
    case = a_case()
    store = FakeStore().holding(an_entity(), case)
    service = _service(store)

    service.log(replace(DRAFT, case_ids=(case.id,)))
    service.log(replace(DRAFT, case_ids=(case.id,)))

    assert _only(store, Request).origin == "ORI.INC"


def test_an_origin_opens_a_new_request() -> None:
    case = a_case()
    store = FakeStore().holding(an_entity(), case, a_request(case))

    _service(store).log(replace(DRAFT, case_ids=(case.id,), origin="ORI.ANC"))

    assert sorted(one.origin for one in store.shelves.of(Request).values()) == [
        "ORI.AGT",
        "ORI.ANC",
    ]


def test_an_anonymous_contact_has_no_file() -> None:
    store = FakeStore().holding(an_entity())

    change = _service(store).log(replace(DRAFT, kind="CTC.APP", minutes=5))

    assert _only(store, Intervention).case_ids == ()
    assert store.shelves.of(CaseFile) == store.shelves.of(Request) == {}
    assert change.touched == Touched.INTERVENTIONS | Touched.CASES


@pytest.mark.requirement("BRY-25")
def test_a_file_still_at_the_offer_refuses_an_interview() -> None:
    case = a_case(state=CaseState.OFFER_MADE)
    store = FakeStore().holding(an_entity(), case, a_request(case, origin="ORI.DRH"))

    with pytest.raises(RuleBroken, match="agreement_needed"):
        _service(store).log(replace(DRAFT, case_ids=(case.id,)))


@pytest.mark.requirement("BRY-25")
def test_the_offer_itself_is_logged_and_says_nothing_of_the_situation() -> None:
    case = a_case(state=CaseState.OFFER_MADE)
    store = FakeStore().holding(an_entity(), case, a_request(case, origin="ORI.DRH"))
    offer = replace(DRAFT, kind="CTC.MAD", minutes=10, case_ids=(case.id,))

    with pytest.raises(RuleBroken, match="agreement_needed"):
        _service(store).log(replace(offer, issues=("ISS.SAN",)))
    _service(store).log(offer)

    assert _only(store, Intervention).kind == "CTC.MAD"
    assert _only(store, CaseFile).state is CaseState.OFFER_MADE


@pytest.mark.requirement("BRY-25")
@pytest.mark.parametrize("origin", [None, "ORI.DRH"])
def test_an_offer_to_a_person_never_met_opens_a_file_that_waits(origin: str | None) -> None:
    store = FakeStore().holding(an_entity())
    new = NewCase("Fictive", ENTITY)

    _service(store).log(replace(DRAFT, kind="CTC.MAD", minutes=10, new_case=new, origin=origin))

    assert _only(store, CaseFile).state is CaseState.OFFER_MADE


@pytest.mark.requirement("BRY-25")
def test_the_agreement_that_comes_with_the_interview_opens_the_file() -> None:
    case = a_case(state=CaseState.OFFER_MADE)
    store = FakeStore().holding(an_entity(), case, a_request(case, origin="ORI.DRH"))
    draft = replace(DRAFT, case_ids=(case.id,), agreement=AgreementForm.ORAL)

    _service(store).log(draft)
    _service(store).log(draft)

    assert _only(store, CaseFile).state is CaseState.OPEN
    assert _only(store, Agreement).on == TODAY


def test_a_closed_file_refuses_an_interview_after_its_closing() -> None:
    case = a_case().closed(A_DAY, "CLO.ORIENTATION")
    store = FakeStore().holding(an_entity(), case, a_request(case))

    with pytest.raises(RuleBroken, match="case_closed"):
        _service(store).log(replace(DRAFT, case_ids=(case.id,)))


def test_a_closed_file_still_takes_what_was_done_before() -> None:
    case = a_case().closed(TODAY, "CLO.ORIENTATION")
    store = FakeStore().holding(an_entity(), case, a_request(case))

    _service(store).log(replace(DRAFT, on=A_DAY, case_ids=(case.id,)))

    assert _only(store, Intervention).on == A_DAY


def test_an_interview_is_never_dated_tomorrow() -> None:
    store = FakeStore().holding(an_entity())

    with pytest.raises(RuleBroken, match="date_in_future"):
        _service(store).log(replace(DRAFT, on=TODAY + timedelta(days=1)))


def test_an_intervention_needs_an_entity() -> None:
    with pytest.raises(RuleBroken, match="unknown_entity"):
        _service(FakeStore()).log(DRAFT)


def test_an_intervention_is_for_files_of_its_entity() -> None:
    case = a_case(entity_id=EntityId(2))
    store = FakeStore().holding(an_entity(), case, a_request(case))

    with pytest.raises(RuleBroken, match="case_of_other_entity"):
        _service(store).log(replace(DRAFT, case_ids=(case.id,)))


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "CTC.Z"},
        {"place": "bureau"},
        {"issues": ("NAT.INF",)},
        {"natures": ("ISS.LOG",)},
        {"origin": "ORI.Z"},
    ],
)
def test_a_code_that_no_list_holds_is_refused(wrong: dict[str, object]) -> None:
    case = a_case()
    store = FakeStore().holding(an_entity(), case, a_request(case))

    with pytest.raises(RuleBroken, match="unknown_code"):
        _service(store).log(replace(DRAFT, case_ids=(case.id,), **wrong))


def test_a_group_interview_is_one_intervention_for_several_files() -> None:
    one, other = a_case(), a_case()
    store = FakeStore().holding(an_entity(), one, other, a_request(one), a_request(other))

    _service(store).log(replace(DRAFT, case_ids=(one.id, other.id)))

    assert _only(store, Intervention).case_ids == (one.id, other.id)


def test_saving_forgets_the_draft_in_the_same_write() -> None:
    store = FakeStore().holding(an_entity(), done := an_intervention())
    for form in ("intervention", "intervention_change"):
        store.shelves.of(str)["draft", form] = "{}"

    _service(store).log(DRAFT, form="intervention")
    _service(store).change(done.id, DRAFT, form="intervention_change")

    assert store.shelves.of(str) == {}


def test_correcting_keeps_the_id_and_names_what_changed() -> None:
    person = a_person()
    case = a_case(person)
    done = an_intervention(case)
    store = FakeStore().holding(an_entity(), person, case, a_request(case), done)
    draft = replace(DRAFT, on=done.on, case_ids=(case.id,), minutes=60)

    _service(store).change(done.id, draft)

    assert _only(store, Intervention) == replace(done, minutes=60)
    assert store.journal[0].fields == ("minutes",)


def test_removing_leaves_the_file() -> None:
    case = a_case()
    done = an_intervention(case)
    store = FakeStore().holding(case, done)

    _service(store).remove(done.id)

    assert store.shelves.of(Intervention) == {}
    assert _only(store, CaseFile) == case


def test_what_does_not_exist_is_neither_removed_nor_changed() -> None:
    service = _service(FakeStore().holding(an_entity()))

    for attempt in (service.remove, service.get, lambda missing: service.change(missing, DRAFT)):
        with pytest.raises(RuleBroken, match="unknown_intervention"):
            attempt(404)


def test_reading_goes_through_the_queries() -> None:
    done = an_intervention()
    service = _service(FakeStore().holding(done), last_time="last", usual_codes=("ISS.LOG",))

    assert service.proposal(None) == "last"
    assert service.usual("ISS", 5) == ("ISS.LOG",)
    assert service.get(done.id) == done


QUICK = ("CTC.ABS", "CTC.ANN")


@pytest.mark.requirement("BRY-16")
@pytest.mark.parametrize("kind", [code.code for code in standard().of("CTC").codes])
def test_every_kind_of_contact_is_logged(kind: str) -> None:
    case = a_case()
    store = FakeStore().holding(an_entity(), case, a_request(case))

    _service(store).log(
        replace(DRAFT, kind=kind, minutes=None, place="LIE.INC", case_ids=(case.id,))
    )

    assert _only(store, Intervention).kind == kind


@pytest.mark.parametrize("kind", QUICK)
def test_a_missed_meeting_needs_neither_duration_nor_issue(kind: str) -> None:
    case = a_case()
    store = FakeStore().holding(an_entity(), case, a_request(case))

    _service(store).log(InterventionDraft(TODAY, kind, ENTITY, case_ids=(case.id,)))

    done = _only(store, Intervention)
    assert (done.minutes, done.issues, done.natures) == (None, (), ())
