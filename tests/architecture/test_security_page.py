"""SECURITY.md names the test that shows each promise: every one of them exists."""

import ast
import re

import pytest
from testkit.source import ROOT, definitions, tree

PAGE = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", PAGE)))
SECTIONS = PAGE.split("## Against whom")[1].split("\n## ")[0].split("\n### ")[1:]


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_a_test_named_in_the_page_exists(path: str, name: str) -> None:
    functions = {
        found for found, node in definitions(tree(ROOT / path)) if isinstance(node, ast.FunctionDef)
    }

    assert not name or name in functions


@pytest.mark.parametrize("section", SECTIONS, ids=lambda text: text.splitlines()[0])
def test_each_attacker_has_a_promise_that_is_shown_or_a_plain_no(section: str) -> None:
    shown = re.search(r"`tests/[\w/]+\.py::\w+`", section)

    assert shown or "promises" in section


@pytest.mark.parametrize(
    "who", ["thief", "curious colleague", "administrator who only looks", "software on", "forensic"]
)
def test_the_attackers_asked_for_are_there(who: str) -> None:
    assert who in PAGE
