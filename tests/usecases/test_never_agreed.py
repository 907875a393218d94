"""A file that was only ever an offer takes no content, closed or not, whatever day is typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from testkit.builders import ENTITY, a_case, a_person, a_request, an_agreement, an_entity
from testkit.fakes import NOW, CountingIds, FakeStore, FrozenClock, NoQueries

from app.domain.agreements import FILE_OPENING, Answer
from app.domain.assessments import Assessment
from app.domain.cases import AttributeKind, CaseAttribute, CaseState
from app.domain.drafts import InterventionDraft
from app.domain.errors import RuleBroken
from app.domain.household import PersonTrait, TraitKind
from app.domain.ids import InterventionId
from app.domain.partners import WITH_PARTNER, Partner, Sharing, SharingKind
from app.domain.plans import Owner, PlanAction
from app.domain.working_notes import WorkingNote
from app.usecases.assessments import AssessmentService
from app.usecases.employment import EmploymentService
from app.usecases.household import HouseholdService
from app.usecases.interventions import InterventionService
from app.usecases.plans import PlanService
from app.usecases.sharing import SharingService
from app.usecases.working_notes import WorkingNoteService

if TYPE_CHECKING:
    from collections.abc import Callable

TODAY = NOW.date()
PERSON = a_person()
CASE = a_case(
    PERSON,
    state=CaseState.CLOSED,
    closed_on=TODAY,
    closing_reason="CLO.SANS_SUITE",
    opened_on=TODAY,
)
SIGNALLED = a_request(CASE, origin="ORI.DRH")
KIT = {"clock": FrozenClock(), "ids": CountingIds()}


def _log(store: FakeStore, kind: str = "CTC.RDV") -> InterventionId:
    draft = InterventionDraft(TODAY, kind, ENTITY, minutes=20, case_ids=(CASE.id,))
    return InterventionId(InterventionService(store, NoQueries(), **KIT).log(draft).object_id or 0)


CONTENT: dict[str, Callable[[FakeStore], object]] = {
    "interview": _log,
    "plan": lambda store: PlanService(store, **KIT).save_action(
        PlanAction(0, CASE.id, 0, "Saisir le FSL", Owner.TOGETHER)
    ),
    "assessment": lambda store: AssessmentService(store, **KIT).save(
        Assessment(0, CASE.id, TODAY, work="Poste")
    ),
    "note": lambda store: WorkingNoteService(store, **KIT).save(
        WorkingNote(0, CASE.id, TODAY, "Rappeler")
    ),
    "status": lambda store: EmploymentService(store, clock=FrozenClock()).record(
        CaseAttribute(CASE.id, AttributeKind.STATUS, "STA.TIT", TODAY)
    ),
    "housing": lambda store: HouseholdService(store, **KIT).record_trait(
        PersonTrait(0, PERSON.id, TraitKind.HOUSING, "HAB.LSO", TODAY)
    ),
}


@pytest.mark.requirement("BRY-25")
@pytest.mark.parametrize("name", CONTENT)
def test_a_signal_closed_without_an_answer_takes_no_content(name: str) -> None:
    store = FakeStore().holding(PERSON, CASE, SIGNALLED, an_entity())

    with pytest.raises(RuleBroken, match="agreement_needed"):
        CONTENT[name](store)


@pytest.mark.requirement("BRY-25")
def test_the_offer_itself_may_still_be_logged_after_the_closing() -> None:
    store = FakeStore().holding(PERSON, CASE, SIGNALLED, an_entity())

    done = _log(store, "CTC.MAD")

    with store.work() as work:
        assert work.interventions.get(done).case_ids == (CASE.id,)


def test_what_happened_before_the_closing_is_logged_late_once_she_had_agreed() -> None:
    agreed = an_agreement(CASE, kind=FILE_OPENING, on=TODAY)
    store = FakeStore().holding(PERSON, CASE, SIGNALLED, agreed, an_entity())

    done = _log(store)

    with store.work() as work:
        assert work.interventions.get(done).on == TODAY


@pytest.mark.requirement("ANAS-10")
def test_on_the_day_she_wants_no_file_any_more_nothing_is_planned_nor_shared() -> None:
    landlord = Partner(51, "PAR.EXT.BAI", "Bailleur d’Exemple")
    before = TODAY - timedelta(days=9)
    given = an_agreement(CASE, kind=FILE_OPENING, on=before)
    withdrawn = an_agreement(CASE, kind=FILE_OPENING, on=TODAY, answer=Answer.WITHDRAWN)
    covers = an_agreement(CASE, kind=WITH_PARTNER, on=before)
    store = FakeStore().holding(PERSON, CASE, SIGNALLED, landlord, given, withdrawn, covers)
    told = Sharing(
        0, CASE.id, landlord.id, SharingKind.LIAISON, "Relogement", TODAY, agreement_id=covers.id
    )

    with pytest.raises(RuleBroken, match="case_closed"):
        CONTENT["plan"](store)
    with pytest.raises(RuleBroken, match="agreement_does_not_cover"):
        SharingService(store, **KIT).share(told, (("name", "Nadège"),))


@pytest.mark.requirement("ANAS-10", "EQU-23")
@pytest.mark.parametrize(
    ("kind", "about"), [("CTC.VAD", "ACC.HOME_VISIT"), ("CTC.REU", "ACC.CASE_MEETING")]
)
def test_a_visit_or_a_meeting_that_she_no_longer_wants_is_refused(kind: str, about: str) -> None:
    case = replace(CASE, state=CaseState.OPEN, closed_on=None, closing_reason=None)
    before = TODAY - timedelta(days=9)
    given = an_agreement(case, kind=about, on=before)
    withdrawn = an_agreement(case, kind=about, on=TODAY, answer=Answer.WITHDRAWN)

    _log(FakeStore().holding(PERSON, case, SIGNALLED, an_entity()), kind)
    _log(FakeStore().holding(PERSON, case, SIGNALLED, an_entity(), given), kind)
    with pytest.raises(RuleBroken, match="agreement_taken_back"):
        _log(FakeStore().holding(PERSON, case, SIGNALLED, an_entity(), given, withdrawn), kind)
