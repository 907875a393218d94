"""Mapping files of the command line."""

import pytest

from app.domain.errors import RuleBroken
from app.domain.nomenclatures import standard
from app.importing.mapping import Corrections
from app.importing.teaching import mapping_from_toml, refuse_unknown
from app.importing.vocabulary import SheetKind, vocabulary

WORDS = vocabulary(standard(), {})


def refusal(content):
    with pytest.raises(RuleBroken) as refused:
        refuse_unknown(mapping_from_toml(content.encode()), WORDS, standard())
    return refused.value.code


def test_a_mapping_file_says_columns_values_sheets_and_employer():
    found = mapping_from_toml(
        """
        entity = "Ville d’Exemple"

        [columns]
        "Qui a appelé" = "origin"
        "Couleur" = "-"

        [sheets]
        "Notes" = "-"
        "2025" = "interventions"

        [values.CTC]
        "VAD " = "CTC.VAD"
        "Danse" = "-"

        [values.ENT]
        "Mairie" = "Ville d’Exemple"
        """.encode()
    )

    assert found == Corrections(
        columns={"Qui a appelé": "origin", "Couleur": ""},
        kinds={"Notes": None, "2025": SheetKind.INTERVENTIONS},
        values={
            ("CTC", "vad"): "CTC.VAD",
            ("CTC", "danse"): "",
            ("ENT", "mairie"): "Ville d’Exemple",
        },
        entity="Ville d’Exemple",
    )
    refuse_unknown(found, WORDS, standard())


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("[columns", "mapping_unreadable"),
        ("[colonnes]", "mapping_table_unknown"),
        ("columns = 3", "mapping_table_unknown"),
        ("[columns]\nDate = 3", "mapping_table_unknown"),
        ("[columns]\nDate = 'jour'", "mapping_field_unknown"),
        ("[sheets]\nNotes = 'autre'", "mapping_kind_unknown"),
        ("[values.XXX]\nVAD = 'CTC.VAD'", "mapping_list_unknown"),
        ("[values.CTC]\nVAD = 'CTC.ZZZ'", "unknown_code"),
        ("[values.CTC]\nVAD = 'LIE.DOM'", "unknown_code"),
    ],
)
def test_a_mapping_file_that_means_nothing_is_refused(content, code):
    assert refusal(content) == code
