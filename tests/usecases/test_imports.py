"""Importing spreadsheets, settling what is left, taking an import back."""

from datetime import date

import pytest
from testkit.builders import a_case, an_entity
from testkit.import_desk import ACTIONS, AID, CREATED, ENTITIES, FILE, a_desk, refusal
from testkit.sheets import a_row

from app.changes import Touched
from app.domain.agreements import Agreement, AgreementForm, Answer
from app.domain.aid import AidApplication
from app.domain.cases import CaseAttribute, CaseFile, CaseState, Request
from app.domain.collective import CollectiveAction
from app.domain.entities import ClientEntity, Headcount
from app.domain.errors import RuleBroken
from app.domain.interventions import Intervention
from app.domain.people import Person
from app.importing.mapping import Corrections
from app.importing.vocabulary import SheetKind
from app.ports.backups import NotEnoughRoom
from app.ports.imports import ImportProfile, Outcome


@pytest.fixture
def desk():
    return a_desk()


def test_a_dry_run_writes_nothing(desk):
    desk.put(a_row(), a_row(date="hier"))

    plan = desk.service.examine(FILE)

    assert (plan.count(Outcome.NEW), plan.count(Outcome.BAD)) == (1, 1)
    assert desk.store.journal == []
    assert all(desk.kept(kind) == [] for kind in CREATED)


def test_an_import_is_one_write(desk):
    report = desk.bring(a_row(), a_row(date="8.2.25"))

    assert desk.events() == ["import_done"]
    assert report.concerns(Touched.CASES | Touched.INTERVENTIONS)
    assert report.rows[Outcome.NEW] == 2
    assert (report.cases_opened, report.entities_added) == (1, 1)


def test_what_comes_before_an_import_is_done_once_and_only_if_it_writes():
    done = []
    desk = a_desk(before=lambda: done.append(len(desk.store.journal)))
    desk.put(a_row())
    desk.service.run(desk.service.examine(FILE))
    desk.service.run(desk.service.examine(FILE))

    assert done == [0]


def test_an_import_whose_backup_fails_writes_nothing():
    def no_room():
        raise NotEnoughRoom(needed=2, free=1)

    desk = a_desk(before=no_room)
    desk.put(a_row())

    with pytest.raises(NotEnoughRoom):
        desk.service.run(desk.service.examine(FILE))

    assert desk.store.journal == []


@pytest.mark.requirement("BRY-24", "BRY-25")
def test_a_row_opens_a_case_file_with_its_request_agreement_and_traits(desk):
    desk.bring(a_row(kind="Mail", minutes=None), a_row(date="10/03/2025", status="Retraité"))

    (person,), (case,) = desk.kept(Person), desk.kept(CaseFile)
    (request,), (agreement,) = desk.kept(Request), desk.kept(Agreement)
    assert (person.family_name, person.given_name) == ("FICTIVE", "Nadège")
    assert (person.gender, person.birth_year) == ("GEN.F", 1980)
    assert (case.number, case.opened_on, case.state) == (
        "2025-0001",
        date(2025, 2, 7),
        CaseState.OPEN,
    )
    assert (request.received_on, request.origin) == (date(2025, 2, 7), "ORI.AGT")
    assert (agreement.answer, agreement.form) == (Answer.GIVEN, AgreementForm.BEHAVIOUR)
    assert (agreement.on, agreement.scope) == (date(2025, 3, 10), "Repris de l’ancien suivi")
    assert {
        (one.kind.value, one.value, one.valid_from.month) for one in desk.kept(CaseAttribute)
    } == {
        ("status", "STA.TIT", 2),
        ("beneficiary", "BEN.AGT", 2),
        ("status", "STA.RET", 3),
        ("beneficiary", "BEN.RET", 3),
    }


def test_an_intervention_is_kept_whole(desk):
    desk.bring(a_row(note="Reçue à l’accueil\nà l’heure"))

    (done,) = desk.kept(Intervention)
    (case,) = desk.kept(CaseFile)
    assert (done.on, done.kind, done.place, done.minutes) == (
        date(2025, 2, 7),
        "CTC.VAD",
        "LIE.INC",
        50,
    )
    assert (done.case_ids, done.issues, done.note) == (
        (case.id,),
        ("ISS.LOG",),
        "Reçue à l’accueil\nà l’heure",
    )


