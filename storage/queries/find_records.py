"""Searching what is neither a file nor an intervention: records of files, agenda, partners."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from app.domain.searches import Found
from app.ports.queries import SearchHit
from storage.days import read_day_if_any
from storage.queries.found import ISSUE_OF_FILE, WHOSE, Hit, file_of
from storage.queries.search import excerpt
from storage.repositories.search_words import AGREEMENT, DESK_WORDS, OWN_NOTE, RECORD_WORDS
from storage.repositories.shapes import SHAPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from storage.driver import Connection

_PARTNER, _APPOINTMENT, _WRITING = "partner", "appointment", "writing"
_KINDS = {
    "assessment": Found.ASSESSMENT,
    "action_plan": Found.PLAN,
    "plan_goal": Found.PLAN,
    "plan_action": Found.PLAN,
    _WRITING: Found.WRITING,
    "sharing": Found.SHARING,
    "working_note": Found.WORKING_NOTE,
    "legal_act": Found.LEGAL_ACT,
    AGREEMENT: Found.AGREEMENT,
    "urgent_case": Found.URGENT,
    OWN_NOTE: Found.NOTE,
    _APPOINTMENT: Found.APPOINTMENT,
    "reminder": Found.REMINDER,
    _PARTNER: Found.PARTNER,
}
_SHAPES = {shape.table: shape for shape in SHAPES.values() if shape.table in _KINDS}
_ON_DESK = frozenset(table for table, shape in _SHAPES.items() if shape.found_in == DESK_WORDS)
_IN_FILES = "c.entity_id = :entity_id"
_ONE_BY_ONE = f"""
    ({_IN_FILES} OR (c.id IS NULL AND EXISTS (
        SELECT 1 FROM appointment AS slot
         WHERE slot.id = found.rowid AND slot.entity_id = :entity_id)))
"""  # noqa: S608  (our own schema)
_OWN_FILES = "SELECT id FROM case_file WHERE entity_id = :entity_id"


@dataclass(frozen=True, slots=True)
class Look:
    """One look into one index: the tables wanted out of it, and what tells their records there."""

    index: str
    tables: frozenset[str]
    among: str = "TRUE"

    @property
    def kinds(self) -> frozenset[Found]:
        """The kinds of things that it finds."""
        return frozenset(_KINDS[table] for table in self.tables)


LOOKS = (
    Look(RECORD_WORDS, frozenset(_KINDS) - _ON_DESK),
    Look(DESK_WORDS, _ON_DESK - {_PARTNER}, "+found.rowid NOT IN (SELECT id FROM partner)"),
    Look(DESK_WORDS, frozenset({_PARTNER}), "+found.rowid IN (SELECT id FROM partner)"),
)
"""Partners apart: they are few and old, slots of the agenda would keep them from being seen."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What a record says: the id of its place, its words, the code that says what it is."""

    place: int
    words: str
    code: str = ""
    sensitive: bool = False


def find_records(
    connection: Connection, look: Look, kind: Found | None, values: Mapping[str, Any]
) -> list[Hit]:
    """The records of these kinds that hold the words, written last first."""
    if not values["note_match"]:
        return []
    rows = connection.execute(
        f"""
        SELECT {WHOSE}, found.rowid, found.subject,
               COALESCE(found.day, c.opened_on, '') AS dated
          FROM {look.index} AS found
          LEFT JOIN case_file AS c ON c.id = found.case_id
          LEFT JOIN person AS p ON p.id = c.person_id
          LEFT JOIN entity AS e ON e.id = c.entity_id
         WHERE {look.index} MATCH :note_match
           AND {_among(look, kind, values)}
           AND dated BETWEEN :since AND :until
           AND {ISSUE_OF_FILE}
         ORDER BY found.rowid DESC
         LIMIT :limit
        """,  # noqa: S608  (parts of our own)
        values,
    ).fetchall()
    said = _said(connection, [(row[6], row[5]) for row in rows])
    return [
        Hit(
            file_of(whose),
            SearchHit(
                kind=_KINDS[subject],
                object_id=said[record].place,
                on=read_day_if_any(dated or None),
                excerpt=excerpt(said[record].words, values["words"]),
                code=said[record].code or subject,
                sensitive=said[record].sensitive,
            ),
        )
        for *whose, record, subject, dated in rows
        if record in said
    ]


