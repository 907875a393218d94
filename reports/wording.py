"""The few words that a format adds by itself, from resources/reports/layout.toml."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resources import read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping


def word(name: str, **facts: object) -> str:
    """The wording `section.key`, with its facts filled in."""
    section, _, key = name.partition(".")
    words: Mapping[str, str] = read_toml("reports", "layout.toml")[section]
    return words[key].format(**facts) if facts else words[key]


def overview() -> Mapping[str, str]:
    """Table number → kind of chart, for the pictures of the first page."""
    tables: Mapping[str, str] = read_toml("reports", "layout.toml")["overview"]["tables"]
    return tables


def withheld_reason(reason: str) -> str:
    """Why a table has no figures, in words; a reason that is already a sentence stays as it is."""
    words: Mapping[str, str] = read_toml("reports", "layout.toml")["withheld"]
    return words.get(reason, reason)
