"""The bin: removed records as JSON texts, put back into their tables as they were.

What merely named a removed record (an action its goal, a sharing its letter) stays where it is,
names nothing meanwhile, and names it again once it is back.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from app.domain.bin import Binned
from app.domain.errors import RuleBroken
from app.domain.ids import CaseId
from app.domain.interventions import Intervention
from storage import driver
from storage.days import read_day, written
from storage.repositories import binned_interventions
from storage.repositories.records import RecordTable
from storage.repositories.shapes import SHAPES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from storage.driver import Connection
    from storage.repositories.records import Shape

_BY_TABLE = {shape.table: shape for shape in SHAPES.values()}
_BYTES = "bytes"
"""What bytes are kept under, as hexadecimal digits."""
_SAME_KEY = "UNIQUE constraint failed"
_NAMED_BY = "named by:"
"""Before the table of a row that named what was removed: its id, and the column emptied."""


class BinTable:
    """The `binned` table."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, binned_id: int, removed: Sequence[Any], on: date) -> None:
        """Remove records and keep them; the first is the one that the others hang on."""
        first = removed[0]
        kept = [(_table(record), _values(record)) for record in removed]
        for record in removed:
            kept.extend(self._naming(_table(record), record.id))
        for record in reversed(removed):
            self._delete(record, record.id)
        self._connection.execute(
            """
            INSERT INTO binned (id, case_id, subject, content, binned_on)
            VALUES (?, ?, ?, ?, ?)
            """,
            (
                binned_id,
                self._case_of(first),
                _table(first),
                json.dumps(kept, ensure_ascii=False, default=_as_text),
                written(on),
            ),
        )

    def take_back(self, binned_id: int) -> Binned:
        """Put everything back, what others hang on first; what it named may be gone since."""
        found = next((one for one in self.all() if one.id == binned_id), None)
        if found is None:
            raise RuleBroken("unknown_record", table="binned")
        for table, values in json.loads(found.content, object_hook=_from_text):
            if table.startswith(_NAMED_BY):
                self._name_again(table.removeprefix(_NAMED_BY), values)
            elif table == binned_interventions.TABLE:
                binned_interventions.put_back(self._connection, values)
            else:
                shape = _BY_TABLE[table]
                standing = {**values, **self._gone_since(table, values)}
                self._save(shape, standing)
        self._connection.execute("DELETE FROM binned WHERE id = ?", (binned_id,))
        return found

    def all(self) -> tuple[Binned, ...]:
        """What lies in the bin, newest first."""
        rows = self._connection.execute(
            """
            SELECT id, case_id, subject, content, binned_on,
                   CASE subject
                   WHEN 'working_note' THEN content ->> '$[0][1].written_on'
                   END,
                   content ->> '$[0][1].id'
              FROM binned
             ORDER BY binned_on DESC, id DESC
            """
        )
        return tuple(
            Binned(
                binned,
                None if case is None else CaseId(case),
                subject,
                content,
                read_day(on),
                None if noted is None else read_day(noted),
                record_id,
            )
            for binned, case, subject, content, on, noted, record_id in rows
        )

    def erase(self, binned_id: int) -> None:
        """Erase one thing for good."""
        gone = self._connection.execute("DELETE FROM binned WHERE id = ?", (binned_id,))
        if not gone.rowcount:
            raise RuleBroken("unknown_record", table="binned")

    def _save(self, shape: Shape[Any], values: Mapping[str, object]) -> None:
        try:
            RecordTable(self._connection, shape).save(shape.read(values))
        except driver.Error as error:
            if str(error).startswith(_SAME_KEY):
                raise RuleBroken("there_again", table=shape.table) from error
            raise

    def _delete(self, record: object, record_id: int) -> None:
        if isinstance(record, Intervention):
            binned_interventions.delete(self._connection, record.id)
        else:
            RecordTable(self._connection, SHAPES[type(record)]).delete(record_id)

    def _case_of(self, record: object) -> int | None:
        """The file under which it is shown in the bin, and with which it goes.

        A meeting of several lies under the first file, what is known of a person under her newest.
        """
        if isinstance(record, Intervention):
            return next(iter(record.case_ids), None)
        person_id = getattr(record, "person_id", None)
        if person_id is None:
            return getattr(record, "case_id", None)
        (newest,) = self._connection.execute(
            "SELECT MAX(id) FROM case_file WHERE person_id = ?", (person_id,)
        ).fetchone()
        return newest

    def _naming(self, table: str, record_id: int) -> list[tuple[str, dict[str, object]]]:
        """The rows that name a record and stay without it."""
        columns = self._connection.execute(
            """
            SELECT known.name, named."from"
              FROM sqlite_schema AS known
              JOIN pragma_foreign_key_list(known.name) AS named
             WHERE known.type = 'table' AND named."table" = ? AND named.on_delete = 'SET NULL'
            """,
            (table,),
        ).fetchall()
        return [
            (f"{_NAMED_BY}{naming}", {"id": row_id, "column": column, "named": record_id})
            for naming, column in columns
            for (row_id,) in self._connection.execute(
                f"SELECT id FROM {naming} WHERE {column} = ?",  # noqa: S608  (our own schema)
                (record_id,),
            ).fetchall()
        ]

    def _name_again(self, table: str, values: Mapping[str, object]) -> None:
        """Let a row name again what is back, unless it is gone or names another one since."""
        column = values["column"]
        self._connection.execute(
            f"UPDATE {table} SET {column} = :named"  # noqa: S608  (names of our own schema)
            f" WHERE id = :id AND {column} IS NULL",
            {"id": values["id"], "named": values["named"]},
        )

    def _gone_since(self, table: str, values: Mapping[str, object]) -> dict[str, None]:
        """The columns that would be empty had it stayed; refuses what would be gone altogether."""
        references = self._connection.execute(
            """
            SELECT "from", "table", on_delete
              FROM pragma_foreign_key_list(?)
            """,
            (table,),
        ).fetchall()
        emptied: dict[str, None] = {}
        for column, other, rule in references:
            if values[column] is None or self._is_there(other, values[column]):
                continue
            if rule != "SET NULL":
                raise RuleBroken("unknown_record", table=other)
            emptied[column] = None
        return emptied

    def _is_there(self, table: str, record_id: object) -> bool:
        found = self._connection.execute(
            f"SELECT COUNT(*) FROM {table} WHERE id = ?",  # noqa: S608  (names of our own schema)
            (record_id,),
        ).fetchone()
        return bool(found[0])


def _as_text(value: object) -> dict[str, str]:
    """A value that JSON has no word for: bytes, as a card is."""
    if not isinstance(value, bytes):
        raise TypeError(type(value).__name__)
    return {_BYTES: value.hex()}


def _from_text(values: dict[str, Any]) -> object:
    return bytes.fromhex(values[_BYTES]) if values.keys() == {_BYTES} else values


def _table(record: object) -> str:
    if isinstance(record, Intervention):
        return binned_interventions.TABLE
    return SHAPES[type(record)].table


def _values(record: object) -> dict[str, object]:
    if isinstance(record, Intervention):
        return binned_interventions.written(record)
    return SHAPES[type(record)].written(record)
