"""What to give up, step by step, when a publication cannot be protected as it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.statistics.tables import RawTables

WITHHELD_TO_PROTECT = "protected"


def without_groups(raw: RawTables) -> RawTables:
    """The same tables without the groups of entities.

    What a group tells of its members is told no more.
    """
    gone = set(raw.members)
    views = [
        replace(
            view,
            columns=tuple(one for one in view.columns if one.code not in gone),
            rows=tuple(
                replace(
                    row, keys=tuple(k for k in row.keys if k is None or k.population not in gone)
                )
                for row in view.rows
            ),
        )
        for view in raw.views
        if view.population not in gone
    ]
    cells = {key: cell for key, cell in raw.cells.items() if key.population not in gone}
    linked = [one for one in raw.relations if all(key in cells for key, _ in one.terms)]
    used = {key for relation in linked for key, _ in relation.terms}
    return replace(
        raw,
        cells={key: cell for key, cell in cells.items() if not cell.virtual or key in used},
        relations=tuple(linked),
        views=tuple(views),
        populations={key: label for key, label in raw.populations.items() if key not in gone},
        members={},
        extents={key: extent for key, extent in raw.extents.items() if key not in gone},
    )


def keeping_back(raw: RawTables, populations: set[str]) -> RawTables:
    """The same tables, with those of some populations kept back: they say why."""
    if not populations:
        return raw
    views = tuple(
        replace(view, rows=(), withheld=WITHHELD_TO_PROTECT)
        if view.population in populations and view.rows
        else view
        for view in raw.views
    )
    cells = {
        key for key, cell in raw.cells.items() if key.population in populations and cell.personal
    }
    return replace(raw, views=views, withheld=raw.withheld | cells)
