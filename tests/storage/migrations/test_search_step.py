"""The step that brings everything else into the search, on a database of the version before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from storage import driver
from storage.database import configure, writing
from storage.migrations.runner import migrate, shipped_steps
from storage.repair.indexes import fill_search

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from storage.driver import Connection

STEP = 5
ROWS = """
INSERT INTO partner VALUES (11, 'PAR.EXT.BAI', 'Cœur d’Exemple', 'Élise', '', '', '', 0, NULL);
INSERT INTO appointment VALUES (12, '2026-03-02', '09:00:00', 45, 'appointment', 2, NULL, '',
                                'ŒUVRE fictive', 'CTC.RDV', 0, 'planned', NULL, '');
INSERT INTO appointment VALUES (13, '2026-03-02', '10:00:00', 45, 'other', NULL, NULL, '',
                                ' ', 'CTC.RDV', 0, 'planned', NULL, '');
INSERT INTO reminder VALUES (14, '2026-03-09', 'L’œuvre : rappeler', 2, NULL);
INSERT INTO agreement VALUES (15, 2, 'ACC.FILE_OPENING', 'given', 'oral', '2026-03-02', 'Æther');
INSERT INTO agreement VALUES (16, 2, 'ACC.FILE_OPENING', 'given', 'oral', '2026-03-02', '');
INSERT INTO sharing
    VALUES (17, 2, 11, 'liaison', 'Main-d’œuvre', '2026-03-09', NULL, 'Péril', NULL);
INSERT INTO record_words (rowid, words, subject, case_id, day)
VALUES (17, 'main d oeuvre', 'sharing', 2, '2026-03-09');
INSERT INTO sharing VALUES (18, 2, 11, 'liaison', 'Sœur', '2026-03-09', 15, '', NULL);
INSERT INTO record_words (rowid, words, subject, case_id, day)
VALUES (18, 'soeur', 'sharing', 2, '2026-03-09');
"""


@pytest.fixture
def connection(tmp_path: Path) -> Generator[Connection]:
    opened = driver.connect_file(tmp_path / "scratch.db", create=True)
    configure(opened)
    opened.execute("PRAGMA foreign_keys = OFF")  # the file and its person are not what is tried
    migrate(opened, shipped_steps()[: STEP - 1])
    with writing(opened):
        for statement in ROWS.strip().split(";\n"):
            opened.execute(statement)
        opened.execute("COMMIT")
    migrate(opened, shipped_steps()[:STEP])
    yield opened
    opened.close()


def found(connection: Connection, index: str, words: str) -> list[tuple[object, ...]]:
    return connection.execute(
        f"SELECT rowid, subject, case_id, day FROM {index} WHERE {index} MATCH ? ORDER BY rowid",
        (words,),
    ).fetchall()


@pytest.mark.parametrize(
    ("index", "words", "expected"),
    [
        ("desk_words", '"coeur"* AND "elise"*', [(11, "partner", None, None)]),
        (
            "desk_words",
            '"oeuvre"*',
            [
                (12, "appointment", 2, "2026-03-02"),
                (14, "reminder", 2, "2026-03-09"),
            ],
        ),
        ("record_words", '"aether"*', [(15, "agreement", 2, "2026-03-02")]),
        ("record_words", '"oeuvre"* AND "peril"*', [(17, "sharing", 2, "2026-03-09")]),
        ("record_words", '"soeur"*', [(18, "sharing", 2, "2026-03-09")]),
    ],
)
def test_what_was_there_before_is_found(
    connection: Connection, index: str, words: str, expected: list[tuple[object, ...]]
) -> None:
    assert found(connection, index, words) == expected


def test_what_says_nothing_is_not_indexed(connection: Connection) -> None:
    (rows,) = connection.execute("SELECT COUNT(*) FROM desk_words").fetchone()

    assert rows == 3


def test_a_repair_finds_the_same_again(connection: Connection) -> None:
    migrate(connection, shipped_steps())
    with writing(connection):
        fill_search(connection)
        connection.execute("COMMIT")

    assert [row[0] for row in found(connection, "desk_words", '"oeuvre"*')] == [12, 14]
    assert [row[0] for row in found(connection, "desk_words", '"elise"*')] == [11]
    assert [row[0] for row in found(connection, "record_words", '"aether"*')] == [15]
    assert [row[0] for row in found(connection, "record_words", '"peril"*')] == [17]
