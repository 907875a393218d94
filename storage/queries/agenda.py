"""The agenda: slots of a period, reminders due, files in which nothing was logged for long."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from app.domain.agenda import Appointment, AppointmentKind, AppointmentState, Reminder
from app.domain.cases import CaseState
from app.domain.ids import CaseId
from app.ports.agenda import AgendaRow, ReminderRow, SilentCase
from storage.days import read_day
from storage.repositories.shapes import APPOINTMENTS, REMINDERS

if TYPE_CHECKING:
    from app.domain.periods import Period
    from storage.driver import Connection
    from storage.vault.session import OpenVault

_SLOT = ", ".join(f"a.{name}" for name in APPOINTMENTS.columns)
_REMINDER = ", ".join(f"r.{name}" for name in REMINDERS.columns)


class VaultAgendaQueries:
    """What the agenda shows."""

    def __init__(self, vault: OpenVault) -> None:
        self._vault = vault

    def slots(self, period: Period) -> tuple[AgendaRow, ...]:
        """The slots of a period, in the order of the clock."""
        with self._vault.read() as connection:
            return _slots(connection, period)

    def around(self, day: date) -> tuple[Appointment, ...]:
        """The slots of a day and of its two neighbours, those cancelled left out."""
        with self._vault.read() as connection:
            return _around(connection, day)

    def last_duty_minutes(self) -> int | None:
        """How long the duty session that was made last is; None before the first one."""
        with self._vault.read() as connection:
            return _last_duty_minutes(connection)

    def reminders(self, until: date, limit: int) -> tuple[ReminderRow, ...]:
        """The reminders not done that are due until a day, the oldest first."""
        with self._vault.read() as connection:
            return _reminders(connection, until, limit)

    def silent(self, before: date, today: date, limit: int) -> tuple[SilentCase, ...]:
        """Open files without anything logged from a day on, nor anything to come; oldest first."""
        with self._vault.read() as connection:
            return _silent(connection, before, today, limit)


def _slots(connection: Connection, period: Period) -> tuple[AgendaRow, ...]:
    """The slots of a period, in the order of the clock."""
    rows = connection.execute(
        f"""
        SELECT {_SLOT}, COALESCE(c.number, ''), COALESCE(p.family_name, ''),
               COALESCE(p.given_name, ''), COALESCE(e.name, '')
          FROM appointment AS a
          LEFT JOIN case_file AS c ON c.id = a.case_id
          LEFT JOIN person AS p ON p.id = c.person_id
          LEFT JOIN entity AS e ON e.id = a.entity_id
         WHERE a.held_on BETWEEN ? AND ?
         ORDER BY a.held_on, a.starts_at, a.id
        """,  # noqa: S608  (names of our own schema)
        (period.first.isoformat(), period.last.isoformat()),
    )
    width = len(APPOINTMENTS.columns)
    return tuple(AgendaRow(_slot(found), *found[width:]) for found in rows)


def _around(connection: Connection, day: date) -> tuple[Appointment, ...]:
    """The slots of a day and of its neighbours, those cancelled left out."""
    rows = connection.execute(
        f"""
        SELECT {_SLOT}
          FROM appointment AS a
         WHERE a.held_on BETWEEN ? AND ?
           AND a.state <> ?
        """,  # noqa: S608  (names of our own schema)
        (
            (day - timedelta(days=1)).isoformat(),
            (day + timedelta(days=1)).isoformat(),
            AppointmentState.CANCELLED.value,
        ),
    )
    return tuple(_slot(found) for found in rows)


def _last_duty_minutes(connection: Connection) -> int | None:
    """How long the newest duty session is; ids follow the order in which they were made."""
    found = connection.execute(
        """
        SELECT minutes
          FROM appointment
         WHERE kind = ?
         ORDER BY id DESC
         LIMIT 1
        """,
        (AppointmentKind.DUTY_SESSION.value,),
    ).fetchone()
    return None if found is None else found[0]


def _reminders(connection: Connection, until: date, limit: int) -> tuple[ReminderRow, ...]:
    """The reminders not done that are due until a day, the oldest first."""
    rows = connection.execute(
        f"""
        SELECT {_REMINDER}, COALESCE(c.number, ''), COALESCE(p.family_name, ''),
               COALESCE(p.given_name, '')
          FROM reminder AS r
          LEFT JOIN case_file AS c ON c.id = r.case_id
          LEFT JOIN person AS p ON p.id = c.person_id
         WHERE r.done_on IS NULL
           AND r.due_on <= ?
         ORDER BY r.due_on, r.id
         LIMIT ?
        """,  # noqa: S608  (names of our own schema)
        (until.isoformat(), limit),
    )
    width = len(REMINDERS.columns)
    return tuple(ReminderRow(_reminder(found), *found[width:]) for found in rows)


def _silent(
    connection: Connection, before: date, today: date, limit: int
) -> tuple[SilentCase, ...]:
    """Open files without anything logged from a day on, nor anything to come; oldest first.

    Each file costs one step into the key of its interventions.
    """
    rows = connection.execute(
        """
        WITH silent (id, since) AS (
            SELECT c.id,
                   COALESCE((SELECT MAX(done_on) FROM intervention_case WHERE case_id = c.id),
                            c.opened_on)
              FROM case_file AS c
             WHERE c.state = :open
        )
        SELECT c.id, c.number, p.family_name, p.given_name, e.name, silent.since
          FROM silent
          JOIN case_file AS c ON c.id = silent.id
          JOIN person AS p ON p.id = c.person_id
          JOIN entity AS e ON e.id = c.entity_id
         WHERE silent.since < :before
           AND NOT EXISTS (SELECT 1 FROM appointment AS a
                            WHERE a.case_id = c.id AND a.held_on >= :today AND a.state = :planned)
           AND NOT EXISTS (SELECT 1 FROM reminder AS r
                            WHERE r.case_id = c.id AND r.done_on IS NULL)
           AND NOT EXISTS (SELECT 1 FROM left_alone AS l
                            WHERE l.case_id = c.id AND l.until > :today)
         ORDER BY silent.since, c.id
         LIMIT :limit
        """,
        {
            "open": CaseState.OPEN.value,
            "planned": AppointmentState.PLANNED.value,
            "before": before.isoformat(),
            "today": today.isoformat(),
            "limit": limit,
        },
    )
    return tuple(
        SilentCase(CaseId(case_id), number, family_name, given_name, entity, read_day(since))
        for case_id, number, family_name, given_name, entity, since in rows
    )


def _slot(found: tuple[Any, ...]) -> Appointment:
    return APPOINTMENTS.read(dict(zip(APPOINTMENTS.columns, found, strict=False)))


def _reminder(found: tuple[Any, ...]) -> Reminder:
    return REMINDERS.read(dict(zip(REMINDERS.columns, found, strict=False)))
