"""Files go to a colleague with the person’s agreement, sealed for her alone."""

from datetime import timedelta

import pytest
from testkit.builders import an_agreement
from testkit.fake_packages import AsItLeft
from testkit.fakes import NOW
from testkit.handover_desk import (
    CASE,
    PACKAGE,
    PERSON,
    RETURN,
    silent,
    two,
)

from app.domain.agreements import Answer
from app.domain.cases import CaseFile
from app.domain.errors import RuleBroken
from app.domain.handovers import HAND_OVER, Handover, HandoverState, UrgentCase
from app.domain.people import Person
from app.ports.documents import DocumentRefused
from app.ports.handovers import PackageRefused
from app.usecases.handovers import Giving

TODAY = NOW.date()


@pytest.mark.requirement("ANAS-24")
def test_a_file_goes_and_its_code_proves_that_it_arrived() -> None:
    pair = two()
    given = pair.give(TODAY + timedelta(days=20))
    assert pair.giver.handover(given).state is HandoverState.SENT

    taken, code = pair.take()
    pair.giver.handovers.acknowledge(given, code.lower().replace("-", ""))

    assert pair.giver.handover(given).state is HandoverState.AWAY
    assert pair.taker.store.shelves.of(CaseFile)[CASE.id] == CASE
    assert pair.taker.store.shelves.of(Person)[PERSON.id] == PERSON
    assert pair.taker.handovers.receipt_code(taken) == code
    (line,) = pair.taker.handovers.all()
    assert [one.number for one in line.cases] == [CASE.number]
    assert line.handover.until == TODAY + timedelta(days=20)
    assert pair.giver.events()[-2:] == ["handover_given", "handover_acknowledged"]
    assert pair.taker.copies == ["copy"]


def test_only_the_agreement_to_entrust_lets_a_file_go() -> None:
    pair = two()
    withdrawn = an_agreement(CASE, kind=HAND_OVER, answer=Answer.WITHDRAWN, on=TODAY)
    pair.giver.store.holding(withdrawn)

    with pytest.raises(RuleBroken) as refused:
        pair.give()

    assert refused.value.code == "agreement_does_not_cover"
    assert PACKAGE not in pair.giver.store.medium.kept
    assert pair.giver.store.shelves.of(Handover) == {}


def test_nothing_is_sealed_for_a_card_that_was_not_compared() -> None:
    pair = two()
    colleague = pair.giver.knows(pair.taker, compared=False)

    with pytest.raises(RuleBroken) as refused:
        pair.giver.handovers.give(Giving(colleague, (CASE.id,)), PACKAGE, silent)

    assert refused.value.code == "colleague_not_compared"
    assert PACKAGE not in pair.giver.store.medium.kept


def test_a_handover_names_a_file() -> None:
    pair = two()
    colleague = pair.giver.knows(pair.taker)

    with pytest.raises(RuleBroken) as refused:
        pair.giver.handovers.give(Giving(colleague, ()), PACKAGE, silent)

    assert refused.value.code == "handover_empty"


def test_an_absence_ends_after_it_begins() -> None:
    pair = two()

    with pytest.raises(RuleBroken) as refused:
        pair.give(TODAY - timedelta(days=1))

    assert refused.value.code == "absence_ends_too_early"


def test_a_closed_file_is_not_handed_over() -> None:
    pair = two()
    pair.giver.store.holding(CASE.closed(TODAY, "CLO.ORIENTATION"))

    with pytest.raises(RuleBroken) as refused:
        pair.give()

    assert refused.value.code == "handover_of_closed_file"


def test_a_file_that_is_away_does_not_go_to_another_colleague() -> None:
    pair = two()
    pair.give()
    giving = Giving(pair.giver.knows(pair.taker), (CASE.id,))

    with pytest.raises(RuleBroken) as refused:
        pair.giver.handovers.give(giving, RETURN, silent)

    assert refused.value.code == "handed_already"
    assert RETURN not in pair.giver.store.medium.kept


