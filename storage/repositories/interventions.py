"""Interventions with their case files, issues and natures of action."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken
from app.domain.ids import CaseId, EntityId, InterventionId
from app.domain.interventions import (
    NOTHING_SAID,
    Circumstances,
    Intervention,
    MediationResult,
    OwnNote,
    Sphere,
)
from storage.days import read_day, read_day_if_any, written
from storage.repositories.search_words import (
    forget_note,
    forget_own_notes,
    index_note,
    index_own_notes,
)

if TYPE_CHECKING:
    from datetime import date

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
            own_notes=self._own_notes(intervention_id),
            circumstances=self._circumstances(intervention_id),
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
        self._save_own_notes(intervention)
        self._save_circumstances(intervention)
        index_note(self._connection, intervention.id, intervention.note)

    def newest(self, case_id: CaseId, limit: int) -> tuple[Intervention, ...]:
        """The last interventions of a file, newest first."""
        found = self._connection.execute(
            """
            SELECT intervention_id
              FROM intervention_case
             WHERE case_id = ?
             ORDER BY done_on DESC, intervention_id DESC
             LIMIT ?
            """,
            (case_id, limit),
        ).fetchall()
        return tuple(self.get(InterventionId(one)) for (one,) in found)

    def last_day(self, case_id: CaseId) -> date | None:
        """The day of the last intervention of a file; None when nothing was logged there."""
        (last,) = self._connection.execute(
            "SELECT MAX(done_on) FROM intervention_case WHERE case_id = ?", (case_id,)
        ).fetchone()
        return read_day_if_any(last)

    def delete(self, intervention_id: InterventionId) -> None:
        """Remove an intervention."""
        forget_note(self._connection, intervention_id)
        forget_own_notes(self._connection, intervention_id)
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

    def _save_own_notes(self, intervention: Intervention) -> None:
        """Replace what belongs to the file of one person alone, and its words."""
        forget_own_notes(self._connection, intervention.id)
        self._connection.execute(
            "DELETE FROM intervention_note WHERE intervention_id = ?", (intervention.id,)
        )
        self._connection.executemany(
            "INSERT INTO intervention_note (id, intervention_id, case_id, note)"
            " VALUES (?, ?, ?, ?)",
            [(one.id, intervention.id, one.case_id, one.words) for one in intervention.own_notes],
        )
        index_own_notes(self._connection, intervention.id)

    def _save_circumstances(self, intervention: Intervention) -> None:
        """Keep a row only where something is said."""
        said = intervention.circumstances
        self._connection.execute(
            "DELETE FROM intervention_circumstance WHERE intervention_id = ?", (intervention.id,)
        )
        if said != NOTHING_SAID:
            self._connection.execute(
                """
                INSERT INTO intervention_circumstance
                       (intervention_id, sphere, result, prevention, in_working_time)
                VALUES (?, ?, ?, ?, ?)
                """,
                (
                    intervention.id,
                    said.sphere,
                    said.result,
                    int(said.prevention),
                    said.in_working_time,
                ),
            )

    def _own_notes(self, intervention_id: InterventionId) -> tuple[OwnNote, ...]:
        rows = self._connection.execute(
            "SELECT id, case_id, note FROM intervention_note WHERE intervention_id = ? ORDER BY id",
            (intervention_id,),
        )
        return tuple(OwnNote(note_id, CaseId(case_id), words) for note_id, case_id, words in rows)

    def _circumstances(self, intervention_id: InterventionId) -> Circumstances:
        row = self._connection.execute(
            """
            SELECT sphere, result, prevention, in_working_time
              FROM intervention_circumstance
             WHERE intervention_id = ?
            """,
            (intervention_id,),
        ).fetchone()
        if row is None:
            return NOTHING_SAID
        return read_circumstances(*row)

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


def read_circumstances(
    sphere: str | None, result: str | None, prevention: int | None, in_working_time: int | None
) -> Circumstances:
    """What was said besides of an intervention; all None where no row says anything."""
    return Circumstances(
        sphere=None if sphere is None else Sphere(sphere),
        result=None if result is None else MediationResult(result),
        prevention=bool(prevention),
        in_working_time=None if in_working_time is None else bool(in_working_time),
    )
