"""The services on a real vault: what she does in a morning."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from testkit.fakes import CountingIds

from app.domain.agreements import AgreementForm, Answer
from app.domain.cases import CaseState
from app.domain.drafts import InterventionDraft, NewCase
from app.domain.errors import RuleBroken
from app.domain.ids import CaseId, EntityId
from app.ports.queries import CaseFilter
from app.usecases.cases import CaseService
from app.usecases.dashboard import DashboardService
from app.usecases.drafts import DraftService
from app.usecases.entities import EntityService
from app.usecases.interventions import InterventionService
from app.usecases.nomenclatures import NomenclatureService
from app.usecases.settings import SettingsService

if TYPE_CHECKING:
    from testkit.casework import Casework

TODAY = date(2026, 3, 2)


class Desk:
    """Every service on one vault, and the employer that they work for."""

    def __init__(self, casework: Casework) -> None:
        ids = CountingIds()
        store, screens, clock = casework.store, casework.screens, casework.clock
        self.cases = CaseService(store, screens, clock=clock, ids=ids)
        self.interventions = InterventionService(store, screens, clock=clock, ids=ids)
        self.drafts = DraftService(store)
        self.settings = SettingsService(store)
        self.codes = NomenclatureService(store)
        self.dashboard = DashboardService(screens, clock=clock)
        self.entities = EntityService(store, ids=ids)
        saved = self.entities.save("Ville d’Exemple", quota_percent=40, headcount=90, year=2025)
        self.entity = EntityId(saved.object_id or 0)


@pytest.fixture
def desk(casework: Casework) -> Desk:
    return Desk(casework)


def test_a_first_consultation_is_one_write(casework: Casework, desk: Desk) -> None:
    desk.drafts.write("intervention", "{}")
    before = casework.screens.journal(1)[0].seq

    desk.interventions.log(
        InterventionDraft(
            on=TODAY,
            kind="CTC.RDV",
            entity_id=desk.entity,
            minutes=45,
            new_case=NewCase("Fictive", desk.entity, given_name="Éléonore", status="STA.TIT"),
            issues=("ISS.LOG",),
            note="Point sur le bail.",
            origin="ORI.AGT",
            agreement=AgreementForm.ORAL,
        ),
        form="intervention",
    )

    assert casework.screens.journal(1)[0].seq == before + 1
    assert desk.drafts.read("intervention") is None
    (row,) = desk.cases.suggest("ele")
    assert (row.number, row.interviews, row.last_on) == ("2026-0001", 1, TODAY)
    kinds = [event.kind for event in desk.cases.timeline(row.case_id)]
    assert kinds == ["intervention", "agreement", "request", "opening"]
    assert desk.cases.open(row.case_id).attributes == {"status": "STA.TIT"}
    assert desk.dashboard.today().month.new_persons == 1
    assert desk.cases.possible_duplicates("FICTIVE", "eleonore") == (row,)


def test_a_refused_consultation_leaves_no_trace(casework: Casework, desk: Desk) -> None:
    before = casework.screens.journal(1)
    new = NewCase("Fictive", desk.entity)

    with pytest.raises(RuleBroken, match="agreement_needed"):
        desk.interventions.log(
            InterventionDraft(TODAY, "CTC.RDV", desk.entity, new_case=new, origin="ORI.DRH")
        )

    assert casework.screens.journal(1) == before
    assert desk.cases.list(CaseFilter()).total == 0


def test_an_offer_waits_opens_is_closed_and_waits_again(desk: Desk) -> None:
    made = desk.cases.create(
        NewCase("Fictive", desk.entity), on=TODAY, origin="ORI.MED", agreement=None
    )
    case_id = CaseId(made.object_id or 0)
    assert [row.case_id for row in desk.dashboard.today().offers_waiting] == [case_id]

    def answer(said: Answer) -> None:
        desk.cases.record_agreement(
            case_id, kind="ACC.FILE_OPENING", answer=said, form=AgreementForm.ORAL, on=TODAY
        )

    answer(Answer.GIVEN)
    assert desk.cases.open(case_id).case.state is CaseState.OPEN
    answer(Answer.WITHDRAWN)
    assert desk.cases.open(case_id).case.closing_reason == "CLO.SOUHAIT_PERSONNE"
    desk.cases.reopen(case_id, on=TODAY)
    assert desk.cases.open(case_id).case.state is CaseState.OFFER_MADE


def test_her_choices_outlive_the_page(desk: Desk) -> None:
    desk.settings.write("theme", "dark")
    desk.codes.set_hidden("CTC.SMS", hidden=True)
    desk.codes.add_local("ISS.FAM", label="Garde d’enfants", valid_from=TODAY)
    desk.drafts.keep_place("{}")

    assert desk.settings.all()["theme"] == "dark"
    assert desk.codes.current().get("CTC.SMS").hidden
    assert desk.codes.current().get("ISS.X-GARDE-D-ENFANTS").valid_from == TODAY
    assert desk.drafts.place() == "{}"
    assert [entity.name for entity in desk.entities.all()] == ["Ville d’Exemple"]
