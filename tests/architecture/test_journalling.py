"""Every write of every service leaves one journal entry, and tells what it touched."""

import inspect
from collections.abc import Callable, Iterator
from importlib import import_module

import pytest
from testkit.builders import A_DAY, ENTITY, a_case, a_person, an_entity, an_intervention
from testkit.fakes import NOW, CountingIds, FakeStore, FrozenClock, NoQueries
from testkit.source import ROOT, modules

from app.changes import Changes, Touched
from app.domain.agreements import AgreementForm, Answer
from app.domain.cases import AttributeKind
from app.domain.drafts import InterventionDraft, NewCase
from app.domain.ids import CaseId, InterventionId
from app.usecases.cases import CaseService
from app.usecases.drafts import DraftService
from app.usecases.entities import EntityService
from app.usecases.interventions import InterventionService
from app.usecases.nomenclatures import NomenclatureService
from app.usecases.settings import SettingsService

TODAY = NOW.date()
CASE, CLOSED, DONE = CaseId(11), CaseId(12), InterventionId(13)
PERSON, CLOSED_PERSON = a_person(), a_person()
DRAFT = InterventionDraft(TODAY, "CTC.RDV", ENTITY, case_ids=(CASE,))


def _store() -> FakeStore:
    case, closed = a_case(PERSON, id=CASE), a_case(CLOSED_PERSON, id=CLOSED)
    return FakeStore().holding(
        an_entity(),
        PERSON,
        CLOSED_PERSON,
        case,
        closed.closed(A_DAY, "CLO.ORIENTATION"),
        an_intervention(case, id=DONE),
    )


def _cases(store: FakeStore) -> CaseService:
    return CaseService(store, NoQueries(), clock=FrozenClock(), ids=CountingIds())


def _interventions(store: FakeStore) -> InterventionService:
    return InterventionService(store, NoQueries(), clock=FrozenClock(), ids=CountingIds())


WRITES: dict[Callable[..., Changes], Callable[[FakeStore], Changes]] = {
    CaseService.create: lambda store: _cases(store).create(
        NewCase("Fictive", ENTITY), on=TODAY, origin="ORI.DRH", agreement=AgreementForm.ORAL
    ),
    CaseService.close: lambda store: _cases(store).close(CASE, on=TODAY, reason="CLO.ORIENTATION"),
    CaseService.reopen: lambda store: _cases(store).reopen(CLOSED, on=TODAY),
    CaseService.record_agreement: lambda store: _cases(store).record_agreement(
        CASE, kind="ACC.FILE_OPENING", answer=Answer.GIVEN, form=AgreementForm.ORAL, on=TODAY
    ),
    CaseService.record_request: lambda store: _cases(store).record_request(
        CASE, on=TODAY, origin="ORI.ANC"
    ),
    CaseService.save_person: lambda store: _cases(store).save_person(a_person(id=PERSON.id)),
    CaseService.save_attribute: lambda store: _cases(store).save_attribute(
        CASE, kind=AttributeKind.UNIT, value="Voirie", valid_from=TODAY
    ),
    InterventionService.log: lambda store: _interventions(store).log(DRAFT, form="intervention"),
    InterventionService.change: lambda store: _interventions(store).change(DONE, DRAFT),
    InterventionService.remove: lambda store: _interventions(store).remove(DONE),
    DraftService.write: lambda store: DraftService(store).write("intervention", "{}"),
    DraftService.drop: lambda store: DraftService(store).drop("intervention"),
    DraftService.keep_place: lambda store: DraftService(store).keep_place("{}"),
    NomenclatureService.set_hidden: lambda store: NomenclatureService(store).set_hidden(
        "CTC.SMS", hidden=True
    ),
    NomenclatureService.add_local: lambda store: NomenclatureService(store).add_local(
        "ISS.FAM", label="Garde"
    ),
    EntityService.save: lambda store: EntityService(store, ids=CountingIds()).save(
        "Syndicat d’Exemple", quota_percent=20, headcount=45, year=2025
    ),
    SettingsService.write: lambda store: SettingsService(store).write("theme", "dark"),
}


def _writing_methods() -> Iterator[Callable[..., Changes]]:
    """Every method of a service that says that it returns what it changed."""
    for path in modules("app/usecases"):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for _, service in inspect.getmembers(import_module(name), inspect.isclass):
            if service.__module__ == name and service.__name__.endswith("Service"):
                for _, method in inspect.getmembers(service, inspect.isfunction):
                    if method.__annotations__.get("return") == "Changes":
                        yield method


def test_every_write_of_every_service_is_tried_here() -> None:
    missing = [one.__qualname__ for one in _writing_methods() if one not in WRITES]

    assert missing == []


@pytest.mark.requirement("BRY-27")
@pytest.mark.parametrize("method", WRITES, ids=lambda one: one.__qualname__)
def test_a_write_leaves_one_journal_entry_and_says_what_it_touched(
    method: Callable[..., Changes],
) -> None:
    store = _store()

    changes = WRITES[method](store)

    assert len(store.journal) == 1
    assert changes.touched != Touched.NOTHING


@pytest.mark.parametrize("method", WRITES, ids=lambda one: one.__qualname__)
def test_the_journal_tells_no_name_and_no_text(method: Callable[..., Changes]) -> None:
    store = _store()
    WRITES[method](store)
    (entry,) = store.journal

    words = (entry.event, entry.object_kind, *entry.fields)
    assert all(word.isascii() and word == word.lower() and " " not in word for word in words)
    assert "fictive" not in " ".join(words)
