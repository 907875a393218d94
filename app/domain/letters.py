"""Letters from templates: fields between braces, filled from what was ticked and nothing else.

A field that nothing fills leaves a visible blank, never data (ANAS-17).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import resources
from app.domain.errors import RuleBroken
from app.domain.writings import LetterTemplate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

FOLDER = ("letters", "fr")
_FIELDS_FILE = "fields.toml"
_FIELD = re.compile(r"\{([^{}\n]+)\}")
BLANK = re.compile(r"…(?:[….]*…)?")
"""What nothing filled: a row of points to be completed."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A writing ready for paper: a title, and a body of plain lines."""

    title: str
    body: str


@cache
def shipped(kind: str) -> LetterTemplate:
    """The template of a kind (code DOC) as it is shipped."""
    found = _shipped().get(kind)
    if found is None:
        raise RuleBroken("unknown_code", code=kind)
    return found


def field_of(subject: str) -> str:
    """The field that a ticked item fills."""
    return str(_words()["item"][subject])


def given(name: str) -> str:
    """The field that the day or the partner fills."""
    return str(_words()["given"][name])


def meeting_field(name: str) -> str:
    """The field that the day, an hour or the place of a ticked meeting fills."""
    return str(_words()["meeting"][name])


def owner_words(owner: str) -> str:
    """Who does an action of the plan, in a letter."""
    return str(_words()["owner"][owner])


def phrase(name: str, **values: str) -> str:
    """One of the short phrases around what a field holds."""
    return str(_words()[name]).format(**values)


def in_words(on: date) -> str:
    """A day as a letter says it."""
    number = phrase("first") if on.day == 1 else str(on.day)
    return f"{number} {_words()['months'][on.month - 1]} {on.year}"


def known_fields() -> tuple[str, ...]:
    """Every field that a template may hold, in the order in which they are listed."""
    words = _words()
    return (*words["given"].values(), *words["item"].values(), *words["meeting"].values())


def refuse_unknown_fields(*templates: str) -> None:
    """Refuse a field that nothing will ever fill."""
    known = set(known_fields())
    for template in templates:
        for field in _FIELD.findall(template):
            if field not in known:
                raise RuleBroken("unknown_field", field=field)


def filled(template: str, values: Mapping[str, str]) -> str:
    """The text of a template; what no value fills stays a visible blank."""
    blank = phrase("blank")
    return _FIELD.sub(lambda found: values.get(found[1]) or blank, template).strip()


def bullets(lines: Iterable[str]) -> str:
    """Lines of a list."""
    return "\n".join(phrase("bullet", words=line) for line in lines)


def labelled(items: Iterable[tuple[str, str]]) -> str:
    """What was ticked, each item under the name of its field."""
    return "\n".join(
        phrase("labelled", label=field_of(subject).capitalize(), words=words)
        for subject, words in items
    )


def _words() -> Mapping[str, Any]:
    return resources.read_toml(*FOLDER, _FIELDS_FILE)


@cache
def _shipped() -> Mapping[str, LetterTemplate]:
    """Every shipped template by its kind; theirs is no record, so it has no id."""
    read = [resources.read_toml(*FOLDER, name) for name in resources.names(*FOLDER)]
    return {
        one["kind"]: LetterTemplate(0, one["kind"], one["title"], one["body"].strip())
        for one in read
        if "kind" in one
    }