def test_a_file_taken_over_is_not_handed_on() -> None:
    pair = two()
    pair.give()
    pair.take()
    giving = Giving(pair.taker.knows(pair.giver), (CASE.id,))

    with pytest.raises(RuleBroken) as refused:
        pair.taker.handovers.give(giving, RETURN, silent)

    assert refused.value.code == "handover_of_taken_file"


def test_a_package_never_replaces_a_file() -> None:
    pair = two()
    pair.giver.store.medium.kept[PACKAGE] = b"autre chose"

    with pytest.raises(DocumentRefused) as refused:
        pair.give()

    assert refused.value.code == "name_taken"
    assert pair.giver.store.medium.kept[PACKAGE] == b"autre chose"


def test_a_work_that_is_stopped_leaves_neither_file_nor_handover() -> None:
    pair = two()
    giving = Giving(pair.giver.knows(pair.taker), (CASE.id,))

    def stop(_percent: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        pair.giver.handovers.give(giving, PACKAGE, stop)

    assert not [one for one in pair.giver.store.medium.kept if one.suffix != ".armoire-carte"]
    assert pair.giver.store.shelves.of(Handover) == {}


def test_a_wrong_code_acknowledges_nothing() -> None:
    pair = two()
    given = pair.give()

    with pytest.raises(RuleBroken) as refused:
        pair.giver.handovers.acknowledge(given, "0000-0000")

    assert refused.value.code == "receipt_wrong"
    assert pair.giver.handover(given).acknowledged_on is None


def test_a_receipt_is_noted_once() -> None:
    pair = two()
    given = pair.give()
    _, code = pair.take()
    pair.giver.handovers.acknowledge(given, code)

    with pytest.raises(RuleBroken) as refused:
        pair.giver.handovers.acknowledge(given, code)

    assert refused.value.code == "receipt_known"


def test_the_giver_is_never_told_the_code_that_she_waits_for() -> None:
    pair = two()
    given = pair.give()
    taken, _ = pair.take()
    pair.taker.handovers.give_back(taken, RETURN, silent)

    for her, handover in ((pair.giver, given), (pair.taker, taken)):
        with pytest.raises(RuleBroken) as refused:
            her.handovers.receipt_code(handover)
        assert refused.value.code == "receipt_is_theirs"


def test_a_package_that_was_not_opened_may_be_forgotten() -> None:
    pair = two()
    given = pair.give()

    pair.giver.handovers.cancel(given)

    assert pair.giver.handover(given).state is HandoverState.OVER
    assert pair.give(path=RETURN) != given


def test_a_package_that_was_opened_is_given_up_on_purpose() -> None:
    pair = two()
    given = pair.give()
    _, code = pair.take()
    pair.giver.handovers.acknowledge(given, code)

    with pytest.raises(RuleBroken) as refused:
        pair.giver.handovers.cancel(given)
    pair.giver.handovers.cancel(given, lost=True)

    assert refused.value.code == "handover_opened"
    assert pair.giver.handover(given).state is HandoverState.OVER
    with pytest.raises(RuleBroken) as again:
        pair.giver.handovers.cancel(given)
    assert again.value.code == "handover_over"


def test_looking_at_a_package_tells_all_and_writes_nothing() -> None:
    pair = two(UrgentCase(0, CASE.id, "Expulsion le 20", TODAY))
    pair.give(TODAY)
    before = list(pair.taker.store.journal)

    unknown = pair.taker.handovers.look(PACKAGE, silent)
    colleague = pair.taker.knows(pair.giver)
    known = pair.taker.handovers.look(PACKAGE, silent)

    assert unknown.colleague is None
    assert known.colleague is not None
    assert (known.colleague.id, known.is_return, known.handover) == (colleague, False, None)
    assert [(one.number, one.urgent) for one in known.cases] == [(CASE.number, "Expulsion le 20")]
    assert (known.until, known.documents) == (TODAY, 0)
    assert pair.taker.store.journal[: len(before)] == before
    assert pair.taker.copies == []


def test_a_package_that_is_gone_is_said_to_be_gone() -> None:
    pair = two()
    colleague = pair.taker.knows(pair.giver)

    for act in (
        lambda: pair.taker.handovers.look(PACKAGE, silent),
        lambda: pair.taker.handovers.take(PACKAGE, colleague, silent),
        lambda: pair.taker.handovers.merge(PACKAGE, silent),
    ):
        with pytest.raises(DocumentRefused) as refused:
            act()
        assert refused.value.code == "missing"
    assert pair.taker.copies == []


def test_looking_tells_what_is_known_of_a_package_here() -> None:
    pair = two()
    given = pair.give()
    taken, _ = pair.take()
    pair.taker.handovers.give_back(taken, RETURN, silent)

    again = pair.taker.handovers.look(PACKAGE, silent)
    back = pair.giver.handovers.look(RETURN, silent)

    assert again.handover == pair.taker.handover(taken)
    assert (back.is_return, back.handover) == (True, pair.giver.handover(given))


def test_a_package_is_taken_from_whom_its_card_names() -> None:
    pair = two()
    pair.give()
    other = pair.taker.knows(pair.third())
    known = pair.taker.knows(pair.giver, compared=False)

    codes: list[str] = []
    for colleague in (other, known):
        with pytest.raises((PackageRefused, RuleBroken)) as refused:
            pair.taker.handovers.take(PACKAGE, colleague, silent)
        codes.append(refused.value.code)

    assert codes == ["other_sender", "colleague_not_compared"]
    assert pair.taker.copies == []


def test_a_package_is_taken_once() -> None:
    pair = two()
    pair.give()
    pair.take()

    with pytest.raises(PackageRefused) as refused:
        pair.take()

    assert refused.value.code == "taken_already"
    assert pair.taker.copies == ["copy"]


def test_a_package_for_somebody_else_stays_shut() -> None:
    pair = two()
    pair.give()

    with pytest.raises(PackageRefused) as refused:
        pair.third().handovers.look(PACKAGE, silent)

    assert refused.value.code == "for_another_key"


def test_a_package_taken_after_the_absence_is_due_at_once() -> None:
    pair = two()
    pair.give(TODAY + timedelta(days=2))
    pair.taker.days_later(9)

    taken, _ = pair.take()

    assert pair.taker.handover(taken).until == TODAY + timedelta(days=9)


def test_each_side_does_only_what_is_its_own() -> None:
    pair = two()
    given = pair.give()
    taken, code = pair.take()

    for act in (
        lambda: pair.taker.handovers.acknowledge(taken, code),
        lambda: pair.taker.handovers.cancel(taken),
    ):
        with pytest.raises(RuleBroken) as refused:
            act()
        assert refused.value.code == "handover_not_hers"
    for act in (
        lambda: pair.giver.handovers.give_back(given, RETURN, silent),
        lambda: pair.giver.handovers.finish(given, code),
    ):
        with pytest.raises(RuleBroken) as refused:
            act()
        assert refused.value.code == "handover_is_hers"


@pytest.mark.parametrize("lost", [False, True])
def test_how_files_left_is_forgotten_30_days_after_a_handover_without_a_return(
    *, lost: bool
) -> None:
    pair = two()
    given = pair.give()
    if lost:
        pair.giver.handovers.acknowledge(given, pair.take()[1])
    pair.giver.handovers.cancel(given, lost=lost)
    pair.giver.days_later(29)
    assert pair.giver.handovers.forget_old() is None
    assert pair.giver.store.shelves.of(AsItLeft) != {}

    pair.giver.days_later(30)
    assert pair.giver.handovers.forget_old() is not None
    assert pair.giver.handovers.forget_old() is None

    assert pair.giver.store.shelves.of(AsItLeft) == {}
    assert pair.giver.events()[-2:] == ["handover_cancelled", "handover_forgotten"]


def test_how_files_left_is_kept_as_long_as_they_may_come_back() -> None:
    pair = two()
    pair.give()
    pair.giver.days_later(400)

    assert pair.giver.handovers.forget_old() is None
    assert pair.giver.store.shelves.of(AsItLeft) != {}
