"""Files taken over count in the vault of who gave them, never in the one that holds them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from testkit.builders import a_case, a_person, a_request, an_agreement, an_entity, an_intervention
from testkit.handovers import TODAY

from app.domain.aid import AidApplication
from app.domain.ids import AidId, EntityId, InterventionId
from app.domain.nomenclatures import standard
from app.domain.periods import civil_year
from app.statistics.counting import count

if TYPE_CHECKING:
    from testkit.handovers import Assistant, Relay

    from app.domain.cases import CaseFile
    from app.domain.entities import ClientEntity

YEAR = civil_year(2026)
GIVERS = an_entity(id=EntityId(50), name="Mairie d’Exemple")
OWN = an_entity(id=EntityId(51), name="Région d’Exemple")


def a_counted_file(at: Assistant, entity: ClientEntity) -> CaseFile:
    """A file with all that is counted."""
    person = a_person()
    case = a_case(person, entity_id=entity.id, opened_on=TODAY)
    meeting = an_intervention(case, entity_id=entity.id, on=TODAY)
    aid = AidApplication(
        AidId(case.id), entity.id, case.id, "SCH.EMP.SEC", "AST.GRANTED", decided_on=TODAY
    )
    at.work.keep(entity, person, case, an_agreement(case), a_request(case), meeting, aid)
    return case


@pytest.mark.requirement("FIN-22")
def test_files_taken_over_are_in_no_figure_of_who_holds_them(relay: Relay) -> None:
    case, own = a_counted_file(relay.absent, GIVERS), a_counted_file(relay.stand_in, OWN)
    before = relay.stand_in.count(YEAR)
    today = relay.stand_in.work.screens.today(TODAY)
    years = relay.stand_in.work.facts.years()
    relay.absent.work.keep(an_intervention(case, entity_id=GIVERS.id))

    relay.away([case.id])
    relay.stand_in.work.keep(
        an_intervention(case, entity_id=GIVERS.id, on=TODAY, id=InterventionId(9_001))
    )

    assert relay.stand_in.count(YEAR) == before
    assert count(relay.stand_in.count(YEAR), standard()) == count(before, standard())
    after = relay.stand_in.work.screens.today(TODAY)
    assert replace(after, recent=()) == replace(today, recent=())
    assert relay.stand_in.work.facts.years() == years == (2026,)
    assert [one.case_id for one in before.aid] == [own.id]


@pytest.mark.requirement("FIN-22")
def test_what_the_colleague_did_counts_once_it_is_back(relay: Relay) -> None:
    case = a_counted_file(relay.absent, GIVERS)
    handed, taken = relay.away([case.id])
    done = an_intervention(case, entity_id=GIVERS.id, on=TODAY, id=InterventionId(9_001))
    relay.stand_in.work.keep(done)

    relay.back(handed, taken)

    counted = relay.absent.count(YEAR).interventions
    assert done.id in {one.id for one in counted}
    assert len(counted) == 2


def test_a_meeting_with_a_file_of_her_own_counts_for_that_file(relay: Relay) -> None:
    case, own = a_counted_file(relay.absent, GIVERS), a_counted_file(relay.stand_in, OWN)
    relay.away([case.id])
    joint = an_intervention(own, case, entity_id=OWN.id, on=TODAY, id=InterventionId(9_002))
    relay.stand_in.work.keep(joint)

    counted = relay.stand_in.count(YEAR).interventions

    (found,) = [one for one in counted if one.id == joint.id]
    assert found.cases == (own.id,)
