"""A hidden passage leaves no letter, and its marks mean nothing in another text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import RuleBroken
from app.domain.ids import CaseId
from app.domain.redactions import Redaction, digest_of, without

WORDS = "Sa sœur Zoé l’héberge."


def _mark(first: int, last: int, words: str = WORDS) -> Redaction:
    return Redaction(1, CaseId(2), "intervention", 3, "note", first, last, digest_of(words))


@pytest.mark.parametrize(("first", "last"), [(3, 3), (5, 2), (-1, 4)])
def test_a_passage_without_a_letter_is_refused(first: int, last: int) -> None:
    with pytest.raises(RuleBroken, match="redaction_empty"):
        _mark(first, last)


def test_a_mark_holds_only_in_the_text_it_was_made_in() -> None:
    mark = _mark(8, 11)

    assert mark.holds(WORDS)
    assert not mark.holds(WORDS + " ")


@pytest.mark.requirement("ANAS-04")
def test_hidden_passages_that_touch_are_one_bar() -> None:
    assert without(WORDS, [(8, 11), (3, 8)]) == ("Sa ", None, " l’héberge.")
    assert without(WORDS, []) == (WORDS,)
    assert without(WORDS, [(0, len(WORDS))]) == (None,)


@given(
    st.text(max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6),
)
def test_exactly_the_letters_outside_the_marks_are_left(
    words: str, spans: list[tuple[int, int]]
) -> None:
    kept = [
        (first, min(last, len(words))) for first, last in spans if first < min(last, len(words))
    ]
    hidden = {at for first, last in kept for at in range(first, last)}

    left = "".join(one for one in without(words, kept) if one is not None)

    assert left == "".join(sign for at, sign in enumerate(words) if at not in hidden)
