"""Nothing that was done after the return was sealed is ever erased with the files."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from testkit.builders import a_case, a_person, an_entity, an_intervention
from testkit.handovers import BACK, TODAY

from app.domain.cases import AttributeKind, CaseAttribute
from app.ports.handovers import PackageRefused

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from testkit.handovers import Assistant, Relay

    from app.domain.handovers import Handover

PERSON = a_person()
CASE = a_case(PERSON)
MEETING = an_intervention(CASE, note="Point de départ.", issues=("ISS.LOG",))


def _returned(relay: Relay, name: str = "retour") -> Handover:
    """A file that was taken over and sealed to go back."""
    relay.absent.work.keep(an_entity(), PERSON, CASE, MEETING)
    _, taken = relay.away([CASE.id])
    relay.stand_in.give_back(taken, relay.absent.card, relay.folder / name)
    return taken


def _a_meeting(at: Assistant) -> None:
    at.work.keep(an_intervention(CASE, note="Après le retour."))


def _a_word(at: Assistant) -> None:
    at.change("UPDATE intervention SET note = note || ' Suite.'")


def _a_trait(at: Assistant) -> None:
    at.work.keep(CaseAttribute(CASE.id, AttributeKind.STATUS, "STA.CDD", TODAY))


def _a_removal(at: Assistant) -> None:
    at.change("DELETE FROM intervention_issue")


@pytest.mark.requirement("FIN-22")
@pytest.mark.parametrize("done", [_a_meeting, _a_word, _a_trait, _a_removal])
def test_what_was_done_after_the_return_forbids_to_erase(
    relay: Relay, done: Callable[[Assistant], None]
) -> None:
    taken = _returned(relay)
    done(relay.stand_in)
    before = relay.stand_in.rows("intervention")

    with pytest.raises(PackageRefused, match="changed_since_return"):
        relay.stand_in.erase(taken)

    assert relay.stand_in.rows("intervention") == before


def test_a_new_return_lets_it_go(relay: Relay) -> None:
    taken = _returned(relay)
    _a_meeting(relay.stand_in)
    relay.stand_in.give_back(taken, relay.absent.card, relay.folder / "second")

    assert relay.stand_in.erase(taken) == 1
    assert relay.stand_in.rows("handed_row") == []


def test_a_file_of_her_own_may_change_meanwhile(relay: Relay) -> None:
    taken = _returned(relay)
    mine = a_person()
    case = a_case(mine)
    relay.stand_in.work.keep(mine, case, an_intervention(case, note="Ailleurs."))

    assert relay.stand_in.erase(taken) == 1


def test_a_second_return_brings_what_the_first_one_missed(relay: Relay) -> None:
    relay.absent.work.keep(an_entity(), PERSON, CASE, MEETING)
    handed, taken = relay.away([CASE.id])
    _a_word(relay.stand_in)
    relay.back(handed, taken)
    _a_meeting(relay.stand_in)

    again = relay.back(handed, taken)

    assert (again.added, again.both) == (1, ())
    notes = [row[-1] for row in relay.absent.rows("intervention")]
    assert sorted(notes) == ["Après le retour.", "Point de départ. Suite."]


def test_a_return_is_merged_even_when_the_handover_was_ended(relay: Relay) -> None:
    relay.absent.work.keep(an_entity(), PERSON, CASE, MEETING)
    handed, taken = relay.away([CASE.id])
    relay.absent.change("UPDATE handover SET ended_on = '2026-03-09'")
    _a_word(relay.stand_in)

    merged = relay.back(handed, taken)

    assert (merged.changed, merged.both) == (1, ())


@pytest.mark.parametrize(
    ("ended_on", "returned_on", "stays"),
    [
        (None, None, True),
        (BACK, None, True),
        (BACK - timedelta(days=1), None, False),
        (BACK - timedelta(days=1), TODAY, True),
    ],
)
def test_how_files_left_is_forgotten_when_the_handover_ended_long_ago(
    relay: Relay, *, ended_on: date | None, returned_on: date | None, stays: bool
) -> None:
    relay.absent.work.keep(an_entity(), PERSON, CASE, MEETING)
    relay.away([CASE.id])
    days = tuple(None if day is None else day.isoformat() for day in (ended_on, returned_on))
    before = relay.absent.rows("handed_row"), relay.stand_in.rows("handed_row")
    for at in (relay.absent, relay.stand_in):
        at.change("UPDATE handover SET ended_on = ?, returned_on = ?", *days)

    forgotten = relay.absent.forget_old(BACK - timedelta(days=1))
    elsewhere = relay.stand_in.forget_old(BACK - timedelta(days=1))

    assert before[0] != []
    assert relay.absent.rows("handed_row") == (before[0] if stays else [])
    assert (forgotten, elsewhere) == (0 if stays else len(before[0]), 0)
    assert relay.stand_in.rows("handed_row") == before[1]


def test_a_return_that_comes_after_that_still_brings_what_was_done(relay: Relay) -> None:
    relay.absent.work.keep(an_entity(), PERSON, CASE, MEETING)
    given, taken = relay.away([CASE.id])
    _a_meeting(relay.stand_in)
    relay.absent.change("UPDATE handover SET ended_on = ?", TODAY.isoformat())
    assert relay.absent.forget_old(BACK) > 0

    merged = relay.back(given, taken)

    assert (merged.added, merged.both) == (1, ())
