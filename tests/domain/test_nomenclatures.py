"""The code lists as shipped: complete, well formed, and only extended by the rules."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from app.domain.errors import RuleBroken
from app.domain.nomenclatures import LocalCode, Overrides, is_local, standard, with_local

if TYPE_CHECKING:
    from app.domain.codes import Code, CodeList

LISTS = list(standard().lists.values())
CODES = [code for codes in LISTS for code in codes.codes]
NAMED = {"merge_with", "place", "time_use", "form", "other_form"}
ISSUES = standard().of("ISS")
KINDS = standard().of("CTC")
INTERVIEWS = {"RDV", "SPO", "TEL", "VIS", "VAD", "HOP", "ACC", "TRI"}
TODAY = date(2026, 11, 21)


def ids(codes: CodeList) -> str:
    """A list by its subject, in the names of the tests."""
    return codes.subject


@pytest.mark.parametrize("codes", LISTS, ids=ids)
def test_a_file_is_named_by_the_subject_of_its_list(codes: CodeList):
    assert f"{codes.subject}.toml" in resources.names("nomenclatures")
    assert re.fullmatch(r"[A-Z]{3}", codes.list)
    assert codes.title


def test_each_file_is_one_list():
    assert len(LISTS) == len([n for n in resources.names("nomenclatures") if n.endswith(".toml")])


@pytest.mark.parametrize("codes", LISTS, ids=ids)
def test_every_code_is_ascii_and_carries_its_list(codes: CodeList):
    shape = re.compile(rf"{codes.list}(\.[A-Z0-9_]+)+")
    assert [code.code for code in codes.codes if not shape.fullmatch(code.code)] == []
    assert not any(is_local(code.code) for code in codes.codes)


@pytest.mark.parametrize("codes", LISTS, ids=ids)
def test_no_two_entries_of_a_list_read_the_same(codes: CodeList):
    for level in {code.parent for code in codes.codes}:
        labels = [code.label for code in codes.codes if code.parent == level]
        shorts = [code.short for code in codes.codes if code.parent == level]
        assert len(set(labels)) == len(labels)
        assert len(set(shorts)) == len(shorts)


def test_labels_use_the_typographic_apostrophe_and_no_stray_blanks():
    assert [c.code for c in CODES if re.search(r"'|  |^ | $", c.label + "\n" + c.short)] == []


def test_a_chip_is_never_wider_than_a_chip():
    assert [code.code for code in CODES if len(code.short) > 32] == []


def test_sensitivity_is_made_of_the_four_classes():
    assert [code.code for code in CODES if not set(code.sens) <= set("HPVF")] == []


def test_every_code_named_by_another_exists():
    everything = standard()
    named = [c.replaced_by for c in CODES if c.replaced_by] + [
        str(value) for c in CODES for key, value in c.attributes.items() if key in NAMED
    ]
    assert named
    assert [code for code in named if code not in everything] == []


def test_a_replaced_code_has_ended_and_its_successor_takes_over_the_next_day():
    replaced = [(code, standard().get(code.replaced_by)) for code in CODES if code.replaced_by]
    assert replaced
    for old, new in replaced:
        assert old.valid_to is not None
        assert new.valid_from is not None
        assert (new.valid_from - old.valid_to).days == 1


def test_a_code_never_ends_before_it_begins():
    assert [
        c.code for c in CODES if c.valid_from and c.valid_to and c.valid_to < c.valid_from
    ] == []


def test_a_parent_comes_before_its_children():
    for codes in LISTS:
        order = [code.code for code in codes.codes]
        assert all(order.index(c.parent) < order.index(c.code) for c in codes.codes if c.parent)


@pytest.mark.parametrize("codes", [c for c in LISTS if c.families], ids=ids)
def test_a_list_with_families_publishes_every_code_under_one(codes: CodeList):
    assert {codes.family_of(code.code).id for code in codes.codes} == {f.id for f in codes.families}


def test_no_attribute_is_left_empty():
    assert all(value != "" for code in CODES for value in code.attributes.values())


# ------------------------------------------------------------------ issues


@pytest.mark.requirement("FIN-03")
def test_there_are_nine_domains_and_ninety_sub_issues():
    domains = [code for code in ISSUES.codes if code.parent is None]
    sizes = {domain.code[4:]: len(ISSUES.children(domain.code)) for domain in domains}
    assert list(sizes.items()) == [
        ("PRO", 15),
        ("SAN", 15),
        ("BUD", 12),
        ("LOG", 11),
        ("FAM", 14),
        ("DRT", 9),
        ("RET", 5),
        ("EVT", 6),
        ("AUT", 3),
    ]
    assert sum(sizes.values()) == 90


def test_ten_sub_issues_say_other_or_not_stated():
    assert len([code for code in ISSUES.codes if code.code.endswith((".98", ".99"))]) == 10


def test_a_user_sees_about_forty_sub_issues():
    seen = [code for code in ISSUES.offered_on(TODAY) if code.parent is not None]
    assert 35 <= len(seen) <= 45


def test_every_domain_is_always_offered():
    assert not any(code.hidden for code in ISSUES.codes if code.parent is None)


def test_everything_below_health_is_health():
    assert ISSUES.get("ISS.SAN").sens == "H"
    assert all("H" in code.sens for code in ISSUES.children("ISS.SAN"))


# ------------------------------------------------------------------ interventions


def test_interviews_are_the_conversations_with_the_person():
    assert {code.code[4:] for code in KINDS.codes if code.says("interview")} == INTERVIEWS


def test_an_interview_is_always_counted():
    assert all(code.says("counted") for code in KINDS.codes if code.says("interview"))


def test_offers_missed_and_cancelled_appointments_do_not_make_a_person_followed():
    assert {c.code[4:] for c in KINDS.codes if not c.says("counted")} == {"MAD", "ABS", "ANN"}


def test_a_family_of_interventions_mixes_no_interview_with_anything_else():
    for family in KINDS.families:
        assert len({code.says("interview") for code in KINDS.in_family(family.id)}) == 1


@pytest.mark.requirement("BRY-26")
def test_a_home_visit_is_placed_at_home():
    assert KINDS.get("CTC.VAD").text("place") == "LIE.DOM"
    assert "LIE.PER" in standard().of("LIE")


@pytest.mark.requirement("BRY-16")
def test_the_natures_of_action_of_the_convention_are_all_there():
    natures = {code.code[4:] for code in standard().of("NAT").codes}
    assert {"ECO", "AID", "INF", "DRO", "ORX", "ORI"} <= natures


@pytest.mark.requirement("BRY-12")
def test_time_is_recorded_under_the_five_heads_of_the_convention():
    uses = standard().of("TPS")
    assert {code.number("head") for code in uses.codes} - {None} == {1, 2, 3, 4, 5}
    assert all(code.number("head") is None for code in uses.in_family("excluded"))


# ------------------------------------------------------------------ bands, states, bodies


@pytest.mark.parametrize("age", range(121))
def test_every_age_has_one_band(age: int):
    bands = [
        band.code
        for band in standard().of("AGE").codes
        if band.code != "AGE.INC"
        and (band.number("min_age") or 0) <= age <= (band.number("max_age") or 200)
    ]
    assert len(bands) == 1


@pytest.mark.parametrize("name", ["AGE", "GEN"])
def test_a_merge_is_declared_from_both_sides_under_one_label(name: str):
    codes = standard().of(name)
    merged = [code for code in codes.codes if code.text("merge_with")]
    assert merged
    for code in merged:
        other = codes.get(code.text("merge_with") or "")
        assert other.text("merge_with") == code.code
        assert other.text("merged_label") == code.text("merged_label")


def test_what_gives_something_is_published_as_granted():
    states = standard().of("AST")
    assert {c.code for c in states.codes if c.says("granted")} == {
        c.code for c in states.in_family("granted")
    }


def test_every_scheme_stands_under_a_family_and_has_a_form():
    schemes = standard().of("SCH")
    assert len([code for code in schemes.codes if code.parent is None]) == 13
    leaves = [code for code in schemes.codes if code.parent is not None]
    assert all((code.text("form") or "") in standard() for code in leaves)


@pytest.mark.parametrize(
    ("year", "label"),
    [(2010, "CHS"), (2021, "CHSCT"), (2022, "CHSCT"), (2023, "F3SCT"), (2026, "F3SCT")],
)
def test_the_health_and_safety_body_has_the_name_of_its_year(year: int, label: str):
    bodies = standard().of("INS")
    assert [c.short for c in bodies.children("INS.SANTE") if c.valid_on(date(year, 12, 31))] == [
        label
    ]


# ------------------------------------------------------------------ what a user may change

GARDE = LocalCode("ISS.X-GARDE", "Garde alternée", "ISS.FAM.02")


def test_a_local_code_takes_everything_but_its_name_from_its_parent():
    added = with_local(Overrides(local=(GARDE,))).get("ISS.X-GARDE")
    assert (added.label, added.short, added.local) == ("Garde alternée", "Garde alternée", True)
    assert (added.parent, added.sens) == ("ISS.FAM.02", "V")


def test_a_local_kind_of_interview_is_an_interview():
    local = LocalCode("CTC.X-MARCHE", "Entretien en marchant", "CTC.RDV")
    kinds = with_local(Overrides(local=(local,))).of("CTC")
    assert kinds.get("CTC.X-MARCHE").says("interview")
    assert kinds.family_of("CTC.X-MARCHE").id == "face_to_face"
    assert kinds.counted_as("CTC.X-MARCHE").code == "CTC.RDV"


def test_a_local_code_leaves_the_standard_lists_as_they_were():
    with_local(Overrides(local=(GARDE,)))
    assert "ISS.X-GARDE" not in standard()


@pytest.mark.parametrize(
    ("local", "refusal"),
    [
        (LocalCode("ISS.FAM.02", "Autre nom", "ISS.FAM"), "standard_code_fixed"),
        (LocalCode("ISS.GARDE", "Garde", "ISS.FAM"), "local_code_malformed"),
        (LocalCode("ISS.X-garde", "Garde", "ISS.FAM"), "local_code_malformed"),
        (LocalCode("ISS.X-ÉCOLE", "École", "ISS.FAM"), "local_code_malformed"),
        (LocalCode("ISS.X-GARDE", "  ", "ISS.FAM"), "local_code_without_label"),
        (LocalCode("ISS.X-GARDE", "Garde", ""), "local_code_without_parent"),
        (LocalCode("ISS.X-GARDE", "Garde", "ISS.NONE"), "local_code_without_parent"),
        (LocalCode("ISS.X-GARDE", "Garde", "NAT.MED"), "local_code_without_parent"),
        (LocalCode("ISS.X-GARDE", "Garde", "ISS.X-AUTRE"), "local_code_without_parent"),
        (LocalCode("ZZZ.X-GARDE", "Garde", "ISS.FAM"), "local_code_without_parent"),
    ],
)
def test_a_local_code_that_breaks_the_rules_is_refused(local: LocalCode, refusal: str):
    with pytest.raises(RuleBroken) as broken:
        with_local(Overrides(local=(local,)))
    assert broken.value.code == refusal


def test_the_same_local_code_twice_is_refused():
    with pytest.raises(RuleBroken, match="code_twice"):
        with_local(Overrides(local=(GARDE, GARDE)))


def test_hiding_and_showing_changes_what_is_offered_and_nothing_else():
    chosen = Overrides(hidden=frozenset({"ISS.PRO.02"}), shown=frozenset({"ISS.PRO.01"}))
    issues = with_local(chosen).of("ISS")
    offered = {code.code for code in issues.offered_on(TODAY)}
    assert "ISS.PRO.01" in offered
    assert "ISS.PRO.02" not in offered
    assert [c.code for c in issues.codes] == [c.code for c in ISSUES.codes]


def test_hiding_an_unknown_code_is_refused():
    with pytest.raises(RuleBroken, match="unknown_code"):
        with_local(Overrides(hidden=frozenset({"ISS.NONE"})))


def test_an_unknown_list_is_refused():
    with pytest.raises(RuleBroken, match="unknown_list"):
        standard().of("ZZZ")


@given(
    parent=st.sampled_from(CODES),
    tail=st.from_regex(r"[A-Z0-9]{1,8}(-[A-Z0-9]{1,8}){0,2}", fullmatch=True),
)
def test_a_local_code_rolls_up_where_its_parent_does(parent: Code, tail: str):
    code = f"{parent.list}.X-{tail}"
    codes = with_local(Overrides(local=(LocalCode(code, "Local", parent.code),))).of(parent.list)
    assert codes.counted_as(code) == parent
    assert codes.domain_of(code) == codes.domain_of(parent.code)
    assert codes.get(code).kept_from_employer is parent.kept_from_employer
