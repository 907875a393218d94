"""The account of an import as plain values: lines and reasons, and no name of a person."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from app.ports.imports import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.importing.plan import ImportPlan, PlannedRow, PlannedSheet

Json = dict[str, object]
_TOLD = (Outcome.NEW, Outcome.KNOWN, Outcome.DOUBTFUL, Outcome.BAD, Outcome.BLANK)


def as_json(plan: ImportPlan) -> Json:
    """The whole account of a plan."""
    return {
        "file": plan.file_name,
        "totals": {outcome.value: plan.count(outcome) for outcome in _TOLD},
        "new_cases": len(plan.new_subjects),
        "new_entities": sorted(plan.new_entities.values()),
        "unknown_values": [
            {"list": one.list_id, "value": one.text, "rows": one.rows, "looks_like": one.looks_like}
            for one in plan.unknown
        ],
        "sheets": [_sheet(sheet) for sheet in plan.sheets],
    }


def reasons(plan: ImportPlan) -> Mapping[tuple[Outcome, str], int]:
    """How many rows have each outcome and reason."""
    return Counter((row.outcome, row.reason or "") for row in plan.rows())


def _sheet(sheet: PlannedSheet) -> Json:
    header = sheet.read.header
    return {
        "name": sheet.read.name,
        "kind": header.kind.value if header else None,
        "header_line": header.line if header else None,
        "rows_not_read": 0 if header else sheet.read.size,
        "columns": [
            {"header": one.header, "field": one.field, "sure": one.sure.value}
            for one in sheet.read.columns
        ],
        "totals": {outcome.value: sheet.count(outcome) for outcome in _TOLD},
        "rows": [_row(row) for row in sheet.rows],
    }


def _row(row: PlannedRow) -> Json:
    told: Json = {"line": row.read.row.line, "outcome": row.outcome.value}
    if row.reason:
        told["reason"] = row.reason
    if row.facts:
        told["facts"] = dict(row.facts)
    return told
