"""Interventions with their case files, issues and natures of action."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken
from app.domain.ids import CaseId, EntityId
from app.domain.interventions import Intervention
from storage.days import read_day, written
from storage.repositories.search_words import forget_note, index_note

if TYPE_CHECKING:
    from app.domain.ids import InterventionId
    from storage.driver import Connection


class InterventionTable:
    """The `intervention` table and what hangs on it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, intervention_id: InterventionId) -> Intervention:
        """One intervention."""
        row = self._connection.execute(
            """
            SELECT entity_id, done_on, kind, place, minutes, note
              FROM intervention
             WHERE id = ?
            """,
            (intervention_id,),
        ).fetchone()
        if row is None:
            raise RuleBroken("unknown_intervention", intervention=intervention_id)
        entity_id, done_on, kind, place, minutes, note = row
        return Intervention(
            id=intervention_id,
            entity_id=EntityId(entity_id),
            on=read_day(done_on),
            kind=kind,
            place=place,
            minutes=minutes,
            case_ids=self._case_ids(intervention_id),
            issues=self._issues(intervention_id),
            natures=self._natures(intervention_id),
            note=note,
        )

    def save(self, intervention: Intervention) -> None:
        """Add or replace an intervention, and index the words of its note."""
        self._connection.execute(
            """
            INSERT INTO intervention (id, entity_id, done_on, kind, place, minutes, note)
            VALUES (:id, :entity_id, :done_on, :kind, :place, :minutes, :note)
                ON CONFLICT (id) DO UPDATE
               SET entity_id = :entity_id, done_on = :done_on, kind = :kind, place = :place,
                   minutes = :minutes, note = :note
            """,
            {
                "id": intervention.id,
                "entity_id": intervention.entity_id,
                "done_on": written(intervention.on),
                "kind": intervention.kind,
                "place": intervention.place,
                "minutes": intervention.minutes,
                "note": intervention.note,
            },
        )
        self._save_parts(intervention)
        index_note(self._connection, intervention.id, intervention.note)

    def delete(self, intervention_id: InterventionId) -> None:
        """Remove an intervention."""
        forget_note(self._connection, intervention_id)
        self._connection.execute("DELETE FROM intervention WHERE id = ?", (intervention_id,))

    def _save_parts(self, intervention: Intervention) -> None:
        """Replace the case files, issues and natures."""
        whole, connection = intervention.id, self._connection
        connection.execute("DELETE FROM intervention_case WHERE intervention_id = ?", (whole,))
        connection.execute("DELETE FROM intervention_issue WHERE intervention_id = ?", (whole,))
        connection.execute("DELETE FROM intervention_nature WHERE intervention_id = ?", (whole,))
        connection.executemany(
            "INSERT INTO intervention_case (case_id, done_on, intervention_id) VALUES (?, ?, ?)",
            [(case_id, written(intervention.on), whole) for case_id in intervention.case_ids],
        )
        connection.executemany(
            "INSERT INTO intervention_issue (intervention_id, rank, code) VALUES (?, ?, ?)",
            [(whole, rank, code) for rank, code in enumerate(intervention.issues)],
        )
        connection.executemany(
            "INSERT INTO intervention_nature (intervention_id, rank, code) VALUES (?, ?, ?)",
            [(whole, rank, code) for rank, code in enumerate(intervention.natures)],
        )

    def _case_ids(self, intervention_id: InterventionId) -> tuple[CaseId, ...]:
        rows = self._connection.execute(
            "SELECT case_id FROM intervention_case WHERE intervention_id = ? ORDER BY case_id",
            (intervention_id,),
        )
        return tuple(CaseId(case_id) for (case_id,) in rows)

    def _issues(self, intervention_id: InterventionId) -> tuple[str, ...]:
        rows = self._connection.execute(
            "SELECT code FROM intervention_issue WHERE intervention_id = ? ORDER BY rank",
            (intervention_id,),
        )
        return tuple(code for (code,) in rows)

    def _natures(self, intervention_id: InterventionId) -> tuple[str, ...]:
        rows = self._connection.execute(
            "SELECT code FROM intervention_nature WHERE intervention_id = ? ORDER BY rank",
            (intervention_id,),
        )
        return tuple(code for (code,) in rows)
