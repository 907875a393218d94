"""What presses in a file, and the sheet of it: only where the person agreed, only those words."""

from datetime import timedelta
from pathlib import Path

import pytest
from testkit.builders import a_case, a_person, an_agreement
from testkit.fakes import NOW
from testkit.handover_desk import AGREED, CASE, PERSON, RETURN, Assistant, silent, two

from app.domain.agreements import Answer
from app.domain.errors import RuleBroken
from app.domain.handovers import HAND_OVER, UrgentCase
from app.usecases.bin import BinService

TODAY = NOW.date()
OTHER_PERSON = a_person(family_name="Autre-Fictive", phone="01")
OTHER = a_case(OTHER_PERSON)


def _her(*values: object) -> Assistant:
    return two(OTHER_PERSON, OTHER, *values).giver


def _urgent(**changed: object) -> UrgentCase:
    known: dict[str, object] = {"words": "Audience le 20", "noted_on": TODAY, **changed}
    return UrgentCase(0, CASE.id, **known)  # type: ignore[arg-type]


def test_a_file_says_one_urgency_at_a_time() -> None:
    her = _her()

    first = her.urgent.keep(_urgent()).object_id
    second = her.urgent.keep(_urgent(words="Expulsion le 30")).object_id

    kept = her.urgent.of(CASE.id)
    assert kept is not None
    assert (first, kept.words) == (second, "Expulsion le 30")
    assert her.events() == ["urgent_case_made", "urgent_case_changed"]


def test_an_urgency_goes_to_the_bin_and_comes_back() -> None:
    her = _her()
    kept = her.urgent.keep(_urgent()).object_id or 0

    her.urgent.remove(kept)

    assert her.urgent.of(CASE.id) is None
    assert her.events()[-1] == "urgent_case_removed"


def test_an_urgency_taken_back_beside_a_newer_one_makes_one_line_of_both() -> None:
    her = _her()
    binned = her.urgent.remove(her.urgent.keep(_urgent(with_phone=True)).object_id or 0)
    her.days_later(1)
    her.urgent.keep(_urgent(words="Expulsion le 30", noted_on=TODAY + timedelta(days=1)))

    BinService(her.store, clock=her.clock).take_back(binned.object_id or 0)

    (line,) = her.urgent.sheet().lines
    assert (line.words, line.phone) == ("Expulsion le 30\nAudience le 20", None)
    assert her.events()[-2:] == ["urgent_case_made", "bin_taken_back"]


def test_an_urgency_noted_on_both_sides_is_one_once_the_file_is_back() -> None:
    pair = two()
    pair.give()
    taken, _ = pair.take()
    pair.giver.urgent.keep(_urgent())
    pair.taker.urgent.keep(_urgent(words="Expulsion le 30"))
    pair.taker.handovers.give_back(taken, RETURN, silent)

    pair.giver.handovers.merge(RETURN, silent)

    (line,) = pair.giver.urgent.sheet().lines
    assert set(line.words.splitlines()) == {"Audience le 20", "Expulsion le 30"}


def test_an_urgency_taken_back_alone_is_as_it_was() -> None:
    her = _her()
    kept = her.urgent.keep(_urgent()).object_id or 0
    before = her.urgent.of(CASE.id)

    BinService(her.store, clock=her.clock).take_back(her.urgent.remove(kept).object_id or 0)

    assert her.urgent.of(CASE.id) == before


def test_an_urgency_says_something() -> None:
    with pytest.raises(RuleBroken) as refused:
        _urgent(words="  ")

    assert refused.value.code == "urgency_without_words"


def test_a_closed_file_has_nothing_urgent() -> None:
    her = _her(CASE.closed(TODAY - timedelta(days=1), "CLO.ORIENTATION"))

    with pytest.raises(RuleBroken) as refused:
        her.urgent.keep(_urgent())

    assert refused.value.code == "case_closed"


@pytest.mark.requirement("ANAS-24")
@pytest.mark.requirement("ANAS-17")
def test_the_sheet_holds_what_was_agreed_and_ticked_and_nothing_else() -> None:
    her = _her(
        UrgentCase(61, CASE.id, "Audience le 20", TODAY, with_phone=True),
        UrgentCase(62, OTHER.id, "Jamais sur la feuille", TODAY, with_phone=True),
    )

    sheet = her.urgent.sheet()

    (line,) = sheet.lines
    assert (line.number, line.words, line.phone) == (CASE.number, "Audience le 20", PERSON.phone)
    assert (line.agreed_on, sheet.made_on, sheet.left_out) == (AGREED.on, TODAY, 1)
    assert her.events() == []


@pytest.mark.requirement("ANAS-17")
def test_a_file_taken_over_is_on_no_sheet_but_beside_its_handover() -> None:
    pair = two(UrgentCase(61, CASE.id, "Audience le 20", TODAY))
    pair.give()
    pair.take()

    theirs = pair.taker.urgent.sheet()

    assert (theirs.lines, theirs.left_out) == ((), 0)
    ((received,), (given,)) = (one.handovers.all()[0].cases for one in (pair.taker, pair.giver))
    assert (received.urgent, given.urgent) == ("Audience le 20", "")
    assert [one.words for one in pair.giver.urgent.sheet().lines] == ["Audience le 20"]


def test_the_telephone_stays_at_home_unless_it_is_ticked() -> None:
    agreed = an_agreement(OTHER, kind=HAND_OVER)
    her = _her(
        agreed, UrgentCase(61, CASE.id, "Audience", TODAY), UrgentCase(62, OTHER.id, "Bail", TODAY)
    )

    assert [(one.person.split()[-1], one.phone) for one in her.urgent.sheet().lines] == [
        ("Autre-Fictive", None),
        (PERSON.family_name, None),
    ]


def test_a_withdrawn_agreement_and_a_closed_file_leave_the_sheet() -> None:
    urgent = UrgentCase(61, CASE.id, "Audience le 20", TODAY)
    withdrawn = an_agreement(CASE, kind=HAND_OVER, answer=Answer.WITHDRAWN, on=TODAY)

    left = _her(urgent, withdrawn).urgent.sheet()
    closed = _her(urgent, CASE.closed(TODAY, "CLO.ORIENTATION")).urgent.sheet()

    assert (left.lines, left.left_out) == ((), 1)
    assert (closed.lines, closed.left_out) == ((), 0)


def test_the_sheet_leaves_closed_with_a_phrase_that_is_forgotten() -> None:
    her, path, phrase = _her(), Path("f.pdf"), bytearray(b"phrase fictive")

    her.urgent.export(b"%PDF", phrase, path)

    assert her.files.kept[path] == b"clos"
    assert not any(phrase)
    assert her.events() == ["urgent_sheet_exported"]
