"""Files, classes, functions and constructors stay small enough to be read whole."""

import ast
from pathlib import Path

import pytest
from testkit.source import Definition, definitions, lines, modules, shown, tree

FILE, CLASS, FUNCTION, CONSTRUCTOR = 400, 250, 50, 40

# What reads better whole, with its own bound and the reason. The list may only shrink.
ALLOWED: dict[str, int] = {}


def _limit(name: str, node: Definition) -> int:
    if isinstance(node, ast.ClassDef):
        return CLASS
    return CONSTRUCTOR if name.endswith(".__init__") else FUNCTION


def _sizes(path: Path) -> dict[str, tuple[int, int]]:
    """What a file holds, with its size and its bound."""
    sizes = {shown(path): (len(path.read_text(encoding="utf-8").splitlines()), FILE)}
    for name, node in definitions(tree(path)):
        sizes[f"{shown(path)}::{name}"] = (lines(node), _limit(name, node))
    return sizes


@pytest.mark.parametrize(
    "path", modules("app", "ui", "storage", "reports", "resources", "packaging", "tests"), ids=shown
)
def test_nothing_grows_past_its_budget(path: Path) -> None:
    too_long = {
        name: f"{size} lines, {ALLOWED.get(name, limit)} at most"
        for name, (size, limit) in _sizes(path).items()
        if size > ALLOWED.get(name, limit)
    }

    assert too_long == {}


def test_every_exception_is_still_needed() -> None:
    sizes: dict[str, tuple[int, int]] = {}
    for path in modules("app", "ui", "storage", "reports", "resources", "packaging", "tests"):
        sizes |= _sizes(path)

    assert [name for name in ALLOWED if name not in sizes or sizes[name][0] <= sizes[name][1]] == []
