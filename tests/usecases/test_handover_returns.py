"""Files come back with what was done meanwhile, and nothing of it is lost."""

from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pytest
from testkit.builders import an_intervention
from testkit.fakes import NOW
from testkit.handover_desk import (
    CASE,
    PACKAGE,
    PERSON,
    RETURN,
    silent,
    two,
)

from app.domain.cases import CaseFile
from app.domain.errors import RuleBroken
from app.domain.handovers import Handover, HandoverState
from app.domain.interventions import Intervention
from app.domain.legal_acts import LegalAct, LegalKind
from app.domain.people import Person
from app.ports.handovers import PackageRefused

TODAY = NOW.date()


@pytest.mark.requirement("FIN-22")
@pytest.mark.requirement("ANAS-12")
def test_what_was_done_meanwhile_comes_back_and_the_files_leave_the_colleague() -> None:
    pair = two()
    given = pair.give()
    taken, code = pair.take()
    pair.giver.handovers.acknowledge(given, code)
    done = an_intervention(CASE)
    pair.taker.store.holding(done, replace(PERSON, phone="02"))

    pair.taker.handovers.give_back(taken, RETURN, silent)
    back = pair.giver.handovers.merge(RETURN, silent)
    pair.taker.handovers.finish(taken, back.code)

    assert (back.merged.changed, back.merged.both) == (1, ())
    assert pair.giver.store.shelves.of(Intervention)[done.id] == done
    assert pair.giver.store.shelves.of(Person)[PERSON.id].phone == "02"
    assert pair.taker.store.shelves.of(CaseFile) == {}
    assert pair.taker.store.shelves.of(Person) == {}
    assert pair.giver.handover(given).state is HandoverState.OVER
    assert pair.giver.handover(given).returned_on == TODAY
    assert pair.taker.handover(taken).state is HandoverState.OVER
    assert pair.giver.handovers.receipt_code(given) == back.code
    assert pair.giver.events()[-1] == "handover_merged"
    assert pair.taker.events()[-2:] == ["handover_returned", "handover_erased"]
    assert pair.giver.copies == ["copy"]


def test_what_was_changed_on_both_sides_is_told() -> None:
    pair = two()
    pair.give()
    taken, _ = pair.take()
    pair.giver.store.holding(replace(PERSON, phone="03"))
    pair.taker.store.holding(replace(PERSON, phone="04"))

    pair.taker.handovers.give_back(taken, RETURN, silent)
    back = pair.giver.handovers.merge(RETURN, silent)

    assert len(back.merged.both) == 1
    assert pair.giver.store.shelves.of(Person)[PERSON.id].phone == "03"


def test_files_given_up_may_still_come_back() -> None:
    pair = two()
    given = pair.give()
    taken, _ = pair.take()
    pair.giver.handovers.cancel(given)
    done = an_intervention(CASE)
    pair.taker.store.holding(done)

    pair.taker.handovers.give_back(taken, RETURN, silent)
    back = pair.giver.handovers.merge(RETURN, silent)

    assert done.id in pair.giver.store.shelves.of(Intervention)
    assert pair.giver.handovers.receipt_code(given) == back.code


def test_a_handover_given_up_has_no_code_to_read_out() -> None:
    pair = two()
    given = pair.give()
    _, code = pair.take()
    pair.giver.handovers.acknowledge(given, code)
    pair.giver.handovers.cancel(given, lost=True)

    with pytest.raises(RuleBroken) as refused:
        pair.giver.handovers.receipt_code(given)

    assert refused.value.code == "receipt_is_theirs"
    assert pair.giver.handover(given).returned_on is None


def test_a_return_is_not_taken_over_and_a_handover_is_not_merged() -> None:
    pair = two()
    pair.give()
    taken, _ = pair.take()
    pair.taker.handovers.give_back(taken, RETURN, silent)
    colleague = pair.giver.knows(pair.taker)

    with pytest.raises(PackageRefused) as taking:
        pair.giver.handovers.take(RETURN, colleague, silent)
    with pytest.raises(PackageRefused) as merging:
        pair.taker.handovers.merge(PACKAGE, silent)

    assert (taking.value.code, merging.value.code) == ("is_a_return", "not_a_return")


def test_a_return_is_merged_once_and_a_later_one_too() -> None:
    pair = two()
    pair.give()
    taken, _ = pair.take()
    later = Path("d.armoire-relais")
    pair.taker.handovers.give_back(taken, RETURN, silent)
    first = pair.giver.handovers.merge(RETURN, silent)
    done = an_intervention(CASE)
    pair.taker.store.holding(done)
    pair.taker.handovers.give_back(taken, later, silent)

    with pytest.raises(PackageRefused) as twice:
        pair.giver.handovers.merge(RETURN, silent)
    with pytest.raises(RuleBroken) as unmerged:
        pair.taker.handovers.finish(taken, first.code)
    second = pair.giver.handovers.merge(later, silent)
    pair.taker.handovers.finish(taken, second.code)

    assert (twice.value.code, unmerged.value.code) == ("taken_already", "receipt_wrong")
    assert done.id in pair.giver.store.shelves.of(Intervention)


