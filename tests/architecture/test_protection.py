"""Nothing but disclosure control can make a table that a document accepts."""

import ast

import pytest
from testkit.documents import domains
from testkit.source import ROOT, modules, shown, tree

from app.statistics.release import SafeTable, Seal, Unsealed

MAKER = ROOT / "app" / "statistics" / "disclosure"
DEFINED_IN = ROOT / "app" / "statistics" / "release.py"
RESERVED = {"_SEAL", "SafeTable", "ProtectedRelease", "AuditResult"}


def _reserved_uses(node: ast.Module) -> list[str]:
    """The seal wherever it is named, and the sealed classes wherever they are called."""
    seals = [
        "_SEAL"
        for part in ast.walk(node)
        if (isinstance(part, ast.Name) and part.id == "_SEAL")
        or (isinstance(part, ast.Attribute) and part.attr == "_SEAL")
        or (isinstance(part, ast.alias) and part.name == "_SEAL")
    ]
    calls = [
        ast.unparse(part.func).rpartition(".")[2]
        for part in ast.walk(node)
        if isinstance(part, ast.Call)
    ]
    return seals + [call for call in calls if call in RESERVED]


def test_only_disclosure_control_makes_protected_tables() -> None:
    makers = {
        shown(path): uses
        for path in modules()
        if not path.is_relative_to(MAKER) and path != DEFINED_IN
        if (uses := _reserved_uses(tree(path)))
    }

    assert makers == {}


def test_disclosure_control_does_make_them() -> None:
    assert any(_reserved_uses(tree(path)) for path in sorted(MAKER.rglob("*.py")))


def test_a_table_without_the_seal_is_refused() -> None:
    table = domains()

    with pytest.raises(Unsealed):
        SafeTable(view=table.view, printed=table.printed, seal=Seal())
