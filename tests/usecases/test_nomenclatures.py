"""Codes that she hides and adds."""

from datetime import date

import pytest
from testkit.builders import ENTITY, a_case, a_request, an_entity
from testkit.fakes import NOW, CountingIds, FakeStore, FrozenClock, NoQueries

from app.domain.cases import CaseFile, CaseState
from app.domain.drafts import InterventionDraft, NewCase
from app.domain.errors import RuleBroken
from app.usecases.cases import CaseService
from app.usecases.interventions import InterventionService
from app.usecases.nomenclatures import NomenclatureService


def test_a_code_is_hidden_and_brought_back() -> None:
    service = NomenclatureService(FakeStore())

    service.set_hidden("CTC.SMS", hidden=True)
    assert service.current().get("CTC.SMS").hidden
    service.set_hidden("CTC.SMS", hidden=False)

    assert not service.current().get("CTC.SMS").hidden


def test_a_code_hidden_by_default_can_be_shown() -> None:
    service = NomenclatureService(FakeStore())
    assert service.current().get("ISS.PRO.01").hidden

    service.set_hidden("ISS.PRO.01", hidden=False)

    assert not service.current().get("ISS.PRO.01").hidden


def test_a_local_code_counts_as_its_parent() -> None:
    service = NomenclatureService(FakeStore())

    service.add_local("ISS.FAM", label="Garde d’enfants", valid_from=date(2026, 1, 1))

    code = service.current().get("ISS.X-GARDE-D-ENFANTS")
    assert (code.label, code.parent, code.local) == ("Garde d’enfants", "ISS.FAM", True)
    assert not code.valid_on(date(2025, 12, 31))


def test_two_codes_of_one_label_are_two_codes() -> None:
    service = NomenclatureService(FakeStore())

    service.add_local("ISS.FAM", label="Garde")
    service.add_local("ISS.FAM", label="Gardé !")

    assert {"ISS.X-GARDE", "ISS.X-GARDE-2"} <= {
        one.code for one in service.current().of("ISS").codes
    }


@pytest.mark.parametrize(
    ("parent", "label", "refusal"),
    [
        ("ISS.FAM", "  ", "local_code_without_label"),
        ("ISS.FAM", "…", "local_code_without_label"),
        ("ISS.NONE", "Garde", "local_code_without_parent"),
        ("NON.E", "Garde", "unknown_code"),
    ],
)
def test_a_local_code_needs_a_label_and_a_standard_parent(
    parent: str, label: str, refusal: str
) -> None:
    store = FakeStore()

    with pytest.raises(RuleBroken, match=refusal):
        NomenclatureService(store).add_local(parent, label=label)

    assert store.journal == []


def test_a_code_that_does_not_exist_is_not_hidden() -> None:
    with pytest.raises(RuleBroken, match="unknown_code"):
        NomenclatureService(FakeStore()).set_hidden("CTC.Z", hidden=True)


def test_her_own_code_is_accepted_where_its_list_is() -> None:
    case = a_case()
    store = FakeStore().holding(an_entity(), case, a_request(case))
    NomenclatureService(store).add_local("ISS.FAM", label="Garde")
    service = InterventionService(store, NoQueries(), clock=FrozenClock(), ids=CountingIds())

    service.log(
        InterventionDraft(
            NOW.date(), "CTC.RDV", ENTITY, case_ids=(case.id,), issues=("ISS.X-GARDE",)
        )
    )

    assert len(store.journal) == 2


@pytest.mark.requirement("BRY-25")
@pytest.mark.parametrize(
    ("parent", "state"), [("ORI.DRH", CaseState.OFFER_MADE), ("ORI.AYD", CaseState.OPEN)]
)
def test_her_own_origin_asks_for_agreement_as_its_parent_does(
    parent: str, state: CaseState
) -> None:
    store = FakeStore().holding(an_entity())
    NomenclatureService(store).add_local(parent, label="Nouvelle origine")
    service = CaseService(store, NoQueries(), clock=FrozenClock(), ids=CountingIds())

    change = service.create(
        NewCase("Fictive", ENTITY),
        on=NOW.date(),
        origin="ORI.X-NOUVELLE-ORIGINE",
        agreement=None,
    )

    assert store.shelves.of(CaseFile)[change.object_id].state is state


@pytest.mark.requirement("BRY-25")
def test_her_own_kind_of_offer_is_an_offer() -> None:
    case = a_case(state=CaseState.OFFER_MADE)
    store = FakeStore().holding(an_entity(), case, a_request(case, origin="ORI.DRH"))
    NomenclatureService(store).add_local("CTC.MAD", label="Carte")
    service = InterventionService(store, NoQueries(), clock=FrozenClock(), ids=CountingIds())

    service.log(InterventionDraft(NOW.date(), "CTC.X-CARTE", ENTITY, case_ids=(case.id,)))

    assert store.shelves.of(CaseFile)[case.id].state is CaseState.OFFER_MADE
