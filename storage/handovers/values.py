"""The rows of some files: of a package, each value of the kind of its column; of this vault."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from app.ports.handovers import PackageRefused
from storage.days import read_day, written
from storage.driver import require_sound_pages
from storage.handovers.opening import package_faults

if TYPE_CHECKING:
    from collections.abc import Iterable

    from storage.driver import Connection
    from storage.handovers.handed import Held
    from storage.handovers.travelling import Rows

LONGEST_TEXT = 4_000_000
_KINDS: dict[str, tuple[type, ...]] = {
    "TEXT": (str,),
    "INTEGER": (int,),
    "REAL": (float, int),
    "BLOB": (bytes,),
}
_DAY = re.compile(r".*_on|until|horizon|valid_from|valid_to")


def rows_of(source: Connection, rows: Rows, cases: Iterable[int]) -> list[tuple[int, Held]]:
    """The rows of one table that belong to these files, each after its file; checked."""
    with package_faults():
        found = source.execute(rows.selected, {"cases": json.dumps(list(cases))}).fetchall()
        require_sound_pages(source)
        taken = [(owner, dict(zip(rows.columns, row, strict=True))) for owner, *row in found]
        for _, held in taken:
            for (column, value), kind in zip(held.items(), rows.types, strict=True):
                require_value(column, kind, value)
    return taken


def own_rows_of(here: Connection, rows: Rows, cases: Iterable[int]) -> list[tuple[int, Held]]:
    """The rows of one table that belong to these files in this vault."""
    found = here.execute(rows.selected, {"cases": json.dumps(list(cases))}).fetchall()
    return [(owner, dict(zip(rows.columns, row, strict=True))) for owner, *row in found]


def require_value(column: str, kind: str, value: object) -> None:
    """Refuse a value that is not of the kind of its column; a missing one is for the schema."""
    if value is None:
        return
    if not isinstance(value, _KINDS[kind]):
        raise PackageRefused("damaged", part="rows")
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            raise PackageRefused("damaged", part="rows")
        if _DAY.fullmatch(column) and written(read_day(value)) != value:
            raise PackageRefused("damaged", part="rows")
