"""Every refusal has words that say what to do; a bug shows its place and nothing of its content."""

from __future__ import annotations

import ast

import pytest
from testkit.source import modules, tree

from app.domain.errors import RuleBroken
from app.ports import keys, vault
from app.ports.imports import SheetRefused
from app.ports.keys import KeyFileUnfit
from ui import errors
from ui.application import redacted
from ui.texts import has_text


def _codes_of(name: str) -> set[str]:
    return {
        str(node.args[0].value)
        for path in modules("app", "storage", "ui", "reports")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == name
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }


@pytest.mark.parametrize("code", sorted(_codes_of("RuleBroken")))
def test_every_rule_has_words(code: str) -> None:
    assert has_text(f"errors.{code}")


@pytest.mark.parametrize("code", sorted(_codes_of("SheetRefused")))
def test_every_refused_sheet_has_words(code: str) -> None:
    assert has_text(f"errors.sheet_{code}")


def _vault_errors() -> list[type[vault.VaultError]]:
    return [
        one
        for module in (vault, keys)
        for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, vault.VaultError)
    ]


@pytest.mark.parametrize("kind", _vault_errors(), ids=lambda kind: kind.code)
def test_every_vault_error_has_words(kind: type[vault.VaultError]) -> None:
    assert has_text(f"errors.{kind.code}")


def test_facts_are_written_as_she_reads_them() -> None:
    from datetime import date

    said = errors.message(RuleBroken("case_closed", closed_on=date(2026, 2, 7)))

    assert "07/02/2026" in said


def test_a_code_without_words_still_says_that_nothing_was_changed() -> None:
    assert "xyz" in errors.message(RuleBroken("xyz"))


def test_a_refused_sheet_is_told_apart_from_a_rule() -> None:
    assert errors.message(SheetRefused("empty")) != errors.message(RuleBroken("empty"))


def _fail_with(words: str) -> None:
    raise ValueError(words)


def test_the_report_of_a_bug_holds_no_message_and_no_value() -> None:
    with pytest.raises(ValueError, match="Exemple") as caught:
        _fail_with("Nadège Exemple")

    report = redacted(caught.value, caught.value.__traceback__)

    assert "Exemple" not in report
    assert report.startswith("ValueError\n")
    assert "test_errors.py:" in report


def test_a_refusal_with_a_reason_has_words_of_its_own_for_it() -> None:
    said = {
        errors.message(KeyFileUnfit(reason=reason, label="abcdef"))
        for reason in ("missing", "damaged", "not_a_key_file", "other_vault", "unheard_of")
    }
    assert len(said) == 5
    assert any("abcdef" in one for one in said)
