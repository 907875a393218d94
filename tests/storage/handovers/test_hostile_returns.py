"""A return made to harm reaches no file but those of its handover."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from testkit.builders import a_case, a_person, an_entity, an_intervention
from testkit.casework import ENTRY
from testkit.handovers import TODAY

from app.domain.assessments import Assessment
from app.ports.handovers import PackageRefused
from storage.handovers import packing
from storage.handovers.travelling import STAYS, TRAVELS

if TYPE_CHECKING:
    from testkit.handovers import Relay

    from app.ports.handovers import Progress
    from storage.driver import Connection
    from storage.handovers.packing import Packing

PERSON, OTHER = a_person(), a_person()
CASE, LEFT = a_case(PERSON), a_case(OTHER)
MEETING = an_intervention(LEFT, note="À elle")
KEPT = {"meta", "journal", "handed_row"}

INTO_ANOTHER_FILE = (
    (
        "INSERT INTO person SELECT {other}, 'Changée', given_name, identity_key, gender,"
        " birth_year, phone, email, not_at_work, marital_status, household_type,"
        " dependent_children, housing, preferred_channel, message_allowed, address FROM person"
    ),
    (
        "INSERT INTO case_file SELECT {left}, '2020-0001', {other}, entity_id, opened_on, 'closed',"
        " '2026-03-01', 'CLO' FROM case_file"
    ),
    "INSERT INTO assessment SELECT 5001, {left}, '2026-03-01', 'x', '', '', '', '', '', ''",
)
"""The rows of a file that was not given, in a return."""


def harmed(
    relay: Relay, monkeypatch: pytest.MonkeyPatch, *steps: str
) -> tuple[dict[str, object], dict[str, object], str | None]:
    """Merge a return whose rows were changed: what was held before, after, and the refusal."""
    relay.absent.work.keep(an_entity(), PERSON, OTHER, CASE, LEFT, MEETING)
    with relay.absent.work.store.work() as work:
        work.records(Assessment).save(Assessment(5_000, LEFT.id, TODAY, work="à elle"))
        work.commit(ENTRY)
    handed, taken = relay.away([CASE.id])
    usual = packing._fill

    def fill(source: Connection, target: Connection, asked: Packing, told: Progress) -> None:
        usual(source, target, asked, told)
        known = {"other": OTHER.id, "left": LEFT.id, "case": CASE.id, "meeting": MEETING.id}
        target.execute("PRAGMA query_only = OFF")
        for step in steps:
            target.execute(step.format(**known))

    monkeypatch.setattr(packing, "_fill", fill)
    before = held(relay)
    code = None
    try:
        relay.back(handed, taken)
    except PackageRefused as error:
        code = error.code
    return before, held(relay), code


def held(relay: Relay) -> dict[str, object]:
    """Every row but those of the account."""
    tables = {one.table for one in TRAVELS} | STAYS.keys() | {"document_chunk"}
    return {table: relay.absent.rows(table) for table in tables - KEPT}


def test_rows_of_a_file_that_was_not_given_are_left_aside(
    relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, after, code = harmed(relay, monkeypatch, *INTO_ANOTHER_FILE)

    assert code is None
    assert after == before


@pytest.mark.parametrize(
    "steps",
    [
        (INTO_ANOTHER_FILE[0], "UPDATE case_file SET person_id = {other}"),
        ("INSERT INTO assessment SELECT 5000, {case}, '2026-03-01', 'x', '', '', '', '', '', ''",),
        (
            (
                "INSERT INTO intervention SELECT {meeting}, id, '2026-03-01', 'CTC.TEL', 'LIE.PER',"
                " 5, 'Changée' FROM entity"
            ),
            "INSERT INTO intervention_case VALUES ({case}, '2026-03-01', {meeting})",
        ),
    ],
    ids=["another person", "a record", "a meeting"],
)
def test_a_row_that_names_what_is_elsewhere_stops_everything(
    relay: Relay, monkeypatch: pytest.MonkeyPatch, steps: tuple[str, ...]
) -> None:
    before, after, code = harmed(relay, monkeypatch, *steps)

    assert code == "ids_taken"
    assert after == before
