"""Files go to a colleague with the person's agreement, come back merged, and nothing is lost."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from testkit.builders import a_case, a_person, an_agreement, an_intervention
from testkit.fakes import NOW, FrozenClock, NoQueries
from testkit.handover_desk import (
    AGREED,
    CASE,
    PACKAGE,
    PERSON,
    RETURN,
    Assistant,
    silent,
    two,
)

from app.domain.agreements import Answer
from app.domain.cases import CaseFile, CaseState
from app.domain.errors import RuleBroken
from app.domain.handovers import HAND_OVER, Handover, HandoverState, UrgentCase
from app.domain.interventions import Intervention
from app.domain.people import Person
from app.ports.documents import DocumentRefused
from app.ports.handovers import PackageRefused
from app.usecases.cases import CaseService
from app.usecases.handover_lines import HandoverNotice
from app.usecases.handovers import Giving

TODAY = NOW.date()
OTHER = a_person()
OTHER_CASE = a_case(OTHER)


def _handover(of: Assistant, handover_id: int) -> Handover:
    return of.store.shelves.of(Handover)[handover_id]


def _days(of: Assistant, days: int) -> None:
    of.clock.moment = NOW + timedelta(days=days)


@pytest.mark.requirement("ANAS-24")
def test_a_file_goes_and_its_code_proves_that_it_arrived() -> None:
    pair = two()
    given = pair.give(TODAY + timedelta(days=20))
    assert _handover(pair.giver, given).state is HandoverState.SENT

    taken, code = pair.take()
    pair.giver.handovers.acknowledge(given, code.lower().replace("-", ""))

    assert _handover(pair.giver, given).state is HandoverState.AWAY
    assert pair.taker.store.shelves.of(CaseFile)[CASE.id] == CASE
    assert pair.taker.store.shelves.of(Person)[PERSON.id] == PERSON
    assert pair.taker.handovers.receipt_code(taken) == code
    (line,) = pair.taker.handovers.all()
    assert [one.number for one in line.cases] == [CASE.number]
    assert line.handover.until == TODAY + timedelta(days=20)
    assert pair.giver.events()[-2:] == ["handover_given", "handover_acknowledged"]
    assert pair.taker.copies == ["copy"]


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
    assert _handover(pair.giver, given).state is HandoverState.OVER
    assert _handover(pair.taker, taken).state is HandoverState.OVER
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
    assert _handover(pair.giver, given).acknowledged_on is None


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

    assert _handover(pair.giver, given).state is HandoverState.OVER
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
    assert _handover(pair.giver, given).state is HandoverState.OVER
    with pytest.raises(RuleBroken) as again:
        pair.giver.handovers.cancel(given)
    assert again.value.code == "handover_over"


def test_files_given_up_may_still_come_back() -> None:
    pair = two()
    given = pair.give()
    taken, _ = pair.take()
    pair.giver.handovers.cancel(given)
    done = an_intervention(CASE)
    pair.taker.store.holding(done)

    pair.taker.handovers.give_back(taken, RETURN, silent)
    pair.giver.handovers.merge(RETURN, silent)

    assert done.id in pair.giver.store.shelves.of(Intervention)


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


def test_looking_tells_what_is_known_of_a_package_here() -> None:
    pair = two()
    given = pair.give()
    taken, _ = pair.take()
    pair.taker.handovers.give_back(taken, RETURN, silent)

    again = pair.taker.handovers.look(PACKAGE, silent)
    back = pair.giver.handovers.look(RETURN, silent)

    assert again.handover == _handover(pair.taker, taken)
    assert (back.is_return, back.handover) == (True, _handover(pair.giver, given))


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


def test_a_package_taken_after_the_absence_is_due_at_once() -> None:
    pair = two()
    pair.give(TODAY + timedelta(days=2))
    _days(pair.taker, 9)

    taken, _ = pair.take()

    assert _handover(pair.taker, taken).until == TODAY + timedelta(days=9)


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


def test_files_are_erased_only_after_they_went_back() -> None:
    pair = two()
    pair.give()
    taken, code = pair.take()

    with pytest.raises(RuleBroken) as refused:
        pair.taker.handovers.finish(taken, code)

    assert refused.value.code == "handover_not_returned"
    assert CASE.id in pair.taker.store.shelves.of(CaseFile)


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


def test_choices_tell_what_may_go_what_presses_and_what_is_away() -> None:
    urgent = UrgentCase(61, CASE.id, "Expulsion le 20", TODAY)
    closed = a_case(OTHER).closed(TODAY, "CLO.ORIENTATION")
    pair = two(OTHER, OTHER_CASE, closed, urgent)

    first, second = pair.giver.handovers.choices()
    pair.give()
    away, _ = pair.giver.handovers.choices()

    assert (first.case_id, first.agreement, first.urgent) == (CASE.id, AGREED, urgent)
    assert (second.case_id, second.agreement, second.urgent) == (OTHER_CASE.id, None, None)
    assert (first.handed, second.handed) == (None, None)
    assert away.handed is not None


def test_what_waits_is_told() -> None:
    pair = two()
    pair.give(TODAY + timedelta(days=10))
    told: list[HandoverNotice | None] = []
    for days in (0, 3, 4, 11):
        _days(pair.giver, days)
        told.append(pair.giver.handovers.all()[0].notice)

    assert told == [None, None, HandoverNotice.UNANSWERED, HandoverNotice.OVERDUE]
    assert pair.giver.handovers.all()[0].overdue


def test_a_return_waits_for_the_code_of_who_gave() -> None:
    pair = two()
    pair.give()
    taken, _ = pair.take()
    pair.taker.handovers.give_back(taken, RETURN, silent)

    (line,) = pair.taker.handovers.all()
    back = pair.giver.handovers.merge(RETURN, silent)
    (over,) = pair.giver.handovers.all()
    pair.taker.handovers.finish(taken, back.code)

    assert line.notice is HandoverNotice.RETURN_WAITING
    assert over.notice is None
    assert pair.taker.handovers.all()[0].cases == ()


@pytest.mark.requirement("ANAS-17")
def test_to_whom_a_file_was_entrusted_is_told_with_the_agreement() -> None:
    pair = two()
    pair.give()
    pair.take()

    (told,) = pair.giver.handovers.entrusted(CASE.id)

    assert (told.colleague.name, told.agreement) == ("Collègue Fictive", AGREED)
    assert told.handover.made_on == TODAY
    assert pair.taker.handovers.entrusted(CASE.id) == ()


@pytest.mark.requirement("ANAS-17")
def test_an_agreement_withdrawn_since_is_told() -> None:
    pair = two()
    pair.give()
    before = pair.giver.handovers.all()[0].withdrawn
    withdrawn = an_agreement(CASE, kind=HAND_OVER, answer=Answer.WITHDRAWN, on=TODAY)
    pair.giver.store.holding(withdrawn)

    (line,) = pair.giver.handovers.of_case(CASE.id)
    assert (before, line.withdrawn) == (frozenset(), frozenset({CASE.id}))
    assert pair.giver.handovers.of_case(OTHER_CASE.id) == ()


def test_a_file_that_is_away_is_not_closed() -> None:
    pair = two()
    given = pair.give()
    cases = CaseService(pair.giver.store, NoQueries(), clock=FrozenClock(), ids=pair.giver.ids)

    with pytest.raises(RuleBroken) as refused:
        cases.close(CASE.id, on=TODAY, reason="CLO.ORIENTATION")
    pair.giver.handovers.cancel(given)
    cases.close(CASE.id, on=TODAY, reason="CLO.ORIENTATION")

    assert refused.value.code == "case_away"
    assert pair.giver.store.shelves.of(CaseFile)[CASE.id].state is CaseState.CLOSED


def test_who_took_a_file_over_may_close_it() -> None:
    pair = two()
    pair.give()
    pair.take()
    cases = CaseService(pair.taker.store, NoQueries(), clock=FrozenClock(), ids=pair.taker.ids)

    cases.close(CASE.id, on=TODAY, reason="CLO.ORIENTATION")

    assert pair.taker.store.shelves.of(CaseFile)[CASE.id].state is CaseState.CLOSED