def _among(look: Look, kind: Found | None, values: Mapping[str, Any]) -> str:
    """What narrows a look to the tables wanted and to the files of one entity.

    The ids are gathered first and each match is looked up among them: what an index holds beside
    its words would cost a step into it for every match. The `+` keeps the engine from asking the
    index anew for each id. In a large entity the newest are soon met one by one.
    """
    wanted = sorted(table for table in look.tables if kind in {None, _KINDS[table]})
    whole = len(wanted) == len(look.tables)
    narrow = values["entity_id"] is not None
    if not (narrow and values["few"]):
        ids = look.among if whole else _ids(f"SELECT id FROM {table}" for table in wanted)  # noqa: S608  (our own schema)
        one_by_one = _ONE_BY_ONE if values["issues"] is None else _IN_FILES
        return f"{ids} AND {one_by_one}" if narrow else ids
    return _ids(f"SELECT id FROM {table} {_of_entity(table)}" for table in wanted)  # noqa: S608  (our own schema)


def _ids(parts: Iterable[str]) -> str:
    return f"+found.rowid IN ({' UNION ALL '.join(parts)})"


def _of_entity(table: str) -> str:
    """The condition that leaves the records of one entity; a partner belongs to none."""
    if table == _PARTNER:
        return "WHERE FALSE"
    if table == _APPOINTMENT:
        return f"WHERE case_id IN ({_OWN_FILES}) OR (case_id IS NULL AND entity_id = :entity_id)"
    return f"WHERE case_id IN ({_OWN_FILES})"


def _said(connection: Connection, records: Sequence[tuple[str, int]]) -> dict[int, _Said]:
    """What each record says, by its id."""
    wanted: defaultdict[str, list[int]] = defaultdict(list)
    for subject, record in records:
        wanted[subject].append(record)
    said: dict[int, _Said] = {}
    for subject, ids in wanted.items():
        said |= _READERS.get(subject, _words)(connection, subject, json.dumps(ids))
    return said


def _words(connection: Connection, table: str, ids: str) -> dict[int, _Said]:
    """The words of records that are simply kept."""
    shape = _SHAPES[table]
    rows = connection.execute(
        f"""
        SELECT id, {", ".join(shape.words)}
          FROM {shape.table}
         WHERE id IN (SELECT value FROM json_each(?))
        """,  # noqa: S608  (names of our own schema)
        (ids,),
    )
    return {record: _Said(record, _joined(words)) for record, *words in rows}


def _partners(connection: Connection, _table: str, ids: str) -> dict[int, _Said]:
    rows = connection.execute(
        """
        SELECT id, sensitive, name, contact, phone, email, address
          FROM partner
         WHERE id IN (SELECT value FROM json_each(?))
        """,
        (ids,),
    )
    return {
        record: _Said(record, _joined(words), sensitive=bool(sensitive))
        for record, sensitive, *words in rows
    }


def _writings(connection: Connection, table: str, ids: str) -> dict[int, _Said]:
    """A writing names the partner that it is for."""
    rows = connection.execute(
        """
        SELECT w.id
          FROM writing AS w
          JOIN partner ON partner.id = w.partner_id
         WHERE w.id IN (SELECT value FROM json_each(?))
           AND partner.sensitive
        """,
        (ids,),
    )
    sensitive = {record for (record,) in rows}
    said = _words(connection, table, ids)
    return {one: replace(words, sensitive=one in sensitive) for one, words in said.items()}


def _scopes(connection: Connection, _table: str, ids: str) -> dict[int, _Said]:
    """What agreements are about."""
    rows = connection.execute(
        """
        SELECT id, scope, kind
          FROM agreement
         WHERE id IN (SELECT value FROM json_each(?))
        """,
        (ids,),
    )
    return {record: _Said(record, scope, kind) for record, scope, kind in rows}


def _own_notes(connection: Connection, _table: str, ids: str) -> dict[int, _Said]:
    """What belongs to the file of one person alone is shown with its intervention."""
    rows = connection.execute(
        """
        SELECT own.id, own.intervention_id, own.note, i.kind
          FROM intervention_note AS own
          JOIN intervention AS i ON i.id = own.intervention_id
         WHERE own.id IN (SELECT value FROM json_each(?))
        """,
        (ids,),
    )
    return {own: _Said(done, note, kind) for own, done, note, kind in rows}


def _joined(words: Iterable[str]) -> str:
    return " · ".join(one for one in words if one)


_READERS = {
    _PARTNER: _partners,
    _WRITING: _writings,
    AGREEMENT: _scopes,
    OWN_NOTE: _own_notes,
}
