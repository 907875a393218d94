"""Every text used exists, every text defined is used, and parameters match."""

from __future__ import annotations

import ast
import re
from string import Formatter

import pytest
from testkit.source import ROOT, modules, shown, tree

import resources
from ui.texts import UnknownText, defined, has_text, plural, text

GROUPS = {name.removesuffix(".toml") for name in resources.names("texts", "fr")}
LOOKS_LIKE_AN_ID = re.compile(r"^[a-z_]+(\.[a-z_]+)+\.?$")
CALLS = {"text", "plural", "has_text"}


def _literals(node: ast.AST) -> set[str]:
    return {
        one.value
        for one in ast.walk(node)
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    }


def _used_ids() -> tuple[set[str], set[str]]:
    """Ids written whole in the program, and beginnings of ids that it completes itself."""
    whole: set[str] = set()
    begun: set[str] = set()
    for path in modules("ui", "reports", "app"):
        source = tree(path)
        whole |= {one for one in _literals(source) if LOOKS_LIKE_AN_ID.match(one)}
        for node in ast.walk(source):
            if isinstance(node, ast.JoinedStr) and node.values:
                first = node.values[0]
                if isinstance(first, ast.Constant) and "." in str(first.value):
                    begun.add(str(first.value))
            if isinstance(node, ast.BinOp) and isinstance(node.left, ast.Constant):
                begun.add(str(node.left.value))
    return whole, {one for one in begun if one.partition(".")[0] in GROUPS}


def test_every_text_used_exists() -> None:
    whole, begun = _used_ids()
    wanted = {one for one in whole if one.partition(".")[0] in GROUPS and not one.endswith(".")}

    missing = {one for one in wanted if not has_text(one) and not _is_a_table(one)}
    hollow = {one for one in begun if not any(known.startswith(one) for known in defined())}

    assert missing == set()
    assert hollow == set()


def _is_a_table(one: str) -> bool:
    return any(known.startswith(f"{one}.") for known in defined()) or one.endswith(".toml")


def test_every_text_defined_is_used() -> None:
    whole, begun = _used_ids()

    idle = {
        one
        for one in defined()
        if one not in whole and not any(one.startswith(start) for start in begun)
    }

    assert idle == set()


@pytest.mark.parametrize("path", modules("ui"), ids=shown)
def test_the_parameters_of_a_text_are_given(path) -> None:
    wrong = []
    for node in ast.walk(tree(path)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        if node.func.id not in {"text", "plural"} or not node.args:
            continue
        first = node.args[0]
        if isinstance(first, ast.Constant) and not any(one.arg is None for one in node.keywords):
            given = {one.arg for one in node.keywords}
            if given != _wanted(str(first.value)) - (
                {"count"} if node.func.id == "plural" else set()
            ):
                wrong.append(first.value)

    assert wrong == []


def _wanted(text_id: str) -> set[str]:
    found = defined()[text_id]
    forms = [found] if isinstance(found, str) else list(found.values())
    return {name for form in forms for _, name, _, _ in Formatter().parse(form) if name}


def test_both_forms_of_a_plural_take_the_same_parameters() -> None:
    for text_id, forms in defined().items():
        if not isinstance(forms, str):
            assert set(forms) == {"one", "other"}, text_id


def test_typography_is_that_of_french() -> None:
    """No straight apostrophe between letters, a narrow no-break space before high signs."""
    bad = []
    for text_id, forms in defined().items():
        for words in [forms] if isinstance(forms, str) else forms.values():
            if re.search(r"\w'\w", words):
                bad.append(text_id)
            if re.search(r" [;:!?»]|« ", words):
                bad.append(text_id)

    assert bad == []


def test_a_colleague_is_named_in_one_way_that_the_help_says_reads_for_both() -> None:
    """« une collègue » everywhere, as most of the profession is; the help says so once."""
    him = re.compile(r"\b(?:un|au|du|le|aucun|quel|ce) collègues?\b", re.IGNORECASE)
    folder = ROOT / "resources"
    said = [
        path.relative_to(folder).as_posix()
        for path in sorted((*folder.rglob("*.toml"), *folder.rglob("*.md")))
        for _ in him.findall(path.read_text(encoding="utf-8"))
    ]

    assert said == ["help/fr/handovers.md"]


def test_a_text_that_is_missing_is_a_bug() -> None:
    with pytest.raises(UnknownText):
        text("shell.there_is_no_such_text")
    with pytest.raises(UnknownText):
        plural("shell.search", 2)


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 dossier"), (1, "1 dossier"), (2, "2 dossiers")]
)
def test_zero_and_one_are_singular(count: int, words: str) -> None:
    assert plural("case_list.count", count) == words
