"""How the cells of each population are laid out under fixed numbers (domain §4.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.statistics.populations import EVERYBODY
from app.statistics.tables import TOTAL, CellKey, Column, Extent, Row, TableView

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.statistics.indicators import ColumnSpec, Indicator, RowSpec
    from app.statistics.populations import Population
    from app.statistics.tables import Cell

TOO_SMALL = "extent"
NOTHING = "nothing"
_ORDER = (Extent.MINIMAL, Extent.SHORT, Extent.FULL)


def views(
    cells: Mapping[CellKey, Cell],
    populations: tuple[Population, ...],
    indicators: tuple[Indicator, ...],
) -> tuple[TableView, ...]:
    """Every table of every population.

    One that its extent does not allow keeps its number and says why.
    """
    return tuple(
        _view(population, populations, indicator, cells)
        for population in populations
        for indicator in indicators
    )


def _view(
    population: Population,
    populations: tuple[Population, ...],
    indicator: Indicator,
    cells: Mapping[CellKey, Cell],
) -> TableView:
    compared = _compared(population, populations, indicator)
    rows: tuple[Row, ...] = ()
    withheld = "" if _allowed(population, indicator) else TOO_SMALL
    if not withheld:
        rows = tuple(_rows(population, compared, indicator, cells))
    if not withheld and not indicator.personal and len(rows) == 1:
        rows, withheld = (), NOTHING
    return TableView(
        number=indicator.number,
        title=indicator.title,
        base=indicator.base,
        population=population.key,
        dimension=indicator.dimension,
        columns=_columns(compared, indicator),
        rows=rows,
        chart="" if compared else indicator.chart,
        shares=indicator.shares,
        notes=indicator.notes,
        withheld=withheld,
    )


def _allowed(population: Population, indicator: Indicator) -> bool:
    return _ORDER.index(indicator.extent) <= _ORDER.index(population.extent)


def _compared(
    population: Population, populations: tuple[Population, ...], indicator: Indicator
) -> tuple[Population, ...]:
    """The columns of a consolidated table: entities that may have the table, then all."""
    if population.key != EVERYBODY or len(indicator.columns) > 1:
        return ()
    grouped = {member for one in populations for member in one.members}
    beside = [one for one in populations if one.key not in grouped and one.key != EVERYBODY]
    others = [
        one for one in beside if _allowed(one, indicator) and one.extent is not Extent.MINIMAL
    ]
    return (*others, population) if others else ()


def _columns(compared: tuple[Population, ...], indicator: Indicator) -> tuple[Column, ...]:
    if not compared:
        return tuple(Column(one.code, one.label, one.measure) for one in indicator.columns)
    measure = indicator.columns[0].measure
    entities = tuple(Column(one.key, one.label, measure) for one in compared[:-1])
    return (*entities, Column(TOTAL, "Ensemble", measure))


def _rows(
    population: Population,
    compared: tuple[Population, ...],
    indicator: Indicator,
    cells: Mapping[CellKey, Cell],
) -> Iterable[Row]:
    total = Row(TOTAL, indicator.total, _keys(population, compared, indicator, None), is_total=True)
    if indicator.total_first:
        yield total
    for spec in indicator.rows:
        minimal = population.extent is Extent.MINIMAL and indicator.personal and not spec.minimal
        keys = _keys(population, compared, indicator, spec)
        empty = not indicator.personal and not any(cells[key].value for key in keys)
        if not minimal and not empty:
            level = 1 if spec.part_of else spec.level
            yield Row(spec.code, spec.label, keys, is_total=spec.is_total, level=level)
    if not indicator.total_first:
        yield total


def _keys(
    population: Population,
    compared: tuple[Population, ...],
    indicator: Indicator,
    spec: RowSpec | None,
) -> tuple[CellKey, ...]:
    if compared:
        return tuple(_key(one.key, indicator, indicator.columns[0], spec) for one in compared)
    return tuple(_key(population.key, indicator, column, spec) for column in indicator.columns)


def _key(
    population: str, indicator: Indicator, column: ColumnSpec, spec: RowSpec | None
) -> CellKey:
    own = () if spec is None else ((indicator.dimension, spec.code),)
    return CellKey(population, column.measure, tuple(sorted((*column.within, *own))))
