"""Data files of the program, opened by name: code lists, texts, fonts, icons, theme, examples.

`importlib.resources` finds them both in a checked-out tree and in a frozen build. Nothing here
knows what the files mean: each reader turns them into its own values.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable


def path(*parts: str) -> Traversable:
    """Return the resource of that name, whether or not it exists."""
    return files(__name__).joinpath(*parts)


@cache
def read_bytes(*parts: str) -> bytes:
    """Return the content of one resource."""
    return path(*parts).read_bytes()


@cache
def read_text(*parts: str) -> str:
    """Return one resource as text; every text file here is UTF-8."""
    return read_bytes(*parts).decode("utf-8")


@cache
def read_toml(*parts: str) -> Mapping[str, Any]:
    """Return one parsed TOML file, shared between callers: to be read, never changed."""
    return tomllib.loads(read_text(*parts))


@cache
def names(*folder: str) -> tuple[str, ...]:
    """Return the sorted file names of one folder, without the folders inside it."""
    return tuple(sorted(entry.name for entry in path(*folder).iterdir() if entry.is_file()))