@pytest.mark.requirement("BRY-58")
def test_lists_of_employers_aid_and_actions_are_kept(desk):
    desk.bring(
        a_row(),
        Aides=(AID, ("9.2.25", "Ville d’Exemple", "2025-0001", "FSL", "Accordé", "1 500")),
        Actions=(ACTIONS, ("9.2.25", "Ville d’Exemple", "Surendettement", 22)),
        Employeurs=(ENTITIES, ("Ville d’Exemple", 1150, 40), ("CCAS de Modèle", 12, 0)),
    )

    assert {one.name: one.quota_percent for one in desk.kept(ClientEntity)} == {
        "Ville d’Exemple": 40,
        "CCAS de Modèle": 0,
    }
    assert sorted((one.year, one.agents) for one in desk.kept(Headcount)) == [
        (2025, 12),
        (2025, 1150),
    ]
    (aid,), (action,) = desk.kept(AidApplication), desk.kept(CollectiveAction)
    assert (aid.scheme, aid.state, aid.granted_cents) == ("SCH.LOG.FSL", "AST.GRANTED", 150_000)
    assert (action.theme_code, action.participants) == ("THM.BUD", 22)


def test_an_anonymous_contact_has_no_case_file(desk):
    desk.bring(a_row(number=None, family="Anonyme", given=None))

    assert [one.case_ids for one in desk.kept(Intervention)] == [()]
    assert desk.kept(CaseFile) == []


def test_a_person_without_number_gets_the_next_one_of_the_year(desk):
    desk.bring(a_row(number="2025-0007"), a_row(number=None, family="AUTRE"))

    assert sorted(case.number for case in desk.kept(CaseFile)) == ["2025-0007", "2025-0008"]


@pytest.mark.requirement("BRY-01")
def test_a_person_of_two_employers_is_one_person_with_two_case_files(desk):
    desk.bring(a_row(), a_row(number="2025-0002", entity="CCAS de Modèle"))
    desk.bring(a_row(number="2025-0003", entity="SIVOM de Test"))

    assert len(desk.kept(Person)) == 1
    assert len(desk.kept(CaseFile)) == 3


def test_importing_twice_adds_nothing(desk):
    desk.put(a_row(), a_row(date="8.2.25", kind="Danse"), a_row(date="hier"))
    plan = desk.service.examine(FILE)
    desk.service.run(plan)
    before = {kind: desk.kept(kind) for kind in CREATED}

    again = desk.service.examine(FILE)
    report = desk.service.run(again)
    stale = desk.service.run(plan)

    assert again.count(Outcome.KNOWN) == 3
    assert (report.touched, stale.touched) == (Touched.NOTHING, Touched.NOTHING)
    assert {kind: desk.kept(kind) for kind in CREATED} == before
    assert desk.events() == ["import_done"]
    assert len(desk.service.to_settle()) == 2


def test_a_failure_in_the_middle_leaves_nothing(desk):
    desk.put(a_row(), a_row(date="8.2.25"))
    plan = desk.service.examine(FILE)
    desk.store.holding(a_case(number="2025-0001"))

    assert refusal(desk.service.run, plan) == "plan_outdated"
    assert desk.kept(Intervention) == []
    assert desk.store.journal == []


def test_corrections_are_remembered_for_the_next_file(desk):
    header = ("Date", "Collectivité", "Qui", "Danse")
    rows = ("7.2.25", "Ville d’Exemple", "FICTIVE Nadège", "Valse")
    corrections = Corrections(
        columns={"Qui": "full_name", "Danse": "kind"},
        kinds={"Suivi": SheetKind.INTERVENTIONS},
        values={("CTC", "valse"): "CTC.RDV"},
    )
    desk.bring(Suivi=(header, rows), corrections=corrections)

    (profile,) = desk.kept(ImportProfile)
    desk.bring(
        Suivi=(header, ("8.2.25", *rows[1:])),
        corrections=Corrections(kinds={"Suivi": SheetKind.INTERVENTIONS}),
    )

    assert profile.columns == {"Qui": "full_name", "Danse": "kind"}
    assert [one.kind for one in desk.kept(Intervention)] == ["CTC.RDV", "CTC.RDV"]


def test_the_only_employer_is_that_of_rows_that_name_none():
    desk = a_desk(an_entity())

    desk.bring(a_row(entity=None))

    assert [one.entity_id for one in desk.kept(Intervention)] == [an_entity().id]


def test_a_mapping_of_something_unknown_is_refused(desk):
    desk.put(a_row())

    for corrections in (
        Corrections(columns={"Date": "jour"}),
        Corrections(values={("CTC", "vad"): "CTC.ZZZ"}),
    ):
        with pytest.raises(RuleBroken):
            desk.service.examine(FILE, corrections=corrections)
