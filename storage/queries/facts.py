"""The bare facts of a period: what counting starts from, without a name.

Files taken over for an absent colleague are left out: they count in her vault.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, TypeVar

from app.domain.cases import AttributeKind
from app.domain.ids import AidId, CaseId, EntityId, InterventionId, PersonId
from app.ports.facts import (
    AidFact,
    AttributeFact,
    CaseFact,
    ClosingFact,
    CollectiveFact,
    Facts,
    InterventionFact,
    RequestFact,
)
from storage.days import read_day, read_day_if_any
from storage.queries.kinds import counted_kinds
from storage.queries.taken_over import COUNTED, TAKEN_OVER, only_brought
from storage.repositories.entities import EntityTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.periods import Period
    from storage.driver import Connection

_Part = TypeVar("_Part")
_Grouped = defaultdict[int, list[_Part]]


def read_facts(connection: Connection, period: Period) -> Facts:
    """Every fact of the period, of every entity."""
    entities = EntityTable(connection)
    brought = only_brought(connection)
    return Facts(
        period=period,
        entities=tuple(one for one in entities.all() if one.id not in brought),
        headcounts=entities.headcounts(period.last.year),
        interventions=_interventions(connection, period),
        cases=_cases(connection, period),
        aid=_aid(connection, period),
        collective=_collective(connection, period),
    )


def _span(period: Period) -> dict[str, str]:
    return {"first": period.first.isoformat(), "last": period.last.isoformat()}


def _grouped(rows: list[tuple[Any, ...]], make: Callable[..., _Part]) -> _Grouped[_Part]:
    """Gather what belongs to each object, named by the first column."""
    grouped: _Grouped[_Part] = defaultdict(list)
    for owner, *values in rows:
        grouped[owner].append(make(*values))
    return grouped


def _interventions(connection: Connection, period: Period) -> tuple[InterventionFact, ...]:
    cases = _linked_cases(connection, period)
    issues = _issues(connection, period)
    natures = _natures(connection, period)
    rows = connection.execute(
        f"""
        SELECT i.id, i.entity_id, i.done_on, i.kind, i.place, i.minutes
          FROM intervention AS i
         WHERE i.done_on BETWEEN :first AND :last
           AND {COUNTED}
         ORDER BY i.done_on, i.id
        """,  # noqa: S608  (our own schema)
        _span(period),
    )
    return tuple(
        InterventionFact(
            id=InterventionId(intervention_id),
            entity_id=EntityId(entity_id),
            on=read_day(done_on),
            kind=kind,
            place=place,
            minutes=minutes,
            cases=tuple(cases[intervention_id]),
            issues=tuple(issues[intervention_id]),
            natures=tuple(natures[intervention_id]),
        )
        for intervention_id, entity_id, done_on, kind, place, minutes in rows.fetchall()
    )


def _linked_cases(connection: Connection, period: Period) -> _Grouped[CaseId]:
    rows = connection.execute(
        f"""
        SELECT link.intervention_id, link.case_id
          FROM intervention AS i
          JOIN intervention_case AS link ON link.intervention_id = i.id
         WHERE i.done_on BETWEEN :first AND :last
           AND link.case_id NOT IN ({TAKEN_OVER})
         ORDER BY link.intervention_id, link.case_id
        """,  # noqa: S608  (our own schema)
        _span(period),
    )
    return _grouped(rows.fetchall(), CaseId)


def _issues(connection: Connection, period: Period) -> _Grouped[str]:
    rows = connection.execute(
        """
        SELECT issue.intervention_id, issue.code
          FROM intervention AS i
          JOIN intervention_issue AS issue ON issue.intervention_id = i.id
         WHERE i.done_on BETWEEN :first AND :last
         ORDER BY issue.intervention_id, issue.rank
        """,
        _span(period),
    )
    return _grouped(rows.fetchall(), str)


def _natures(connection: Connection, period: Period) -> _Grouped[str]:
    rows = connection.execute(
        """
        SELECT nature.intervention_id, nature.code
          FROM intervention AS i
          JOIN intervention_nature AS nature ON nature.intervention_id = i.id
         WHERE i.done_on BETWEEN :first AND :last
         ORDER BY nature.intervention_id, nature.rank
        """,
        _span(period),
    )
    return _grouped(rows.fetchall(), str)


def _cases(connection: Connection, period: Period) -> tuple[CaseFact, ...]:
    """The case files touched in the period, and those open on its last day."""
    rows = connection.execute(
        f"""
        SELECT c.id, c.person_id, c.entity_id, p.gender, p.birth_year, c.opened_on,
               (SELECT link.done_on
                  FROM intervention_case AS link
                  JOIN intervention AS i ON i.id = link.intervention_id
                 WHERE link.case_id = c.id
                   AND i.kind IN (SELECT value FROM json_each(:counted))
                 ORDER BY link.done_on
                 LIMIT 1)
          FROM case_file AS c
          JOIN person AS p ON p.id = c.person_id
         WHERE c.id NOT IN ({TAKEN_OVER})
           AND (EXISTS (SELECT 1 FROM intervention_case
                         WHERE case_id = c.id AND done_on BETWEEN :first AND :last)
            OR EXISTS (SELECT 1 FROM request
                        WHERE case_id = c.id AND received_on BETWEEN :first AND :last)
            OR EXISTS (SELECT 1 FROM aid_application
                        WHERE case_id = c.id AND decided_on BETWEEN :first AND :last)
            OR (c.state <> 'offer_made' AND c.opened_on <= :last
                AND NOT EXISTS (SELECT 1 FROM case_closing
                                 WHERE case_id = c.id AND closed_on <= :last
                                   AND (reopened_on IS NULL OR reopened_on > :last))))
         ORDER BY c.id
        """,  # noqa: S608  (our own schema)
        _span(period) | {"counted": counted_kinds(connection)},
    ).fetchall()
    case_ids = json.dumps([row[0] for row in rows])
    requests = _requests(connection, case_ids)
    attributes = _attributes(connection, case_ids)
    closings = _closings(connection, case_ids)
    return tuple(
        CaseFact(
            id=CaseId(case_id),
            person_id=PersonId(person_id),
            entity_id=EntityId(entity_id),
            gender=gender,
            birth_year=birth_year,
            opened_on=read_day(opened_on),
            first_counted_on=read_day_if_any(first_counted_on),
            requests=tuple(requests[case_id]),
            attributes=tuple(attributes[case_id]),
            closings=tuple(closings[case_id]),
        )
        for case_id, person_id, entity_id, gender, birth_year, opened_on, first_counted_on in rows
    )


def _requests(connection: Connection, case_ids: str) -> _Grouped[RequestFact]:
    rows = connection.execute(
        """
        SELECT case_id, received_on, origin
          FROM request
         WHERE case_id IN (SELECT value FROM json_each(?))
         ORDER BY case_id, received_on, id
        """,
        (case_ids,),
    )
    return _grouped(rows.fetchall(), _request)


def _attributes(connection: Connection, case_ids: str) -> _Grouped[AttributeFact]:
    rows = connection.execute(
        """
        SELECT case_id, kind, value, valid_from
          FROM case_attribute
         WHERE case_id IN (SELECT value FROM json_each(?))
         ORDER BY case_id, valid_from
        """,
        (case_ids,),
    )
    return _grouped(rows.fetchall(), _attribute)


def _closings(connection: Connection, case_ids: str) -> _Grouped[ClosingFact]:
    rows = connection.execute(
        """
        SELECT case_id, closed_on, reopened_on
          FROM case_closing
         WHERE case_id IN (SELECT value FROM json_each(?))
         ORDER BY case_id, closed_on
        """,
        (case_ids,),
    )
    return _grouped(rows.fetchall(), _closing)


def _request(received_on: str, origin: str) -> RequestFact:
    return RequestFact(read_day(received_on), origin)


def _attribute(kind: str, value: str, valid_from: str) -> AttributeFact:
    return AttributeFact(AttributeKind(kind), value, read_day(valid_from))


def _closing(closed_on: str, reopened_on: str | None) -> ClosingFact:
    return ClosingFact(read_day(closed_on), read_day_if_any(reopened_on))


def _aid(connection: Connection, period: Period) -> tuple[AidFact, ...]:
    rows = connection.execute(
        f"""
        SELECT a.id, a.entity_id, a.case_id, c.person_id, a.scheme, a.state, a.purpose,
               a.asked_cents, a.granted_cents, a.decided_on
          FROM aid_application AS a
          JOIN case_file AS c ON c.id = a.case_id
         WHERE a.decided_on BETWEEN :first AND :last
           AND c.id NOT IN ({TAKEN_OVER})
         ORDER BY a.decided_on, a.id
        """,  # noqa: S608  (our own schema)
        _span(period),
    )
    return tuple(
        AidFact(
            id=AidId(aid_id),
            entity_id=EntityId(entity_id),
            case_id=CaseId(case_id),
            person_id=PersonId(person_id),
            scheme=scheme,
            state=state,
            purpose=purpose,
            asked_cents=asked,
            granted_cents=granted,
            decided_on=read_day(decided_on),
        )
        for aid_id, entity_id, case_id, person_id, scheme, state, purpose, asked, granted,
            decided_on in rows
    )  # fmt: skip


def _collective(connection: Connection, period: Period) -> tuple[CollectiveFact, ...]:
    rows = connection.execute(
        """
        SELECT entity_id, held_on, theme, theme_code, participants
          FROM collective_action
         WHERE held_on BETWEEN :first AND :last
         ORDER BY held_on, id
        """,
        _span(period),
    )
    return tuple(
        CollectiveFact(EntityId(entity_id), read_day(held_on), *rest)
        for entity_id, held_on, *rest in rows
    )
