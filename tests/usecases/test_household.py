"""Household and situation: dated, corrected, undone; files linked only for a declared reason."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from testkit.builders import a_case, a_person, an_entity
from testkit.fakes import NOW, CountingIds, FakeStore, FrozenClock

from app.domain.cases import CaseState
from app.domain.errors import RuleBroken
from app.domain.household import FileLink, HouseholdMember, PersonTrait, TraitKind
from app.domain.people import Household, Person
from app.usecases.bin import BinService
from app.usecases.household import HouseholdService

TODAY = NOW.date()
PERSON = a_person()
CASE = a_case(PERSON)
OTHER = a_person()
OTHER_CASE = a_case(OTHER)
LAST_YEAR, EARLIER = TODAY - timedelta(days=400), TODAY - timedelta(days=900)


def _store(person: Person = PERSON) -> FakeStore:
    return FakeStore().holding(an_entity(), person, CASE, OTHER, OTHER_CASE)


def _service(store: FakeStore) -> HouseholdService:
    return HouseholdService(store, clock=FrozenClock(), ids=CountingIds())


def _housing(value: str, on: date | None) -> PersonTrait:
    return PersonTrait(0, PERSON.id, TraitKind.HOUSING, value, on)


def _home(store: FakeStore) -> Household:
    return store.shelves.of(Person)[PERSON.id].household


def _held(service: HouseholdService) -> list[tuple[str, date | None]]:
    return [(one.value, one.valid_from) for one in service.traits(PERSON.id)]


@pytest.mark.requirement("BRY-49")
def test_the_person_says_what_holds_now_whatever_was_recorded_last() -> None:
    store = _store()
    service = _service(store)

    service.record_trait(_housing("HAB.LPR", LAST_YEAR))
    service.record_trait(_housing("HAB.HPA", EARLIER))

    assert _home(store).housing == "HAB.LPR"
    assert _held(service) == [("HAB.HPA", EARLIER), ("HAB.LPR", LAST_YEAR)]


@pytest.mark.requirement("BRY-49")
def test_what_was_known_without_a_day_becomes_the_oldest_of_the_history() -> None:
    store = _store(replace(PERSON, household=Household(housing="HAB.LSO")))
    service = _service(store)
    assert _held(service) == [("HAB.LSO", None)]

    service.record_trait(_housing("HAB.ACC", LAST_YEAR))

    assert _held(service) == [("HAB.LSO", None), ("HAB.ACC", LAST_YEAR)]
    assert _home(store).housing == "HAB.ACC"


def test_learning_since_when_adds_no_second_value() -> None:
    service = _service(_store(replace(PERSON, household=Household(housing="HAB.LSO"))))

    service.record_trait(_housing("HAB.LSO", LAST_YEAR))

    assert _held(service) == [("HAB.LSO", LAST_YEAR)]


def test_other_traits_of_the_person_stay_as_they_were() -> None:
    store = _store(replace(PERSON, household=Household(marital_status="MAR.PAC")))

    _service(store).record_trait(_housing("HAB.LSO", TODAY))

    assert _home(store) == Household(marital_status="MAR.PAC", housing="HAB.LSO")


def test_a_past_value_is_corrected() -> None:
    store = _store()
    service = _service(store)
    service.record_trait(_housing("HAB.HPA", EARLIER))
    service.record_trait(_housing("HAB.LPR", LAST_YEAR))

    service.record_trait(replace(service.traits(PERSON.id)[0], value="HAB.FOY"))

    assert _held(service) == [("HAB.FOY", EARLIER), ("HAB.LPR", LAST_YEAR)]
    assert store.journal[-1].fields == ("housing",)


def test_a_value_removed_by_mistake_comes_back() -> None:
    store = _store()
    service = _service(store)
    service.record_trait(_housing("HAB.HPA", EARLIER))
    service.record_trait(_housing("HAB.LPR", LAST_YEAR))
    newest = service.traits(PERSON.id)[-1]

    service.remove_trait(newest)
    assert _home(store).housing == "HAB.HPA"
    service.record_trait(replace(newest, id=0))

    assert _home(store).housing == "HAB.LPR"


def test_an_undated_value_is_removed_as_well() -> None:
    store = _store(replace(PERSON, household=Household(dependent_children=2)))
    service = _service(store)

    service.remove_trait(service.traits(PERSON.id)[0])

    assert _home(store) == Household()


def test_what_is_not_known_any_more_stays_empty() -> None:
    store = _store()
    service = _service(store)
    service.record_trait(PersonTrait(0, PERSON.id, TraitKind.DEPENDENT_CHILDREN, "2", LAST_YEAR))
    assert _home(store).dependent_children == 2

    service.record_trait(PersonTrait(0, PERSON.id, TraitKind.DEPENDENT_CHILDREN, "", TODAY))

    assert _home(store).dependent_children is None


@pytest.mark.parametrize(
    ("trait", "code"),
    [
        (_housing("HAB.LSO", TODAY + timedelta(days=1)), "date_in_future"),
        (_housing("MAR.CEL", TODAY), "unknown_code"),
    ],
)
def test_a_wrong_trait_is_refused(trait: PersonTrait, code: str) -> None:
    with pytest.raises(RuleBroken, match=code):
        _service(_store()).record_trait(trait)


def test_two_values_of_a_kind_do_not_begin_on_the_same_day() -> None:
    service = _service(_store())
    service.record_trait(_housing("HAB.LSO", TODAY))

    with pytest.raises(RuleBroken, match="held_from_that_day"):
        service.record_trait(_housing("HAB.LPR", TODAY))


def test_a_number_of_children_is_a_number() -> None:
    with pytest.raises(RuleBroken, match="children_not_a_number"):
        PersonTrait(0, PERSON.id, TraitKind.DEPENDENT_CHILDREN, "deux", TODAY)


@pytest.mark.requirement("BRY-25")
def test_nobody_is_described_before_having_agreed() -> None:
    waiting = replace(CASE, state=CaseState.OFFER_MADE)
    service = _service(FakeStore().holding(PERSON, waiting))

    with pytest.raises(RuleBroken, match="agreement_needed"):
        service.record_trait(_housing("HAB.LSO", TODAY))
    with pytest.raises(RuleBroken, match="agreement_needed"):
        service.save_member(HouseholdMember(0, PERSON.id, "REL.ENF"))


@pytest.mark.requirement("BRY-49")
def test_a_member_needs_no_more_than_a_relation() -> None:
    service = _service(_store())

    service.save_member(HouseholdMember(0, PERSON.id, "REL.CJT"))

    assert [one.relation for one in service.members(PERSON.id)] == ["REL.CJT"]
    with pytest.raises(RuleBroken, match="unknown_code"):
        service.save_member(HouseholdMember(0, PERSON.id, "REL.VOI"))


def test_a_removed_member_comes_back() -> None:
    store = _store()
    service = _service(store)
    made = service.save_member(HouseholdMember(0, PERSON.id, "REL.ENF", "Zoé")).object_id or 0

    binned = service.remove_member(made).object_id or 0
    assert service.members(PERSON.id) == ()
    BinService(store, clock=FrozenClock()).take_back(binned)

    assert [one.name for one in service.members(PERSON.id)] == ["Zoé"]


def test_a_member_is_there_between_two_days() -> None:
    member = HouseholdMember(1, PERSON.id, "REL.FRE", joined_on=EARLIER, left_on=LAST_YEAR)

    assert [member.there(on) for on in (EARLIER, LAST_YEAR, TODAY)] == [True, False, False]
    with pytest.raises(RuleBroken, match="left_before_joining"):
        HouseholdMember(1, PERSON.id, "REL.FRE", joined_on=TODAY, left_on=EARLIER)
    with pytest.raises(RuleBroken, match="birth_year_out_of_range"):
        HouseholdMember(1, PERSON.id, "REL.FRE", birth_year=219)


@pytest.mark.parametrize(
    ("born", "band"),
    [(2026, "0–2"), (2023, "3–5"), (2016, "6–10"), (2012, "11–14"), (2009, "15–17"), (2008, None)],
)
def test_children_are_told_by_age_bands(born: int, band: str | None) -> None:
    member = HouseholdMember(1, PERSON.id, "REL.ENF", birth_year=born)

    assert member.child_band(date(2026, 5, 12)) == band


@pytest.mark.requirement("ANAS-05")
def test_both_sides_show_a_link_and_its_reason() -> None:
    service = _service(_store())

    service.link(CASE.id, OTHER_CASE.id, "même foyer, à leur demande", on=TODAY)

    ((mine,), (theirs,)) = service.links(CASE.id), service.links(OTHER_CASE.id)
    assert (mine.case_id, theirs.case_id) == (OTHER_CASE.id, CASE.id)
    assert mine.link == theirs.link
    assert mine.link.reason == "même foyer, à leur demande"


@pytest.mark.requirement("ANAS-05")
def test_two_files_are_not_linked_without_a_reason() -> None:
    service = _service(_store())

    with pytest.raises(RuleBroken, match="link_without_reason"):
        service.link(CASE.id, OTHER_CASE.id, "  ", on=TODAY)
    assert service.links(CASE.id) == ()


@pytest.mark.requirement("ANAS-05")
def test_nothing_links_two_files_but_her() -> None:
    twin = replace(OTHER, family_name=PERSON.family_name, phone="00", household=PERSON.household)
    service = _service(FakeStore().holding(an_entity(), PERSON, CASE, twin, OTHER_CASE))

    service.save_member(
        HouseholdMember(0, PERSON.id, "REL.CJT", f"{twin.given_name} {twin.family_name}")
    )

    assert service.links(CASE.id) == ()


def test_a_link_ended_stays_with_its_days() -> None:
    service = _service(_store())
    made = service.link(CASE.id, OTHER_CASE.id, "même foyer", on=LAST_YEAR).object_id or 0

    with pytest.raises(RuleBroken, match="unlinked_before_linked"):
        service.unlink(made, on=EARLIER)
    service.unlink(made, on=TODAY)

    (kept,) = service.links(OTHER_CASE.id)
    assert (kept.link.linked_on, kept.link.unlinked_on) == (LAST_YEAR, TODAY)


def test_a_pair_is_linked_once_and_never_with_itself() -> None:
    service = _service(_store())
    service.link(CASE.id, OTHER_CASE.id, "même foyer", on=TODAY)

    with pytest.raises(RuleBroken, match="linked_already"):
        service.link(OTHER_CASE.id, CASE.id, "encore", on=TODAY)
    with pytest.raises(RuleBroken, match="link_with_itself"):
        FileLink(1, CASE.id, CASE.id, "même foyer", TODAY)
