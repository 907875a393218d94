"""The program's own source, read as text and as syntax trees by the architecture tests."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("app", "ui", "storage", "reports", "resources")
Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def modules(*folders: str) -> list[Path]:
    """Every Python file below the given top-level folders, or the five packages."""
    return [
        path for folder in folders or PACKAGES for path in sorted((ROOT / folder).rglob("*.py"))
    ]


def shown(path: Path) -> str:
    """A path as a reader of the repository writes it."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def definitions(node: ast.AST, prefix: str = "") -> Iterator[tuple[str, Definition]]:
    """Every class and function below a node with its dotted name, outermost first."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Definition):
            name = f"{prefix}{child.name}"
            yield name, child
            yield from definitions(child, f"{name}.")
        else:
            yield from definitions(child, prefix)


def lines(node: Definition) -> int:
    """The length of a definition, its decorators left out."""
    return (node.end_lineno or node.lineno) - node.lineno + 1
