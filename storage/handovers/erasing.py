"""Erases for good what was taken over: the files, their words, and whom or what only they named.

Nothing goes that did not go back: what the files said when the return was sealed is kept as a sum,
and files that say something else since are not erased.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken
from app.domain.ids import CaseId, EntityId, PersonId
from app.ports.handovers import PackageRefused
from storage.canonical import canonical
from storage.database import small_cache
from storage.handovers.handed import handed_rows, keep_mark, written_row
from storage.handovers.travelling import travelling
from storage.handovers.values import own_rows_of
from storage.repositories.cases import CaseTable
from storage.repositories.entities import EntityTable
from storage.repositories.people import PersonTable
from storage.repositories.records import RecordTable
from storage.repositories.search_words import DESK_WORDS, RECORD_WORDS
from storage.repositories.shapes import PARTNERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.handovers import Handover
    from storage.driver import Connection

_RETURN = ("return", '["return"]')
_LEFT_BEHIND = (("draft", "content"), ("place_left", "content"))


def keep_returned(connection: Connection, handover_id: int, cases: Sequence[int]) -> None:
    """Keep what the files said when they were sealed to go back; an earlier return is forgotten."""
    connection.execute(
        "DELETE FROM handed_row WHERE handover_id = ? AND subject = ? AND row_key = ?",
        (handover_id, *_RETURN),
    )
    said = json.dumps({"digest": _digest(connection, cases)})
    keep_mark(connection, handover_id, _RETURN, cases[0], said)


def erase(here: Connection, handover: Handover) -> int:
    """Erase the files of a handover within the caller's transaction; how many they were."""
    _require_taken(here, handover.id)
    brought = tuple(handed_rows(here, handover.id))
    found = here.execute(
        """
        SELECT held.case_id, c.person_id
          FROM handed_case AS held
          JOIN case_file AS c ON c.id = held.case_id
         WHERE held.handover_id = ?
        """,
        (handover.id,),
    ).fetchall()
    _require_returned(here, handover.id, [case_id for case_id, _ in found])
    with small_cache(here):
        _forget_words(here, [case_id for case_id, _ in found])
        for case_id, _ in found:
            _erase_case(here, CaseId(case_id))
    for _, person_id in found:
        with suppress(RuleBroken):
            PersonTable(here).delete(PersonId(person_id))
    for subject, key in brought:
        _erase_brought(here, subject, json.loads(key)[0])
    here.execute("DELETE FROM handed_row WHERE handover_id = ?", (handover.id,))
    return len(found)


def _require_taken(here: Connection, handover_id: int) -> None:
    """Refuse to erase what was given: those files are hers."""
    row = here.execute("SELECT side FROM handover WHERE id = ?", (handover_id,)).fetchone()
    if row is None or row[0] != "received":
        raise PackageRefused("unknown_handover")


def _require_returned(connection: Connection, handover_id: int, cases: Sequence[int]) -> None:
    """Refuse to erase files of which something did not go back."""
    row = connection.execute(
        "SELECT content FROM handed_row WHERE handover_id = ? AND subject = ? AND row_key = ?",
        (handover_id, *_RETURN),
    ).fetchone()
    if row is None or json.loads(row[0])["digest"] != _digest(connection, cases):
        raise PackageRefused("changed_since_return")


def _digest(connection: Connection, cases: Sequence[int]) -> str:
    """One sum over every row of these files that travels, employers and partners aside."""
    summed = hashlib.sha256()
    for rows in travelling(connection):
        if rows.travels.shared:
            continue
        found = [(rows.key_of(held), held) for _, held in own_rows_of(connection, rows, cases)]
        for key, held in sorted(found, key=_by_key):
            summed.update(canonical({"table": rows.table, "key": key, "row": written_row(held)}))
    return summed.hexdigest()


def _by_key(found: tuple[str, object]) -> str:
    return found[0]


def _forget_words(here: Connection, cases: list[int]) -> None:
    """Take the words of these files out of the indexes, each read once."""
    for index in (RECORD_WORDS, DESK_WORDS):
        here.execute(
            f"DELETE FROM {index} WHERE case_id IN (SELECT value FROM json_each(?))",  # noqa: S608  (our own schema)
            (json.dumps(cases),),
        )


def _erase_case(here: Connection, case_id: CaseId) -> None:
    for table, column in _LEFT_BEHIND:
        here.execute(
            f"DELETE FROM {table} WHERE INSTR({column}, ?)",  # noqa: S608  (our own schema)
            (str(case_id),),
        )
    CaseTable(here).delete(case_id)


def _erase_brought(here: Connection, subject: str, row_id: int | str) -> None:
    """An employer or a partner that came along goes, unless something of hers names it now."""
    if subject == "entity":
        with suppress(RuleBroken):
            EntityTable(here).delete(EntityId(int(row_id)))
    elif subject == PARTNERS.table and not _named(here, row_id):
        RecordTable(here, PARTNERS).delete(int(row_id))


def _named(here: Connection, partner_id: int | str) -> bool:
    row = here.execute(
        """
        SELECT EXISTS (SELECT 1 FROM sharing WHERE partner_id = :id)
            OR EXISTS (SELECT 1 FROM writing WHERE partner_id = :id)
            OR EXISTS (SELECT 1 FROM plan_action WHERE partner_id = :id)
        """,
        {"id": partner_id},
    ).fetchone()
    return bool(row[0])
