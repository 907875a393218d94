"""What is proposed while one types: accents and case ignored, most used first."""

from __future__ import annotations

from ui.widgets.matching import Option, fitting

OPTIONS = (
    Option("a", "Logement › Impayé de loyer", also="Impayé de loyer, expulsion"),
    Option("b", "Logement › Recherche"),
    Option("c", "Budget › Endettement"),
    Option("d", "Évaluation"),
)


def _found(typed: str, *usual: str) -> list[str]:
    return [option.value for option in fitting(OPTIONS, typed, usual)]


def test_every_word_typed_begins_a_word() -> None:
    assert _found("log imp") == ["a"]
    assert _found("oyer") == []


def test_accents_and_case_do_not_matter() -> None:
    assert _found("EVALUATION") == ["d"]
    assert _found("impaye") == ["a"]


def test_the_full_label_finds_too() -> None:
    assert _found("expuls") == ["a"]


def test_the_most_used_come_first() -> None:
    assert _found("log", "b") == ["b", "a"]


def test_nothing_typed_proposes_the_most_used_first() -> None:
    assert _found("", "c")[0] == "c"


def test_no_more_than_asked_are_proposed() -> None:
    assert len(fitting(OPTIONS, "", (), most=2)) == 2
