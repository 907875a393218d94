"""What running plans of open files expect: due actions, and plans to look at again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.cases import CaseState
from app.domain.ids import CaseId
from app.domain.plans import ActionState
from app.ports.plan_dues import DueKind, PlanDue
from storage.days import read_day

if TYPE_CHECKING:
    from datetime import date

    from storage.driver import Connection
    from storage.vault.session import OpenVault


_DUE = """
    WITH running (id, case_id, review_on) AS (
        SELECT plan.id, plan.case_id, plan.review_on
          FROM case_file AS c
         CROSS JOIN action_plan AS plan ON plan.case_id = c.id
         WHERE c.state = :open
           AND plan.ended_on IS NULL
    ),
    due (kind, id, case_id, due_on) AS (
        SELECT :action, a.id, a.case_id, a.due_on
          FROM running
         CROSS JOIN plan_action AS a ON a.case_id = running.case_id
         WHERE a.plan_id = running.id
           AND a.done_on IS NULL
           AND a.state IN (:to_do, :under_way)
           AND a.due_on <= :until
         UNION ALL
        SELECT :review, id, case_id, review_on
          FROM running
         WHERE review_on <= :until
         ORDER BY 4, 2
         LIMIT :limit
    )
    SELECT due.kind, due.id, due.case_id, due.due_on, COALESCE(a.title, ''), a.state,
           c.number, p.family_name, p.given_name
      FROM due
      JOIN case_file AS c ON c.id = due.case_id
      JOIN person AS p ON p.id = c.person_id
      LEFT JOIN plan_action AS a ON a.id = due.id AND due.kind = :action
     ORDER BY due.due_on, due.id
"""
"""From the open files to their running plans: what closed files left undone is never met."""


class VaultPlanDueQueries:
    """What running plans expect."""

    def __init__(self, vault: OpenVault) -> None:
        self._vault = vault

    def due(self, until: date, limit: int) -> tuple[PlanDue, ...]:
        """Actions not over and reviews of running plans, in open files, oldest first."""
        with self._vault.read() as connection:
            return _due(connection, until, limit)


def _due(connection: Connection, until: date, limit: int) -> tuple[PlanDue, ...]:
    """What is due until a day, the oldest first."""
    rows = connection.execute(
        _DUE,
        {
            "open": CaseState.OPEN.value,
            "action": DueKind.ACTION.value,
            "review": DueKind.REVIEW.value,
            "to_do": ActionState.TO_DO.value,
            "under_way": ActionState.UNDER_WAY.value,
            "until": until.isoformat(),
            "limit": limit,
        },
    )
    return tuple(
        PlanDue(
            DueKind(kind),
            record,
            CaseId(case_id),
            read_day(due_on),
            words,
            None if state is None else ActionState(state),
            *whose,
        )
        for kind, record, case_id, due_on, words, state, *whose in rows
    )
