"""Signals go to methods that have a name: a lambda in `connect` keeps a dead page alive."""

import ast
from pathlib import Path

import pytest
from testkit.source import modules, shown, tree


def _connections(path: Path) -> list[ast.Call]:
    return [
        node
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "connect"
    ]


@pytest.mark.parametrize("path", modules("ui"), ids=shown)
def test_no_signal_is_connected_to_a_lambda(path: Path) -> None:
    lambdas = [
        node.lineno
        for node in _connections(path)
        if any(isinstance(part, ast.Lambda) for part in ast.walk(node))
    ]

    assert lambdas == []


@pytest.mark.parametrize("path", modules("ui"), ids=shown)
def test_no_module_of_the_window_keeps_state(path: Path) -> None:
    """Constants only: nothing at module level is a list, a set or a dictionary in small letters."""
    changing = [
        target.id
        for node in tree(path).body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name) and target.id.islower() and not target.id.startswith("__")
    ]

    assert changing == []
