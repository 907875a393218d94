"""Files that went back are erased for good: rows, words, and whom or what only they named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from testkit.builders import a_case, a_person, an_entity, an_intervention
from testkit.casework import ENTRY

from app.domain.agenda import Reminder
from app.domain.assessments import Assessment
from app.domain.ids import EntityId, InterventionId
from app.domain.partners import Partner, Sharing, SharingKind
from app.ports.handovers import PackageRefused
from storage.handovers.travelling import STAYS, TRAVELS

if TYPE_CHECKING:
    from testkit.handovers import Relay

    from app.domain.cases import CaseFile

KEPT = {"handover", "handed_case", "handed_row", "colleague", "journal", "handover_key"}
DAY = an_intervention().on


def a_whole_file(relay: Relay) -> CaseFile:
    """A file with words in every index."""
    person = a_person()
    case = a_case(person)
    meeting = an_intervention(case, note="Bail fictif")
    relay.absent.work.keep(an_entity(), person, case, meeting)
    with relay.absent.work.store.work() as work:
        work.records(Partner).save(Partner(31, "EXT.LOG", "Bailleur d’Exemple"))
        shared = Sharing(32, case.id, 31, SharingKind.LIAISON, "Bail", DAY, None, "urgence")
        work.records(Sharing).save(shared)
        work.records(Assessment).save(Assessment(33, case.id, DAY, work="bail"))
        work.records(Reminder).save(Reminder(34, DAY, "bail", case.id))
        work.commit(ENTRY)
    return case


def everything(relay: Relay) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the colleague's vault, but for her own account of handovers."""
    tables = {one.table for one in TRAVELS} | {*STAYS, "document_chunk", "local_code"}
    return {table: relay.stand_in.rows(table) for table in sorted(tables - KEPT)}


@pytest.mark.requirement("ANAS-12")
def test_nothing_of_the_files_is_left(relay: Relay) -> None:
    case = a_whole_file(relay)
    relay.stand_in.work.keep(an_entity(id=EntityId(99), name="Région d’Exemple"))
    before = everything(relay)
    _, taken = relay.away([case.id])
    assert everything(relay) != before
    relay.stand_in.give_back(taken, relay.absent.card, relay.folder / "retour")

    assert relay.stand_in.erase(taken) == 1

    assert everything(relay) == before
    assert relay.stand_in.rows("handed_case") == relay.stand_in.rows("handed_row") == []


def test_a_meeting_shared_with_a_file_of_hers_stays(relay: Relay) -> None:
    case = a_whole_file(relay)
    _, taken = relay.away([case.id])
    person = a_person()
    own = a_case(person)
    joint = an_intervention(own, case, id=InterventionId(9_001), note="Réunion fictive")
    relay.stand_in.work.keep(person, own, joint)
    relay.stand_in.give_back(taken, relay.absent.card, relay.folder / "retour")

    relay.stand_in.erase(taken)

    with relay.stand_in.work.store.work() as work:
        assert work.interventions.get(joint.id).case_ids == (own.id,)
    assert [row[0] for row in relay.stand_in.rows("entity")] == [own.entity_id]


def test_files_that_never_went_back_cannot_be_erased(relay: Relay) -> None:
    case = a_whole_file(relay)
    _, taken = relay.away([case.id])

    with pytest.raises(PackageRefused, match="changed_since_return"):
        relay.stand_in.erase(taken)

    assert len(relay.stand_in.rows("case_file")) == 1


def test_files_that_were_given_cannot_be_erased(relay: Relay) -> None:
    case = a_whole_file(relay)
    given, _ = relay.away([case.id])

    with pytest.raises(PackageRefused, match="unknown_handover"):
        relay.absent.erase(given)

    assert len(relay.absent.rows("case_file")) == 1


def test_what_was_being_typed_about_them_goes_too(relay: Relay) -> None:
    case = a_whole_file(relay)
    _, taken = relay.away([case.id])
    for form, content in (("interview", str(case.id)), ("other", "7")):
        relay.stand_in.change(
            "INSERT INTO draft (form, saved_at, content) VALUES (?, '', ?)", form, content
        )
    relay.stand_in.give_back(taken, relay.absent.card, relay.folder / "retour")

    relay.stand_in.erase(taken)

    assert [row[0] for row in relay.stand_in.rows("draft")] == ["other"]
