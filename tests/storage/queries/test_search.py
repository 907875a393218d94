"""Finding a file or a note by what is typed, whatever is typed."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from testkit.builders import a_case, a_person, an_entity, an_intervention
from testkit.casework import ENTRY, Casework

from app.domain.cases import CaseState
from app.domain.ids import EntityId, InterventionId
from app.domain.searches import Found
from app.ports.queries import CaseFilter, SearchFilter
from storage.queries.search import excerpt, match_of_case, match_of_note

OTHER = an_entity(id=EntityId(2), name="Syndicat d’Exemple")
PEOPLE = {
    "2025-0042": a_person(family_name="Fictive-Exemple", given_name="Éléonore"),
    "2025-0107": a_person(family_name="Lecœur", given_name="Zoé"),
    "2024-0042": a_person(family_name="D’Exemple", given_name="Anaïs"),
    "2023-0001": a_person(family_name="ŁØREM", given_name=""),
}


@pytest.fixture
def found(casework: Casework):
    cases = {number: a_case(person, number=number) for number, person in PEOPLE.items()}
    notes = {
        "2025-0042": "Point avec l’employeur ; elle relit le « contrat » (a AND b) — 50 % payé.",
        "2025-0107": "Sœur hébergée. L'EMPLOYEUR NE RÉPOND PAS.",
    }
    casework.keep(an_entity(), *PEOPLE.values(), *cases.values())
    casework.keep(*(an_intervention(cases[number], note=text) for number, text in notes.items()))
    return casework


def _numbers(casework: Casework, words: str) -> set[str]:
    return {row.number for row in casework.screens.cases(CaseFilter(words=words)).rows}


def _notes(casework: Casework, words: str) -> list[str]:
    listing = casework.screens.search(SearchFilter(words, kind=Found.NOTE))
    return [hit.excerpt for file in listing.files for hit in file.hits]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("fic", {"2025-0042"}),
        ("FICTIVE eleo", {"2025-0042"}),
        ("éléonore", {"2025-0042"}),
        ("exemple", {"2025-0042", "2024-0042"}),
        ("fictive-exemple", {"2025-0042"}),
        ("d'exemple", {"2024-0042"}),
        ("d’ex ana", {"2024-0042"}),
        ("lecoeur", {"2025-0107"}),
        ("lecœur", {"2025-0107"}),
        ("LECŒUR zoe", {"2025-0107"}),
        ("lorem", {"2023-0001"}),
        ("2025-0042", {"2025-0042"}),
        ("2025", {"2025-0042", "2025-0107"}),
        ("0042", {"2025-0042", "2024-0042"}),
        ("42", {"2025-0042", "2024-0042"}),
        ("42 fic", {"2025-0042"}),
        ("ictive", set()),
        ("fictive zoe", set()),
        ("", set(PEOPLE)),
        ("   ", set(PEOPLE)),
    ],
)
def test_a_file_is_found_by_the_beginnings_of_its_words(
    found: Casework, words: str, numbers: set[str]
) -> None:
    assert _numbers(found, words) == numbers


@pytest.mark.parametrize(
    "words",
    ["l'employeur", "l’employeur", "employeur", "EMPLOY", "l'emp"],
)
def test_a_note_is_found_with_its_elision(found: Casework, words: str) -> None:
    assert len(_notes(found, words)) == 2


@pytest.mark.parametrize(
    ("words", "expected"),
    [("soeur", "\x02Sœur\x03 héb"), ("sœur", "\x02Sœur\x03"), ("hebergee", "\x02hébergée\x03")],
)
def test_an_excerpt_keeps_what_she_wrote(found: Casework, words: str, expected: str) -> None:
    (note,) = _notes(found, words)

    assert expected in note


def test_every_word_must_be_in_the_note(found: Casework) -> None:
    assert len(_notes(found, "employeur contrat")) == 1
    assert _notes(found, "employeur introuvable") == []


@pytest.mark.parametrize(
    "words",
    [
        '"', "'", "(a", "a)", "*", "a*", "a AND", "AND", "OR fic", "NOT", "NEAR(a b)", "a:b",
        "words:fic", "^fic", "-fic", "{a b}", "\x00", "é", "%", "_", ";--", 'fic " OR 1=1',
        "“", "🗄", "\ud7ff",
    ],
)  # fmt: skip
def test_nothing_typed_is_an_operator(found: Casework, words: str) -> None:
    listing = found.screens.cases(CaseFilter(words=words))

    assert listing.total == len(listing.rows) < len(PEOPLE)


@pytest.mark.parametrize("words", ["(a AND b)", "a AND"])
def test_an_operator_is_a_word_like_any_other(found: Casework, words: str) -> None:
    assert len(_notes(found, words)) == 1


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(words=some.text(max_size=30))
def test_whatever_is_typed_gets_an_answer(found: Casework, words: str) -> None:
    listing = found.screens.cases(CaseFilter(words=words))

    assert listing.total >= len(listing.rows)
    assert len(_notes(found, words)) <= 2


def test_a_name_changed_is_found_by_the_new_one_only(found: Casework) -> None:
    person = PEOPLE["2025-0107"]
    found.keep(a_person(id=person.id, family_name="Autrenom", given_name="Zoé"))

    assert _numbers(found, "lecoeur") == set()
    assert _numbers(found, "autrenom") == {"2025-0107"}


def test_a_note_changed_or_removed_is_not_found_any_more(found: Casework) -> None:
    ((hit,),) = (file.hits for file in found.screens.search(SearchFilter("soeur")).files)

    with found.store.work() as work:
        work.interventions.delete(InterventionId(hit.object_id))
        work.commit(ENTRY)

    assert _notes(found, "soeur") == []


def test_the_list_is_cut_by_entity_and_state(found: Casework) -> None:
    person = a_person(family_name="Fictive")
    found.keep(OTHER, person, a_case(person, entity_id=OTHER.id, state=CaseState.OFFER_MADE))

    by_entity = found.screens.cases(CaseFilter(words="fictive", entity_id=OTHER.id))
    by_state = found.screens.cases(CaseFilter(words="fictive", state=CaseState.OPEN))

    assert [row.entity_name for row in by_entity.rows] == ["Syndicat d’Exemple"]
    assert [row.number for row in by_state.rows] == ["2025-0042"]


def test_a_long_list_is_cut_and_says_how_long_it_is(found: Casework) -> None:
    listing = found.screens.cases(CaseFilter(limit=2))

    assert (len(listing.rows), listing.total) == (2, 4)


def test_a_single_letter_is_a_whole_word_in_notes_and_a_beginning_in_names() -> None:
    assert match_of_note("l'emp") == '"l" AND "emp"*'
    assert match_of_note("l") == ""
    assert match_of_case("l'emp") == '"l"* AND "emp"*'


def test_a_long_note_is_cut_between_words_around_the_hit() -> None:
    note = "mot " * 50 + "trouvé" + " suite" * 50

    shown = excerpt(note, "trouve")

    assert shown.startswith("…mot ")
    assert "\x02trouvé\x03" in shown
    assert shown.endswith(" suite…")
    assert len(shown) < 140


def test_a_note_without_blanks_is_cut_all_the_same() -> None:
    assert len(excerpt("-" * 500 + "trouvé" + "-" * 500, "trouve")) < 140


def test_an_excerpt_without_the_word_is_the_beginning_of_the_note() -> None:
    assert excerpt("Bref.", "absent") == "Bref."
