"""The case list, and what the page of one case file shows beside its timeline."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

from app.domain.cases import CaseState
from app.domain.ids import CaseId, EntityId, PersonId
from app.ports.queries import CaseListing, CaseRow, CaseSheet
from storage.days import read_day, read_day_if_any
from storage.queries.kinds import interview_kinds
from storage.queries.search import match_of_case
from storage.repositories.cases import CaseTable
from storage.repositories.entities import EntityTable
from storage.repositories.people import PersonTable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.ports.queries import CaseFilter
    from storage.driver import Connection, Cursor

ISSUES_SHOWN = 3


def list_cases(connection: Connection, asked: CaseFilter) -> CaseListing:
    """Case files found by words, entity and state; newest activity first."""
    match = match_of_case(asked.words)
    if asked.words.strip() and not match:
        return CaseListing((), 0)
    values = {
        "match": match,
        "entity_id": asked.entity_id,
        "state": None if asked.state is None else asked.state.value,
        "limit": asked.limit,
    }
    rows = connection.execute(
        """
        WITH found (id) AS (
            SELECT rowid FROM case_words WHERE :match <> '' AND case_words MATCH :match
            UNION ALL
            SELECT id FROM case_file WHERE :match = ''
        )
        SELECT c.id, c.person_id, c.number, p.family_name, p.given_name, c.entity_id, e.name,
               c.state, c.opened_on,
               (SELECT MAX(done_on) FROM intervention_case WHERE case_id = c.id) AS last_on
          FROM found
          JOIN case_file AS c ON c.id = found.id
          JOIN person AS p ON p.id = c.person_id
          JOIN entity AS e ON e.id = c.entity_id
         WHERE (:entity_id IS NULL OR c.entity_id = :entity_id)
           AND (:state IS NULL OR c.state = :state)
         ORDER BY COALESCE(last_on, c.opened_on) DESC, c.id DESC
         LIMIT :limit
        """,
        values,
    )
    return CaseListing(_rows(connection, rows), _count(connection, values))


def read_case(connection: Connection, case_id: CaseId) -> CaseSheet:
    """Everything about one case file but its timeline."""
    cases = CaseTable(connection)
    case = cases.get(case_id)
    return CaseSheet(
        case=case,
        person=PersonTable(connection).get(case.person_id),
        entity=EntityTable(connection).get(case.entity_id),
        attributes=_attributes(connection, case_id),
        requests=cases.requests(case_id),
        agreements=cases.agreements(case_id),
        other_cases=_other_cases(connection, case_id, case.person_id),
    )


def offers_waiting(connection: Connection, limit: int) -> tuple[CaseRow, ...]:
    """Case files whose person has still to agree, newest first."""
    rows = connection.execute(
        """
        SELECT c.id, c.person_id, c.number, p.family_name, p.given_name, c.entity_id, e.name,
               c.state, c.opened_on,
               (SELECT MAX(done_on) FROM intervention_case WHERE case_id = c.id)
          FROM case_file AS c
          JOIN person AS p ON p.id = c.person_id
          JOIN entity AS e ON e.id = c.entity_id
         WHERE c.state = ?
         ORDER BY c.opened_on DESC, c.id DESC
         LIMIT ?
        """,
        (CaseState.OFFER_MADE.value, limit),
    )
    return _rows(connection, rows)


def _count(connection: Connection, values: Mapping[str, object]) -> int:
    row = connection.execute(
        """
        WITH found (id) AS (
            SELECT rowid FROM case_words WHERE :match <> '' AND case_words MATCH :match
            UNION ALL
            SELECT id FROM case_file WHERE :match = ''
        )
        SELECT COUNT(*)
          FROM found
          JOIN case_file AS c ON c.id = found.id
         WHERE (:entity_id IS NULL OR c.entity_id = :entity_id)
           AND (:state IS NULL OR c.state = :state)
        """,
        values,
    ).fetchone()
    return int(row[0])


def _other_cases(
    connection: Connection, case_id: CaseId, person_id: PersonId
) -> tuple[CaseRow, ...]:
    """The files of the same person with other entities."""
    rows = connection.execute(
        """
        SELECT c.id, c.person_id, c.number, p.family_name, p.given_name, c.entity_id, e.name,
               c.state, c.opened_on,
               (SELECT MAX(done_on) FROM intervention_case WHERE case_id = c.id)
          FROM case_file AS c
          JOIN person AS p ON p.id = c.person_id
          JOIN entity AS e ON e.id = c.entity_id
         WHERE c.person_id = ? AND c.id <> ?
         ORDER BY c.opened_on, c.id
        """,
        (person_id, case_id),
    )
    return _rows(connection, rows)


def _attributes(connection: Connection, case_id: CaseId) -> dict[str, str]:
    """The value of each trait that began last."""
    rows = connection.execute(
        """
        SELECT kind, value
          FROM case_attribute
         WHERE case_id = ?
         ORDER BY kind, valid_from
        """,
        (case_id,),
    )
    return dict(rows.fetchall())


def _rows(connection: Connection, cursor: Cursor) -> tuple[CaseRow, ...]:
    """Complete the rows that are shown, and only those, with interviews and issues."""
    found = cursor.fetchall()
    shown = json.dumps([row[0] for row in found])
    interviews = _interviews(connection, shown)
    issues = _issues(connection, shown)
    return tuple(
        CaseRow(
            case_id=CaseId(case_id),
            person_id=PersonId(person_id),
            number=number,
            family_name=family_name,
            given_name=given_name,
            entity_id=EntityId(entity_id),
            entity_name=entity_name,
            state=CaseState(state),
            opened_on=read_day(opened_on),
            last_on=read_day_if_any(last_on),
            interviews=interviews.get(case_id, 0),
            issues=tuple(issues[case_id][:ISSUES_SHOWN]),
        )
        for case_id, person_id, number, family_name, given_name, entity_id, entity_name,
            state, opened_on, last_on in found
    )  # fmt: skip


def _interviews(connection: Connection, shown: str) -> dict[int, int]:
    rows = connection.execute(
        """
        SELECT link.case_id, COUNT(*)
          FROM json_each(:shown) AS shown
          JOIN intervention_case AS link ON link.case_id = shown.value
          JOIN intervention AS i ON i.id = link.intervention_id
         WHERE i.kind IN (SELECT value FROM json_each(:kinds))
         GROUP BY link.case_id
        """,
        {"shown": shown, "kinds": interview_kinds(connection)},
    )
    return dict(rows.fetchall())


def _issues(connection: Connection, shown: str) -> defaultdict[int, list[str]]:
    """The issues of each case file, most often met first."""
    rows = connection.execute(
        """
        SELECT link.case_id, issue.code
          FROM json_each(:shown) AS shown
          JOIN intervention_case AS link ON link.case_id = shown.value
          JOIN intervention_issue AS issue ON issue.intervention_id = link.intervention_id
         GROUP BY link.case_id, issue.code
         ORDER BY COUNT(*) DESC, issue.code
        """,
        {"shown": shown},
    )
    issues: defaultdict[int, list[str]] = defaultdict(list)
    for case_id, code in rows:
        issues[case_id].append(code)
    return issues
