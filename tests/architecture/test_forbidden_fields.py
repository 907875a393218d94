"""What the code of ethics forbids has no column, no code and no field on screen.

ANAS-01: no score, rating or ranking of persons; ANAS-02: no origin, religion, opinion, union,
sexuality; ANAS-14: nothing collected for control; ANAS-15: no mark of fraud.
"""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import pytest

import resources
from app.domain.nomenclatures import standard
from app.domain.people import folded

FORBIDDEN = {
    "ANAS-01": r"scores?|scoring|notation|rating|ranking|classement|cotation|dangerosite|"
    r"niveau de risque|risk level|risk score",
    "ANAS-02": r"religions?|religieu\w*|ethni\w*|race|racial\w*|origine ethnique|"
    r"opinions? politiques?|appartenance syndicale|union membership|orientation sexuelle|sexuality|"
    r"sexualite|political\w*|nationality",
    "ANAS-14": r"controle de presence|presence check|checked by|verifie par|"
    r"absences? injustifiees?|arret de complaisance",
    "ANAS-15": r"fraud\w*|fraude\w*|fausse declaration|mensong\w*|menteu\w*|suspicion",
}
SPOKEN_OF = {"ISS"}
"""The list where such a word names what was done to the person (a discrimination, say)."""


def _columns() -> list[str]:
    said = tomllib.loads((files("storage.migrations") / "columns.toml").read_text(encoding="utf-8"))
    return [
        f"{table} {name}".replace("_", " ")
        for table, columns in said["columns"].items()
        for name in columns
    ]


def _labels() -> list[str]:
    return [
        folded(code.label)
        for name, codes in standard().lists.items()
        if name not in SPOKEN_OF
        for code in codes.codes
    ]


def _fields_on_screen() -> list[str]:
    """Every text of the window, wherever something may be entered."""
    shown: list[str] = []
    for name in resources.names("texts", "fr"):
        shown.extend(_leaves(resources.read_toml("texts", "fr", name)))
    return [folded(words) for words in shown]


def _leaves(values: dict[str, object]) -> list[str]:
    found: list[str] = []
    for value in values.values():
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, dict):
            found.extend(_leaves(value))
    return found


def _found(requirement: str) -> list[str]:
    forbidden = re.compile(rf"\b(?:{FORBIDDEN[requirement]})\b")
    return [one for one in (*_columns(), *_labels(), *_fields_on_screen()) if forbidden.search(one)]


@pytest.mark.requirement("ANAS-01")
def test_nobody_is_scored_rated_or_ranked() -> None:
    assert _found("ANAS-01") == []


@pytest.mark.requirement("ANAS-02")
def test_origin_religion_opinion_and_the_like_have_no_field() -> None:
    assert _found("ANAS-02") == []


@pytest.mark.requirement("ANAS-14")
def test_nothing_is_collected_to_control_an_agent() -> None:
    assert _found("ANAS-14") == []


@pytest.mark.requirement("ANAS-15")
def test_there_is_no_mark_of_fraud() -> None:
    assert _found("ANAS-15") == []


def test_the_words_looked_for_would_be_found() -> None:
    """A test that cannot fail proves nothing."""
    for words, example in (
        (FORBIDDEN["ANAS-01"], "person score"),
        (FORBIDDEN["ANAS-02"], folded("Appartenance syndicale")),
        (FORBIDDEN["ANAS-14"], "visit checked by"),
        (FORBIDDEN["ANAS-15"], "suspicion de fraude"),
    ):
        assert re.search(rf"\b(?:{words})\b", example)
    assert len(_columns()) > 200
    assert len(_labels()) > 300
    assert len(_fields_on_screen()) > 1000
