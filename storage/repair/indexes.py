"""Makes the indexes anew from the records: the engine's own, and the words of the search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.repositories.records import RecordTable
from storage.repositories.search_words import (
    DESK_WORDS,
    RECORD_WORDS,
    index_case,
    index_note,
    index_own_notes,
    index_scopes,
)
from storage.repositories.shapes import SHAPES

if TYPE_CHECKING:
    from storage.driver import Connection

_SEARCH = ("case_words", "note_words", RECORD_WORDS, DESK_WORDS)


def rebuild_indexes(connection: Connection) -> None:
    """Rebuild every index; the records stay as they are."""
    connection.execute("REINDEX")
    for name in _SEARCH:  # taking rows away needs an index that follows them
        connection.execute(f"INSERT INTO {name} ({name}) VALUES ('rebuild')")  # noqa: S608  (our own schema)
    fill_search(connection)


def fill_search(connection: Connection) -> None:
    """Compute the words of every case file, note and record again."""
    for name in _SEARCH:
        connection.execute(f"DELETE FROM {name}")  # noqa: S608  (our own schema)
    for (case_id,) in connection.execute("SELECT id FROM case_file").fetchall():
        index_case(connection, case_id)
    notes = connection.execute("SELECT id, note FROM intervention WHERE note <> ''")
    for intervention_id, note in notes.fetchall():
        index_note(connection, intervention_id, note)
    own = connection.execute("SELECT DISTINCT intervention_id FROM intervention_note")
    for (intervention_id,) in own.fetchall():
        index_own_notes(connection, intervention_id)
    index_scopes(connection)
    for shape in SHAPES.values():
        if shape.words:
            table = RecordTable(connection, shape)
            for record in table.all():
                table.index(record)
