"""The tables of a vault as its schema declares them: what salvage reads, by which key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage.driver import Connection

_HEAVY = "bytes"
_MANY, _FEW = 256, 8
"""Rows read at once; few of those that hold parts of documents."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns, what tells its rows apart, the order in which they lie in the file.

    `order` are the columns of the key that the file is sorted by, `rowid` where it is hidden.
    """

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    order: tuple[str, ...]
    indexes: tuple[str, ...]

    @property
    def hidden(self) -> bool:
        """Tell whether the order of the file is by numbers that mean nothing elsewhere."""
        return self.numbered and len(self.key) != 1

    @property
    def at_once(self) -> int:
        """How many rows to read at once."""
        return _FEW if _HEAVY in self.columns else _MANY

    @property
    def numbered(self) -> bool:
        """Tell whether its rows lie in the order of one whole number."""
        return self.order == ("rowid",)

    def selected(self, where: str, *, backwards: bool) -> str:
        """The statement that reads rows, each after its key, in the order of the file."""
        wanted = ", ".join((*self.order, *self.columns))
        turn = " DESC" if backwards else ""
        order = ", ".join(f"{one}{turn}" for one in self.order)
        return (
            f"SELECT {wanted} FROM {self.name} NOT INDEXED"  # noqa: S608  (names of our own schema)
            f" WHERE {where} ORDER BY {order} LIMIT {self.at_once}"
        )

    def inserted(self) -> str:
        """The statement that keeps a row; a second one of the same key is not."""
        marks = ", ".join("?" for _ in self.columns)
        columns = ", ".join(self.columns)
        return f"INSERT OR IGNORE INTO {self.name} ({columns}) VALUES ({marks})"  # noqa: S608  (our own schema)


def tables_of(connection: Connection) -> tuple[Table, ...]:
    """Every table that holds records, journal and counters included; not the search's own."""
    found = connection.execute("PRAGMA table_list").fetchall()
    virtual = {name for _, name, kind, *_ in found if kind == "virtual"}
    return tuple(
        _table(connection, name, without_rowid=bool(without_rowid))
        for schema, name, kind, _, without_rowid, _ in sorted(found)
        if schema == "main" and kind == "table" and not name.startswith("sqlite_")
        if not any(name.startswith(f"{one}_") for one in virtual)
    )


def _table(connection: Connection, name: str, *, without_rowid: bool) -> Table:
    columns = connection.execute(f"PRAGMA table_info({name})").fetchall()
    keyed = sorted((rank, column) for _, column, _, _, _, rank in columns if rank)
    key = tuple(column for _, column in keyed)
    indexes = connection.execute(f"PRAGMA index_list({name})").fetchall()
    return Table(
        name=name,
        columns=tuple(column for _, column, *_ in columns),
        key=key,
        order=key if without_rowid else ("rowid",),
        indexes=tuple(index for _, index, _, origin, _ in indexes if origin == "c"),
    )
