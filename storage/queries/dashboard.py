"""The today page: the month so far, what was logged last, what waits.

Its figures leave out files taken over for a colleague, as every figure does.
"""

from __future__ import annotations

from calendar import monthrange
from typing import TYPE_CHECKING

from app.domain.cases import CaseState
from app.domain.ids import CaseId, InterventionId
from app.domain.periods import Period
from app.ports.imports import Outcome
from app.ports.queries import DayCounts, RecentIntervention, Today
from storage.days import read_day
from storage.queries.cases import offers_waiting
from storage.queries.kinds import counted_kinds, interview_kinds
from storage.queries.taken_over import BROUGHT, COUNTED, TAKEN_OVER

if TYPE_CHECKING:
    from datetime import date

    from storage.driver import Connection

RECENT_SHOWN = 8
OFFERS_SHOWN = 50


def read_today(connection: Connection, day: date) -> Today:
    """Everything that the page shows, for the month of that day."""
    month = Period(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))
    return Today(
        month=_month(connection, month),
        recent=_recent(connection),
        offers_waiting=offers_waiting(connection, OFFERS_SHOWN),
        to_settle=_to_settle(connection),
        open_cases=_open_cases(connection),
        entities=_entities(connection, month),
    )


def _span(month: Period) -> dict[str, str]:
    return {"first": month.first.isoformat(), "last": month.last.isoformat()}


def _month(connection: Connection, month: Period) -> DayCounts:
    per_day = [0] * month.last.day
    rows = connection.execute(
        f"""
        SELECT i.done_on, COUNT(*)
          FROM intervention AS i
         WHERE i.done_on BETWEEN :first AND :last
           AND i.kind IN (SELECT value FROM json_each(:interviews))
           AND {COUNTED}
         GROUP BY i.done_on
        """,  # noqa: S608  (our own schema)
        _span(month) | {"interviews": interview_kinds(connection)},
    )
    for done_on, interviews in rows:
        per_day[read_day(done_on).day - 1] = interviews
    persons, new_persons = _persons(connection, month)
    return DayCounts(
        interviews=sum(per_day),
        persons=persons,
        new_persons=new_persons,
        minutes=_minutes(connection, month),
        per_day=tuple(per_day),
    )


def _persons(connection: Connection, month: Period) -> tuple[int, int]:
    """Persons for whom something was done this month, and those with nothing before."""
    row = connection.execute(
        f"""
        WITH followed (person_id) AS (
            SELECT DISTINCT c.person_id
              FROM intervention AS i
              JOIN intervention_case AS link ON link.intervention_id = i.id
              JOIN case_file AS c ON c.id = link.case_id
             WHERE i.done_on BETWEEN :first AND :last
               AND i.kind IN (SELECT value FROM json_each(:counted))
               AND c.id NOT IN ({TAKEN_OVER})
        )
        SELECT COUNT(*),
               COUNT(*) FILTER (
                   WHERE NOT EXISTS (
                       SELECT 1
                         FROM case_file AS c
                         JOIN intervention_case AS link ON link.case_id = c.id
                         JOIN intervention AS i ON i.id = link.intervention_id
                        WHERE c.person_id = followed.person_id
                          AND link.done_on < :first
                          AND i.kind IN (SELECT value FROM json_each(:counted))))
          FROM followed
        """,  # noqa: S608  (our own schema)
        _span(month) | {"counted": counted_kinds(connection)},
    ).fetchone()
    return int(row[0]), int(row[1])


def _minutes(connection: Connection, month: Period) -> int:
    row = connection.execute(
        f"""
        SELECT TOTAL(i.minutes)
          FROM intervention AS i
         WHERE i.done_on BETWEEN :first AND :last
           AND {COUNTED}
        """,  # noqa: S608  (our own schema)
        _span(month),
    ).fetchone()
    return int(row[0])


def _recent(connection: Connection) -> tuple[RecentIntervention, ...]:
    rows = connection.execute(
        """
        SELECT i.id, c.id, i.done_on, i.kind, i.minutes, COALESCE(c.number, ''),
               COALESCE(p.family_name, ''), COALESCE(p.given_name, ''), e.name
          FROM intervention AS i
          JOIN entity AS e ON e.id = i.entity_id
          LEFT JOIN case_file AS c
            ON c.id = (SELECT MIN(case_id) FROM intervention_case WHERE intervention_id = i.id)
          LEFT JOIN person AS p ON p.id = c.person_id
         ORDER BY i.done_on DESC, i.id DESC
         LIMIT ?
        """,
        (RECENT_SHOWN,),
    )
    return tuple(
        RecentIntervention(
            InterventionId(intervention_id),
            None if case_id is None else CaseId(case_id),
            read_day(done_on),
            *rest,
        )
        for intervention_id, case_id, done_on, *rest in rows
    )


def _to_settle(connection: Connection) -> int:
    row = connection.execute(
        """
        SELECT COUNT(*)
          FROM import_batch AS b
          JOIN import_row AS r ON r.batch_id = b.id
         WHERE b.undone_at IS NULL
           AND r.outcome IN (?, ?)
        """,
        (Outcome.DOUBTFUL.value, Outcome.BAD.value),
    ).fetchone()
    return int(row[0])


def _open_cases(connection: Connection) -> int:
    row = connection.execute(
        f"SELECT COUNT(*) FROM case_file WHERE state = ? AND id NOT IN ({TAKEN_OVER})",  # noqa: S608  (our own schema)
        (CaseState.OPEN.value,),
    ).fetchone()
    return int(row[0])


def _entities(connection: Connection, month: Period) -> tuple[tuple[str, int, int], ...]:
    """Each entity still served, with its interviews and minutes of the month."""
    rows = connection.execute(
        f"""
        WITH done (entity_id, interviews, minutes) AS (
            SELECT i.entity_id,
                   COUNT(*) FILTER (WHERE i.kind IN (SELECT value FROM json_each(:interviews))),
                   SUM(i.minutes)
              FROM intervention AS i
             WHERE i.done_on BETWEEN :first AND :last
               AND {COUNTED}
             GROUP BY i.entity_id
        )
        SELECT e.name, COALESCE(done.interviews, 0), COALESCE(done.minutes, 0)
          FROM entity AS e
          LEFT JOIN done ON done.entity_id = e.id
         WHERE (e.closed_on IS NULL OR e.closed_on >= :first)
           AND NOT {BROUGHT}
         ORDER BY e.name_key
        """,  # noqa: S608  (our own schema)
        _span(month) | {"interviews": interview_kinds(connection)},
    )
    return tuple((name, interviews, minutes) for name, interviews, minutes in rows)
