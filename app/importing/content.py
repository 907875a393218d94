"""A row kept to be settled, as JSON text inside the vault, and back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.importing.mapping import MappedRow
from app.importing.vocabulary import SheetKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.importing.plan import PlannedRow


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A row that waits: its fields as read, what is wrong with it, the year of its headcount."""

    row: MappedRow
    problems: tuple[tuple[str, str], ...]
    facts: Mapping[str, object]
    headcount_year: int


def written(planned: PlannedRow, headcount_year: int) -> str:
    """The content of a row that waits."""
    row = planned.read.row
    problems = [(planned.reason or "", str(planned.facts.get("field", "")))]
    problems += [(one.code, one.field) for one in planned.read.meaning.problems]
    return json.dumps(
        {
            "kind": row.kind.value,
            "cells": {name: list(texts) for name, texts in row.cells.items()},
            "not_computed": list(row.not_computed),
            "problems": list(dict.fromkeys(problems)),
            "facts": dict(planned.facts),
            "headcount_year": headcount_year,
        },
        ensure_ascii=False,
    )


def read(content: str, sheet: str, line: int) -> KeptRow:
    """The row that was kept."""
    kept: dict[str, Any] = json.loads(content)
    row = MappedRow(
        kind=SheetKind(kept["kind"]),
        sheet=sheet,
        line=line,
        cells={name: tuple(texts) for name, texts in kept["cells"].items()},
        not_computed=tuple(kept["not_computed"]),
    )
    problems = tuple((code, field) for code, field in kept["problems"])
    return KeptRow(row, problems, kept["facts"], kept["headcount_year"])
