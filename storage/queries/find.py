"""One search over everything: files, notes, every other record, documents; grouped by file."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.domain.ids import CaseId
from app.domain.people import folded
from app.domain.searches import Found
from app.ports.queries import FoundFile, SearchHit, SearchListing
from storage.days import read_day, written
from storage.queries.search import excerpt, match_of_case, match_of_note
from storage.repositories.search_words import OWN_NOTE
from storage.repositories.shapes import SHAPES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from app.ports.queries import SearchFilter
    from storage.driver import Connection

HITS_PER_KIND = 50
TITLES_READ = 1000
_KINDS = {
    "assessment": Found.ASSESSMENT,
    "action_plan": Found.PLAN,
    "plan_goal": Found.PLAN,
    "plan_action": Found.PLAN,
    "writing": Found.WRITING,
    "sharing": Found.SHARING,
    "working_note": Found.WORKING_NOTE,
    "legal_act": Found.LEGAL_ACT,
    OWN_NOTE: Found.NOTE,
}
_SHAPES = {shape.table: shape for shape in SHAPES.values() if shape.table in _KINDS}
_ISSUE_OF_FILE = """
    (:issues IS NULL OR EXISTS (
        SELECT 1
          FROM intervention_case AS met
          JOIN intervention_issue AS issue ON issue.intervention_id = met.intervention_id
         WHERE met.case_id = c.id AND issue.code IN (SELECT value FROM json_each(:issues))))
