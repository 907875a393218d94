"""What the form proposes from what was done before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.ids import EntityId, InterventionId
from app.ports.queries import LastTime
from storage.queries.kinds import interview_kinds
from storage.repositories.interventions import InterventionTable

if TYPE_CHECKING:
    from app.domain.ids import CaseId
    from storage.driver import Connection

RECENT = 2000


def last_time(connection: Connection, case_id: CaseId | None, kind: str | None) -> LastTime | None:
    """From the last intervention of that kind with that person, else of anybody.

    Without a kind, the last interview speaks. From somebody else come neither entity nor issues.
    """
    own = None if case_id is None else _last_with(connection, case_id, kind)
    if own is not None:
        return _proposal(connection, own, with_issues=True)
    other = _last_of_all(connection, kind)
    if other is None:
        return None
    proposed = _proposal(connection, other, with_issues=False)
    if case_id is None:
        return proposed
    return LastTime(
        proposed.kind, proposed.place, proposed.minutes, _entity_of(connection, case_id)
    )


def usual_codes(connection: Connection, list_id: str, limit: int) -> tuple[str, ...]:
    """The codes of a list used most in her last interventions (or requests), most used first."""
    sql = _USUAL.get(list_id)
    if sql is None:
        return ()
    rows = connection.execute(sql, {"recent": RECENT, "limit": limit})
    return tuple(code for (code,) in rows)


_USUAL = {
    "CTC": """
        SELECT kind
          FROM (SELECT kind FROM intervention ORDER BY done_on DESC LIMIT :recent)
         GROUP BY kind
         ORDER BY COUNT(*) DESC, kind
         LIMIT :limit
        """,
    "LIE": """
        SELECT place
          FROM (SELECT place FROM intervention ORDER BY done_on DESC LIMIT :recent)
         GROUP BY place
         ORDER BY COUNT(*) DESC, place
         LIMIT :limit
        """,
    "ISS": """
        SELECT issue.code
          FROM (SELECT id FROM intervention ORDER BY done_on DESC LIMIT :recent) AS recent
          JOIN intervention_issue AS issue ON issue.intervention_id = recent.id
         GROUP BY issue.code
         ORDER BY COUNT(*) DESC, issue.code
         LIMIT :limit
        """,
    "NAT": """
        SELECT nature.code
          FROM (SELECT id FROM intervention ORDER BY done_on DESC LIMIT :recent) AS recent
          JOIN intervention_nature AS nature ON nature.intervention_id = recent.id
         GROUP BY nature.code
         ORDER BY COUNT(*) DESC, nature.code
         LIMIT :limit
        """,
    "ORI": """
        SELECT origin
          FROM (SELECT origin FROM request ORDER BY id DESC LIMIT :recent)
         GROUP BY origin
         ORDER BY COUNT(*) DESC, origin
         LIMIT :limit
        """,
}


def _last_with(connection: Connection, case_id: CaseId, kind: str | None) -> InterventionId | None:
    row = connection.execute(
        """
        SELECT i.id
          FROM intervention_case AS link
          JOIN intervention AS i ON i.id = link.intervention_id
         WHERE link.case_id = :case_id
           AND CASE WHEN :kind IS NULL THEN i.kind IN (SELECT value FROM json_each(:interviews))
                    ELSE i.kind = :kind END
         ORDER BY link.done_on DESC, link.intervention_id DESC
         LIMIT 1
        """,
        {"case_id": case_id, "kind": kind, "interviews": interview_kinds(connection)},
    ).fetchone()
    return None if row is None else InterventionId(row[0])


def _last_of_all(connection: Connection, kind: str | None) -> InterventionId | None:
    row = connection.execute(
        """
        SELECT i.id
          FROM intervention AS i
         WHERE CASE WHEN :kind IS NULL THEN i.kind IN (SELECT value FROM json_each(:interviews))
                    ELSE i.kind = :kind END
         ORDER BY i.done_on DESC, i.id DESC
         LIMIT 1
        """,
        {"kind": kind, "interviews": interview_kinds(connection)},
    ).fetchone()
    return None if row is None else InterventionId(row[0])


def _proposal(
    connection: Connection, intervention_id: InterventionId, *, with_issues: bool
) -> LastTime:
    done = InterventionTable(connection).get(intervention_id)
    return LastTime(
        kind=done.kind,
        place=done.place,
        minutes=done.minutes,
        entity_id=done.entity_id,
        issues=done.issues if with_issues else (),
    )


def _entity_of(connection: Connection, case_id: CaseId) -> EntityId | None:
    row = connection.execute("SELECT entity_id FROM case_file WHERE id = ?", (case_id,)).fetchone()
    return None if row is None else EntityId(row[0])
