"""Columns of a list: a heading, and what a cell says of a row; no Qt here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

RowT = TypeVar("RowT")


@dataclass(frozen=True, slots=True)
class Column(Generic[RowT]):
    """A column: its heading, what its cells show, a tone for a chip, numbers to the right."""

    heading: str
    shows: Callable[[RowT], str]
    tone: Callable[[RowT], str] | None = None
    number: bool = False
