"""Records that are simply kept come back as they were, also from the bin, and are searched."""

import json
from dataclasses import fields, replace
from datetime import date, time
from typing import TYPE_CHECKING, Any

import pytest
from testkit.builders import ENTITY, a_case, a_person, an_entity
from testkit.vaults import SettableClock

from app.domain.agenda import Appointment, AppointmentKind, LeftAlone, Reminder
from app.domain.agreements import Agreement, AgreementForm, Answer
from app.domain.assessments import Assessment
from app.domain.errors import RuleBroken
from app.domain.handovers import Colleague, HandedCase, Handover, HandoverSide, UrgentCase
from app.domain.household import FileLink, HouseholdMember, PersonTrait, TraitKind
from app.domain.ids import AgreementId, CaseId
from app.domain.journal import JournalEntry
from app.domain.legal_acts import LegalAct, LegalKind
from app.domain.offers import InformationGiven, OfferAnswer, OutreachOffer
from app.domain.partners import Partner, SharedItem, Sharing, SharingKind
from app.domain.plans import ActionPlan, ActionState, Owner, PlanAction, PlanGoal
from app.domain.redactions import Redaction
from app.domain.searches import SavedSearch
from app.domain.working_notes import WorkingNote
from app.domain.writings import LetterTemplate, Writing, WritingItem
from storage.repositories.shapes import SHAPES
from storage.store import VaultStore

if TYPE_CHECKING:
    from storage.vault.session import OpenVault

DAY, LATER = date(2026, 2, 3), date(2026, 4, 5)
PERSON = a_person()
CASE = a_case(PERSON, id=CaseId(11))
OTHER_PERSON = a_person()
OTHER_CASE = a_case(OTHER_PERSON, id=CaseId(13))
AGREEMENT = Agreement(
    AgreementId(12),
    CASE.id,
    "ACC.SHARE_WITH_PARTNER",
    Answer.GIVEN,
    AgreementForm.WRITTEN,
    DAY,
)
RECORDS: tuple[Any, ...] = (
    PersonTrait(19, PERSON.id, TraitKind.HOUSING, "HAB.LSO", DAY),
    FileLink(20, CASE.id, OTHER_CASE.id, "même logement, à leur demande", DAY, LATER),
    HouseholdMember(21, PERSON.id, "REL.ENF", "Zoé", 2019, DAY, None),
    OutreachOffer(22, CASE.id, DAY, "CTC.CRR", OfferAnswer.ACCEPTED, LATER, LATER),
    InformationGiven(23, CASE.id, "INF.RGPD", DAY, "written"),
    Assessment(24, CASE.id, DAY, work="poste aménagé", conclusion="à revoir"),
    Partner(25, "EXT.ADD", "Centre fictif", sensitive=True),
    ActionPlan(26, CASE.id, DAY, agreed_on=DAY, review_on=LATER),
    PlanGoal(27, CASE.id, 26, "Garder le logement", LATER, ActionState.UNDER_WAY),
    PlanAction(28, CASE.id, 26, "Saisir le FSL", Owner.PARTNER, 27, 25, LATER),
    Writing(29, CASE.id, "DOC.LIA", "Liaison", "Texte fictif", DAY, partner_id=25),
    WritingItem(40, 29, "children", "2"),
    LetterTemplate(30, "DOC.LIA", "À ma façon", "Bonjour"),
    Sharing(31, CASE.id, 25, SharingKind.LIAISON, "Relogement", DAY, AGREEMENT.id, "", 29),
    SharedItem(32, 31, "household", "Deux enfants"),
    WorkingNote(33, CASE.id, DAY, "Rappeler mardi"),
    LegalAct(
        34, CASE.id, LegalKind.PROTECTION_REPORT, "LEG.L411", "CRIP", DAY, family_informed=True
    ),
    Appointment(35, DAY, time(9, 30), 45, AppointmentKind.APPOINTMENT, CASE.id, ENTITY),
    LeftAlone(38, CASE.id, LATER),
    Reminder(36, LATER, "Relancer", CASE.id),
    Colleague(94, "Mme Relais", b"carte fictive", DAY),
    Handover(37, HandoverSide.GIVEN, 94, "00" * 16, DAY, b"secret fictif", LATER),
    HandedCase(95, CASE.id, 37, DAY, AGREEMENT.id),
    UrgentCase(96, CASE.id, "Audience le 3", DAY, with_phone=True),
    Redaction(93, CASE.id, "assessment", 24, "work", 0, 5, "empreinte"),
    SavedSearch(39, "Mes urgences", json.dumps({"words": "urgent"})),
)
PLANNED = tuple(one for one in RECORDS if isinstance(one, ActionPlan | PlanGoal | PlanAction))
ASSESSMENT = next(one for one in RECORDS if isinstance(one, Assessment))


