"""Taking an import back."""

from dataclasses import replace
from datetime import date

import pytest
from testkit.builders import a_case, a_person, an_entity
from testkit.import_desk import ACTIONS, AID, CREATED, FILE, a_desk, refusal
from testkit.sheets import a_row

from app.domain.agreements import Agreement
from app.domain.assessments import Assessment
from app.domain.cases import CaseFile
from app.domain.handovers import HandedCase, Handover, HandoverSide
from app.domain.household import FileLink, HouseholdMember
from app.domain.ids import CaseId, EntityId, InterventionId, PersonId
from app.domain.interventions import Intervention
from app.domain.people import Person, Reach
from app.domain.plans import ActionPlan
from app.domain.working_notes import WorkingNote
from app.ports.imports import Outcome
from app.usecases.import_writing import mark


@pytest.fixture
def desk():
    return a_desk()


def everything(desk):
    return {kind: desk.kept(kind) for kind in CREATED}


FULL = {
    "Aides": (AID, ("9.2.25", "Ville d’Exemple", "2025-0001", "FSL", "Accordé", 15)),
    "Actions": (ACTIONS, ("9.2.25", "Ville d’Exemple", "Surendettement", 22)),
}


def test_an_import_taken_back_leaves_nothing(desk):
    report = desk.bring(a_row(), a_row(date="hier"), **FULL)

    undone = desk.service.undo(report.object_id)

    assert undone.stayed == ()
    assert undone.removed["intervention"] == 1
    assert everything(desk) == {kind: [] for kind in CREATED}
    assert desk.service.to_settle() == ()
    assert desk.events() == ["import_done", "import_undone"]


def test_an_import_taken_back_can_be_done_again(desk):
    desk.put(a_row(), **FULL)
    first = desk.service.run(desk.service.examine(FILE))
    desk.service.undo(first.object_id)

    second = desk.service.run(desk.service.examine(FILE))

    assert second.rows[Outcome.NEW] == 3
    assert len(desk.kept(Intervention)) == 1


def test_an_import_is_taken_back_once(desk):
    report = desk.bring(a_row())
    desk.service.undo(report.object_id)

    assert refusal(desk.service.undo, report.object_id) == "import_undone_already"
    assert refusal(desk.service.undo, 1) == "unknown_import"


def test_what_an_import_added_to_known_case_files_is_taken_back_alone():
    desk = a_desk(an_entity())
    first = desk.bring(a_row())
    before = everything(desk)

    second = desk.bring(a_row(date="05/01/2024", status="CDD"), a_row(date="9.2.25"))
    undone = desk.service.undo(second.object_id)

    assert undone.stayed == ()
    assert everything(desk) == before
    assert first.cases_opened == 1


def test_a_case_file_used_since_stays_with_its_agreement(desk):
    report = desk.bring(a_row())
    (case,) = desk.kept(CaseFile)
    later = Intervention(
        900, case.entity_id, date(2026, 1, 5), "CTC.RDV", minutes=30, case_ids=(case.id,)
    )
    desk.store.holding(later)

    undone = desk.service.undo(report.object_id)

    assert {(one.kind, one.reason) for one in undone.stayed} == {("case", "used_since")}
    assert desk.kept(Intervention) == [later]
    assert desk.kept(CaseFile) == [case]
    assert len(desk.kept(Agreement)) == 1
    assert len(desk.kept(Person)) == 1


def test_an_intervention_changed_since_stays(desk):
    report = desk.bring(a_row(), a_row(date="8.2.25"))
    first = desk.kept(Intervention)[0]
    desk.store.holding(replace(first, note="Précision ajoutée"))

    undone = desk.service.undo(report.object_id)

    assert ("intervention", first.id, "changed_since") in {
        (one.kind, one.object_id, one.reason) for one in undone.stayed
    }
    assert [one.id for one in desk.kept(Intervention)] == [first.id]
    assert len(desk.kept(CaseFile)) == 1
    assert len(desk.kept(Person)) == 1


