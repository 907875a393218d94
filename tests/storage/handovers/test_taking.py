"""Files sealed for a colleague arrive whole in her vault, and change nothing that was there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from testkit.builders import a_case, a_person, a_request, an_agreement, an_entity, an_intervention

from app.domain.ids import EntityId
from app.ports.handovers import PackageRefused
from app.ports.queries import CaseFilter, SearchFilter

if TYPE_CHECKING:
    from testkit.handovers import Relay

    from app.domain.cases import CaseFile

ALMOST_ALL = (
    "person",
    "case_file",
    "request",
    "agreement",
    "intervention",
    "intervention_case",
)


def a_file(relay: Relay, note: str = "Note fictive sur le bail") -> CaseFile:
    """A file with an interview, at the absent assistant's."""
    person = a_person()
    case = a_case(person)
    meeting = an_intervention(case, note=note)
    relay.absent.work.keep(an_entity(), person, case, an_agreement(case), a_request(case), meeting)
    return case


@pytest.mark.requirement("ANAS-24")
def test_a_file_arrives_with_all_that_hangs_on_it(relay: Relay) -> None:
    case = a_file(relay)
    relay.stand_in.work.keep(an_entity(id=EntityId(99)))

    relay.away([case.id])

    for table in ALMOST_ALL:
        mine, theirs = relay.absent.rows(table), relay.stand_in.rows(table)
        assert len(theirs) == len(mine) > 0
    (row,) = relay.stand_in.rows("case_file")
    assert row[:3] == (case.id, case.number, case.person_id)
    assert row[3] == 99, "the employer is the one of that name here"


def test_what_arrives_is_found_by_its_words(relay: Relay) -> None:
    case = a_file(relay)

    relay.away([case.id])

    screens = relay.stand_in.work.screens
    assert [one.case_id for one in screens.cases(CaseFilter(words="fictive")).rows] == [case.id]
    assert [one.case_id for one in screens.search(SearchFilter("bail")).files] == [case.id]


def test_a_package_is_taken_once(relay: Relay) -> None:
    case = a_file(relay)
    _, taken = relay.away([case.id])
    path = next(relay.folder.iterdir())

    with pytest.raises(PackageRefused, match="taken_already"):
        relay.stand_in.take(path, rank=1)
    relay.stand_in.change("DELETE FROM case_file")

    with pytest.raises(PackageRefused, match="taken_already"):
        relay.stand_in.take(path, rank=1)
    assert taken.package
