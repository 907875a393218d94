"""Words on the screen, by id: `resources/texts/fr/GROUP.toml` holds `GROUP.name`.

A text may have named parameters (`{count}`) and, as a table, plural forms (`one`, `other`).
An id that does not exist is a bug, and fails as one.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import resources

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGE = "fr"
_FIRST_PLURAL = 2


class UnknownText(LookupError):
    """An id that no text file holds: a mistake in the program."""


def text(text_id: str, /, **values: object) -> str:
    """Return a text with its parameters filled in."""
    found = _find(text_id)
    if not isinstance(found, str):
        raise UnknownText(text_id)
    return found.format(**values) if values else found


def plural(text_id: str, count: int, /, **values: object) -> str:
    """Return the form that fits a count, given to it as `{count}`; French says 0 in singular."""
    forms = _find(text_id)
    if isinstance(forms, str):
        raise UnknownText(text_id)
    form = forms["other" if abs(count) >= _FIRST_PLURAL else "one"]
    return form.format(count=count, **values)


def has_text(text_id: str) -> bool:
    """Tell whether a text of that id exists."""
    try:
        _find(text_id)
    except UnknownText:
        return False
    return True


def defined() -> dict[str, str | Mapping[str, str]]:
    """Return every text by id, a plural one as its forms."""
    found: dict[str, str | Mapping[str, str]] = {}
    for name in resources.names("texts", LANGUAGE):
        group = name.removesuffix(".toml")
        found |= dict(_flat(f"{group}.", resources.read_toml("texts", LANGUAGE, name)))
    return found


def _flat(prefix: str, table: Mapping[str, Any]) -> list[tuple[str, str | Mapping[str, str]]]:
    found: list[tuple[str, str | Mapping[str, str]]] = []
    for key, value in table.items():
        if isinstance(value, str) or "other" in value:
            found.append((f"{prefix}{key}", value))
        else:
            found += _flat(f"{prefix}{key}.", value)
    return found


@cache
def _find(text_id: str) -> str | Mapping[str, str]:
    """A text, looked up once: a page asks for hundreds while she waits for it."""
    group, *keys = text_id.split(".")
    if not keys or f"{group}.toml" not in resources.names("texts", LANGUAGE):
        raise UnknownText(text_id)
    found: Any = resources.read_toml("texts", LANGUAGE, f"{group}.toml")
    for key in keys:
        found = found.get(key) if hasattr(found, "get") else None
    if found is None:
        raise UnknownText(text_id)
    return found
