"""The counting rules of the annual report (domain §4.2), one by one."""

from dataclasses import replace
from datetime import date

import pytest
from testkit.a_year import SCHOOL, TOWN, YEAR, AYear

from app.domain.cases import AttributeKind
from app.domain.nomenclatures import standard
from app.ports.facts import AidFact, AttributeFact, ClosingFact
from app.statistics.counting import count
from app.statistics.exact import indicators
from app.statistics.indicators import definitions
from app.statistics.tables import CellKey, Extent, Measure

EVERYBODY = "Toutes collectivités"


def _of(year, entity=TOWN.name, **headcounts):
    return indicators(year.facts(**headcounts), standard())[entity]


def _raw(year, **headcounts):
    return count(year.facts(**headcounts), standard())


def _persons(population, *coordinate):
    return CellKey(population, Measure.PERSONS, (coordinate,) if coordinate else ())


def test_a_person_only_phoned_is_followed_but_not_seen():
    year = AYear()
    year.act(year.case(), kind="CTC.APP")

    counted = _of(year)
    assert (counted["persons_followed"], counted["persons_seen"], counted["contacts"]) == (1, 0, 1)


@pytest.mark.parametrize("kind", ["CTC.ABS", "CTC.ANN", "CTC.MAD"])
def test_what_did_not_take_place_or_was_only_offered_follows_nobody(kind):
    year = AYear()
    year.act(year.case(), kind=kind)

    counted = _of(year)
    assert (counted["persons_followed"], counted["interventions"]) == (0, 0)


def test_a_group_interview_counts_once_and_sees_everybody():
    year = AYear()
    year.act(year.case(), year.case(), year.case())

    counted = _of(year)
    assert (counted["interviews"], counted["persons_seen"]) == (1, 3)


def test_an_anonymous_contact_is_an_intervention_and_nobody():
    year = AYear()
    year.act(kind="CTC.APP")

    counted = _of(year)
    assert (counted["interventions"], counted["persons_followed"]) == (1, 0)


@pytest.mark.requirement("EQU-04")
def test_a_person_met_by_two_entities_counts_once_in_the_total():
    year = AYear()
    year.met(person=7)
    year.met(person=7, entity=SCHOOL)

    assert _of(year)["persons_followed"] == 1
    assert _of(year, SCHOOL.name)["persons_followed"] == 1
    assert _of(year, EVERYBODY)["persons_followed"] == 1
    assert _of(year, EVERYBODY)["interviews"] == 2


def test_a_person_known_to_one_entity_is_new_to_the_other_and_known_in_the_total():
    year = AYear()
    year.met(person=7, first=date(YEAR - 2, 5, 1))
    year.met(person=7, entity=SCHOOL)

    assert _of(year)["persons_ongoing"] == 1
    assert _of(year, SCHOOL.name)["persons_new"] == 1
    assert (_of(year, EVERYBODY)["persons_new"], _of(year, EVERYBODY)["persons_ongoing"]) == (0, 1)


@pytest.mark.parametrize(("closed", "new"), [(date(YEAR - 1, 2, 1), 1), (date(YEAR - 1, 9, 1), 0)])
def test_who_comes_back_after_twelve_months_is_new_again(closed, new):
    year = AYear()
    year.met(first=date(YEAR - 3, 1, 1), closings=[ClosingFact(closed, date(YEAR, 3, 1))])

    counted = _of(year)
    assert (counted["persons_new"], counted["persons_returning"]) == (new, new)


def test_a_file_closed_in_the_year_and_not_reopened_is_closed():
    year = AYear()
    year.met(closings=[ClosingFact(date(YEAR, 6, 1), None)])
    year.met(closings=[ClosingFact(date(YEAR, 6, 1), date(YEAR, 7, 1))])

    counted = _of(year)
    assert (counted["persons_closed"], counted["persons_open_at_end"]) == (1, 1)


def test_an_open_file_without_intervention_is_open_and_not_followed():
    year = AYear()
    year.case(first=date(YEAR - 1, 3, 1))

    counted = _of(year)
    assert (counted["persons_open_at_end"], counted["persons_followed"]) == (1, 0)


@pytest.mark.requirement("BRY-24")
def test_the_origin_is_that_of_the_first_request_of_the_year():
    year = AYear()
    year.met(
        requests=[
            (date(YEAR - 1, 1, 1), "ORI.MED"),
            (date(YEAR, 9, 1), "ORI.AGT"),
            (date(YEAR, 2, 1), "ORI.DRH"),
        ]
    )

    assert _of(year)["origin:DRH"] == 1
    assert "origin:MED" not in _of(year)


def test_a_person_without_request_in_the_year_is_counted_as_unknown():
    year = AYear()
    year.met()

    assert _of(year)["origin:INC"] == 1


