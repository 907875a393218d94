"""What one write leaves in the journal: which event on which object, never its content (BRY-27)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_Value = TypeVar("_Value", bound="DataclassInstance")


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One event of the append-only journal; `fields` are column names, never values."""

    event: str
    object_kind: str
    object_id: int | None
    fields: tuple[str, ...] = ()


def differing(before: _Value, after: _Value) -> tuple[str, ...]:
    """The names of the fields in which two values of one dataclass differ, for the journal."""
    names = [one.name for one in fields(after)]
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))