@pytest.mark.requirement("FIN-22")
def test_what_was_done_after_the_return_is_never_erased() -> None:
    pair = two()
    pair.give()
    taken, _ = pair.take()
    pair.taker.handovers.give_back(taken, RETURN, silent)
    back = pair.giver.handovers.merge(RETURN, silent)
    done = an_intervention(CASE)
    pair.taker.store.holding(done)

    with pytest.raises(PackageRefused) as refused:
        pair.taker.handovers.finish(taken, back.code)

    assert refused.value.code == "changed_since_return"
    assert done.id in pair.taker.store.shelves.of(Intervention)


@pytest.mark.requirement("FIN-22")
def test_a_legal_act_of_the_colleagues_own_is_never_erased_with_the_files() -> None:
    pair = two()
    pair.give()
    taken, _ = pair.take()
    act = LegalAct(71, CASE.id, LegalKind.PROTECTION_REPORT, "LEG.X", "CRIP fictive", TODAY)
    pair.taker.store.holding(act)
    pair.taker.handovers.give_back(taken, RETURN, silent)
    back = pair.giver.handovers.merge(RETURN, silent)

    with pytest.raises(RuleBroken) as refused:
        pair.taker.handovers.finish(taken, back.code)
    kept = dict(pair.taker.store.shelves.of(LegalAct))
    del pair.taker.store.shelves.of(LegalAct)[act.id]
    pair.taker.handovers.finish(taken, back.code)

    assert refused.value.code == "handover_has_legal_act"
    assert kept == {act.id: act}
    assert pair.giver.store.shelves.of(LegalAct) == {}


def test_a_return_of_unknown_files_is_refused() -> None:
    pair = two()
    given = pair.give()
    taken, _ = pair.take()
    pair.taker.handovers.give_back(taken, RETURN, silent)
    del pair.giver.store.shelves.of(Handover)[given]

    with pytest.raises(PackageRefused) as refused:
        pair.giver.handovers.merge(RETURN, silent)

    assert refused.value.code == "unknown_handover"
    assert pair.giver.copies == []


def test_a_return_comes_from_whom_the_files_went_to() -> None:
    pair = two()
    pair.give()
    taken, _ = pair.take()
    pair.taker.handovers.give_back(taken, RETURN, silent)
    pair.giver.store.medium.kept[RETURN].sender = pair.third().colleagues.card()

    with pytest.raises(PackageRefused) as refused:
        pair.giver.handovers.merge(RETURN, silent)

    assert refused.value.code == "other_sender"


@pytest.mark.requirement("FIN-22")
@pytest.mark.parametrize("returned", [False, True], ids=["before the return", "after it"])
def test_files_that_an_older_backup_brought_back_go_back_once_more(returned: bool) -> None:
    pair = two()
    pair.give()
    taken, _ = pair.take()
    backup = deepcopy(pair.taker.store.shelves)
    pair.taker.handovers.give_back(taken, RETURN, silent)
    if returned:
        backup = deepcopy(pair.taker.store.shelves)
    first = pair.giver.handovers.merge(RETURN, silent)
    pair.taker.handovers.finish(taken, first.code)

    pair.taker.store.shelves = backup
    (line,) = pair.taker.handovers.all()
    pair.taker.handovers.give_back(taken, Path("f.armoire-relais"), silent)
    again = pair.giver.handovers.merge(Path("f.armoire-relais"), silent)
    pair.taker.handovers.finish(taken, again.code)

    assert line.handover.ended_on is None
    assert (again.merged.added, again.merged.both) == (0, ())
    assert pair.taker.store.shelves.of(CaseFile) == {}


def test_files_are_erased_only_after_they_went_back() -> None:
    pair = two()
    pair.give()
    taken, code = pair.take()

    with pytest.raises(RuleBroken) as refused:
        pair.taker.handovers.finish(taken, code)

    assert refused.value.code == "handover_not_returned"
    assert CASE.id in pair.taker.store.shelves.of(CaseFile)


def test_files_erased_cannot_go_back_again() -> None:
    pair = two()
    pair.give()
    taken, _ = pair.take()
    pair.taker.handovers.give_back(taken, RETURN, silent)
    back = pair.giver.handovers.merge(RETURN, silent)
    pair.taker.handovers.finish(taken, back.code)

    with pytest.raises(RuleBroken) as refused:
        pair.taker.handovers.give_back(taken, Path("e.armoire-relais"), silent)

    assert refused.value.code == "handover_over"
