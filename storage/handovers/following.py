"""What follows from the values of a merge: days of links, closings, keys of names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.repositories.cases import CaseTable
from storage.repositories.people import identity_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.domain.ids import CaseId
    from storage.driver import Connection
    from storage.handovers.handed import Held
    from storage.handovers.travelling import Rows


def set_values(here: Connection, rows: Rows, held: Held, changes: Mapping[str, object]) -> None:
    """Write some values of one row."""
    changed = ", ".join(f"{column} = ?" for column in changes)
    keys = [held[name] for name in rows.key]
    here.execute(
        f"UPDATE {rows.table} SET {changed} WHERE {rows.by_key}",  # noqa: S608  (our own schema)
        (*changes.values(), *keys),
    )


def follow(here: Connection, cases: Iterable[CaseId]) -> None:
    """Bring what is said twice in the schema into line with what was merged."""
    for case_id in cases:
        here.execute(
            """
            UPDATE intervention_case AS link
               SET done_on = (SELECT done_on FROM intervention WHERE id = link.intervention_id)
             WHERE intervention_id IN
                   (SELECT intervention_id FROM intervention_case WHERE case_id = ?)
            """,
            (case_id,),
        )
        _close_once(here, case_id)
        _name_again(here, case_id)


def _close_once(here: Connection, case_id: CaseId) -> None:
    """Of two closings that still hold, the one that the file says."""
    table = CaseTable(here)
    case = table.get(case_id)
    here.execute(
        """
        DELETE FROM case_closing
         WHERE case_id = ? AND reopened_on IS NULL AND closed_on IS NOT ?
        """,
        (case_id, None if case.closed_on is None else case.closed_on.isoformat()),
    )
    table.save(case)


def _name_again(here: Connection, case_id: CaseId) -> None:
    person_id, family, given = here.execute(
        """
        SELECT p.id, p.family_name, p.given_name
          FROM case_file AS c
          JOIN person AS p ON p.id = c.person_id
         WHERE c.id = ?
        """,
        (case_id,),
    ).fetchone()
    here.execute(
        "UPDATE person SET identity_key = ? WHERE id = ?", (identity_key(family, given), person_id)
    )
