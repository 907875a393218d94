"""One search over everything: files, notes, every other record, documents; grouped by file."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from app.domain.people import folded
from app.domain.searches import Found
from app.ports.queries import SearchHit, SearchListing
from storage.days import read_day, written
from storage.queries.find_records import LOOKS, find_records
from storage.queries.found import ISSUE_OF_FILE, WHOSE, Hit, by_file, file_of
from storage.queries.search import excerpt, match_of_case, match_of_note

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.ids import EntityId
    from app.ports.queries import FoundFile, SearchFilter
    from storage.driver import Connection

HITS_PER_KIND = 50
TITLES_READ = 1000
FEW = 5_000
"""Interventions of an entity whose ids are gathered first, for matches to be looked up among them:
a common word would cost a step into each note. In a larger one the newest are soon met, unless an
issue makes them rare."""
_AMONG_FEW = "+found.rowid IN (SELECT id FROM intervention WHERE entity_id = :entity_id)"
_ONE_BY_ONE = "i.entity_id = :entity_id"


def find(connection: Connection, asked: SearchFilter) -> SearchListing:
    """What holds every word typed, by file: named ones first, then the newest hit first."""
    values = _values(asked)
    values["few"] = _has_few(connection, asked.entity_id)
    looks: list[tuple[frozenset[Found], Callable[[], list[Hit]]]] = [
        (frozenset({Found.FILE}), partial(_files, connection, asked, values)),
        (frozenset({Found.NOTE}), partial(_notes, connection, asked, values)),
        *(
            (look.kinds, partial(find_records, connection, look, asked.kind, values))
            for look in LOOKS
        ),
        (frozenset({Found.DOCUMENT}), partial(_documents, connection, asked, values)),
    ]
    hits: list[Hit] = []
    more = False
    for kinds, look in looks:
        if asked.kind is None or asked.kind in kinds:
            found = look()
            more = more or len(found) > HITS_PER_KIND
            hits += found[:HITS_PER_KIND]
    return SearchListing(by_file(hits), more)


def _values(asked: SearchFilter) -> dict[str, Any]:
    return {
        "words": asked.words,
        "case_match": match_of_case(asked.words),
        "note_match": match_of_note(asked.words),
        "entity_id": asked.entity_id,
        "since": written(asked.since) if asked.since else "",
        "until": written(asked.until) if asked.until else "9999",
        "issues": json.dumps(asked.issues) if asked.issues else None,
        "limit": HITS_PER_KIND + 1,
        "titles": TITLES_READ,
    }


def _has_few(connection: Connection, entity_id: EntityId | None) -> bool:
    """Tell whether an entity has few interventions, without counting them all."""
    rows = connection.execute(
        "SELECT 1 FROM intervention WHERE entity_id = ? LIMIT ?", (entity_id, FEW + 1)
    )
    return len(rows.fetchall()) <= FEW


def _files(connection: Connection, asked: SearchFilter, values: dict[str, Any]) -> list[Hit]:
    """Files whose number or names hold the words, dated by their last activity."""
    if not values["case_match"]:
        return []
    rows = connection.execute(
        f"""
        SELECT {WHOSE}, COALESCE(
                   (SELECT MAX(done_on) FROM intervention_case WHERE case_id = c.id), c.opened_on
               ) AS day
          FROM case_words AS found
          JOIN case_file AS c ON c.id = found.rowid
          JOIN person AS p ON p.id = c.person_id
          JOIN entity AS e ON e.id = c.entity_id
         WHERE case_words MATCH :case_match
           AND (:entity_id IS NULL OR c.entity_id = :entity_id)
           AND day BETWEEN :since AND :until
           AND {ISSUE_OF_FILE}
         ORDER BY day DESC, c.id DESC
         LIMIT :titles
        """,  # noqa: S608  (parts of our own)
        values,
    )
    named: list[Hit] = []
    for *whose, day in rows:
        file = file_of(whose)
        if _holds(_named(file), asked.words) and len(named) <= HITS_PER_KIND:
            named.append(Hit(file, SearchHit(Found.FILE, whose[0], read_day(day))))
    return named


def _notes(connection: Connection, asked: SearchFilter, values: dict[str, Any]) -> list[Hit]:
    """Interventions whose note holds the words, logged last first."""
    if not values["note_match"]:
        return []
    own = _AMONG_FEW if values["few"] or asked.issues else _ONE_BY_ONE
    rows = connection.execute(
        f"""
        SELECT {WHOSE}, i.id, i.done_on, i.kind, i.note
          FROM note_words AS found
          JOIN intervention AS i ON i.id = found.rowid
          LEFT JOIN case_file AS c ON c.id = (
               SELECT MIN(case_id) FROM intervention_case WHERE intervention_id = i.id)
          LEFT JOIN person AS p ON p.id = c.person_id
          LEFT JOIN entity AS e ON e.id = c.entity_id
         WHERE note_words MATCH :note_match
           AND {"TRUE" if asked.entity_id is None else own}
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
        Hit(
            file_of(whose),
            SearchHit(Found.NOTE, done, read_day(day), excerpt(note, asked.words), kind),
        )
        for *whose, done, day, kind, note in rows
    ]


def _documents(connection: Connection, asked: SearchFilter, values: dict[str, Any]) -> list[Hit]:
    """Documents whose title holds a word, the names and number of the file the others."""
    if not values["case_match"]:
        return []
    rows = connection.execute(
        f"""
        SELECT {WHOSE}, d.id, d.title, d.added_on AS day
          FROM case_words AS found
          JOIN document AS d ON d.case_id = found.rowid
          JOIN case_file AS c ON c.id = d.case_id
          JOIN person AS p ON p.id = c.person_id
          JOIN entity AS e ON e.id = c.entity_id
         WHERE case_words MATCH :case_match
           AND d.binned_on IS NULL
           AND (:entity_id IS NULL OR c.entity_id = :entity_id)
           AND day BETWEEN :since AND :until
           AND {ISSUE_OF_FILE}
         ORDER BY d.id DESC
         LIMIT :titles
        """,  # noqa: S608  (parts of our own)
        values,
    )
    found: list[Hit] = []
    for *whose, document, title, day in rows:
        file = file_of(whose)
        meant = any(_holds(title, word) for word in folded(asked.words).split())
        if meant and _holds(f"{_named(file)} {title}", asked.words):
            shown = excerpt(title, asked.words)
            found.append(Hit(file, SearchHit(Found.DOCUMENT, document, read_day(day), shown)))
    return found


def _named(file: FoundFile) -> str:
    rank = file.number.rpartition("-")[2].lstrip("0")
    return f"{file.number} {rank} {file.family_name} {file.given_name}"


def _holds(said: str, words: str) -> bool:
    """Tell whether every word typed is the beginning of one said."""
    there = folded(said).split()
    return all(any(one.startswith(word) for one in there) for word in folded(words).split())
