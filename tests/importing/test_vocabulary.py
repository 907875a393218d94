"""Words of spreadsheets, as they are shipped and as she taught them."""

import pytest

from app.domain.nomenclatures import standard
from app.importing.vocabulary import LEFT_OUT, LISTS, Codes, SheetKind, vocabulary

WORDS = vocabulary(standard(), {})


@pytest.mark.parametrize(
    ("list_id", "text", "code"),
    [
        ("CTC", "VAD", "CTC.VAD"),
        ("CTC", " visite à domicile ", "CTC.VAD"),
        ("CTC", "Entretien en visioconférence", "CTC.VIS"),
        ("STA", "TITULAIRE", "STA.TIT"),
        ("STA", " Retraité", "STA.RET"),
        ("ORI", "L'agent", "ORI.AGT"),
        ("ORI", "L’agent", "ORI.AGT"),
        ("GEN", "Femme", "GEN.F"),
        ("ISS", "Événement grave", "ISS.EVT"),
        ("AST", "Accordé partiellement", "AST.PARTLY_GRANTED"),
    ],
)
def test_a_wording_is_known_whatever_its_case_accents_and_blanks(list_id, text, code):
    assert WORDS.code(list_id, text) == code


def test_what_says_nothing_is_left_out_and_what_is_unknown_is_told():
    assert WORDS.code("CTC", " - ") == LEFT_OUT
    assert WORDS.code("CTC", "N.C.") == LEFT_OUT
    assert WORDS.code("CTC", "Danse") is None


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Budget / endettement", ("ISS.BUD",)),
        ("Santé + Travail", ("ISS.SAN", "ISS.PRO")),
        ("Santé, Travail / Logement", ("ISS.SAN", "ISS.PRO", "ISS.LOG")),
        ("Budget / endettement + Travail", ("ISS.BUD", "ISS.PRO")),
        ("Logement et Budget / endettement", ("ISS.LOG", "ISS.BUD")),
        ("Santé + Santé", ("ISS.SAN",)),
        ("Santé + ", ("ISS.SAN",)),
    ],
)
@pytest.mark.requirement("JUS-04")
def test_several_issues_in_a_cell_are_told_apart_and_a_compound_one_stays_whole(text, codes):
    assert WORDS.codes("ISS", text) == Codes(codes)


def test_only_the_unknown_piece_of_a_cell_is_asked():
    assert WORDS.codes("ISS", "Santé + Danse") == Codes(("ISS.SAN",), ("Danse",))


def test_what_she_taught_wins():
    words = vocabulary(standard(), {("CTC", "vad"): "CTC.TEL", ("ISS", "danse"): LEFT_OUT})

    assert words.code("CTC", "V.A.D.") == "CTC.VAD"
    assert words.code("CTC", "VAD") == "CTC.TEL"
    assert words.codes("ISS", "Santé + Danse") == Codes(("ISS.SAN",))


def test_a_near_wording_is_proposed():
    assert WORDS.nearest("CTC", "Entretien télefonique") == "CTC.TEL"
    assert WORDS.nearest("CTC", "Danse") is None


@pytest.mark.parametrize("list_id", sorted(LISTS.values()))
def test_every_shipped_wording_means_a_code_of_its_list(list_id):
    assert {code for code in WORDS.values[list_id].values() if code not in standard()} == set()


@pytest.mark.parametrize("kind", list(SheetKind))
def test_every_kind_of_sheet_has_columns(kind):
    assert WORDS.columns[kind]
