"""From the header of a sheet to fields."""

from datetime import timedelta

import pytest
from testkit.sheets import HEADER, a_row

from app.domain.nomenclatures import standard
from app.importing.header import Header, find_header, remembered_header
from app.importing.mapping import (
    MappedRow,
    Sure,
    columns_of,
    header_key,
    mapped,
)
from app.importing.vocabulary import SheetKind, vocabulary
from app.ports.imports import ImportProfile, Sheet

WORDS = vocabulary(standard(), {})
TITLE = ("Service social du travail — suivi 2025",)


def sheet(*rows, name="Suivi"):
    return Sheet(name, tuple(rows))


def columns(header, kind=SheetKind.INTERVENTIONS, *, profile=None, corrected=None):
    return columns_of(header, kind, WORDS, profile=profile, corrected=corrected or {})


def fields(header, kind=SheetKind.INTERVENTIONS, **changed):
    return [column.field for column in columns(header, kind, **changed)]


def test_the_header_is_found_below_a_title():
    assert find_header(sheet(TITLE, (), HEADER, a_row()), WORDS) == Header(
        3, SheetKind.INTERVENTIONS
    )


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        (("Date décision", "N° dossier", "Dispositif", "Décision", "Accordé (€)"), SheetKind.AID),
        (("Date", "Collectivité", "Thème", "Participants"), SheetKind.COLLECTIVE),
        (("Collectivité", "Effectif au 31/12", "Quotité %"), SheetKind.ENTITIES),
    ],
)
def test_the_kind_of_a_sheet_is_told_by_its_header(header, kind):
    assert find_header(sheet(header, name=""), WORDS) == Header(1, kind)


def test_a_header_with_slips_of_the_keyboard_is_found():
    assert find_header(sheet(("Dates", "Colectivité", "Non", "Tipe", "Durées")), WORDS) is not None


def test_a_sheet_without_header_has_none():
    assert find_header(sheet(("a", "b"), (1, 2)), WORDS) is None
    assert find_header(sheet(), WORDS) is None


def test_what_she_says_of_a_sheet_wins():
    both = ("Date", "Collectivité", "Thème", "Type", "Participants")

    found = find_header(sheet(both), WORDS, SheetKind.INTERVENTIONS)

    assert found == Header(1, SheetKind.INTERVENTIONS)


def test_what_she_says_of_columns_helps_to_find_the_header():
    header = ("Jour", "Danse")

    assert find_header(sheet(header), WORDS) is None
    assert find_header(sheet(header), WORDS, None, {"Danse": "kind"}) == Header(
        1, SheetKind.INTERVENTIONS
    )


def test_a_header_confirmed_once_is_recognised():
    key = header_key(SheetKind.AID, ("un", "deux"))

    found = remembered_header(sheet(TITLE, (), ("UN", "Deux")), lambda asked: asked == key)

    assert found == Header(3, SheetKind.AID)
    assert remembered_header(sheet(TITLE), lambda _: False) is None


def test_columns_feed_fields_and_several_may_feed_the_issues():
    assert fields(("DATE ", "problematique 1", "Problématique 2", "Couleur", None)) == [
        "date",
        "issues",
        "issues",
        None,
        None,
    ]


def test_a_field_of_one_column_takes_the_surest():
    found = columns(("Datte", "Date"))

    assert [column.field for column in found] == [None, "date"]
    assert found[1].sure is Sure.EXACT


def test_a_correction_wins_over_what_is_remembered_and_that_over_the_guess():
    header = ("Date", "Genre", "Nature")
    profile = ImportProfile("", "interventions", {"Genre": "kind", "Nature": ""})

    assert fields(header, profile=profile) == ["date", "kind", None]
    assert fields(header, profile=profile, corrected={"genre": "gender"}) == [
        "date",
        "gender",
        None,
    ]


def test_a_correction_of_another_kind_of_sheet_is_not_for_this_one():
    assert fields(("Date", "Somme"), corrected={"Somme": "granted"}) == ["date", None]


def test_the_same_header_is_recognised_whatever_its_typing():
    assert header_key(SheetKind.AID, ("Date décision", "N° dossier")) == header_key(
        SheetKind.AID, (" DATE DECISION", "N°  Dossier ")
    )


def row_of(header, cells, **changed):
    return mapped(
        columns(header),
        cells,
        kind=SheetKind.INTERVENTIONS,
        sheet="Suivi",
        line=2,
        not_computed=changed.get("not_computed", frozenset()),
    )


def test_a_row_keeps_its_texts_by_field():
    row = row_of(
        ("Date", "Motif 1", "Motif 2", "Durée"), ("7.2.25", "Santé", None, timedelta(0, 3000))
    )

    assert row == MappedRow(
        SheetKind.INTERVENTIONS,
        "Suivi",
        2,
        {"date": ("7.2.25",), "issues": ("Santé",), "minutes": ("0h50",)},
    )


def test_a_bare_number_under_hours_is_hours():
    assert row_of(("Date", "Nb heures"), ("7.2.25", 2)).text("minutes") == "2h00"
    assert row_of(("Date", "Nb heures"), ("7.2.25", "1,5")).text("minutes") == "1,5 h"
    assert row_of(("Date", "Durée (min)"), ("7.2.25", 2)).text("minutes") == "2"


def test_a_cell_without_result_is_told():
    row = row_of(("Date", "Durée"), ("7.2.25", None), not_computed=frozenset({(2, 2), (9, 1)}))

    assert row.not_computed == ("minutes",)
