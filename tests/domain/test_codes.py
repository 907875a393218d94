"""Codes and lists of codes, by small examples."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.codes import Code, CodeList, Family
from app.domain.errors import RuleBroken

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 12, 31))


def a_code(code: str, **more: object) -> Code:
    """A code with nothing but its name, unless told otherwise."""
    facts = {"label": f"Label {code}", "short": code, **more}
    return Code(code=code, list=code.partition(".")[0], **facts)  # type: ignore[arg-type]


def a_list(*codes: Code, families: tuple[Family, ...] = ()) -> CodeList:
    """A list of such codes."""
    return CodeList("ISS", "issues", "Problématiques", codes, families)


TREE = a_list(
    a_code("ISS.A"),
    a_code("ISS.A.01", parent="ISS.A"),
    a_code("ISS.A.02", parent="ISS.A", hidden=True),
    a_code("ISS.X-MINE", parent="ISS.A.01", local=True),
    a_code("ISS.B", valid_to=date(2022, 12, 31), replaced_by="ISS.A"),
)


def test_an_unknown_code_is_refused_by_its_code_alone():
    with pytest.raises(RuleBroken) as refusal:
        TREE.get("ISS.Z")
    assert refusal.value.code == "unknown_code"
    assert refusal.value.facts == {"code": "ISS.Z"}


def test_a_list_refuses_the_same_code_twice():
    with pytest.raises(RuleBroken, match="code_twice"):
        a_list(a_code("ISS.A"), a_code("ISS.A"))


def test_a_list_refuses_a_parent_that_it_does_not_hold():
    with pytest.raises(RuleBroken, match="unknown_code"):
        a_list(a_code("ISS.A.01", parent="ISS.A"))


@pytest.mark.parametrize(
    ("code", "domain"),
    [("ISS.A", "ISS.A"), ("ISS.A.01", "ISS.A"), ("ISS.X-MINE", "ISS.A"), ("ISS.B", "ISS.B")],
)
def test_the_domain_of_a_code_is_its_highest_parent(code: str, domain: str):
    assert TREE.domain_of(code).code == domain


@pytest.mark.requirement("EQU-28")
@pytest.mark.parametrize(
    ("code", "counted"), [("ISS.X-MINE", "ISS.A.01"), ("ISS.A.01", "ISS.A.01")]
)
def test_a_local_code_counts_as_its_standard_parent(code: str, counted: str):
    assert TREE.counted_as(code).code == counted


def test_children_are_the_codes_directly_below():
    assert [code.code for code in TREE.children("ISS.A")] == ["ISS.A.01", "ISS.A.02"]


def test_a_hidden_code_exists_but_is_not_offered():
    day = date(2025, 5, 12)
    assert "ISS.A.02" in [code.code for code in TREE.valid_on(day)]
    assert "ISS.A.02" not in [code.code for code in TREE.offered_on(day)]


def test_an_ended_code_keeps_its_label_for_what_was_recorded_with_it():
    assert TREE.label_of("ISS.B") == "Label ISS.B"
    assert TREE.get("ISS.B") not in TREE.valid_on(date(2023, 1, 1))
    assert TREE.get("ISS.B") in TREE.valid_on(date(2022, 12, 31))


@given(first=DAYS, length=st.integers(min_value=0, max_value=20_000), day=DAYS)
def test_a_code_is_valid_from_its_first_to_its_last_day(first: date, length: int, day: date):
    last = min(first + timedelta(days=length), date(2100, 12, 31))
    code = a_code("ISS.A", valid_from=first, valid_to=last)
    assert code.valid_on(day) is (first <= day <= last)
    assert a_code("ISS.A").valid_on(day)


@pytest.mark.parametrize(
    ("sens", "kept"),
    [("", False), ("F", False), ("H", True), ("HF", True), ("V", True), ("P", True)],
)
def test_health_offences_and_violence_are_kept_from_the_employer(sens: str, kept: bool):
    assert a_code("ISS.A", sens=sens).kept_from_employer is kept


def test_a_code_is_published_under_its_family():
    codes = a_list(
        a_code("ISS.A", family="one"), a_code("ISS.B"), families=(Family("one", "Une", "1"),)
    )
    assert codes.family_of("ISS.A").label == "Une"
    assert [code.code for code in codes.in_family("one")] == ["ISS.A"]
    with pytest.raises(RuleBroken, match="code_without_family"):
        codes.family_of("ISS.B")


def test_an_attribute_is_read_by_its_kind():
    code = a_code("CTC.TEL", attributes={"interview": True, "minutes": 30, "place": "LIE.DIS"})
    assert code.says("interview")
    assert not code.says("apart")
    assert code.number("minutes") == 30
    assert code.number("interview") is None
    assert code.text("place") == "LIE.DIS"
    assert code.text("minutes") is None
