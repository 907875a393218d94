"""The words that searching looks through, kept beside what they come from.

Case files are found by number, names and the titles of their documents, interventions by their
notes, what else is in a file in `record_words`, what is not (agenda, partners) in `desk_words`; all
as folded words (`app.domain.people.folded`), so that accents, case and ligatures do not matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.people import folded

if TYPE_CHECKING:
    from app.domain.ids import CaseId, InterventionId, PersonId
    from storage.driver import Connection

RECORD_WORDS, DESK_WORDS = "record_words", "desk_words"
AGREEMENT = "agreement"
"""The subject of what an agreement is about, among the words of records."""
OWN_NOTE = "intervention_note"
"""The subject of such a note among the words of records."""


def index_case(connection: Connection, case_id: CaseId) -> None:
    """Index a case file anew; its rank in the year may be typed without the zeros."""
    number, family_name, given_name, titles = connection.execute(
        """
        SELECT c.number, p.family_name, p.given_name,
               (SELECT COALESCE(GROUP_CONCAT(title, ' '), '')
                  FROM document
                 WHERE case_id = c.id AND binned_on IS NULL)
          FROM case_file AS c
          JOIN person AS p ON p.id = c.person_id
         WHERE c.id = ?
        """,
        (case_id,),
    ).fetchone()
    rank = number.rpartition("-")[2].lstrip("0")
    words = folded(f"{number} {rank} {family_name} {given_name} {titles}")
    forget_case(connection, case_id)
    connection.execute("INSERT INTO case_words (rowid, words) VALUES (?, ?)", (case_id, words))


def index_cases_of(connection: Connection, person_id: PersonId) -> None:
    """Index the case files of a person anew, after her name changed."""
    rows = connection.execute("SELECT id FROM case_file WHERE person_id = ?", (person_id,))
    for (case_id,) in rows.fetchall():
        index_case(connection, case_id)


def forget_case(connection: Connection, case_id: CaseId) -> None:
    """Remove a case file from the index."""
    connection.execute("DELETE FROM case_words WHERE rowid = ?", (case_id,))


def index_note(connection: Connection, intervention_id: InterventionId, note: str) -> None:
    """Index the words of a note anew."""
    forget_note(connection, intervention_id)
    if words := folded(note):
        connection.execute(
            "INSERT INTO note_words (rowid, words) VALUES (?, ?)", (intervention_id, words)
        )


def forget_note(connection: Connection, intervention_id: InterventionId) -> None:
    """Remove a note from the index."""
    connection.execute("DELETE FROM note_words WHERE rowid = ?", (intervention_id,))


def index_own_notes(connection: Connection, intervention_id: InterventionId) -> None:
    """Index what belongs to the file of one person alone: found under that file and no other."""
    rows = connection.execute(
        """
        SELECT own.id, own.note, own.case_id, i.done_on
          FROM intervention_note AS own
          JOIN intervention AS i ON i.id = own.intervention_id
         WHERE own.intervention_id = ?
        """,
        (intervention_id,),
    )
    for note_id, note, case_id, done_on in rows.fetchall():
        index_words(connection, RECORD_WORDS, note_id, note, (OWN_NOTE, case_id, done_on))


def index_scopes(connection: Connection) -> None:
    """Index what every agreement is about."""
    rows = connection.execute(
        "SELECT id, scope, case_id, given_on FROM agreement WHERE TRIM(scope) <> ''"
    )
    for agreement_id, scope, case_id, given_on in rows.fetchall():
        index_words(connection, RECORD_WORDS, agreement_id, scope, (AGREEMENT, case_id, given_on))


def index_words(
    connection: Connection,
    index: str,
    record_id: object,
    words: str,
    place: tuple[str, object, object],
) -> None:
    """Index the words of a record anew; its place is its subject, its file and its day."""
    forget_words(connection, index, record_id)
    if kept := folded(words):
        connection.execute(
            f"INSERT INTO {index} (rowid, words, subject, case_id, day) VALUES (?, ?, ?, ?, ?)",  # noqa: S608  (our own schema)
            (record_id, kept, *place),
        )


def forget_words(connection: Connection, index: str, record_id: object) -> None:
    """Remove a record from its index."""
    connection.execute(f"DELETE FROM {index} WHERE rowid = ?", (record_id,))  # noqa: S608  (our own schema)


def forget_own_notes(connection: Connection, intervention_id: InterventionId) -> None:
    """Remove what belongs to the file of one person alone from the index."""
    connection.execute(
        """
        DELETE FROM record_words
         WHERE rowid IN (SELECT id FROM intervention_note WHERE intervention_id = ?)
        """,
        (intervention_id,),
    )
