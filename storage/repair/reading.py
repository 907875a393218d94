"""Reads all that can be read of a table of which some pages are damaged.

From both ends up to the damage; then what lies between, by trying keys there and reading on both
sides of each that answers. What no try reaches is lost: an interval of keys.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from app.ports.vault import VaultDamaged
from storage import driver
from storage.faults import translated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from storage.driver import Connection
    from storage.repair.tables import Table

_TRIES = 15
_LARGEST = 2**63 - 1

Key = tuple[int | str, ...]
Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Interval:
    """Keys between two others, neither included; None is an end of the table."""

    after: Key | None
    before: Key | None

    def holds(self, key: Key) -> bool:
        """Tell whether a key lies in it."""
        return (self.after is None or key > self.after) and (
            self.before is None or key < self.before
        )


class Source:
    """A damaged database; after damage the engine must be connected anew to read on."""

    def __init__(self, connect: Callable[[], Connection]) -> None:
        self._connect = connect
        self._connection = connect()

    def close(self) -> None:
        """Close it."""
        self._connection.close()

    def rows(self, sql: str, values: Iterable[object] = ()) -> tuple[list[Row], bool]:
        """Run a query; return the rows before any damage, and whether there was none."""
        given = tuple(values)
        try:
            with translated():
                found = self._connection.execute(sql, given).fetchall()
                driver.require_sound_pages(self._connection)
        except VaultDamaged:
            self._again()
            return self._one_by_one(sql, given), False
        return found, True

    def _one_by_one(self, sql: str, values: tuple[object, ...]) -> list[Row]:
        """The same, each row believed only while every page read so far is sound."""
        found: list[Row] = []
        try:
            with translated():
                for row in self._connection.execute(sql, values):
                    driver.require_sound_pages(self._connection)
                    found.append(row)
        except VaultDamaged:
            self._again()
        return found

    def _again(self) -> None:
        self._connection.close()
        self._connection = self._connect()


@dataclass
class TableReader:
    """Reads one table; `keep` is given the rows as they come, without their key."""

    source: Source
    table: Table
    keep: Callable[[list[Row]], None]
    known: list[Key] = field(default_factory=list[Key])
    """Keys that other places (indexes, a backup) say the table has, in order."""
    lost: list[Interval] = field(default_factory=list[Interval])

    def run(self, known: Callable[[], Iterable[Key]]) -> None:
        """Read the whole table; `known` is asked for only when there is damage."""
        whole = Interval(None, None)
        first, complete = self._forward(whole, None)
        if complete:
            return
        last, _ = self._backward(Interval(first, None), None)
        self.known = sorted(set(known()))
        self._between(Interval(first, last))

    def _between(self, gap: Interval) -> None:
        waiting = [gap]
        while waiting:
            gap = waiting.pop()
            for key in self._tries(gap):
                reached, complete = self._forward(gap, key)
                if reached is None and not complete:
                    continue
                back, whole = self._backward(gap, key)
                if not whole:
                    waiting.append(Interval(gap.after, back or key))
                if not complete:
                    waiting.append(Interval(reached, gap.before))
                break
            else:
                self.lost.append(gap)

    def _tries(self, gap: Interval) -> Iterator[Key]:
        """Keys to try, the middle one first."""
        start = 0 if gap.after is None else bisect_right(self.known, gap.after)
        end = len(self.known) if gap.before is None else bisect_left(self.known, gap.before)
        inside = self.known[start:end]
        if not inside and self.table.numbered:
            low = int(gap.after[0]) if gap.after else 0
            high = int(gap.before[0]) if gap.before else _LARGEST
            parts = _TRIES + 1
            inside = sorted({(low + (high - low) * part // parts,) for part in range(1, parts)})
            inside = [key for key in inside if gap.holds(key)]
        for place in _middle_first(min(len(inside), _TRIES)):
            yield inside[place * len(inside) // min(len(inside), _TRIES)]

    def _forward(self, gap: Interval, start: Key | None) -> tuple[Key | None, bool]:
        """Read on from a key (from the start of the gap: None) to its end or to damage."""
        where = [] if gap.before is None else [("<", gap.before)]
        at = [(">=", start)] if start is not None else []
        if start is None and gap.after is not None:
            at = [(">", gap.after)]
        return self._scan(where, at, ">", backwards=False)

    def _backward(self, gap: Interval, start: Key | None) -> tuple[Key | None, bool]:
        """Read back from before a key (from the end of the gap: None) to its start or damage."""
        where = [] if gap.after is None else [(">", gap.after)]
        at = [("<", start)] if start is not None else []
        if start is None and gap.before is not None:
            at = [("<", gap.before)]
        return self._scan(where, at, "<", backwards=True)

    def _scan(
        self,
        bounds: list[tuple[str, Key]],
        start: list[tuple[str, Key]],
        onwards: str,
        *,
        backwards: bool,
    ) -> tuple[Key | None, bool]:
        """Return the last key read, and whether the end was reached without meeting damage."""
        reached: Key | None = None
        width = len(self.table.order)
        while True:
            where, values = self._where([*bounds, *start])
            sql = self.table.selected(where, backwards=backwards)
            rows, sound = self.source.rows(sql, values)
            self.keep([row[width:] for row in rows])
            if rows:
                reached = cast("Key", rows[-1][:width])
                start = [(onwards, reached)]
            if not sound or len(rows) < self.table.at_once:
                return reached, sound

    def _where(self, bounds: list[tuple[str, Key]]) -> tuple[str, list[object]]:
        order, marks = ", ".join(self.table.order), ", ".join("?" for _ in self.table.order)
        tests = [f"({order}) {sign} ({marks})" for sign, _ in bounds]
        return " AND ".join(tests) or "1", [value for _, key in bounds for value in key]


def known_keys(source: Source, table: Table) -> tuple[list[Key], bool]:
    """Keys that the indexes of a table give, and whether one of them could be read whole."""
    found: set[Key] = set()
    whole = False
    for index in table.indexes:
        order = ", ".join(table.order)
        rows, sound = source.rows(
            f"SELECT {order} FROM {table.name} INDEXED BY {index}"  # noqa: S608  (our own schema)
        )
        found.update(cast("list[Key]", rows))
        whole = whole or sound
    return sorted(found), whole


def _middle_first(count: int) -> list[int]:
    """The numbers below `count`, the middle first, then the middles of what is left."""
    ordered: list[int] = []
    waiting = [(0, count)]
    while waiting:
        low, high = waiting.pop(0)
        if low < high:
            middle = (low + high) // 2
            ordered.append(middle)
            waiting += [(low, middle), (middle + 1, high)]
    return ordered
