"""What was done on either side during an absence is there when the files are back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from testkit.builders import a_case, a_person, an_entity, an_intervention
from testkit.handovers import TODAY, an_assistant

from app.domain.assessments import Assessment
from app.domain.cases import AttributeKind, CaseAttribute, CaseState
from app.domain.ids import InterventionId
from app.domain.interventions import OwnNote
from app.domain.partners import Partner, Sharing, SharingKind
from app.domain.plans import ActionPlan, ActionState, Owner, PlanAction, PlanGoal
from app.ports.handovers import PackageRefused
from app.ports.queries import SearchFilter

if TYPE_CHECKING:
    from pathlib import Path

    from testkit.handovers import Assistant, Relay

LINE = "— Ajouté par la collègue pendant l’absence —"
PERSON, OTHER = a_person(), a_person()
CASE, LEFT = a_case(PERSON), a_case(OTHER)
MEETING = an_intervention(CASE, LEFT, note="Point de départ.", issues=("ISS.LOG", "ISS.BUD"))
PLAN = ActionPlan(2_001, CASE.id, TODAY, conclusion="à suivre")
GOAL = PlanGoal(2_002, CASE.id, PLAN.id, "Garder le logement")
ACTION = PlanAction(2_003, CASE.id, PLAN.id, "Saisir le FSL", Owner.TOGETHER, GOAL.id)
LATER = date(2026, 3, 20)


def keep(at: Assistant, *records: object) -> None:
    """Save records of any kind."""
    from testkit.casework import ENTRY

    with at.work.store.work() as work:
        for record in records:
            work.records(type(record)).save(record)
        work.commit(ENTRY)


def note_at(at: Assistant) -> str:
    """The words of the meeting."""
    (row,) = at.rows("intervention", f"id = {MEETING.id}")
    return row[-1]


def given(relay: Relay) -> None:
    """Two files with a meeting in common, one of which is given."""
    relay.absent.work.keep(an_entity(), PERSON, OTHER, CASE, LEFT, MEETING)
    keep(relay.absent, PLAN, GOAL, ACTION)


@pytest.mark.requirement("ANAS-24")
def test_what_the_colleague_did_is_there(relay: Relay) -> None:
    given(relay)
    handed, taken = relay.away([CASE.id])
    done = an_intervention(CASE, id=InterventionId(9_001), on=LATER, note="Reçue en urgence")
    relay.stand_in.work.keep(done)
    keep(relay.stand_in, replace(ACTION, state=ActionState.DONE, done_on=LATER))

    merged = relay.back(handed, taken)

    assert (merged.added, merged.changed, merged.both) == (1, 1, ())
    with relay.absent.work.store.work() as work:
        assert work.interventions.get(done.id) == done
        assert work.records(PlanAction).get(ACTION.id).done_on == LATER
    found = relay.absent.work.screens.search(SearchFilter("urgence"))
    assert [one.case_id for one in found.files] == [CASE.id]


def test_what_she_did_herself_meanwhile_stays(relay: Relay) -> None:
    given(relay)
    handed, taken = relay.away([CASE.id])
    keep(relay.absent, replace(GOAL, state=ActionState.PARTLY))
    relay.absent.change("UPDATE person SET phone = '01' WHERE id = ?", PERSON.id)

    merged = relay.back(handed, taken)

    assert (merged.added, merged.changed, merged.both) == (0, 0, ())
    with relay.absent.work.store.work() as work:
        assert work.records(PlanGoal).get(GOAL.id).state is ActionState.PARTLY
        assert work.persons.get(PERSON.id).phone == "01"


def test_a_text_written_on_both_sides_is_kept_twice(relay: Relay) -> None:
    given(relay)
    handed, taken = relay.away([CASE.id])
    ours, theirs = "Point de départ. Vu par elle.", "Point de départ. Vu par sa collègue."
    relay.absent.work.keep(replace(MEETING, note=ours))
    relay.stand_in.work.keep(replace(MEETING, case_ids=(CASE.id,), note=theirs))

    merged = relay.back(handed, taken)

    assert note_at(relay.absent) == f"{ours}\n\n{LINE}\nVu par sa collègue."
    (told,) = merged.both
    assert (told.case_id, told.table, told.column) == (CASE.id, "intervention", "note")
    assert (told.kept, told.theirs) == (note_at(relay.absent), theirs)


def test_another_value_changed_on_both_sides_stays_and_is_told(relay: Relay) -> None:
    given(relay)
    handed, taken = relay.away([CASE.id])
    relay.absent.change("UPDATE person SET phone = '01' WHERE id = ?", PERSON.id)
    relay.stand_in.change("UPDATE person SET phone = '02' WHERE id = ?", PERSON.id)

    (told,) = relay.back(handed, taken).both

    assert (told.column, told.kept, told.theirs) == ("phone", "01", "02")
    with relay.absent.work.store.work() as work:
        assert work.persons.get(PERSON.id).phone == "01"


def test_the_subjects_of_a_meeting_are_those_of_both(relay: Relay) -> None:
    given(relay)
    handed, taken = relay.away([CASE.id])
    relay.absent.work.keep(replace(MEETING, issues=("ISS.LOG",)))
    relay.stand_in.work.keep(
        replace(MEETING, case_ids=(CASE.id,), issues=("ISS.LOG", "ISS.BUD", "ISS.SAN"))
    )

    relay.back(handed, taken)

    with relay.absent.work.store.work() as work:
        assert work.interventions.get(MEETING.id).issues == ("ISS.LOG", "ISS.BUD", "ISS.SAN")


def test_a_meeting_of_two_keeps_the_one_who_was_not_given(relay: Relay) -> None:
    noted = replace(MEETING, own_notes=(OwnNote(2_010, CASE.id, "A"), OwnNote(2_011, LEFT.id, "B")))
    given(relay)
    relay.absent.work.keep(noted)
    handed, taken = relay.away([CASE.id])
    assert relay.stand_in.rows("intervention_note") == [(2_010, MEETING.id, CASE.id, "A")]
    moved = replace(noted, case_ids=(CASE.id,), own_notes=noted.own_notes[:1], on=LATER)
    relay.stand_in.work.keep(moved)

    relay.back(handed, taken)

    with relay.absent.work.store.work() as work:
        found = work.interventions.get(MEETING.id)
    assert (found.case_ids, found.on, found.own_notes) == (
        (CASE.id, LEFT.id),
        LATER,
        noted.own_notes,
    )
    assert {row[1] for row in relay.absent.rows("intervention_case")} == {LATER.isoformat()}


def test_what_she_removed_meanwhile_stays_removed(relay: Relay) -> None:
    given(relay)
    handed, taken = relay.away([CASE.id])
    with relay.absent.work.store.work() as work:
        from testkit.casework import ENTRY

        work.records(PlanAction).delete(ACTION.id)
        work.interventions.delete(MEETING.id)
        work.commit(ENTRY)

    relay.back(handed, taken)

    assert relay.absent.rows("plan_action") == []
    assert relay.absent.rows("intervention") == []


def test_what_was_removed_here_and_worked_on_there_comes_back_whole(relay: Relay) -> None:
    given(relay)
    handed, taken = relay.away([CASE.id])
    with relay.absent.work.store.work() as work:
        from testkit.casework import ENTRY

        work.records(ActionPlan).delete(PLAN.id)
        work.interventions.delete(MEETING.id)
        work.commit(ENTRY)
    keep(relay.stand_in, replace(GOAL, state=ActionState.DONE))
    relay.stand_in.work.keep(replace(MEETING, case_ids=(CASE.id,), minutes=30))

    relay.back(handed, taken)

    with relay.absent.work.store.work() as work:
        assert work.records(PlanGoal).get(GOAL.id).state is ActionState.DONE
        assert work.interventions.get(MEETING.id).case_ids == (CASE.id,)
        assert work.interventions.get(MEETING.id).issues == MEETING.issues


def test_what_the_colleague_removed_stays(relay: Relay) -> None:
    given(relay)
    handed, taken = relay.away([CASE.id])
    relay.stand_in.change("DELETE FROM plan_action")

    relay.back(handed, taken)

    assert len(relay.absent.rows("plan_action")) == 1


def test_a_file_closed_on_both_sides_is_closed_once(relay: Relay) -> None:
    given(relay)
    handed, taken = relay.away([CASE.id])
    closed = replace(CASE, state=CaseState.CLOSED, closed_on=LATER, closing_reason="CLO.FIN")
    relay.stand_in.work.keep(closed)
    relay.absent.work.keep(replace(closed, closed_on=TODAY))

    merged = relay.back(handed, taken)

    assert [row[1] for row in relay.absent.rows("case_closing")] == [TODAY.isoformat()]
    assert [one.column for one in merged.both] == ["closed_on"]


def test_a_new_partner_and_what_was_shared_with_it_come_along(relay: Relay) -> None:
    given(relay)
    keep(relay.absent, Partner(2_020, "EXT.LOG", "Bailleur d’Exemple"))
    handed, taken = relay.away([CASE.id])
    keep(
        relay.stand_in,
        Partner(9_020, "EXT.LOG", "bailleur d'exemple"),
        Partner(9_021, "EXT.ADD", "Centre fictif"),
        Sharing(9_022, CASE.id, 9_020, SharingKind.LIAISON, "Relogement", LATER, None, "urgence"),
        Sharing(9_023, CASE.id, 9_021, SharingKind.LIAISON, "Soins", LATER, None, "urgence"),
    )

    relay.back(handed, taken)

    assert [row[0] for row in relay.absent.rows("partner")] == [2_020, 9_021]
    assert [row[2] for row in relay.absent.rows("sharing")] == [2_020, 9_021]


def test_a_dated_trait_written_on_both_sides_stays_as_here(relay: Relay) -> None:
    given(relay)
    handed, taken = relay.away([CASE.id])
    relay.absent.work.keep(CaseAttribute(CASE.id, AttributeKind.STATUS, "STA.CDD", LATER))
    relay.stand_in.work.keep(CaseAttribute(CASE.id, AttributeKind.STATUS, "STA.TIT", LATER))

    (told,) = relay.back(handed, taken).both

    assert (told.kept, told.theirs) == ("STA.CDD", "STA.TIT")


def test_merging_the_same_return_again_changes_nothing(relay: Relay) -> None:
    given(relay)
    handed, taken = relay.away([CASE.id])
    path = relay.folder / "retour"
    relay.stand_in.give_back(taken, relay.absent.card, path)
    relay.absent.merge(path, handed)
    before = relay.absent.rows("intervention")

    again = relay.absent.merge(path, handed)

    assert (again.added, again.changed, again.both) == (0, 0, ())
    assert relay.absent.rows("intervention") == before
    assert relay.absent.rows("handed_row") == []


def test_files_handed_over_are_no_return_and_the_reverse(relay: Relay) -> None:
    given(relay)
    handed, taken = relay.away([CASE.id])
    relay.absent.knows(relay.absent.card, rank=1)
    back = relay.folder / "retour"
    relay.stand_in.give_back(taken, relay.absent.card, back)

    with pytest.raises(PackageRefused, match="is_a_return"):
        relay.absent.take(back, rank=5)
    relay.absent.give([LEFT.id], relay.absent.card, relay.folder / "soi", rank=2)
    with pytest.raises(PackageRefused, match="not_a_return"):
        relay.absent.merge(relay.folder / "soi", handed)


def test_a_return_by_somebody_else_changes_nothing(relay: Relay, tmp_path: Path) -> None:
    given(relay)
    handed, taken = relay.away([CASE.id])
    intruder = an_assistant(tmp_path / "autre.armoire")
    relay.absent.change("UPDATE colleague SET card = ?", intruder.card.keys)
    back = relay.folder / "retour"
    relay.stand_in.give_back(taken, relay.absent.card, back)

    with pytest.raises(PackageRefused, match="unknown_handover"):
        relay.absent.merge(back, handed)
    intruder.vault.close()


def test_a_file_erased_meanwhile_does_not_come_back(relay: Relay) -> None:
    given(relay)
    handed, taken = relay.away([CASE.id, LEFT.id])
    with relay.absent.work.store.work() as work:
        from testkit.casework import ENTRY

        work.cases.delete(LEFT.id)
        work.commit(ENTRY)

    relay.back(handed, taken)

    assert [row[0] for row in relay.absent.rows("case_file")] == [CASE.id]


def test_a_return_whose_files_were_all_erased_brings_nothing(relay: Relay) -> None:
    given(relay)
    handed, taken = relay.away([CASE.id])
    relay.stand_in.work.keep(an_intervention(CASE, note="Fait entre-temps."))
    with relay.absent.work.store.work() as work:
        from testkit.casework import ENTRY

        work.cases.delete(CASE.id)
        work.commit(ENTRY)
    tables = ("case_file", "entity", "intervention", "person")
    before = {table: relay.absent.rows(table) for table in tables}

    merged = relay.back(handed, taken)

    assert (merged.added, merged.changed, merged.both) == (0, 0, ())
    assert {table: relay.absent.rows(table) for table in tables} == before


def test_a_row_that_takes_the_id_of_another_file_is_refused(relay: Relay) -> None:
    given(relay)
    keep(relay.absent, Assessment(2_030, LEFT.id, TODAY, work="à elle"))
    handed, taken = relay.away([CASE.id])
    keep(relay.stand_in, Assessment(2_030, CASE.id, TODAY, work="autre chose"))

    with pytest.raises(PackageRefused, match="ids_taken"):
        relay.back(handed, taken)

    assert [row[1] for row in relay.absent.rows("assessment")] == [LEFT.id]
    assert relay.absent.rows("handed_row") != []


def test_a_file_that_the_colleague_closed_is_closed(relay: Relay) -> None:
    given(relay)
    handed, taken = relay.away([CASE.id])
    closed = replace(CASE, state=CaseState.CLOSED, closed_on=LATER, closing_reason="CLO.FIN")
    relay.stand_in.work.keep(closed)

    merged = relay.back(handed, taken)

    assert (merged.changed, merged.both) == (1, ())
    with relay.absent.work.store.work() as work:
        assert work.cases.get(CASE.id) == closed
    assert [row[1:] for row in relay.absent.rows("case_closing")] == [
        (LATER.isoformat(), "CLO.FIN", None)
    ]