def test_the_status_is_the_one_valid_at_the_last_intervention():
    year = AYear()
    case = year.case(status="STA.CDD")
    later = AttributeFact(AttributeKind.STATUS, "STA.TIT", date(YEAR, 5, 1))
    too_late = AttributeFact(AttributeKind.STATUS, "STA.RET", date(YEAR, 11, 1))
    year.cases[0] = replace(case, attributes=(*case.attributes, later, too_late))
    year.act(case).act(case, on=date(YEAR, 6, 1))

    assert {name for name in _of(year) if name.startswith("status:")} == {"status:TIT"}


def test_the_age_is_reached_in_the_year():
    year = AYear()
    year.met()

    assert _of(year)["age:40_49"] == 1


def test_a_person_counts_in_each_of_her_domains_once():
    year = AYear()
    case = year.case()
    year.act(case, issues=["ISS.BUD.01", "ISS.BUD.04"]).act(case, issues=["ISS.BUD.01", "ISS.SAN"])

    counted = _of(year)
    raw = _raw(year)
    assert (counted["issue:BUD"], counted["issue:SAN"]) == (1, 1)
    assert raw.cells[CellKey("E1", Measure.ISSUES)].value == 3


def test_aid_is_counted_by_decision_and_only_grants_have_an_amount():
    year = AYear()
    case = year.met()
    for state, cents in (
        ("AST.GRANTED", 300_00),
        ("AST.REFUSED", 900_00),
        ("AST.PARTLY_GRANTED", 50_00),
    ):
        year.aid.append(
            AidFact(
                1,
                TOWN.id,
                case.id,
                case.person_id,
                "SCH.LOG.FSL",
                state,
                None,
                None,
                cents,
                date(YEAR, 4, 1),
            )
        )

    counted = _of(year)
    assert (counted["aid_applications"], counted["aid_granted"], counted["aid_granted_euros"]) == (
        3,
        2,
        350,
    )


@pytest.mark.parametrize(
    ("followed", "headcount", "extent"),
    [
        (10, 900, Extent.MINIMAL),
        (11, 900, Extent.SHORT),
        (29, 900, Extent.SHORT),
        (30, 900, Extent.FULL),
        (40, 49, Extent.MINIMAL),
    ],
)
def test_the_extent_of_the_report_follows_the_persons_followed(followed, headcount, extent):
    year = AYear()
    for _ in range(followed):
        year.met()

    assert _raw(year, town=headcount).extents["E1"] is extent


@pytest.mark.requirement("EQU-41")
def test_entities_that_are_too_small_are_grouped_with_the_next_smallest():
    from testkit.workbook_facts import workbook_facts

    raw = count(workbook_facts(2025), standard())
    names = [raw.populations[member] for member in raw.members["G.OTHER"]]

    assert sorted(names) == ["CCAS de Bellerive", "SIVOM des Coteaux"]


def test_every_table_keeps_its_number_and_lines_whatever_there_is_to_count():
    empty, busy = _raw(AYear()), AYear()
    for _ in range(40):
        busy.met(times=2)

    numbers = [one.number for one in definitions()]
    assert [view.number for view in empty.views if view.population == "ALL"] == numbers
    full = [view for view in _raw(busy).views if view.population == "E1" and view.number != "7.1"]
    assert all(len(view.rows) > 1 for view in full)


def test_a_table_that_the_extent_does_not_allow_says_so():
    withheld = {view.number for view in _raw(AYear()).views if view.withheld == "extent"}

    assert {"3.1", "4.1", "5.1", "6.2"} <= withheld


def test_every_code_of_every_list_has_a_line():
    """No code of the standard lists falls through: a table that adds up would not."""
    lists = standard()
    for name, number in (
        ("STA", "3.6"),
        ("CAT", "3.7"),
        ("ORI", "3.1"),
        ("BEN", "3.2"),
        ("GEN", "3.3"),
        ("ISS", "4.1"),
    ):
        rows = next(one for one in definitions() if one.number == number).rows
        named = frozenset().union(*(row.codes for row in rows))
        known = {code.code for code in lists.of(name).codes} | {
            f"family:{code.family}" for code in lists.of(name).codes
        }
        assert named <= known, number
        assert any(row.rest for row in rows), number


def test_the_figures_of_a_table_add_up_to_its_total():
    year = AYear()
    for number in range(35):
        year.met(status="STA.TIT" if number % 3 else "STA.CDD", category="CAT.C")
    raw = _raw(year)

    lines = [
        key
        for key in raw.cells
        if key.population == "E1" and dict(key.coordinates).keys() == {"status"}
    ]
    assert sum(raw.cells[key].value for key in lines) == raw.cells[_persons("E1")].value == 35
