"""Searching the vault of twenty years against the bare full-text query."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.ports.queries import CaseFilter, SearchFilter

if TYPE_CHECKING:
    from conftest import Measure
    from testkit.casework import Casework

pytestmark = pytest.mark.slow


@pytest.mark.requirement("JUS-17")
@pytest.mark.parametrize("words", ["mir", "mirabu", "zoé c", "2019-", "2019-4712"])
def test_typing_a_name_or_a_number(bound: Casework, measure: Measure, words: str) -> None:
    match = " AND ".join(f'"{word}"*' for word in words.replace("-", " ").split())

    def bare() -> None:
        with bound.vault.read() as connection:
            connection.execute(
                """
                SELECT c.id, c.number, p.family_name, p.given_name
                  FROM case_words
                  JOIN case_file AS c ON c.id = case_words.rowid
                  JOIN person AS p ON p.id = c.person_id
                 WHERE case_words MATCH ?
                """,
                (match,),
            ).fetchall()

    asked = CaseFilter(words=words, limit=8)
    listing = measure.against(bare, lambda: bound.screens.cases(asked))

    assert len(listing.rows) <= 8


@pytest.mark.requirement("JUS-17")
def test_the_case_list(bound: Casework, measure: Measure) -> None:
    """Every file, newest activity first: 200 rows are shown."""

    def bare() -> None:
        with bound.vault.read() as connection:
            connection.execute(
                """
                SELECT c.id, c.number, p.family_name, p.given_name, e.name, c.state
                  FROM case_file AS c
                  JOIN person AS p ON p.id = c.person_id
                  JOIN entity AS e ON e.id = c.entity_id
                """
            ).fetchall()

    listing = measure.against(bare, lambda: bound.screens.cases(CaseFilter()))

    assert len(listing.rows) == 200


KEYSTROKES = 60
_TABLES = ("case_words", "note_words", "record_words")


@pytest.mark.requirement("JUS-17")
@pytest.mark.parametrize("words", ["m", "mi", "mirabu", "re", "employeur", "bail loyer", "zzz"])
def test_each_keystroke_of_the_search(bound: Casework, measure: Measure, words: str) -> None:
    """Everything at once, against the three bare full-text queries; the slowest is told too."""
    match = " AND ".join(f'"{word}"*' for word in words.split())

    def bare() -> None:
        with bound.vault.read() as connection:
            for table in _TABLES:
                connection.execute(
                    f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rowid DESC LIMIT 50",
                    (match,),
                ).fetchall()

    def search() -> object:
        return bound.screens.search(SearchFilter(words))

    listing = measure.against(bare, search, rounds=KEYSTROKES)

    slowest = measure.benchmark.stats.stats.max
    measure.shown(f"slowest of {KEYSTROKES}: {slowest * 1000:.2f} ms")
    assert bool(listing.files) is (words != "zzz")
