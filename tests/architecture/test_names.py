"""Names say what a thing is; what is unfinished or silenced does not hide."""

import ast
import re
from pathlib import Path

import pytest
from testkit.source import ROOT, definitions, modules, shown, tree

VAGUE_MODULES = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "shared"}
VAGUE_ENDINGS = ("Manager", "Helper", "Helpers", "Util", "Utils", "Data", "Info")
# What an existing name says well enough, with the reason. The list may only shrink.
ACCEPTED = {"VaultInfo"}  # what a closed vault tells of itself: the word of every vault program
UNFINISHED = re.compile(r"#\s*(TODO|FIXME|XXX|HACK)\b")
SILENCED = re.compile(r"#\s*(noqa|type:\s*ignore|pyright:\s*ignore)(?P<rest>.*)")


@pytest.mark.parametrize("path", modules(), ids=shown)
def test_no_module_is_a_drawer_for_everything(path: Path) -> None:
    assert not VAGUE_MODULES & set(path.relative_to(ROOT).with_suffix("").parts)


@pytest.mark.parametrize("path", modules(), ids=shown)
def test_no_class_has_a_vague_name(path: Path) -> None:
    classes = {
        name for name, node in definitions(tree(path)) if isinstance(node, ast.ClassDef)
    } - ACCEPTED

    assert [name for name in sorted(classes) if name.endswith(VAGUE_ENDINGS)] == []


@pytest.mark.parametrize("path", modules(), ids=shown)
def test_nothing_is_left_for_later(path: Path) -> None:
    assert UNFINISHED.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", modules("app", "ui", "storage", "reports", "resources"), ids=shown)
def test_a_silenced_check_names_its_rule_and_its_reason(path: Path) -> None:
    unexplained = [
        match.group()
        for match in SILENCED.finditer(path.read_text(encoding="utf-8"))
        if not re.fullmatch(r"(:\s*[A-Z0-9, ]+|\[[\w, ]+\])\s+[#—(-].{8,}", match["rest"].rstrip())
    ]

    assert unexplained == []


@pytest.mark.parametrize("folder", ["tests", "packaging"])
def test_a_folder_beside_the_packages_never_becomes_one(folder: str) -> None:
    """`packaging/__init__.py` would hide the library of that name that pytest itself needs."""
    assert list((ROOT / folder).rglob("__init__.py")) == []
