"""Every module says what it is, and every public name says what it does."""

import ast
from pathlib import Path

import pytest
from testkit.source import Definition, definitions, modules, shown, tree


def _is_public(name: str) -> bool:
    return not any(part.startswith("_") for part in name.split("."))


def _is_a_local(name: str, functions: set[str]) -> bool:
    """A function inside a function is read with the one around it."""
    return name.rpartition(".")[0] in functions


def _speaks_for_itself(node: Definition, path: Path) -> bool:
    """An override is documented where it is declared, a protocol's method by name and types."""
    if any(isinstance(mark, ast.Name) and mark.id == "override" for mark in node.decorator_list):
        return True
    return "app/ports/" in shown(path) and isinstance(node, ast.FunctionDef)


@pytest.mark.parametrize("path", modules(), ids=shown)
def test_every_module_and_public_name_has_a_docstring(path: Path) -> None:
    found = dict(definitions(tree(path)))
    functions = {name for name, node in found.items() if not isinstance(node, ast.ClassDef)}

    silent = [
        name
        for name, node in found.items()
        if _is_public(name)
        and not _is_a_local(name, functions)
        and not _speaks_for_itself(node, path)
        and not ast.get_docstring(node)
    ]

    assert ast.get_docstring(tree(path)), "the module has no docstring"
    assert silent == []


@pytest.mark.parametrize("path", modules("tests"), ids=shown)
def test_every_test_file_says_what_it_proves(path: Path) -> None:
    assert ast.get_docstring(tree(path))
