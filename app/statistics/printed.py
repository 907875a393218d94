"""The printed figures of one population, found by their key: what prose may speak of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.statistics.tables import MASK_SIGN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.statistics.release import SafeTable
    from app.statistics.tables import CellKey


class Printed:
    """Every cell that the tables of a population lay out, with its printed value."""

    def __init__(self, tables: Iterable[SafeTable], population: str) -> None:
        self.population = population
        self.tables = {table.view.number: table for table in tables}
        self._cells = {
            key: table
            for table in self.tables.values()
            for row in table.view.rows
            for key in row.keys
            if key is not None
        }

    def lays_out(self, key: CellKey) -> bool:
        """Tell whether some table of this population has such a cell."""
        return key in self._cells

    def value(self, key: CellKey) -> int | None:
        """The printed value, None where it is masked or in no table."""
        table = self._cells.get(key)
        return None if table is None else table.value(key)

    def text(self, key: CellKey) -> str:
        """The value as printed."""
        table = self._cells.get(key)
        return MASK_SIGN if table is None else table.text(key)
