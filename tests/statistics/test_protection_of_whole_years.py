"""Whole made-up years: nothing small can be found, whoever looks and however he counts."""

from functools import cache

import pytest
from testkit.random_facts import random_facts
from testkit.second_opinion import Reader
from testkit.workbook_facts import workbook_facts

from app.domain.nomenclatures import standard
from app.statistics.counting import count
from app.statistics.disclosure.attack import Attack
from app.statistics.disclosure.marking import marks
from app.statistics.disclosure.protect import protect
from app.statistics.disclosure.rules import Rules
from app.statistics.disclosure.solver import highs_instance
from app.statistics.tables import Measure

RULES = Rules()
YEARS = [(30, 2, 1), (100, 2, 0), (100, 4, 1), (300, 3, 2), (300, 6, 0), (600, 4, 1)]


@cache
def _year(persons, entities, seed):
    return count(random_facts(seed, persons, entities, groups=0.02 * (seed % 2)), standard())


@cache
def _release(persons, entities, seed):
    return protect(_year(persons, entities, seed), RULES)


def _threshold(cell):
    return 11 if cell.sensitive or cell.key.measure is Measure.CENTS else 5


def _small(raw):
    """Every figure that few persons make up, by the rule as the report states it."""
    return [
        key
        for key, cell in sorted(raw.cells.items())
        if cell.personal and not cell.virtual and cell.persons < _threshold(cell)
    ]


@pytest.mark.requirement("CHO-10")
@pytest.mark.parametrize(("persons", "entities", "seed"), YEARS)
def test_no_printed_figure_concerns_few_persons(persons, entities, seed):
    raw = _year(persons, entities, seed)
    release = _release(persons, entities, seed)
    small = set(_small(raw))

    assert {key for table in release.tables for key in table.printed} & small == set()


@pytest.mark.requirement("CHO-10")
@pytest.mark.parametrize(("persons", "entities", "seed"), YEARS)
def test_a_reader_with_whole_numbers_finds_no_small_figure(persons, entities, seed):
    raw = _year(persons, entities, seed)
    release = _release(persons, entities, seed)
    reader = Reader(release, raw)
    small = [key for key in _small(raw) if key.measure is not Measure.CENTS]

    found = {}
    for key in small[:: max(1, len(small) // 25)]:
        low, high = reader.ends(key)
        cell = raw.cells[key]
        followed = raw.cells[key._replace(measure=Measure.PERSONS, coordinates=())].value
        wanted = min(_threshold(cell), max(followed, cell.value + 1))
        if low == high or (key.measure is Measure.PERSONS and (low > 0 or high < wanted)):
            found[key.text] = (low, high, wanted)

    assert found == {}


@pytest.mark.requirement("CHO-10")
@pytest.mark.parametrize(("persons", "entities", "seed"), YEARS)
def test_persons_met_by_several_entities_do_not_give_themselves_away(persons, entities, seed):
    raw = _year(persons, entities, seed)
    reader = Reader(_release(persons, entities, seed), raw)
    shared = [key for key, cell in sorted(raw.cells.items()) if cell.virtual and 0 < cell.value < 5]

    for key in shared[:: max(1, len(shared) // 8)]:
        low, high = reader.ends(key)
        assert (low, high >= 5) == (0, True), key.text


@pytest.mark.requirement("BRY-20")
@pytest.mark.parametrize("year", [2024, 2025])
def test_the_example_years_are_safe_and_worth_reading(year):
    raw = count(workbook_facts(year), standard())
    audit = protect(raw, RULES).audit

    assert (audit.exact, audit.short) == (0, 0)
    assert audit.masked < 0.55 * audit.cells


@pytest.mark.requirement("CHO-10")
def test_the_two_employers_and_their_total_are_safe_together():
    raw = _year(90, 2, 5)
    release = protect(raw, RULES)
    printed = {key: value for table in release.tables for key, value in table.printed.items()}

    assert Attack(raw, printed, highs_instance).weaknesses(marks(raw, RULES)) == []


@pytest.mark.requirement("CHO-10")
def test_each_edition_alone_would_not_have_been_enough():
    """What protection adds to hiding small counts.

    Without it the same attack finds some of them.
    """
    raw = _year(90, 2, 5)
    marked = marks(raw, RULES)
    naive = {
        key: cell.value
        for key, cell in raw.cells.items()
        if cell.personal and key in raw.shown and key not in marked
    }

    weaknesses = Attack(raw, naive, highs_instance).weaknesses(marked)

    assert any(weak.exact for weak in weaknesses)


def test_the_same_facts_give_the_same_publication_to_the_byte():
    from app.statistics.disclosure.frozen import frozen

    texts = {frozen(protect(_year(100, 4, 1), RULES)) for _ in range(2)}

    assert len(texts) == 1
