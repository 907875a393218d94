"""Reads JSON that others may have touched: bounded, no key twice, integers only, known types."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

LARGEST_NUMBER = 2**53
INSTANT = "%Y-%m-%dT%H:%M:%SZ"

Values = dict[str, object]


class Malformed(ValueError):
    """A value that this program would not have written."""


def json_object(data: bytes, largest: int) -> Values:
    """Read a JSON object in ASCII of so many bytes at most; ValueError or RecursionError if not."""
    if len(data) > largest:
        raise Malformed(len(data))
    return as_object(
        json.loads(
            data.decode("ascii"),
            object_pairs_hook=_without_duplicates,
            parse_constant=_refuse,
            parse_float=_refuse,
        )
    )


def as_object(value: object) -> Values:
    """The value as an object."""
    if not isinstance(value, dict):
        raise Malformed("object")
    return cast("Values", value)


def as_list(value: object) -> list[object]:
    """The value as a list."""
    if not isinstance(value, list):
        raise Malformed("list")
    return cast("list[object]", value)


def as_text(value: object) -> str:
    """The value as text."""
    if not isinstance(value, str):
        raise Malformed("text")
    return value


def as_number(value: object) -> int:
    """The value as a whole number from 0 to 2^53."""
    if type(value) is not int or not 0 <= value <= LARGEST_NUMBER:
        raise Malformed("number")
    return value


def as_flag(value: object) -> bool:
    """The value as true or false."""
    if not isinstance(value, bool):
        raise Malformed("flag")
    return value


def matching(pattern: re.Pattern[str], value: object) -> str:
    """The value as text of that pattern."""
    text = as_text(value)
    if not pattern.fullmatch(text):
        raise Malformed("pattern")
    return text


def as_day(value: object) -> date:
    """The value as a day."""
    return date.fromisoformat(as_text(value))


def as_instant(value: object) -> datetime:
    """The value as a moment, UTC, to the second."""
    return datetime.strptime(as_text(value), INSTANT).replace(tzinfo=UTC)


def _without_duplicates(pairs: Iterable[tuple[str, object]]) -> Values:
    found: Values = {}
    for key, value in pairs:
        if key in found:
            raise Malformed("duplicate key")
        found[key] = value
    return found


def _refuse(_: str) -> object:
    raise Malformed("not an integer")
