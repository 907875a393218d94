"""Records that are simply kept: a table whose columns are the fields of one dataclass.

One place writes the statements for all of them; what a table is called, who owns its rows and how
its columns are read is declared in `storage/repositories/shapes.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, time
from enum import Enum
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from app.domain.errors import RuleBroken
from storage.repositories.search_words import RECORD_WORDS, forget_words, index_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from _typeshed import DataclassInstance

    from storage.driver import Connection

RecordT = TypeVar("RecordT", bound="DataclassInstance")


@dataclass(frozen=True, slots=True)
class Shape(Generic[RecordT]):
    """How one kind of record is kept.

    `owner` is the column that `of` selects by; `reads` says how a column that is not a text or a
    number is read; `words` are the columns whose words are searched, `day` the one that dates them,
    `found_in` the index that holds them.
    """

    table: str
    kind: type[RecordT]
    owner: str
    order: str
    reads: Mapping[str, Callable[[Any], object]]
    words: tuple[str, ...] = ()
    day: str = ""
    found_in: str = RECORD_WORDS

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns, which are the fields of the dataclass."""
        return tuple(one.name for one in fields(self.kind))

    def written(self, record: RecordT) -> dict[str, object]:
        """A record as its columns hold it."""
        return {name: _written(getattr(record, name)) for name in self.columns}

    def read(self, values: Mapping[str, object]) -> RecordT:
        """A record from its columns."""
        return self.kind(**{name: self._value(name, values[name]) for name in self.columns})

    def _value(self, name: str, value: object) -> object:
        read = self.reads.get(name)
        return value if value is None or read is None else read(value)


class RecordTable(Generic[RecordT]):
    """The table of one kind of record."""

    def __init__(self, connection: Connection, shape: Shape[RecordT]) -> None:
        self._connection = connection
        self._shape = shape

    def get(self, record_id: int) -> RecordT:
        """One record; raises RuleBroken("unknown_record")."""
        found = self._select("WHERE id = ?", (record_id,))
        if not found:
            raise RuleBroken("unknown_record", table=self._shape.table)
        return found[0]

    def of(self, owner_id: int | str) -> tuple[RecordT, ...]:
        """The records of one owner."""
        return self._select(f"WHERE {self._shape.owner} = ?", (owner_id,))

    def all(self) -> tuple[RecordT, ...]:
        """Every record."""
        return self._select("", ())

    def save(self, record: RecordT) -> None:
        """Add or replace a record."""
        columns = self._shape.columns
        placeholders = ", ".join(f":{name}" for name in columns)
        changes = ", ".join(f"{name} = :{name}" for name in columns if name != "id")
        self._connection.execute(
            f"""
            INSERT INTO {self._shape.table} ({", ".join(columns)})
            VALUES ({placeholders})
                ON CONFLICT (id) DO UPDATE SET {changes}
            """,  # noqa: S608  (names of our own schema)
            self._shape.written(record),
        )
        self.index(record)

    def delete(self, record_id: int) -> None:
        """Remove a record."""
        self._connection.execute(
            f"DELETE FROM {self._shape.table} WHERE id = ?",  # noqa: S608  (our own schema)
            (record_id,),
        )
        self._forget(record_id)

    def index(self, record: RecordT) -> None:
        """Index the words of a record anew, when it has any to be searched."""
        shape = self._shape
        if not shape.words:
            return
        values = shape.written(record)
        words = " ".join(str(values[name]) for name in shape.words)
        place = (shape.table, values.get("case_id"), values.get(shape.day))
        index_words(self._connection, shape.found_in, values["id"], words, place)

    def _forget(self, record_id: object) -> None:
        if self._shape.words:
            forget_words(self._connection, self._shape.found_in, record_id)

    def _select(self, where: str, values: tuple[object, ...]) -> tuple[RecordT, ...]:
        columns = self._shape.columns
        rows = self._connection.execute(
            f"""
            SELECT {", ".join(columns)}
              FROM {self._shape.table}
             {where}
             ORDER BY {self._shape.order}
            """,  # noqa: S608  (names of our own schema)
            values,
        )
        return tuple(self._shape.read(dict(zip(columns, found, strict=True))) for found in rows)


def _written(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, time)):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value
