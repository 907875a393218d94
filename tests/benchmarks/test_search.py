"""Searching the vault of twenty years against the bare full-text query."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from app.domain.searches import Found
from app.ports.queries import CaseFilter, SearchFilter

if TYPE_CHECKING:
    from collections.abc import Callable

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


KEYSTROKES = 100
INDEXES = ("case_words", "note_words", "record_words", "desk_words")
LARGEST, TINY = 1, 20
"""Ranks of the entity with most agents and of the one with fewest."""


def _each_index(bound: Casework, words: str) -> Callable[[], None]:
    """The bare full-text queries of one keystroke."""
    match = " AND ".join(f'"{word}"*' for word in words.split())

    def bare() -> None:
        with bound.vault.read() as connection:
            for index in INDEXES:
                connection.execute(
                    f"SELECT rowid FROM {index} WHERE {index} MATCH ? ORDER BY rowid DESC LIMIT 50",
                    (match,),
                ).fetchall()

    return bare


@pytest.mark.requirement("JUS-17")
@pytest.mark.parametrize("words", ["m", "mi", "mirabu", "re", "employeur", "bail loyer", "zzz"])
def test_each_keystroke_of_the_search(bound: Casework, measure: Measure, words: str) -> None:
    """Everything at once, against the bare full-text queries."""
    search = partial(bound.screens.search, SearchFilter(words))

    listing = measure.against(_each_index(bound, words), search, rounds=KEYSTROKES)

    assert bool(listing.files) is (words != "zzz")


@pytest.mark.requirement("JUS-17")
@pytest.mark.parametrize("words", ["re", "dossier", "bail loyer"])
@pytest.mark.parametrize(
    "narrowed",
    [
        {"entity_id": TINY},
        {"entity_id": LARGEST},
        {"entity_id": TINY, "issues": ("ISS.LOG",)},
        {"kind": Found.APPOINTMENT},
        {"kind": Found.ASSESSMENT},
        {"kind": Found.PARTNER},
    ],
    ids=lambda one: "-".join(str(value) for value in one.values()),
)
def test_a_common_word_narrowed(
    bound: Casework, measure: Measure, words: str, narrowed: dict[str, Any]
) -> None:
    """To an entity of a few persons, to the largest, by issue, to one kind of thing."""
    search = partial(bound.screens.search, SearchFilter(words, **narrowed))

    listing = measure.against(_each_index(bound, words), search, rounds=KEYSTROKES)

    kinds = {hit.kind for file in listing.files for hit in file.hits}
    assert kinds <= {narrowed.get("kind", one) for one in Found}
    assert kinds or "issues" in narrowed
