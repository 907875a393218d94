"""What she changed in the nomenclatures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.nomenclatures import LocalCode
from storage.days import read_day_if_any, written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from storage.driver import Connection


class CodeTable:
    """The `hidden_code` and `local_code` tables."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def hidden(self) -> Mapping[str, bool]:
        """Code → hidden or shown, for the codes whose default she changed."""
        rows = self._connection.execute("SELECT code, hidden FROM hidden_code")
        return {code: bool(hidden) for code, hidden in rows}

    def set_hidden(self, code: str, *, hidden: bool) -> None:
        """Hide or show a code."""
        self._connection.execute(
            """
            INSERT INTO hidden_code (code, hidden)
            VALUES (?, ?)
                ON CONFLICT (code) DO UPDATE
               SET hidden = excluded.hidden
            """,
            (code, hidden),
        )

    def local(self) -> tuple[LocalCode, ...]:
        """Her own codes, by label."""
        rows = self._connection.execute(
            """
            SELECT code, label, parent, short, valid_from, valid_to
              FROM local_code
             ORDER BY label, code
            """
        )
        return tuple(
            LocalCode(
                code=code,
                label=label,
                parent=parent,
                short=short,
                valid_from=read_day_if_any(valid_from),
                valid_to=read_day_if_any(valid_to),
            )
            for code, label, parent, short, valid_from, valid_to in rows
        )

    def save_local(self, code: LocalCode) -> None:
        """Add or replace one of her codes."""
        self._connection.execute(
            """
            INSERT INTO local_code (code, parent, label, short, valid_from, valid_to)
            VALUES (:code, :parent, :label, :short, :valid_from, :valid_to)
                ON CONFLICT (code) DO UPDATE
               SET parent = :parent, label = :label, short = :short,
                   valid_from = :valid_from, valid_to = :valid_to
            """,
            {
                "code": code.code,
                "parent": code.parent,
                "label": code.label,
                "short": code.short,
                "valid_from": written(code.valid_from),
                "valid_to": written(code.valid_to),
            },
        )
