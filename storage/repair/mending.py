"""Fills a new database with what a damaged one still gives, completed from a backup."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.domain.journal import JournalEntry
from app.ports.repair import TableLoss
from storage.journal import REPAIRED, JournalHead, gap_field
from storage.repair.indexes import fill_search
from storage.repair.reading import Interval, Key, Row, TableReader, known_keys
from storage.repair.tables import tables_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from storage.driver import Connection
    from storage.journal import Journal
    from storage.repair.reading import Source
    from storage.repair.tables import Table

EVERYTHING = Interval(None, None)


@dataclass
class Mended:
    """What became of one table."""

    table: Table
    read: int = 0
    from_backup: int = 0
    orphans: int = 0
    lost: list[Interval] = field(default_factory=list[Interval])
    known: set[Key] = field(default_factory=set[Key])
    all_known: bool = False

    def account(self, missing: int | None) -> TableLoss:
        """The line of the account; `missing` are the rows known to have been there."""
        lost = None if missing is None else missing + self.orphans
        return TableLoss(self.table.name, self.read, self.from_backup, lost)


def fill(
    target: Connection,
    source: Source | None,
    backup: Callable[[], Connection | None],
    progress: Callable[[int], None],
) -> list[Mended]:
    """Copy every table, inside the caller's transaction; the search is computed anew."""
    mended: list[Mended] = []
    tables = tables_of(target)
    for done, table in enumerate(tables):
        mended.append(_filled(target, source, backup, table))
        progress((done + 1) * 100 // len(tables))
    _drop_orphans(target, mended)
    fill_search(target)
    return mended


def _filled(
    target: Connection,
    source: Source | None,
    backup: Callable[[], Connection | None],
    table: Table,
) -> Mended:
    one = Mended(table)
    insert = table.inserted()

    def keep(rows: list[Row]) -> None:
        one.read += target.executemany(insert, rows).rowcount

    if source is None:
        one.lost = [EVERYTHING]
    else:
        reader = TableReader(source, table, keep)
        reader.run(lambda: _known(one, source, backup))
        one.lost = reader.lost
    if one.lost and (copy := backup()) is not None:
        _complete(target, copy, one)
    return one


def _known(one: Mended, source: Source, backup: Callable[[], Connection | None]) -> set[Key]:
    """Every key that the indexes or the backup say the table has."""
    found, one.all_known = known_keys(source, one.table)
    one.known = set(found)
    copy = backup()
    if copy is None or one.table.hidden:
        return one.known
    order = ", ".join(one.table.order)
    rows = copy.execute(f"SELECT {order} FROM {one.table.name}")  # noqa: S608  (our own schema)
    return one.known | set(rows.fetchall())


def _complete(target: Connection, copy: Connection, one: Mended) -> None:
    """Take from the backup the rows whose keys lie where nothing could be read.

    Where rows lie by hidden numbers, every row that is missing: those of what was deleted since
    have lost their parent, and go with it.
    """
    table, insert = one.table, one.table.inserted()
    order, columns = ", ".join(table.order), ", ".join(table.columns)
    width = len(table.order)
    rows = copy.execute(f"SELECT {order}, {columns} FROM {table.name}")  # noqa: S608  (our schema)
    while some := rows.fetchmany(table.at_once):
        wanted = [
            row[width:]
            for row in some
            if table.hidden or any(gap.holds(row[:width]) for gap in one.lost)
        ]
        one.from_backup += max(0, target.executemany(insert, wanted).rowcount) if wanted else 0


def _drop_orphans(target: Connection, mended: list[Mended]) -> None:
    """Let go of rows whose parent is lost for good, until every reference holds; count them."""
    by_name = {one.table.name: one for one in mended}
    dropped = True
    while dropped:
        dropped = False
        for one in mended:
            for reference in target.execute(
                f"PRAGMA foreign_key_list({one.table.name})"
            ).fetchall():
                _, _, parent, child_column, parent_column, *_ = reference
                count = target.execute(
                    f"DELETE FROM {one.table.name} WHERE {child_column} IS NOT NULL"  # noqa: S608  (our own schema)
                    f" AND {child_column} NOT IN (SELECT {parent_column} FROM {parent})"
                ).rowcount
                by_name[one.table.name].orphans += count
                dropped = dropped or count > 0


def missing_rows(target: Connection, one: Mended) -> int | None:
    """How many rows of a table are lost for good; None when nobody can tell."""
    if not one.lost:
        return 0
    if one.table.name == "meta":
        return 0
    if not one.all_known:
        return None
    order = ", ".join(one.table.order)
    kept = set(target.execute(f"SELECT {order} FROM {one.table.name}"))  # noqa: S608  (our own schema)
    return len(one.known - kept) - one.orphans


def declare(target: Connection, journal: Journal, last_known: JournalHead) -> int:
    """Write in the journal that the vault was repaired, and which entries are lost for good.

    `last_known` is the last entry that the header or a witness saw. Returns how many are lost.
    """
    numbers = [seq for (seq,) in target.execute("SELECT seq FROM journal ORDER BY seq")]
    head = journal.head()
    last = last_known if last_known.length > head.length else head
    gaps: list[tuple[int, int]] = []
    expected = 1
    for number in [*numbers, last.length + 1]:
        if number > expected:
            gaps.append((expected, number - 1))
        expected = number + 1
    fields = tuple(gap_field(first, end) for first, end in gaps)
    journal.follow(last, JournalEntry(REPAIRED, "vault", None, fields))
    return sum(end - first + 1 for first, end in gaps)
