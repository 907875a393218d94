"""The account of a file before it is imported: what would become of each row, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.ports.imports import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from app.importing.identity import Subject
    from app.importing.mapping import Corrections
    from app.importing.reading import ReadRow, ReadSheet
    from app.importing.rows import Record


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row and its outcome; `subject` and `entity` are keys of its case file and employer."""

    read: ReadRow
    outcome: Outcome
    reason: str | None = None
    facts: Mapping[str, object] = field(default_factory=dict[str, object])
    subject: int | None = None
    entity: str = ""

    @property
    def record(self) -> Record | None:
        """What the row says."""
        return self.read.meaning.record


@dataclass(frozen=True, slots=True)
class PlannedSheet:
    """One sheet of the account: how it was read, and each of its rows."""

    read: ReadSheet
    rows: tuple[PlannedRow, ...]

    def count(self, outcome: Outcome) -> int:
        """How many rows have an outcome."""
        return sum(1 for row in self.rows if row.outcome is outcome)


@dataclass(frozen=True, slots=True)
class UnknownValue:
    """A value that no list knows, asked once: its rows, and the code that it looks like."""

    list_id: str
    text: str
    rows: int
    looks_like: str | None = None


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """A file read and matched with the vault, ready to be imported."""

    file_name: str
    sheets: tuple[PlannedSheet, ...]
    subjects: Mapping[int, Subject]
    new_entities: Mapping[str, str]
    unknown: tuple[UnknownValue, ...]
    corrections: Corrections

    def rows(self, *outcomes: Outcome) -> Iterator[PlannedRow]:
        """Every row with one of these outcomes, or every row."""
        for sheet in self.sheets:
            for row in sheet.rows:
                if not outcomes or row.outcome in outcomes:
                    yield row

    def count(self, outcome: Outcome) -> int:
        """How many rows of the file have an outcome."""
        return sum(sheet.count(outcome) for sheet in self.sheets)

    @property
    def new_subjects(self) -> tuple[Subject, ...]:
        """The case files that the import would open."""
        used = {row.subject for row in self.rows(Outcome.NEW)}
        return tuple(one for one in self.subjects.values() if one.case is None and one.key in used)