def test_a_person_described_further_since_stays(desk):
    report = desk.bring(a_row())
    desk.store.holding(replace(desk.kept(Person)[0], phone="0000"))

    undone = desk.service.undo(report.object_id)

    assert [(one.kind, one.reason) for one in undone.stayed] == [("case", "changed_since")]
    assert desk.kept(Person)[0].phone == "0000"
    assert desk.kept(Intervention) == []


def test_a_known_person_gets_no_second_identity():
    person = a_person(family_name="Fictive", given_name="Nadège", birth_year=1980)
    desk = a_desk(an_entity(), person, a_case(person, number="2025-0001"))

    desk.bring(a_row(), a_row(date="8.2.25", number=None))

    assert desk.kept(Person) == [person]
    assert len(desk.kept(CaseFile)) == 1


def test_a_formula_as_a_name_is_kept_as_text(desk):
    desk.bring(a_row(family="=cmd|'/C calc'!A0"))

    assert [one.family_name for one in desk.kept(Person)] == ["=cmd|'/C calc'!A0"]


ON = date(2026, 1, 5)


@pytest.mark.parametrize(
    "made",
    [
        lambda case: Assessment(900, case.id, ON, work="reprise"),
        lambda case: ActionPlan(900, case.id, ON),
        lambda case: WorkingNote(900, case.id, ON, "Rappeler"),
        lambda case: HouseholdMember(900, case.person_id, "REL.ENF"),
        lambda case: FileLink(900, CaseId(5), case.id, "même foyer", ON),
    ],
    ids=["assessment", "plan", "note", "household", "link"],
)
def test_a_case_file_worked_on_since_stays(desk, made):
    report = desk.bring(a_row())
    (case,) = desk.kept(CaseFile)
    desk.store.holding(made(case))

    undone = desk.service.undo(report.object_id)

    assert [(one.kind, one.reason) for one in undone.stayed] == [("case", "used_since")]
    assert desk.kept(CaseFile) == [case]


def test_what_version_0_2_imported_is_not_taken_for_changed():
    person = Person(PersonId(7), "Fictive", "Nadège", "GEN.F", 1980)
    done = Intervention(
        InterventionId(8),
        EntityId(1),
        date(2025, 3, 11),
        "CTC.RDV",
        note="Note fictive",
        case_ids=(CaseId(9),),
    )

    assert mark(person) == "4fa60eb2eb0ede4c"
    assert mark(done) == "a9780a6aaae59cbd"
    assert mark(replace(person, reach=Reach(message_allowed=True))) != mark(person)


def _handed(case: CaseFile, side: HandoverSide) -> tuple[Handover, HandedCase]:
    handover = Handover(700, side, 600, "a1", date(2026, 5, 1), b"secret")
    return handover, HandedCase(701, case.id, handover.id, handover.made_on)


@pytest.mark.parametrize(
    ("side", "code"),
    [
        (HandoverSide.GIVEN, "import_file_away"),
        (HandoverSide.RECEIVED, "import_file_taken_over"),
    ],
)
def test_an_import_stays_while_one_of_its_files_is_handed_over(desk, side, code):
    report = desk.bring(a_row())
    (case,) = desk.kept(CaseFile)
    desk.store.holding(*_handed(case, side))
    before = everything(desk)

    assert refusal(desk.service.undo, report.object_id) == code

    assert everything(desk) == before


@pytest.mark.parametrize("added", [a_row(date="9.2.25"), None])
def test_an_import_stays_while_a_file_it_only_added_to_is_away(added):
    desk = a_desk(an_entity())
    desk.bring(a_row())
    (case,) = desk.kept(CaseFile)
    second = desk.bring(added) if added else desk.bring(Aides=FULL["Aides"])
    desk.store.holding(*_handed(case, HandoverSide.GIVEN))

    assert refusal(desk.service.undo, second.object_id) == "import_file_away"


def test_a_handover_that_is_over_does_not_hold_an_import_up(desk):
    report = desk.bring(a_row())
    (case,) = desk.kept(CaseFile)
    handover, handed = _handed(case, HandoverSide.GIVEN)
    desk.store.holding(replace(handover, ended_on=date(2026, 5, 9)), handed)

    undone = desk.service.undo(report.object_id)

    assert [one.reason for one in undone.stayed] == ["used_since"]
