"""Whom a row speaks of."""

import pytest

from app.importing.mapping import MappedRow
from app.importing.people import case_number, split_name, who_of
from app.importing.vocabulary import SheetKind


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2024-0051", "2024-0051"),
        ("2024/51", "2024-0051"),
        ("n° 2024 - 51", "2024-0051"),
        ("51", ""),
        ("D-88", ""),
        ("", ""),
    ],
)
def test_a_case_number_is_read_in_its_own_form(text, number):
    assert case_number(text) == number


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("FICTIVE Nadège", ("FICTIVE", "Nadège")),
        ("Nadège FICTIVE", ("FICTIVE", "Nadège")),
        ("DE LA FICTION Anne-Marie", ("DE LA FICTION", "Anne-Marie")),
        ("de la Fiction, Anne Marie", ("de la Fiction", "Anne Marie")),
        ("Fictive Nadège", ("Fictive", "Nadège")),
        ("FICTIVE", ("FICTIVE", "")),
        ("", ("", "")),
    ],
)
def test_one_cell_with_both_names_is_split(text, names):
    assert split_name(text) == names


def who(**cells):
    row = MappedRow(
        SheetKind.INTERVENTIONS, "Suivi", 2, {name: (text,) for name, text in cells.items()}
    )
    return who_of(row, None, None)


def test_a_given_name_alone_is_a_name():
    assert who(given_name="Nadège").named
    assert not who(case_number="2024-0051").named


def test_a_contact_may_be_said_to_be_anonymous():
    assert who(full_name="Anonyme").anonymous
    assert not who(family_name="Fictive").anonymous
