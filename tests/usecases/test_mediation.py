"""What a meeting of several persons, a mediation, and what is agreed in it promise."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from testkit.builders import ENTITY, a_case, a_request, an_entity, an_intervention
from testkit.fakes import NOW, CountingIds, FakeStore, FrozenClock, NoQueries

from app.changes import Touched
from app.domain.drafts import InterventionDraft
from app.domain.errors import RuleBroken
from app.domain.interventions import (
    Circumstances,
    Intervention,
    MediationResult,
    OwnNote,
    Sphere,
)
from app.domain.plans import ActionPlan, ActionState, Owner, PlanAction
from app.usecases.interventions import InterventionService

if TYPE_CHECKING:
    from app.domain.cases import CaseFile

TODAY = NOW.date()
DRAFT = InterventionDraft(on=TODAY, kind="CTC.RDV", entity_id=ENTITY, place="LIE.PER", minutes=45)


def _service(store: FakeStore) -> InterventionService:
    return InterventionService(store, NoQueries(), clock=FrozenClock(), ids=CountingIds())


def _only(store: FakeStore, kind: type) -> object:
    (value,) = store.shelves.of(kind).values()
    return value


def _mediation(store: FakeStore) -> tuple[InterventionDraft, CaseFile, CaseFile]:
    one, other = a_case(), a_case()
    store.holding(an_entity(), one, other, a_request(one), a_request(other))
    own = ((one.id, " Demande des horaires fixes. "), (other.id, "   "))
    draft = replace(
        DRAFT,
        kind="CTC.TRI",
        case_ids=(one.id, other.id),
        note="Rappel du cadre.",
        own_notes=own,
        circumstances=Circumstances(Sphere.WORK, MediationResult.PARTLY),
    )
    return draft, one, other


@pytest.mark.requirement("EQU-27")
@pytest.mark.requirement("BRY-46")
def test_a_mediation_is_one_intervention_with_a_note_for_each_file_alone() -> None:
    store = FakeStore()
    draft, one, _ = _mediation(store)

    _service(store).log(draft)

    done = _only(store, Intervention)
    assert [(note.case_id, note.words) for note in done.own_notes] == [
        (one.id, "Demande des horaires fixes.")
    ]
    assert done.circumstances == Circumstances(Sphere.WORK, MediationResult.PARTLY)
    assert len(store.journal) == 1


@pytest.mark.requirement("EQU-27")
def test_a_note_of_its_own_is_for_a_file_of_the_meeting() -> None:
    store = FakeStore()
    draft, one, other = _mediation(store)

    with pytest.raises(RuleBroken, match="note_of_other_case"):
        _service(store).log(replace(draft, case_ids=(other.id,)))
    with pytest.raises(RuleBroken, match="named_twice"):
        replace(an_intervention(one), own_notes=(OwnNote(1, one.id, "a"), OwnNote(2, one.id, "b")))


@pytest.mark.requirement("EQU-27")
def test_correcting_a_mediation_keeps_which_note_is_which() -> None:
    store = FakeStore()
    draft, one, other = _mediation(store)
    service = _service(store)
    service.log(draft)
    before = _only(store, Intervention)

    service.change(before.id, replace(draft, own_notes=((one.id, "Revu."), (other.id, "Accepte."))))

    first, second = _only(store, Intervention).own_notes
    assert (first.id, first.words) == (before.own_notes[0].id, "Revu.")
    assert (second.case_id, second.words) == (other.id, "Accepte.")
    assert store.journal[-1].fields == ("own_notes",)


@pytest.mark.requirement("BRY-17")
@pytest.mark.requirement("BRY-57")
def test_prevention_and_working_time_are_said_only_when_she_says_so() -> None:
    store = FakeStore().holding(an_entity())
    service = _service(store)

    plain = service.log(DRAFT).object_id
    told = service.log(
        replace(DRAFT, circumstances=Circumstances(prevention=True, in_working_time=False))
    ).object_id

    kept = store.shelves.of(Intervention)
    assert kept[plain].circumstances.in_working_time is None
    assert not kept[plain].circumstances.prevention
    assert kept[told].circumstances == Circumstances(prevention=True, in_working_time=False)


@pytest.mark.requirement("BRY-50")
def test_what_was_agreed_becomes_an_action_of_the_plan_in_the_same_write() -> None:
    case = a_case()
    store = FakeStore().holding(an_entity(), case, a_request(case))

    change = _service(store).log(
        replace(DRAFT, case_ids=(case.id,), agreed_action=" Appeler le bailleur ")
    )

    action = _only(store, PlanAction)
    assert (action.title, action.owner) == ("Appeler le bailleur", Owner.TOGETHER)
    assert action.intervention_id == change.object_id
    assert _only(store, ActionPlan).started_on == TODAY
    assert len(store.journal) == 1
    assert change.touched & Touched.PLANS


@pytest.mark.requirement("BRY-50")
def test_what_was_agreed_with_several_persons_goes_into_no_file_by_itself() -> None:
    store = FakeStore()
    draft, _, _ = _mediation(store)

    with pytest.raises(RuleBroken, match="action_needs_one_case"):
        _service(store).log(replace(draft, agreed_action="Se revoir"))

    assert store.shelves.of(Intervention) == {}


@pytest.mark.requirement("BRY-50")
@pytest.mark.parametrize(("state", "left"), [(ActionState.TO_DO, 0), (ActionState.DONE, 1)])
def test_taking_back_takes_the_action_back_unless_it_was_followed(
    state: ActionState, left: int
) -> None:
    case = a_case()
    store = FakeStore().holding(an_entity(), case, a_request(case))
    service = _service(store)
    draft = replace(DRAFT, case_ids=(case.id,), agreed_action="Appeler")
    done = service.log(draft).object_id
    store.holding(replace(_only(store, PlanAction), state=state))

    service.unlog(done)

    assert len(store.shelves.of(PlanAction)) == left


def test_what_is_left_of_a_list_is_kept_in_the_same_write() -> None:
    store = FakeStore().holding(an_entity())
    store.shelves.of(str)["draft", "day_list"] = "two lines"

    _service(store).log(DRAFT, form="day_list", left="one line")

    assert list(store.shelves.of(str).values()) == ["one line"]
    assert len(store.journal) == 1