@pytest.fixture
def store(vault: "OpenVault") -> VaultStore:
    made = VaultStore(vault, SettableClock())
    with made.work() as work:
        work.entities.save(an_entity())
        work.persons.save(PERSON)
        work.persons.save(OTHER_PERSON)
        work.cases.save(CASE)
        work.cases.save(OTHER_CASE)
        work.cases.save_agreement(AGREEMENT)
        for record in RECORDS:
            work.records(type(record)).save(record)
        work.commit(JournalEntry("tried", "record", None))
    return made


def test_every_kind_is_tried() -> None:
    assert {type(record) for record in RECORDS} == set(SHAPES)


@pytest.mark.parametrize("record", RECORDS, ids=lambda one: type(one).__name__)
def test_a_record_comes_back_as_it_was(store: VaultStore, record: Any) -> None:
    with store.work() as work:
        assert work.records(type(record)).get(record.id) == record


@pytest.mark.parametrize("shape", SHAPES.values(), ids=lambda one: one.table)
def test_the_owner_of_a_kind_is_one_of_its_fields(shape: Any) -> None:
    names = {one.name for one in fields(shape.kind)}

    assert {shape.owner, *shape.words, *shape.reads} <= names
    assert not shape.day or shape.day in names


def test_the_records_of_a_case_are_those_that_it_owns(store: VaultStore) -> None:
    with store.work() as work:
        assert [one.id for one in work.records(PlanGoal).of(CASE.id)] == [27]
        assert work.records(PlanGoal).of(99) == ()


def test_words_of_records_are_searched(store: VaultStore, vault: "OpenVault") -> None:
    with vault.read() as connection:
        found = connection.execute(
            "SELECT rowid, subject FROM record_words WHERE record_words MATCH '\"amenage\"*'"
        ).fetchall()

    assert found == [(24, "assessment")]


def test_what_is_removed_comes_back_with_what_hung_on_it(store: VaultStore) -> None:
    plan, goal, action = PLANNED
    with store.work() as work:
        work.bin.put(90, (plan, goal, action), DAY)
        work.commit(JournalEntry("plan_removed", "plan", plan.id))
    with store.work() as work:
        assert work.records(PlanAction).of(CASE.id) == ()
        assert [one.subject for one in work.bin.all()] == ["action_plan"]
        work.bin.take_back(90)
        work.commit(JournalEntry("plan_put_back", "plan", plan.id))
    with store.work() as work:
        assert work.records(ActionPlan).get(plan.id) == plan
        assert work.records(PlanGoal).get(goal.id) == goal
        assert work.records(PlanAction).get(action.id) == action
        assert work.bin.all() == ()


def test_what_comes_back_no_longer_names_what_went_meanwhile(store: VaultStore) -> None:
    _, goal, action = PLANNED
    with store.work() as work:
        work.bin.put(90, (action,), DAY)
        work.bin.put(91, (goal,), DAY)
        work.commit(JournalEntry("goal_removed", "plan", goal.id))
    with store.work() as work:
        work.bin.take_back(90)
        work.commit(JournalEntry("bin_taken_back", "plan_action", 90))
    with store.work() as work:
        assert work.records(PlanAction).get(action.id) == replace(action, goal_id=None)


def test_what_belonged_to_something_gone_does_not_come_back(store: VaultStore) -> None:
    newcomer = a_person()
    member = HouseholdMember(94, newcomer.id, "REL.ENF", "Zoé", 2019)
    with store.work() as work:
        work.persons.save(newcomer)
        work.records(HouseholdMember).save(member)
        work.bin.put(90, (member,), DAY)
        work.persons.delete(newcomer.id)
        with pytest.raises(RuleBroken) as refused:
            work.bin.take_back(90)

    assert (refused.value.code, refused.value.facts) == ("unknown_record", {"table": "person"})


def test_what_lies_in_the_bin_is_not_found(store: VaultStore, vault: "OpenVault") -> None:
    assessment = ASSESSMENT
    with store.work() as work:
        work.bin.put(90, (assessment,), DAY)
        work.commit(JournalEntry("assessment_removed", "assessment", assessment.id))
    with vault.read() as connection:
        assert connection.execute(
            "SELECT COUNT(*) FROM record_words WHERE rowid = 24"
        ).fetchone() == (0,)


def test_what_is_erased_from_the_bin_does_not_come_back(store: VaultStore) -> None:
    with store.work() as work:
        work.bin.put(90, (ASSESSMENT,), DAY)
        work.bin.erase(90)
        with pytest.raises(RuleBroken):
            work.bin.take_back(90)


def test_only_a_working_note_says_in_the_bin_when_it_was_written(store: VaultStore) -> None:
    note = WorkingNote(91, ASSESSMENT.case_id, DAY, "Rappeler mardi")
    with store.work() as work:
        work.records(WorkingNote).save(note)
        work.bin.put(92, (note,), LATER)
        work.bin.put(90, (ASSESSMENT,), LATER)
        assert {one.id: one.noted_on for one in work.bin.all()} == {92: DAY, 90: None}
