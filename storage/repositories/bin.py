"""The bin: removed records as JSON texts, put back into their tables as they were."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from app.domain.bin import Binned
from app.domain.errors import RuleBroken
from app.domain.ids import CaseId
from storage.days import read_day, written
from storage.repositories.records import RecordTable
from storage.repositories.shapes import SHAPES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from storage.driver import Connection

_BY_TABLE = {shape.table: shape for shape in SHAPES.values()}


class BinTable:
    """The `binned` table."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, binned_id: int, removed: Sequence[Any], on: date) -> None:
        """Remove records and keep them; the first is the one that the others hang on."""
        first = removed[0]
        kept: list[tuple[str, dict[str, object]]] = []
        for record in removed:
            shape = SHAPES[type(record)]
            kept.append((shape.table, shape.written(record)))
        for record in reversed(removed):
            RecordTable(self._connection, SHAPES[type(record)]).delete(record.id)
        self._connection.execute(
            """
            INSERT INTO binned (id, case_id, subject, content, binned_on)
            VALUES (?, ?, ?, ?, ?)
            """,
            (
                binned_id,
                getattr(first, "case_id", None),
                SHAPES[type(first)].table,
                json.dumps(kept, ensure_ascii=False),
                written(on),
            ),
        )

    def take_back(self, binned_id: int) -> Binned:
        """Put everything back, what others hang on first; what it named may be gone since."""
        found = next((one for one in self.all() if one.id == binned_id), None)
        if found is None:
            raise RuleBroken("unknown_record", table="binned")
        for table, values in json.loads(found.content):
            shape = _BY_TABLE[table]
            standing = {**values, **self._gone_since(table, values)}
            RecordTable(self._connection, shape).save(shape.read(standing))
        self._connection.execute("DELETE FROM binned WHERE id = ?", (binned_id,))
        return found

    def all(self) -> tuple[Binned, ...]:
        """What lies in the bin, newest first."""
        rows = self._connection.execute(
            """
            SELECT id, case_id, subject, content, binned_on,
                   CASE subject
                   WHEN 'working_note' THEN content ->> '$[0][1].written_on'
                   END
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
            )
            for binned, case, subject, content, on, noted in rows
        )

    def erase(self, binned_id: int) -> None:
        """Erase one thing for good."""
        gone = self._connection.execute("DELETE FROM binned WHERE id = ?", (binned_id,))
        if not gone.rowcount:
            raise RuleBroken("unknown_record", table="binned")

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
