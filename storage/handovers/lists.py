"""The subjects of a meeting and what was done in it: lists of codes, each weighed as one value."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from storage.driver import Connection
    from storage.handovers.handed import Held
    from storage.handovers.travelling import Rows

Codes = tuple[str, ...]


def lists_of(found: Iterable[Held]) -> Mapping[object, Codes]:
    """The list of each meeting, out of rows in the order of their ranks."""
    lists: defaultdict[object, list[str]] = defaultdict(list)
    for held in found:
        lists[held["intervention_id"]].append(str(held["code"]))
    return {meeting: tuple(dict.fromkeys(codes)) for meeting, codes in lists.items()}


def list_here(here: Connection, rows: Rows, meeting: object) -> Codes:
    """The list of a meeting as it is in this vault."""
    found = here.execute(
        f"SELECT code FROM {rows.table} WHERE {rows.travels.whole} = ? ORDER BY rank",  # noqa: S608  (our own schema)
        (meeting,),
    )
    return tuple(code for (code,) in found.fetchall())


def list_left(left: Mapping[tuple[str, str], Held], rows: Rows, meeting: object) -> Codes:
    """The list of a meeting as it left."""
    codes: list[str] = []
    while held := left.get((rows.table, json.dumps([meeting, len(codes)], separators=(",", ":")))):
        codes.append(str(held["code"]))
    return tuple(codes)


def write_list(here: Connection, rows: Rows, meeting: object, codes: Codes) -> None:
    """Replace the list of a meeting."""
    owner = rows.travels.whole
    here.execute(f"DELETE FROM {rows.table} WHERE {owner} = ?", (meeting,))  # noqa: S608  (our own schema)
    here.executemany(
        f"INSERT INTO {rows.table} ({owner}, rank, code) VALUES (?, ?, ?)",  # noqa: S608  (our own schema)
        [(meeting, rank, code) for rank, code in enumerate(codes)],
    )
