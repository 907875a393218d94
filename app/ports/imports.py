"""What an import reads, remembers and accounts for."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeAlias

from app.domain.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime, time, timedelta
    from pathlib import Path

    from app.domain.ids import ImportBatchId

Cell: TypeAlias = "str | int | float | bool | date | datetime | time | timedelta | None"


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    KNOWN = "known"
    DOUBTFUL = "doubtful"
    BAD = "bad"
    BLANK = "blank"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as read: its name and its rows of plain values (formulas by their stored result).

    `not_computed` holds the (line, column), from 1, of formulas without a result or in error.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    not_computed: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class ImportProfile:
    """A column mapping that she confirmed: header → field, for a sheet of that header."""

    header_key: str
    kind: str
    columns: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """What happened to one row of a file.

    `line` counts from 1 as the spreadsheet shows it; `reason` is a code. `content` (JSON text) is
    kept only while the row waits to be settled.
    """

    sheet: str
    line: int
    fingerprint: bytes
    outcome: Outcome
    reason: str | None = None
    content: str | None = None
    batch_id: ImportBatchId | None = None


class SheetRefused(Refusal):
    """A file that cannot be read as a spreadsheet; `code` says why, never what is in it."""

    group = "sheet_"


class SheetReader(Protocol):
    """Reads spreadsheets of any common form."""

    def read(self, path: Path, progress: Callable[[int], None] | None = None) -> tuple[Sheet, ...]:
        """Every sheet of the file; raises SheetRefused."""
        ...
