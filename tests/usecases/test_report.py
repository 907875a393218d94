"""What must not leave in the free text of a report."""

from __future__ import annotations

import pytest
from testkit.fakes import NoQueries

from app.usecases.report import Leak, ReportService

NAMES = frozenset({"karim", "fictif", "marchand", "le", "anne"})


def _leaks(text: str) -> list[tuple[Leak, str]]:
    return [(one.leak, one.words) for one in ReportService(NoQueries(name_words=NAMES)).leaks(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("La situation de Karim", [(Leak.NAME, "Karim")]),
        ("la situation de karim", [(Leak.NAME, "karim")]),
        ("KARIM est venu", [(Leak.NAME, "KARIM")]),
        ("Marie-Anne est venue", [(Leak.NAME, "Anne")]),
        ("l’agent Fictif", [(Leak.NAME, "Fictif")]),
        ("le 3 mars 2026", [(Leak.DATE, "3 mars")]),
        ("le 03/02/2026", [(Leak.DATE, "03/02/2026")]),
        ("au 01.23.45.67.89", [(Leak.PHONE, "01.23.45.67.89")]),
        ("à essai@exemple.invalid", [(Leak.MAIL, "essai@exemple.invalid")]),
        ("dossier 2026-0042", [(Leak.CASE_NUMBER, "2026-0042")]),
    ],
)
def test_what_names_or_reaches_somebody_is_found(text: str, found: list[tuple[Leak, str]]) -> None:
    assert sorted(_leaks(text)) == sorted(found)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Les demandes liées au logement progressent de 18 % en 2026.",
        "Un marchand du quartier.",
        "Le service reçoit le lundi.",
        "Un budget de 12 500 euros, 3 réunions.",
    ],
)
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert _leaks(text) == []


def test_each_finding_says_where_it_stands() -> None:
    text = "Puis Karim, puis Fictif."
    found = ReportService(NoQueries(name_words=NAMES)).leaks(text)

    assert [text[one.start : one.start + len(one.words)] for one in found] == ["Karim", "Fictif"]