"""
_WHOSE = "c.id, c.number, p.family_name, p.given_name, e.name"


@dataclass(frozen=True, slots=True)
class _Hit:
    """A hit and the file that it is in, which has no case for an anonymous contact."""

    whose: FoundFile
    hit: SearchHit


def find(connection: Connection, asked: SearchFilter) -> SearchListing:
    """What holds every word typed, by file: named ones first, then the newest hit first."""
    values = _values(asked)
    looks: tuple[tuple[frozenset[Found], Callable[..., list[_Hit]]], ...] = (
        (frozenset({Found.FILE}), _files),
        (frozenset({Found.NOTE}), _notes),
        (frozenset(_KINDS.values()), _records),
        (frozenset({Found.DOCUMENT}), _documents),
    )
    hits: list[_Hit] = []
    more = False
    for kinds, look in looks:
        if asked.kind is None or asked.kind in kinds:
            found = look(connection, asked, values)
            more = more or len(found) > HITS_PER_KIND
            hits += found[:HITS_PER_KIND]
    return SearchListing(_by_file(hits), more)


def _values(asked: SearchFilter) -> dict[str, Any]:
    subjects = [table for table, kind in _KINDS.items() if asked.kind in {None, kind}]
    return {
        "case_match": match_of_case(asked.words),
        "note_match": match_of_note(asked.words),
        "entity_id": asked.entity_id,
        "since": written(asked.since) if asked.since else "",
        "until": written(asked.until) if asked.until else "9999",
        "issues": json.dumps(asked.issues) if asked.issues else None,
        "subjects": json.dumps(subjects),
        "limit": HITS_PER_KIND + 1,
        "titles": TITLES_READ,
    }


def _files(connection: Connection, asked: SearchFilter, values: dict[str, Any]) -> list[_Hit]:
    """Files whose number or names hold the words, dated by their last activity."""
    if not values["case_match"]:
        return []
    rows = connection.execute(
        f"""
        SELECT {_WHOSE}, COALESCE(
                   (SELECT MAX(done_on) FROM intervention_case WHERE case_id = c.id), c.opened_on
               ) AS day
          FROM case_words AS found
          JOIN case_file AS c ON c.id = found.rowid
          JOIN person AS p ON p.id = c.person_id
          JOIN entity AS e ON e.id = c.entity_id
         WHERE case_words MATCH :case_match
           AND (:entity_id IS NULL OR c.entity_id = :entity_id)
           AND day BETWEEN :since AND :until
           AND {_ISSUE_OF_FILE}
         ORDER BY day DESC, c.id DESC
         LIMIT :titles
        """,  # noqa: S608  (parts of our own)
        values,
    )
    named: list[_Hit] = []
    for *whose, day in rows:
        file = _file(whose)
        if _holds(_named(file), asked.words) and len(named) <= HITS_PER_KIND:
            named.append(_Hit(file, SearchHit(Found.FILE, whose[0], read_day(day))))
    return named


def _notes(connection: Connection, asked: SearchFilter, values: dict[str, Any]) -> list[_Hit]:
    """Interventions whose note holds the words, logged last first."""
    if not values["note_match"]:
        return []
    rows = connection.execute(
        f"""
        SELECT {_WHOSE}, i.id, i.done_on, i.kind, i.note
          FROM note_words AS found
          JOIN intervention AS i ON i.id = found.rowid
          LEFT JOIN case_file AS c ON c.id = (
               SELECT MIN(case_id) FROM intervention_case WHERE intervention_id = i.id)
          LEFT JOIN person AS p ON p.id = c.person_id
          LEFT JOIN entity AS e ON e.id = c.entity_id
         WHERE note_words MATCH :note_match
           AND (:entity_id IS NULL OR i.entity_id = :entity_id)
           AND i.done_on BETWEEN :since AND :until
           AND (:issues IS NULL OR EXISTS (
                SELECT 1
                  FROM intervention_issue
                 WHERE intervention_id = i.id
                   AND code IN (SELECT value FROM json_each(:issues))))
         ORDER BY found.rowid DESC
         LIMIT :limit
        """,  # noqa: S608  (parts of our own)
        values,
    )
    return [
        _Hit(
            _file(whose),
            SearchHit(Found.NOTE, done, read_day(day), excerpt(note, asked.words), kind),
        )
        for *whose, done, day, kind, note in rows
    ]


def _records(connection: Connection, asked: SearchFilter, values: dict[str, Any]) -> list[_Hit]:
    """Every other record that holds the words, written last first."""
    if not values["note_match"]:
        return []
    rows = connection.execute(
        f"""
        SELECT {_WHOSE}, found.rowid, found.subject, COALESCE(found.day, c.opened_on) AS dated
          FROM record_words AS found
          JOIN case_file AS c ON c.id = found.case_id
          JOIN person AS p ON p.id = c.person_id
          JOIN entity AS e ON e.id = c.entity_id
         WHERE record_words MATCH :note_match
           AND found.subject IN (SELECT value FROM json_each(:subjects))
           AND (:entity_id IS NULL OR c.entity_id = :entity_id)
           AND dated BETWEEN :since AND :until
           AND {_ISSUE_OF_FILE}
         ORDER BY found.rowid DESC
         LIMIT :limit
        """,  # noqa: S608  (parts of our own)
        values,
    ).fetchall()
    texts = _texts(connection, [(row[6], row[5]) for row in rows])
    return [
        _Hit(
            _file(whose),
            SearchHit(
                _KINDS[subject],
                texts[record][0],
                read_day(day),
                excerpt(texts[record][1], asked.words),
                texts[record][2] or subject,
            ),
        )
        for *whose, record, subject, day in rows
        if record in texts
    ]


def _texts(
    connection: Connection, records: Sequence[tuple[str, int]]
) -> dict[int, tuple[int, str, str]]:
    """What each record says: the id of its place, its words, the code that says what it is."""
    wanted: defaultdict[str, list[int]] = defaultdict(list)
    for subject, record in records:
        wanted[subject].append(record)
    texts: dict[int, tuple[int, str, str]] = {}
    for subject, ids in wanted.items():
        if subject == OWN_NOTE:
            texts |= _own_notes(connection, ids)
            continue
        shape = _SHAPES[subject]
        rows = connection.execute(
            f"""
            SELECT id, {", ".join(shape.words)}
              FROM {shape.table}
             WHERE id IN (SELECT value FROM json_each(?))
            """,  # noqa: S608  (names of our own schema)
            (json.dumps(ids),),
        )
        for record, *words in rows:
            texts[record] = (record, " · ".join(one for one in words if one), "")
    return texts


def _own_notes(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[int, str, str]]:
    """What belongs to the file of one person alone is shown with its intervention."""
    rows = connection.execute(
        """
        SELECT own.id, own.intervention_id, own.note, i.kind
          FROM intervention_note AS own
          JOIN intervention AS i ON i.id = own.intervention_id
         WHERE own.id IN (SELECT value FROM json_each(?))
        """,
        (json.dumps(ids),),
    )
    return {own: (done, note, kind) for own, done, note, kind in rows}


def _documents(connection: Connection, asked: SearchFilter, values: dict[str, Any]) -> list[_Hit]:
    """Documents whose title holds a word, the names and number of the file the others."""
    if not values["case_match"]:
        return []
    rows = connection.execute(
        f"""
        SELECT {_WHOSE}, d.id, d.title, d.added_on AS day
          FROM case_words AS found
          JOIN document AS d ON d.case_id = found.rowid
          JOIN case_file AS c ON c.id = d.case_id
          JOIN person AS p ON p.id = c.person_id
          JOIN entity AS e ON e.id = c.entity_id
         WHERE case_words MATCH :case_match
           AND d.binned_on IS NULL
           AND (:entity_id IS NULL OR c.entity_id = :entity_id)
           AND day BETWEEN :since AND :until
           AND {_ISSUE_OF_FILE}
         ORDER BY d.id DESC
         LIMIT :titles
        """,  # noqa: S608  (parts of our own)
        values,
    )
    found: list[_Hit] = []
    for *whose, document, title, day in rows:
        file = _file(whose)
        meant = any(_holds(title, word) for word in folded(asked.words).split())
        if meant and _holds(f"{_named(file)} {title}", asked.words):
            shown = excerpt(title, asked.words)
            found.append(_Hit(file, SearchHit(Found.DOCUMENT, document, read_day(day), shown)))
    return found


def _file(whose: Sequence[Any]) -> FoundFile:
    case_id, number, family_name, given_name, entity_name = whose
    if case_id is None:
        return FoundFile(None)
    return FoundFile(CaseId(case_id), number, family_name, given_name, entity_name)


def _named(file: FoundFile) -> str:
    rank = file.number.rpartition("-")[2].lstrip("0")
    return f"{file.number} {rank} {file.family_name} {file.given_name}"


def _holds(said: str, words: str) -> bool:
    """Tell whether every word typed is the beginning of one said."""
    there = folded(said).split()
    return all(any(one.startswith(word) for one in there) for word in folded(words).split())


def _by_file(found: Iterable[_Hit]) -> tuple[FoundFile, ...]:
    """The files with their hits, newest first; a file that is named comes before the others."""
    grouped: defaultdict[FoundFile, list[SearchHit]] = defaultdict(list)
    for one in found:
        grouped[one.whose].append(one.hit)
    files = [
        FoundFile(
            case_id=file.case_id,
            number=file.number,
            family_name=file.family_name,
            given_name=file.given_name,
            entity_name=file.entity_name,
            hits=tuple(sorted(hits, key=_rank, reverse=True)),
        )
        for file, hits in grouped.items()
    ]
    return tuple(sorted(files, key=_rank_of_file, reverse=True))


def _rank(hit: SearchHit) -> tuple[bool, str, int]:
    return hit.kind is Found.FILE, hit.on.isoformat(), hit.object_id


def _rank_of_file(file: FoundFile) -> tuple[bool, str, int]:
    return _rank(file.hits[0])
