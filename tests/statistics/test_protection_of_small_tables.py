"""Small tables, judged by trying out every set of whole figures that prints the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from testkit.raw_tables import Tables, key, possible, printed

from app.domain.errors import RuleBroken
from app.statistics.disclosure.protect import protect, protection
from app.statistics.disclosure.rules import Rules
from app.statistics.tables import MASK_SIGN, Cell, CellKey, Measure

RULES = Rules()
COUNT = st.integers(0, 12)
HIGHEST = 30


def _found(raw):
    """Small hidden cells of which a reader can say more than « from nothing to enough »."""
    shown = printed(protect(raw, RULES))
    assert all(raw.cells[cell].persons >= 5 for cell in shown)
    small = [cell for cell in raw.cells if raw.cells[cell].persons < 5]
    return [cell.text for cell in small if not _open(raw, shown, cell)]


def _open(raw, shown, cell):
    """Tell whether the cell may be nothing, and may be enough (or all that its population has)."""
    enough = min(5, max(raw.cells[key(cell.population)].value, raw.cells[cell].value + 1))
    return possible(raw, shown, cell, 0) and any(
        possible(raw, shown, cell, value) for value in range(enough, HIGHEST)
    )


@pytest.mark.requirement("CHO-10")
@settings(max_examples=60, deadline=None)
@given(st.lists(COUNT, min_size=2, max_size=5))
def test_a_one_way_table_gives_no_small_count_away(values):
    raw = Tables().one_way({f"c{number}": value for number, value in enumerate(values)}).raw()

    assert _found(raw) == []


@pytest.mark.requirement("CHO-10")
@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(COUNT, COUNT, COUNT), min_size=2, max_size=2))
def test_a_crossed_table_gives_no_small_count_away(grid):
    assert _found(Tables().crossed([list(line) for line in grid]).raw()) == []


@pytest.mark.requirement("CHO-10")
@settings(max_examples=40, deadline=None)
@given(st.tuples(COUNT, COUNT, COUNT), st.tuples(COUNT, COUNT, COUNT))
def test_two_entities_and_their_total_give_no_small_count_away(first, second):
    codes = ("a", "b", "c")
    tables = Tables()
    tables.one_way(dict(zip(codes, first, strict=True)), population="E1")
    tables.one_way(dict(zip(codes, second, strict=True)), population="E2")
    both = [one + other for one, other in zip(first, second, strict=True)]
    tables.one_way(dict(zip(codes, both, strict=True)), population="ALL")

    assert _found(tables.together(["E1", "E2"], "ALL").raw()) == []


def test_a_masked_pair_whose_sum_shows_is_not_enough():
    """10 + 3 + x + x = 15: the two ones would be found."""
    raw = Tables().one_way({"a": 10, "b": 3, "c": 1, "d": 1}).raw()

    assert _found(raw) == []
    assert printed(protect(raw, RULES)).keys() <= {key(), key(trait="a")}


def test_three_singletons_do_not_betray_each_other():
    raw = Tables().one_way({"a": 1, "b": 1, "c": 1, "d": 30}).raw()

    assert _found(raw) == []


@pytest.mark.requirement("CHO-10")
def test_a_zero_is_masked_like_any_small_count():
    release = protect(Tables().one_way({"a": 20, "b": 0, "c": 12}).raw(), RULES)
    (table,) = release.tables

    assert table.text(key(trait="b")) == MASK_SIGN
    assert _found(Tables().one_way({"a": 20, "b": 0, "c": 12}).raw()) == []


@pytest.mark.requirement("CHO-10")
def test_a_sensitive_line_needs_eleven_persons():
    raw = Tables().one_way({"a": 30, "b": 8, "c": 25}, sensitive=("b",)).raw()

    assert key(trait="b") not in printed(protect(raw, RULES))
    assert possible(raw, printed(protect(raw, RULES)), key(trait="b"), 11)


@pytest.mark.parametrize("others", [0, 1])
def test_a_whole_group_or_all_but_one_is_masked(others):
    raw = Tables().one_way({"a": 30, "b": others}).raw()

    assert key(trait="a") not in printed(protect(raw, RULES))


def test_a_unit_in_which_everybody_came_is_masked():
    raw = Tables().one_way({"a": 20, "b": 20}).raw()
    cells = {**raw.cells, key(): Cell(key(), 40, 40, headcount=42)}
    limited = type(raw)(raw.period, cells, raw.relations, raw.views, raw.populations)

    assert key() not in printed(protect(limited, RULES))


def _amounts(first, second, others):
    """Two lines of grants with their amounts: the largest two of the first line are given."""
    tables = Tables().one_way({"a": 12, "b": 14})
    raw = tables.raw()
    cells = dict(raw.cells)
    for code, top1, top2 in (("a", first, second), ("b", 900_00, 800_00)):
        cell = CellKey("E1", Measure.CENTS, (("trait", code),))
        value = top1 + top2 + others
        cells[cell] = Cell(cell, 12, value, top1=top1, top2=top2, follows=key(trait=code))
    whole = CellKey("E1", Measure.CENTS)
    views = tuple(
        type(view)(
            **{
                **{name: getattr(view, name) for name in view.__slots__},
                "rows": tuple(
                    type(row)(
                        row.code,
                        row.label,
                        (*row.keys, CellKey("E1", Measure.CENTS, row.keys[0].coordinates)),
                    )
                    for row in view.rows
                    if row.code != "_T"
                ),
            }
        )
        for view in raw.views
    )
    assert whole not in cells
    return type(raw)(raw.period, cells, raw.relations, views, raw.populations)


@pytest.mark.parametrize(("first", "second"), [(9_000_00, 10_00), (5_000_00, 4_900_00)])
def test_an_amount_that_one_or_two_persons_nearly_make_up_is_masked(first, second):
    shown = printed(protect(_amounts(first, second, 50_00), RULES))

    assert CellKey("E1", Measure.CENTS, (("trait", "a"),)) not in shown


def test_an_amount_spread_over_enough_persons_is_printed():
    shown = printed(protect(_amounts(900_00, 800_00, 9_000_00), RULES))

    assert shown[CellKey("E1", Measure.CENTS, (("trait", "a"),))] == 10_700_00


def test_an_amount_is_masked_with_its_count():
    raw = _amounts(900_00, 800_00, 9_000_00)
    small = {**raw.cells, key(trait="a"): Cell(key(trait="a"), 4, 12)}
    shown = printed(
        protect(type(raw)(raw.period, small, raw.relations, raw.views, raw.populations), RULES)
    )

    assert CellKey("E1", Measure.CENTS, (("trait", "a"),)) not in shown


def test_figures_that_contradict_each_other_are_refused():
    raw = Tables().one_way({"a": 20, "b": 12}).raw()
    cells = {**raw.cells, key(): Cell(key(), 33, 33)}

    with pytest.raises(RuleBroken) as refusal:
        protect(type(raw)(raw.period, cells, raw.relations, raw.views, raw.populations), RULES)
    assert refusal.value.code == "figures_contradict"


def test_the_reason_of_a_complementary_cell_is_the_small_cell_it_would_give_away():
    found = protection(Tables().one_way({"a": 20, "b": 2, "c": 12}).raw(), RULES)

    assert found.protects == {key(trait="c"): key(trait="b")}
