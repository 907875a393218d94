"""One case file, event by event."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from app.domain.ids import TIME_UNIT
from app.ports.queries import TimelineEntry
from storage.days import read_day
from storage.repositories.interventions import read_circumstances

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from app.domain.ids import CaseId
    from storage.driver import Connection

INTERVENTION, REQUEST, AGREEMENT, AID = "intervention", "request", "agreement", "aid"
OPENING, CLOSING, REOPENING = "opening", "closing", "reopening"
_ORDER = (OPENING, REQUEST, AGREEMENT, REOPENING, INTERVENTION, AID, CLOSING)


def read_timeline(connection: Connection, case_id: CaseId) -> tuple[TimelineEntry, ...]:
    """Events of a case file, newest first; those of one day in the order of a day's work."""
    events = [
        *_states(connection, case_id),
        *_requests(connection, case_id),
        *_agreements(connection, case_id),
        *_interventions(connection, case_id),
        *_aid(connection, case_id),
    ]
    return tuple(sorted(events, key=_moment, reverse=True))


def _moment(event: TimelineEntry) -> tuple[date, int, int]:
    return event.on, _ORDER.index(event.kind), event.object_id


def _states(connection: Connection, case_id: CaseId) -> Iterator[TimelineEntry]:
    """The opening, the closings and the reopenings."""
    for (opened_on,) in connection.execute(
        "SELECT opened_on FROM case_file WHERE id = ?", (case_id,)
    ):
        yield TimelineEntry(read_day(opened_on), OPENING, case_id)
    for closed_on, reason, reopened_on in connection.execute(
        "SELECT closed_on, reason, reopened_on FROM case_closing WHERE case_id = ?", (case_id,)
    ):
        yield TimelineEntry(read_day(closed_on), CLOSING, case_id, code=reason)
        if reopened_on is not None:
            yield TimelineEntry(read_day(reopened_on), REOPENING, case_id)


def _requests(connection: Connection, case_id: CaseId) -> Iterator[TimelineEntry]:
    for request_id, received_on, origin in connection.execute(
        "SELECT id, received_on, origin FROM request WHERE case_id = ?", (case_id,)
    ):
        yield TimelineEntry(read_day(received_on), REQUEST, request_id, code=origin)


def _agreements(connection: Connection, case_id: CaseId) -> Iterator[TimelineEntry]:
    """The kind of agreement is the code, the answer is the text."""
    for agreement_id, kind, answer, given_on in connection.execute(
        "SELECT id, kind, answer, given_on FROM agreement WHERE case_id = ?", (case_id,)
    ):
        yield TimelineEntry(read_day(given_on), AGREEMENT, agreement_id, code=kind, text=answer)


def _aid(connection: Connection, case_id: CaseId) -> Iterator[TimelineEntry]:
    """The scheme is the code, the state is the text, the amount is what was granted or asked.

    An application not decided yet stands on the day on which it was entered.
    """
    for aid_id, scheme, state, asked, granted, decided_on in connection.execute(
        """
        SELECT id, scheme, state, asked_cents, granted_cents, decided_on
          FROM aid_application
         WHERE case_id = ?
        """,
        (case_id,),
    ):
        yield TimelineEntry(
            on=_entered_on(aid_id) if decided_on is None else read_day(decided_on),
            kind=AID,
            object_id=aid_id,
            code=scheme,
            text=state,
            cents=asked if granted is None else granted,
        )


def _entered_on(object_id: int) -> date:
    """The day that an id was made (see `app.domain.ids`)."""
    return datetime.fromtimestamp(object_id // TIME_UNIT / 1000, UTC).date()


def _interventions(connection: Connection, case_id: CaseId) -> Iterator[TimelineEntry]:
    """What was done; the text is what is shared, then what belongs to this very file (EQU-27)."""
    issues = _codes(
        connection.execute(
            """
            SELECT issue.intervention_id, issue.code
              FROM intervention_case AS link
              JOIN intervention_issue AS issue ON issue.intervention_id = link.intervention_id
             WHERE link.case_id = ?
             ORDER BY issue.intervention_id, issue.rank
            """,
            (case_id,),
        ).fetchall()
    )
    natures = _codes(
        connection.execute(
            """
            SELECT nature.intervention_id, nature.code
              FROM intervention_case AS link
              JOIN intervention_nature AS nature ON nature.intervention_id = link.intervention_id
             WHERE link.case_id = ?
             ORDER BY nature.intervention_id, nature.rank
            """,
            (case_id,),
        ).fetchall()
    )
    done = _done(connection, case_id)
    for intervention_id, done_on, kind, place, minutes, note, own, cases, *said in done:
        yield TimelineEntry(
            on=read_day(done_on),
            kind=INTERVENTION,
            object_id=intervention_id,
            code=kind,
            place=place,
            minutes=minutes,
            issues=tuple(issues[intervention_id]),
            natures=tuple(natures[intervention_id]),
            text="\n\n".join(words for words in (note, own) if words),
            others=cases - 1,
            said=read_circumstances(*said),
        )


def _done(connection: Connection, case_id: CaseId) -> Iterator[tuple[Any, ...]]:
    """The interventions of a file, with what was said besides of each."""
    return connection.execute(
        """
        SELECT i.id, i.done_on, i.kind, i.place, i.minutes, i.note,
               (SELECT own.note FROM intervention_note AS own
                 WHERE own.intervention_id = i.id AND own.case_id = link.case_id),
               (SELECT COUNT(*) FROM intervention_case WHERE intervention_id = i.id),
               said.sphere, said.result, said.prevention, said.in_working_time
          FROM intervention_case AS link
          JOIN intervention AS i ON i.id = link.intervention_id
          LEFT JOIN intervention_circumstance AS said ON said.intervention_id = i.id
         WHERE link.case_id = ?
        """,
        (case_id,),
    )


def _codes(rows: list[tuple[int, str]]) -> defaultdict[int, list[str]]:
    codes: defaultdict[int, list[str]] = defaultdict(list)
    for intervention_id, code in rows:
        codes[intervention_id].append(code)
    return codes
