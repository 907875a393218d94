"""What the case service promises."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from testkit.builders import ENTITY, a_case, a_person, a_request, an_agreement, an_entity
from testkit.fakes import NOW, CountingIds, FakeStore, FrozenClock, NoQueries

from app.changes import Touched
from app.domain.agreements import FILE_OPENING, Agreement, AgreementForm, Answer
from app.domain.cases import AttributeKind, CaseAttribute, CaseFile, CaseState, Request
from app.domain.drafts import NewCase
from app.domain.errors import RuleBroken
from app.domain.ids import EntityId
from app.domain.people import Household, Person, Reach
from app.ports.queries import CaseFilter, CaseListing, CaseRow
from app.usecases.cases import CaseService

TODAY = NOW.date()
TOMORROW = TODAY + timedelta(days=1)


def _service(store: FakeStore, **answers: object) -> CaseService:
    return CaseService(store, NoQueries(**answers), clock=FrozenClock(), ids=CountingIds())


def _only(store: FakeStore, kind: type) -> object:
    (value,) = store.shelves.of(kind).values()
    return value


def _state(store: FakeStore, case: CaseFile) -> CaseState:
    return store.shelves.of(CaseFile)[case.id].state


def _answer(store: FakeStore, case: CaseFile, answer: Answer, **changed: object) -> None:
    asked = {"kind": FILE_OPENING, "form": AgreementForm.ORAL, "on": TODAY} | changed
    _service(store).record_agreement(case.id, answer=answer, **asked)


def _row(family_name: str, given_name: str) -> CaseRow:
    person = a_person(family_name=family_name, given_name=given_name)
    case = a_case(person)
    return CaseRow(
        case.id, person.id, case.number, family_name, given_name, ENTITY, "Ville d’Exemple",
        case.state, case.opened_on, None, 0,
    )  # fmt: skip


@pytest.mark.requirement("BRY-25")
@pytest.mark.parametrize("origin", ["ORI.DRH", "ORI.MED", "ORI.COL", "ORI.PAR"])
def test_a_file_asked_for_by_somebody_else_waits_for_the_person(origin: str) -> None:
    store = FakeStore().holding(an_entity())

    _service(store).create(NewCase("Fictive", ENTITY), on=TODAY, origin=origin, agreement=None)

    assert _only(store, CaseFile).state is CaseState.OFFER_MADE


@pytest.mark.requirement("BRY-25")
def test_the_agreement_given_that_day_opens_the_file_at_once() -> None:
    store = FakeStore().holding(an_entity())

    _service(store).create(
        NewCase("Fictive", ENTITY), on=TODAY, origin="ORI.DRH", agreement=AgreementForm.BEHAVIOUR
    )

    assert _only(store, CaseFile).state is CaseState.OPEN
    assert _only(store, Agreement).form is AgreementForm.BEHAVIOUR


@pytest.mark.requirement("BRY-24")
def test_a_file_without_known_origin_has_a_request_of_unknown_origin() -> None:
    store = FakeStore().holding(an_entity())

    _service(store).create(NewCase("Fictive", ENTITY), on=TODAY, origin=None, agreement=None)

    assert _only(store, Request).origin == "ORI.INC"
    assert _only(store, CaseFile).state is CaseState.OPEN


def test_a_new_file_takes_the_next_number_of_its_year() -> None:
    store = FakeStore().holding(an_entity(), a_case(number="2026-0041"), a_case(number="2025-0907"))

    change = _service(store).create(
        NewCase("Fictive", ENTITY), on=TODAY, origin="ORI.AGT", agreement=None
    )

    assert store.shelves.of(CaseFile)[change.object_id].number == "2026-0042"


def test_a_number_is_given_once() -> None:
    store = FakeStore().holding(an_entity(), a_case(number="2026-0041"))
    twin = NewCase("Fictive", ENTITY, number="2026-0041")

    with pytest.raises(RuleBroken, match="number_taken"):
        _service(store).create(twin, on=TODAY, origin=None, agreement=None)

    assert store.journal == []
    assert store.shelves.of(Person) == {}


def test_a_free_number_may_be_chosen() -> None:
    store = FakeStore().holding(an_entity())
    new = NewCase("Fictive", ENTITY, number="2019-0007")

    _service(store).create(new, on=TODAY, origin=None, agreement=None)

    assert _only(store, CaseFile).number == "2019-0007"


def test_a_person_served_by_two_entities_has_two_files() -> None:
    person = a_person()
    other = an_entity(id=EntityId(2), name="Syndicat d’Exemple")
    store = FakeStore().holding(an_entity(), other, person, a_case(person))
    new = NewCase("", other.id, person_id=person.id)

    _service(store).create(new, on=TODAY, origin=None, agreement=None)

    assert _only(store, Person) == person
    assert {case.person_id for case in store.shelves.of(CaseFile).values()} == {person.id}


def test_a_person_has_one_file_by_entity() -> None:
    person = a_person()
    store = FakeStore().holding(an_entity(), person, a_case(person))

    with pytest.raises(RuleBroken, match="case_exists"):
        _service(store).create(
            NewCase("", ENTITY, person_id=person.id), on=TODAY, origin=None, agreement=None
        )


def test_what_is_known_of_the_agent_holds_from_the_opening() -> None:
    store = FakeStore().holding(an_entity())
    new = NewCase("Fictive", ENTITY, status="STA.TIT", category="CAT.C", unit="Voirie")

    _service(store).create(new, on=TODAY, origin=None, agreement=None)

    kept = {one.kind: one.value for one in store.shelves.of(CaseAttribute).values()}
    assert kept == {
        AttributeKind.STATUS: "STA.TIT",
        AttributeKind.CATEGORY: "CAT.C",
        AttributeKind.UNIT: "Voirie",
    }


@pytest.mark.parametrize(
    "new",
    [
        NewCase("Fictive", ENTITY, gender="GEN.Z"),
        NewCase("Fictive", ENTITY, status="CAT.C"),
        NewCase("Fictive", ENTITY, category="CAT.Z"),
        NewCase("Fictive", ENTITY, beneficiary="rien"),
    ],
)
def test_a_code_that_no_list_holds_is_refused(new: NewCase) -> None:
    store = FakeStore().holding(an_entity())

    with pytest.raises(RuleBroken, match="unknown_code"):
        _service(store).create(new, on=TODAY, origin=None, agreement=None)


def test_a_file_needs_an_entity() -> None:
    with pytest.raises(RuleBroken, match="unknown_entity"):
        _service(FakeStore()).create(
            NewCase("Fictive", ENTITY), on=TODAY, origin=None, agreement=None
        )


@pytest.mark.requirement("BRY-25")
def test_agreeing_opens_an_offer() -> None:
    case = a_case(state=CaseState.OFFER_MADE)
    store = FakeStore().holding(case)

    _answer(store, case, Answer.GIVEN)

    assert _state(store, case) is CaseState.OPEN


@pytest.mark.requirement("BRY-25")
@pytest.mark.parametrize("state", [CaseState.OFFER_MADE, CaseState.OPEN])
@pytest.mark.parametrize("answer", [Answer.REFUSED, Answer.WITHDRAWN])
def test_a_file_that_the_person_does_not_want_is_closed(state: CaseState, answer: Answer) -> None:
    case = a_case(state=state)
    store = FakeStore().holding(case, an_agreement(case, on=case.opened_on))

    _answer(store, case, answer)

    kept = store.shelves.of(CaseFile)[case.id]
    assert (kept.state, kept.closed_on) == (CaseState.CLOSED, TODAY)
    assert kept.closing_reason == "CLO.SOUHAIT_PERSONNE"


def test_an_older_refusal_found_later_changes_nothing() -> None:
    case = a_case()
    store = FakeStore().holding(case, an_agreement(case, on=TODAY))

    _answer(store, case, Answer.REFUSED, on=case.opened_on)

    assert _state(store, case) is CaseState.OPEN


def test_an_agreement_about_something_else_leaves_the_file_as_it_is() -> None:
    case = a_case(state=CaseState.OFFER_MADE)
    store = FakeStore().holding(case)

    _answer(store, case, Answer.GIVEN, kind="ACC.HOME_VISIT")

    assert _state(store, case) is CaseState.OFFER_MADE


def test_a_closed_file_stays_closed_whatever_is_answered() -> None:
    case = a_case().closed(TODAY, "CLO.DECES")
    store = FakeStore().holding(case)

    _answer(store, case, Answer.GIVEN)
    _answer(store, case, Answer.WITHDRAWN)

    assert _state(store, case) is CaseState.CLOSED


@pytest.mark.requirement("ANAS-06")
def test_closing_and_reopening() -> None:
    case = a_case()
    store = FakeStore().holding(case)
    service = _service(store)

    service.close(case.id, on=TODAY, reason="CLO.ORIENTATION")
    assert _state(store, case) is CaseState.CLOSED
    service.reopen(case.id, on=TODAY)

    assert store.shelves.of(CaseFile)[case.id] == case
    assert store.shelves.of(date)[case.id] == TODAY


@pytest.mark.requirement("BRY-25")
def test_a_file_reopened_after_a_refusal_is_an_offer_again() -> None:
    case = a_case()
    store = FakeStore().holding(case)
    _answer(store, case, Answer.REFUSED)

    _service(store).reopen(case.id, on=TODAY)

    assert _state(store, case) is CaseState.OFFER_MADE


@pytest.mark.requirement("BRY-25")
def test_an_offer_closed_without_answer_reopens_as_an_offer() -> None:
    case = a_case(state=CaseState.OFFER_MADE).closed(TODAY, "CLO.SANS_SUITE")
    store = FakeStore().holding(case, a_request(case, origin="ORI.DRH"))

    _service(store).reopen(case.id, on=TODAY)

    assert _state(store, case) is CaseState.OFFER_MADE


def test_a_file_is_not_reopened_before_it_was_closed() -> None:
    case = a_case().closed(TODAY, "CLO.ORIENTATION")

    with pytest.raises(RuleBroken, match="reopened_before_closed"):
        _service(FakeStore().holding(case)).reopen(case.id, on=case.opened_on)


def test_a_closing_reason_is_a_code() -> None:
    case = a_case()

    with pytest.raises(RuleBroken, match="unknown_code"):
        _service(FakeStore().holding(case)).close(case.id, on=TODAY, reason="parce que")


def test_nothing_is_dated_tomorrow() -> None:
    case = a_case()
    service = _service(FakeStore().holding(an_entity(), case))
    writes = [
        lambda: service.close(case.id, on=TOMORROW, reason="CLO.ORIENTATION"),
        lambda: service.reopen(case.id, on=TOMORROW),
        lambda: service.record_request(case.id, on=TOMORROW, origin="ORI.AGT"),
        lambda: service.create(
            NewCase("Fictive", ENTITY), on=TOMORROW, origin=None, agreement=None
        ),
    ]

    for write in writes:
        with pytest.raises(RuleBroken, match="date_in_future"):
            write()


def test_a_request_is_added_to_the_file() -> None:
    case = a_case()
    store = FakeStore().holding(case, a_request(case))

    _service(store).record_request(case.id, on=TODAY, origin="ORI.ANC")

    assert {one.origin for one in store.shelves.of(Request).values()} == {"ORI.AGT", "ORI.ANC"}


def test_the_journal_names_the_fields_changed_and_not_what_they_hold() -> None:
    person = a_person()
    store = FakeStore().holding(person)
    moved = replace(person, phone="00 00 00 00 00", reach=Reach(message_allowed=False))

    change = _service(store).save_person(moved)

    assert _only(store, Person) == moved
    assert store.journal[0].fields == ("phone", "reach")
    assert change.concerns(Touched.PERSONS)


@pytest.mark.requirement("BRY-49")
def test_correcting_a_person_leaves_her_household_to_its_history() -> None:
    person = a_person(household=Household(housing="HAB.LSO"))
    store = FakeStore().holding(person)

    _service(store).save_person(replace(person, household=Household()))

    assert _only(store, Person) == person


def test_a_channel_is_one_of_the_list() -> None:
    person = a_person()

    with pytest.raises(RuleBroken, match="unknown_code"):
        _service(FakeStore().holding(person)).save_person(
            replace(person, reach=Reach(preferred_channel="pigeon"))
        )


def test_a_few_files_are_suggested_by_what_is_typed() -> None:
    queries = NoQueries(cases=CaseListing((), 0))
    service = CaseService(FakeStore(), queries, clock=FrozenClock(), ids=CountingIds())

    service.suggest("fic", 5)

    ((_, (asked,)),) = queries.asked
    assert asked == CaseFilter("fic", limit=5)


@pytest.mark.parametrize("words", ["", "   ", "'", "(*"])
def test_nothing_typed_suggests_nothing(words: str) -> None:
    assert _service(FakeStore()).suggest(words) == ()


def test_a_duplicate_is_somebody_of_the_same_name_whatever_the_accents() -> None:
    same, longer = _row("FICTIVE", "Nadege"), _row("Fictive-Exemple", "Nadège")
    service = _service(FakeStore(), cases=CaseListing((same, longer), 2))

    assert service.possible_duplicates("Fictive", "Nadège") == (same,)


def test_a_given_name_that_is_not_known_may_be_any() -> None:
    named, unnamed, other = (_row("Fictive", given) for given in ("Nadège", "", "Zoé"))
    service = _service(FakeStore(), cases=CaseListing((named, unnamed, other), 3))

    assert service.possible_duplicates("Fictive", "Nadège") == (named, unnamed)
    assert service.possible_duplicates("Fictive", "") == (named, unnamed, other)


def test_a_common_family_name_does_not_hide_a_duplicate() -> None:
    queries = NoQueries(cases=CaseListing((), 0))
    service = CaseService(FakeStore(), queries, clock=FrozenClock(), ids=CountingIds())

    service.possible_duplicates("Fictive", "Nadège")
    service.possible_duplicates("Fictive", "")

    words = [asked.words for _, (asked,) in queries.asked]
    assert words == ["Fictive Nadège", "Fictive", "Fictive"]


def test_reading_goes_through_the_queries() -> None:
    service = _service(FakeStore(), cases="listing", case="sheet", timeline="events")

    assert service.list("asked") == "listing"
    assert service.open(1) == "sheet"
    assert service.timeline(1) == "events"
