"""An intervention comes back from the bin as it was, and what named something names it again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from testkit.builders import A_DAY, a_case, a_person, an_entity, an_intervention
from testkit.casework import ENTRY, Casework
from testkit.vaults import SettableClock, a_vault

from app.domain.agenda import Appointment, AppointmentKind, AppointmentState
from app.domain.errors import RuleBroken
from app.domain.handovers import Colleague
from app.domain.household import HouseholdMember
from app.domain.interventions import Circumstances, MediationResult, OwnNote, Sphere
from app.domain.partners import Partner, Sharing, SharingKind
from app.domain.plans import ActionPlan, Owner, PlanAction, PlanGoal
from app.domain.writings import Writing

if TYPE_CHECKING:
    from collections.abc import Generator

    from app.domain.cases import CaseFile
    from app.domain.interventions import Intervention

SAID = Circumstances(Sphere.WORK, MediationResult.PARTLY, prevention=True, in_working_time=False)
BINNED = 90


@pytest.fixture
def casework(tmp_path_factory: pytest.TempPathFactory) -> Generator[Casework]:
    vault = a_vault(tmp_path_factory.mktemp("vault"))
    yield Casework(vault, SettableClock())
    vault.close()


def _meeting(casework: Casework) -> tuple[Intervention, CaseFile, CaseFile]:
    one, other = a_person(), a_person()
    first, second = a_case(one), a_case(other)
    done = replace(
        an_intervention(
            first,
            second,
            minutes=35,
            issues=("ISS.PRO.03", "ISS.LOG"),
            natures=("NAT.MED",),
            note="Cadre rappelé.",
        ),
        own_notes=(OwnNote(7001, first.id, "Épuisement."), OwnNote(7002, second.id, "Colère.")),
        circumstances=SAID,
    )
    casework.keep(an_entity(), one, other, first, second, done)
    return done, first, second


def _save(casework: Casework, *records: object) -> None:
    with casework.store.work() as work:
        for record in records:
            work.records(type(record)).save(record)
        work.commit(ENTRY)


def _bin(casework: Casework, removed: object) -> None:
    with casework.store.work() as work:
        work.bin.put(BINNED, (removed,), casework.clock.today())
        work.commit(ENTRY)


def _take_back(casework: Casework) -> None:
    with casework.store.work() as work:
        work.bin.take_back(BINNED)
        work.commit(ENTRY)


def _found(casework: Casework, word: str) -> int:
    with casework.vault.read() as connection:
        (notes,) = connection.execute(
            "SELECT COUNT(*) FROM note_words WHERE note_words MATCH ?", (f'"{word}"*',)
        ).fetchone()
        (own,) = connection.execute(
            "SELECT COUNT(*) FROM record_words WHERE record_words MATCH ?", (f'"{word}"*',)
        ).fetchone()
    return notes + own


def test_an_intervention_comes_back_as_it_was(casework: Casework) -> None:
    done, first, _ = _meeting(casework)
    _bin(casework, done)
    with casework.store.work() as work:
        assert [(one.subject, one.case_id) for one in work.bin.all()] == [
            ("intervention", first.id)
        ]
        with pytest.raises(RuleBroken):
            work.interventions.get(done.id)
    assert _found(casework, "cadre") == _found(casework, "coler") == 0

    _take_back(casework)

    with casework.store.work() as work:
        assert work.interventions.get(done.id) == done
        assert work.bin.all() == ()
    assert _found(casework, "cadre") == _found(casework, "coler") == 1


def test_what_came_of_an_intervention_names_it_again(casework: Casework) -> None:
    done, first, _ = _meeting(casework)
    plan = ActionPlan(31, first.id, done.on)
    action = PlanAction(32, first.id, plan.id, "Appeler", Owner.PERSON, intervention_id=done.id)
    slot = Appointment(
        33,
        done.on,
        casework.clock.now().time().replace(microsecond=0),
        45,
        AppointmentKind.APPOINTMENT,
        case_id=first.id,
        state=AppointmentState.KEPT,
        intervention_id=done.id,
    )
    _save(casework, plan, action, slot)
    _bin(casework, done)
    with casework.store.work() as work:
        assert work.records(PlanAction).get(action.id).intervention_id is None
        assert work.records(Appointment).get(slot.id).stands is AppointmentState.PLANNED

    _take_back(casework)

    with casework.store.work() as work:
        assert work.records(PlanAction).get(action.id) == action
        assert work.records(Appointment).get(slot.id) == slot


def test_what_names_something_else_since_keeps_it(casework: Casework) -> None:
    done, first, _ = _meeting(casework)
    again = an_intervention(first)
    plan = ActionPlan(31, first.id, done.on)
    action = PlanAction(32, first.id, plan.id, "Appeler", Owner.PERSON, intervention_id=done.id)
    _save(casework, plan, action)
    _bin(casework, done)
    casework.keep(again)
    _save(casework, replace(action, intervention_id=again.id))

    _take_back(casework)

    with casework.store.work() as work:
        assert work.records(PlanAction).get(action.id).intervention_id == again.id


def test_a_meeting_comes_back_without_the_file_that_is_gone(casework: Casework) -> None:
    done, first, second = _meeting(casework)
    _bin(casework, done)
    with casework.store.work() as work:
        work.cases.delete(second.id)
        work.commit(ENTRY)

    _take_back(casework)

    with casework.store.work() as work:
        back = work.interventions.get(done.id)
    assert back.case_ids == (first.id,)
    assert [one.case_id for one in back.own_notes] == [first.id]
    assert _found(casework, "coler") == 0


def test_the_actions_of_a_goal_are_its_own_again(casework: Casework) -> None:
    done, first, _ = _meeting(casework)
    plan, goal = ActionPlan(31, first.id, done.on), PlanGoal(34, first.id, 31, "Souffler")
    action = PlanAction(32, first.id, plan.id, "Appeler", Owner.PERSON, goal_id=goal.id)
    _save(casework, plan, goal, action)
    _bin(casework, goal)

    _take_back(casework)

    with casework.store.work() as work:
        assert work.records(PlanAction).get(action.id) == action


def test_somebody_of_a_household_is_told_under_the_file_of_the_person(casework: Casework) -> None:
    _, first, _ = _meeting(casework)
    member = HouseholdMember(38, first.person_id, "REL.ENF", "Zoé")
    _save(casework, member)

    _bin(casework, member)

    with casework.store.work() as work:
        assert [one.case_id for one in work.bin.all()] == [first.id]


@pytest.mark.requirement("ANAS-17")
def test_what_was_shared_still_tells_by_which_letter(casework: Casework) -> None:
    done, first, _ = _meeting(casework)
    partner = Partner(35, "PAR.EXT.CAF", "Partenaire fictif")
    letter = Writing(36, first.id, "DOC.LIA", "Liaison", "Texte", done.on, partner_id=partner.id)
    told = Sharing(
        37,
        first.id,
        partner.id,
        SharingKind.REFERRAL,
        "aide",
        done.on,
        exception_reason="urgence",
        writing_id=letter.id,
    )
    _save(casework, partner, letter, told)
    _bin(casework, letter)

    _take_back(casework)

    with casework.store.work() as work:
        assert work.records(Sharing).get(told.id) == told


def test_a_colleague_comes_back_with_the_bytes_of_her_card(casework: Casework) -> None:
    colleague = Colleague(52, "Collègue Fictive", bytes(range(256)))
    _save(casework, colleague)

    with casework.store.work() as work:
        work.bin.put(BINNED, (colleague,), A_DAY)
        work.commit(ENTRY)
    with casework.store.work() as work:
        work.bin.take_back(BINNED)
        work.commit(ENTRY)

    with casework.store.work() as work:
        assert work.records(Colleague).all() == (colleague,)


def test_a_colleague_whose_card_came_again_stays_in_the_bin(casework: Casework) -> None:
    colleague = Colleague(52, "Collègue Fictive", b"carte fictive")
    again = replace(colleague, id=53)
    _save(casework, colleague)
    with casework.store.work() as work:
        work.bin.put(BINNED, (colleague,), A_DAY)
        work.commit(ENTRY)
    _save(casework, again)

    with casework.store.work() as work, pytest.raises(RuleBroken, match="there_again"):
        work.bin.take_back(BINNED)

    with casework.store.work() as work:
        assert work.records(Colleague).all() == (again,)
        assert len(work.bin.all()) == 1
