"""Case files with their requests, agreements, closings and dated traits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.cases import AttributeKind, CaseAttribute, CaseFile, CaseState, Request
from app.domain.errors import RuleBroken
from app.domain.ids import CaseId, EntityId, PersonId, RequestId
from storage.days import read_day, read_day_if_any, written
from storage.repositories.agreements import AgreementTable
from storage.repositories.search_words import forget_case, forget_note, index_case

if TYPE_CHECKING:
    from datetime import date


class CaseTable(AgreementTable):
    """The `case_file` table and those that hang on it."""

    def get(self, case_id: CaseId) -> CaseFile:
        """One case file."""
        row = self._connection.execute(
            """
            SELECT id, number, person_id, entity_id, opened_on, state, closed_on, closing_reason
              FROM case_file
             WHERE id = ?
            """,
            (case_id,),
        ).fetchone()
        if row is None:
            raise RuleBroken("unknown_case", case=case_id)
        return _case(*row)

    def by_number(self, number: str) -> CaseFile | None:
        """The case file of that number."""
        row = self._connection.execute(
            """
            SELECT id, number, person_id, entity_id, opened_on, state, closed_on, closing_reason
              FROM case_file
             WHERE number = ?
            """,
            (number,),
        ).fetchone()
        return None if row is None else _case(*row)

    def of_person(self, person_id: PersonId) -> tuple[CaseFile, ...]:
        """The case files of a person, by opening."""
        rows = self._connection.execute(
            """
            SELECT id, number, person_id, entity_id, opened_on, state, closed_on, closing_reason
              FROM case_file
             WHERE person_id = ?
             ORDER BY opened_on, id
            """,
            (person_id,),
        )
        return tuple(_case(*row) for row in rows)

    def numbers(self, year: int) -> tuple[str, ...]:
        """The numbers taken in a year."""
        rows = self._connection.execute(
            "SELECT number FROM case_file WHERE number >= ? AND number < ?",
            (f"{year:04d}-", f"{year:04d}."),
        )
        return tuple(number for (number,) in rows)

    def save(self, case: CaseFile) -> None:
        """Add or replace a case file (its closings are historised), and index its words."""
        self._connection.execute(
            """
            INSERT INTO case_file (id, number, person_id, entity_id, opened_on, state,
                                   closed_on, closing_reason)
            VALUES (:id, :number, :person_id, :entity_id, :opened_on, :state,
                    :closed_on, :closing_reason)
                ON CONFLICT (id) DO UPDATE
               SET number = :number, person_id = :person_id, entity_id = :entity_id,
                   opened_on = :opened_on, state = :state, closed_on = :closed_on,
                   closing_reason = :closing_reason
            """,
            {
                "id": case.id,
                "number": case.number,
                "person_id": case.person_id,
                "entity_id": case.entity_id,
                "opened_on": written(case.opened_on),
                "state": case.state.value,
                "closed_on": written(case.closed_on),
                "closing_reason": case.closing_reason,
            },
        )
        self._keep_closing(case)
        index_case(self._connection, case.id)

    def reopened(self, case: CaseFile, on: date) -> None:
        """Keep the day on which a closed file was reopened, and save it."""
        self._connection.execute(
            "UPDATE case_closing SET reopened_on = ? WHERE case_id = ? AND reopened_on IS NULL",
            (written(on), case.id),
        )
        self.save(case)

    def delete(self, case_id: CaseId) -> None:
        """Remove a case file with all that hangs on it; what it shares stays with the others."""
        rows = self._connection.execute(
            """
            SELECT mine.intervention_id
              FROM intervention_case AS mine
             WHERE mine.case_id = :id
               AND NOT EXISTS (SELECT 1
                                 FROM intervention_case AS other
                                WHERE other.intervention_id = mine.intervention_id
                                  AND other.case_id <> :id)
            """,
            {"id": case_id},
        )
        for (intervention_id,) in rows.fetchall():
            forget_note(self._connection, intervention_id)
            self._connection.execute("DELETE FROM intervention WHERE id = ?", (intervention_id,))
        forget_case(self._connection, case_id)
        self._connection.execute("DELETE FROM case_file WHERE id = ?", (case_id,))

    def requests(self, case_id: CaseId) -> tuple[Request, ...]:
        """Requests by date."""
        rows = self._connection.execute(
            """
            SELECT id, received_on, origin
              FROM request
             WHERE case_id = ?
             ORDER BY received_on, id
            """,
            (case_id,),
        )
        return tuple(
            Request(RequestId(request_id), case_id, read_day(received_on), origin)
            for request_id, received_on, origin in rows
        )

    def save_request(self, request: Request) -> None:
        """Add or replace a request."""
        self._connection.execute(
            """
            INSERT INTO request (id, case_id, received_on, origin)
            VALUES (?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE
               SET case_id = excluded.case_id, received_on = excluded.received_on,
                   origin = excluded.origin
            """,
            (request.id, request.case_id, written(request.received_on), request.origin),
        )

    def delete_request(self, request_id: int) -> None:
        """Remove a request."""
        self._connection.execute("DELETE FROM request WHERE id = ?", (request_id,))

    def attribute(self, case_id: CaseId, kind: AttributeKind, on: date) -> str | None:
        """The value of a trait on a day."""
        row = self._connection.execute(
            """
            SELECT value
              FROM case_attribute
             WHERE case_id = ? AND kind = ? AND valid_from <= ?
             ORDER BY valid_from DESC
             LIMIT 1
            """,
            (case_id, kind.value, written(on)),
        ).fetchone()
        return None if row is None else row[0]

    def attributes(self, case_id: CaseId) -> tuple[CaseAttribute, ...]:
        """Every dated trait, the oldest first."""
        rows = self._connection.execute(
            """
            SELECT kind, value, valid_from
              FROM case_attribute
             WHERE case_id = ?
             ORDER BY valid_from, kind
            """,
            (case_id,),
        )
        return tuple(
            CaseAttribute(case_id, AttributeKind(kind), value, read_day(valid_from))
            for kind, value, valid_from in rows
        )

    def save_attribute(self, attribute: CaseAttribute) -> None:
        """Add or replace a dated trait; a value equal to the one valid then adds nothing."""
        known = self.attribute(attribute.case_id, attribute.kind, attribute.valid_from)
        if known == attribute.value:
            return
        self._connection.execute(
            """
            INSERT INTO case_attribute (case_id, kind, valid_from, value)
            VALUES (?, ?, ?, ?)
                ON CONFLICT (case_id, kind, valid_from) DO UPDATE
               SET value = excluded.value
            """,
            (
                attribute.case_id,
                attribute.kind.value,
                written(attribute.valid_from),
                attribute.value,
            ),
        )

    def delete_attribute(self, attribute: CaseAttribute) -> None:
        """Remove a dated trait (undo only)."""
        self._connection.execute(
            "DELETE FROM case_attribute WHERE case_id = ? AND kind = ? AND valid_from = ?",
            (attribute.case_id, attribute.kind.value, written(attribute.valid_from)),
        )

    def _keep_closing(self, case: CaseFile) -> None:
        """Follow the state of the file in the history of its closings."""
        if case.state is not CaseState.CLOSED:
            self._connection.execute(
                "DELETE FROM case_closing WHERE case_id = ? AND reopened_on IS NULL", (case.id,)
            )
            return
        self._connection.execute(
            """
            INSERT INTO case_closing (case_id, closed_on, reason, reopened_on)
            VALUES (?, ?, ?, NULL)
                ON CONFLICT (case_id, closed_on) DO UPDATE
               SET reason = excluded.reason, reopened_on = NULL
            """,
            (case.id, written(case.closed_on), case.closing_reason or ""),
        )


def _case(  # noqa: PLR0913, PLR0917 — one parameter for each column, in the order selected
    case_id: int,
    number: str,
    person_id: int,
    entity_id: int,
    opened_on: str,
    state: str,
    closed_on: str | None,
    closing_reason: str | None,
) -> CaseFile:
    return CaseFile(
        id=CaseId(case_id),
        number=number,
        person_id=PersonId(person_id),
        entity_id=EntityId(entity_id),
        opened_on=read_day(opened_on),
        state=CaseState(state),
        closed_on=read_day_if_any(closed_on),
        closing_reason=closing_reason,
    )
