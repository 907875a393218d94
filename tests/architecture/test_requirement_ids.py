"""A test that claims to prove a requirement names one that exists."""

import ast
from collections.abc import Iterator

import pytest
from testkit.source import ROOT, modules, shown, tree

REQUIREMENTS = ROOT / "tests" / "architecture" / "requirements.txt"
WEIGHTS = {"M", "S", "C", "O"}


def _known() -> dict[str, str]:
    """Each requirement with its weight."""
    rows = REQUIREMENTS.read_text(encoding="utf-8").splitlines()
    return dict(row.split("\t")[:2] for row in rows if not row.startswith("#"))


def _claims() -> Iterator[tuple[str, object]]:
    """Every value handed to the marker, with the file that does."""
    for path in modules("tests"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.requirement":
                for value in node.args:
                    yield shown(path), getattr(value, "value", None)


def test_every_claim_names_a_known_requirement() -> None:
    known = _known()

    assert [claim for claim in _claims() if claim[1] not in known] == []


def test_some_tests_claim_a_requirement() -> None:
    assert any(True for _ in _claims())


def test_every_requirement_has_a_weight_and_stands_once() -> None:
    rows = [row for row in REQUIREMENTS.read_text(encoding="utf-8").splitlines() if row[:1] != "#"]

    assert set(_known().values()) <= WEIGHTS
    assert len(_known()) == len(rows)


def test_the_marker_is_registered(request: pytest.FixtureRequest) -> None:
    markers = request.config.getini("markers")

    assert any(line.startswith("requirement(id)") for line in markers)
