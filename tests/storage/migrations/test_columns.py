"""Every column of the vault says what it holds and when it goes."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from storage.vault.session import OpenVault

DECLARED: dict[str, Any] = tomllib.loads(
    (files("storage.migrations") / "columns.toml").read_text(encoding="utf-8")
)
COLUMNS = {
    f"{table}.{name}": said
    for table, columns in DECLARED["columns"].items()
    for name, said in columns.items()
}
SAID = {"personal": bool, "special": bool, "statistics": bool, "given": bool, "erased": str}


def _columns_of(vault: OpenVault) -> set[str]:
    """The columns that the database really has, without the tables of the full-text engine."""
    with vault.read() as connection:
        tables = connection.execute(
            """
            SELECT name
              FROM pragma_table_list
             WHERE schema = 'main' AND type <> 'shadow' AND name NOT LIKE 'sqlite_%'
            """
        ).fetchall()
        return {
            f"{table}.{column}"
            for (table,) in tables
            for (column,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
        }


@pytest.mark.requirement("ANAS-05")
def test_no_column_is_undeclared_and_none_is_invented(vault: OpenVault) -> None:
    real = _columns_of(vault)

    assert len(real) > 100
    assert real - COLUMNS.keys() == set()
    assert COLUMNS.keys() - real == set()


def test_each_column_says_everything() -> None:
    incomplete = [
        name
        for name, said in COLUMNS.items()
        if {key: type(value) for key, value in said.items()} != SAID
    ]

    assert incomplete == []


def test_each_rule_of_erasure_is_known_and_used() -> None:
    assert {said["erased"] for said in COLUMNS.values()} == DECLARED["rules"].keys()


def test_what_is_personal_is_erased_one_day() -> None:
    kept = [n for n, said in COLUMNS.items() if said["personal"] and said["erased"] == "never"]

    assert kept == []


@pytest.mark.parametrize("trait", ["special", "given"])
def test_what_is_sensitive_or_given_to_the_person_is_personal(trait: str) -> None:
    odd = [name for name, said in COLUMNS.items() if said[trait] and not said["personal"]]

    assert odd == []
