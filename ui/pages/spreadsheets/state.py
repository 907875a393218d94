"""What the import says of a file, its rows and what waits; no Qt here."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from app.domain.nomenclatures import standard
from app.domain.people import folded
from app.importing.mapping import NOT_IMPORTED, RECOGNISED_ONLY, Sure
from app.importing.vocabulary import ENTITY_LIST, LEFT_OUT, SheetKind, vocabulary
from app.ports.imports import Outcome
from ui.formats import day, number
from ui.texts import plural, text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.domain.nomenclatures import Nomenclatures
    from app.importing.mapping import Corrections, MappedRow
    from app.importing.plan import ImportPlan, PlannedRow, PlannedSheet, UnknownValue
    from app.importing.rows import Record
    from app.usecases.import_undo import ImportUndone
    from app.usecases.imports import ImportReport, WaitingRow
    from ui.discretion import Discretion

OUTCOME_TONES = {
    Outcome.NEW: "good",
    Outcome.KNOWN: "plain",
    Outcome.DOUBTFUL: "warn",
    Outcome.BAD: "bad",
    Outcome.BLANK: "plain",
    Outcome.DISMISSED: "plain",
}
FILTERS = (Outcome.NEW, Outcome.KNOWN, Outcome.DOUBTFUL, Outcome.BAD, Outcome.BLANK)
WAITING = (Outcome.DOUBTFUL, Outcome.BAD)
NO_KIND = ""
_DAYS = ("date", "decided_on", "on")
_WHAT = ("kind", "scheme", "theme", "headcount")


class Choice(NamedTuple):
    """One entry of a picker: its value, None when nothing is decided, and its words."""

    value: str | None
    words: str


def kind_choices() -> tuple[Choice, ...]:
    """What a sheet may hold."""
    kinds = (Choice(kind.value, text(f"import.kinds.{kind.value}")) for kind in SheetKind)
    return (*kinds, Choice(NO_KIND, text("import.kind_none")))


@cache
def fields_of(kind: SheetKind) -> tuple[str, ...]:
    """The fields that a column of such a sheet may feed."""
    known = vocabulary(standard(), {}).columns[kind].values()
    return tuple(name for name in dict.fromkeys(known) if name not in RECOGNISED_ONLY[kind])


def field_choices(kind: SheetKind) -> tuple[Choice, ...]:
    """What a column may feed, and nothing."""
    fields = (Choice(name, field_words(name)) for name in fields_of(kind))
    return (Choice(NOT_IMPORTED, text("import.column_none")), *fields)


def field_words(name: str) -> str:
    """A field in words."""
    return text(f"import.fields.{name}")


def sheet_title(sheet: PlannedSheet) -> str:
    """The name of a sheet; a text file has none."""
    name = sheet.read.name
    return text("import.sheet", name=name) if name else text("import.sheet_unnamed")


def sheet_words(sheet: PlannedSheet) -> str:
    """Where the header is and how much there is."""
    rows = plural("import.sheet_rows", sheet.read.size)
    header = sheet.read.header
    if header is None:
        return f"{rows} · {text('import.no_header')}"
    known = sum(1 for column in sheet.read.columns if column.field)
    left = sum(1 for column in sheet.read.columns if not column.field and column.header)
    parts = [text("import.header_line", line=header.line), rows]
    parts.append(plural("import.columns_known", known))
    if left:
        parts.append(plural("import.columns_left", left))
    return " · ".join(parts)


def wants_a_look(sheet: PlannedSheet) -> bool:
    """Tell whether a column was guessed or left out, so that it is shown at once."""
    return any(
        column.sure in {Sure.CLOSE, Sure.UNKNOWN} and column.header for column in sheet.read.columns
    )


def lacks_entity(plan: ImportPlan) -> bool:
    """Tell whether some rows name no employer and nothing says which one is meant."""
    return bool(plan.corrections.entity) or any(
        row.reason == "entity_missing" for row in plan.rows(Outcome.BAD)
    )


def with_column(corrections: Corrections, header: str, field: str) -> Corrections:
    """The corrections with the meaning of one column added."""
    return replace(corrections, columns={**corrections.columns, header: field})


def with_kind(corrections: Corrections, sheet: str, kind: str) -> Corrections:
    """The corrections with what one sheet holds added."""
    meant = SheetKind(kind) if kind else None
    return replace(corrections, kinds={**corrections.kinds, sheet: meant})


def with_value(corrections: Corrections, unknown: UnknownValue, meant: str | None) -> Corrections:
    """The corrections with the meaning of one value added, or taken back."""
    key = (unknown.list_id, folded(unknown.text))
    values = {known: code for known, code in corrections.values.items() if known != key}
    if meant is not None:
        values[key] = meant
    return replace(corrections, values=values)


def value_words(unknown: UnknownValue, lists: Nomenclatures) -> str:
    """The list that a value was looked up in, and how many rows wait for it."""
    name = unknown.list_id
    title = text("import.entity_list") if name == ENTITY_LIST else lists.of(name).title
    return plural("import.value_rows", unknown.rows, list=title)


def value_choices(
    unknown: UnknownValue, plan: ImportPlan, lists: Nomenclatures
) -> tuple[Choice, ...]:
    """What an unknown value may mean: the likely meaning first, then the whole list."""
    later = Choice(None, text("import.value_later"))
    if unknown.list_id == ENTITY_LIST:
        as_is = Choice(unknown.text, text("import.value_as_is"))
        names = (Choice(name, name) for name in entity_names(plan, unknown))
        return (later, *_like(unknown.looks_like, unknown.looks_like), as_is, *names)
    codes = [one for one in lists.of(unknown.list_id).codes if not one.hidden]
    like = unknown.looks_like
    label = lists.label_of(like) if like else None
    whole = (Choice(one.code, one.label) for one in codes if one.code != like)
    return (later, *_like(like, label), Choice(LEFT_OUT, text("import.value_nothing")), *whole)


def entity_names(plan: ImportPlan, unknown: UnknownValue) -> tuple[str, ...]:
    """The employers that the file brings, without the one proposed."""
    return tuple(name for name in plan.new_entities.values() if name != unknown.looks_like)


def _like(value: str | None, label: str | None) -> tuple[Choice, ...]:
    if value is None or label is None:
        return ()
    return (Choice(value, text("import.value_like", label=label)),)


def filter_words(plan: ImportPlan, outcome: Outcome | None) -> str:
    """A filter of the account with its number of rows."""
    count = sum(1 for _ in plan.rows()) if outcome is None else plan.count(outcome)
    words = text("import.filter_all" if outcome is None else f"import.many.{outcome.value}")
    return text("import.filter", words=words, count=number(count))


def outcome_words(row: PlannedRow | WaitingRow) -> str:
    """What would become of a row."""
    return text(f"import.outcome.{row.outcome.value}")


def reason_words(row: PlannedRow | WaitingRow) -> str:
    """Why, in plain words, with the field or the line concerned."""
    return said_reason(row.reason or "", row.facts)


def said_reason(code: str, facts: Mapping[str, object]) -> str:
    """A reason in plain words, with the field or the line concerned."""
    if not code:
        return ""
    reason = text(f"import_reasons.{code}")
    if "line" in facts:
        return text("import.reason_line", reason=reason, line=facts["line"])
    if facts.get("field") and code in {"value_unknown", "formula_not_computed"}:
        field = field_words(str(facts["field"]))
        return text("import.reason_field", reason=reason, field=field)
    return reason


def row_words(row: PlannedRow, discretion: Discretion) -> str:
    """What a row says, enough to recognise it; names as discreet mode allows."""
    typed = row.read.row
    return _joined(_day(row.record) or _first(typed, _DAYS), typed, discretion)


def waiting_words(row: WaitingRow, discretion: Discretion) -> str:
    """What a row that waits says, enough to recognise it."""
    cells = row.cells
    name = _name(cells.get("given_name", ""), cells.get("family_name", ""), cells, discretion)
    parts = [_first_of(cells, _DAYS), name, _first_of(cells, _WHAT), cells.get("entity", "")]
    return " · ".join(part for part in parts if part)


def _joined(on: str, typed: MappedRow, discretion: Discretion) -> str:
    cells = {name: typed.text(name) for name in typed.cells}
    name = _name(cells.get("given_name", ""), cells.get("family_name", ""), cells, discretion)
    parts = [on, name, _first_of(cells, _WHAT), cells.get("entity", "")]
    return " · ".join(part for part in parts if part)


def _name(given: str, family: str, cells: Mapping[str, str], discretion: Discretion) -> str:
    if given or family:
        return discretion.name(given, family)
    whole = cells.get("full_name", "")
    family, _, given = whole.partition(" ")
    return discretion.name(given, family) if discretion.on else whole


def _day(record: Record | None) -> str:
    on = getattr(record, "on", None)
    return day(on) if on is not None else ""


def _first(row: MappedRow, names: Sequence[str]) -> str:
    return next((row.text(name) for name in names if row.text(name)), "")


def _first_of(cells: Mapping[str, str], names: Sequence[str]) -> str:
    return next((cells[name] for name in names if cells.get(name)), "")


def run_words(plan: ImportPlan) -> str:
    """What the button that imports says."""
    new, waiting = plan.count(Outcome.NEW), sum(plan.count(one) for one in WAITING)
    if new:
        return plural("import.run", new)
    return text("import.run_aside" if waiting else "import.run_nothing")


def may_run(plan: ImportPlan) -> bool:
    """Tell whether an import would write anything."""
    return any(plan.count(one) for one in (Outcome.NEW, *WAITING))


def summary(plan: ImportPlan) -> str:
    """What an import would open, and what it would set aside."""
    waiting = sum(plan.count(one) for one in WAITING)
    parts = [plural("import.summary_cases", len(plan.new_subjects))] if plan.new_subjects else []
    if plan.new_entities:
        parts.append(plural("import.summary_entities", len(plan.new_entities)))
    if waiting:
        parts.append(plural("import.waits_words", waiting))
    return " · ".join(parts)


def report_lines(report: ImportReport) -> tuple[str, ...]:
    """What an import did, line by line."""
    waiting = sum(report.rows.get(one, 0) for one in WAITING)
    counts = (
        ("import.done_rows", report.rows.get(Outcome.NEW, 0)),
        ("import.done_cases", report.cases_opened),
        ("import.done_entities", report.entities_added),
        ("import.done_known", report.rows.get(Outcome.KNOWN, 0)),
        ("import.done_waiting", waiting),
    )
    return tuple(
        plural(text_id, count) for text_id, count in counts if count or text_id.endswith("_rows")
    )


def undone_words(undone: ImportUndone) -> str:
    """What undoing an import did."""
    said = plural("import.undone", sum(undone.removed.values()))
    if undone.stayed:
        said = f"{said} {plural('import.undone_stayed', len(undone.stayed))}"
    return said


def waits(report: ImportReport) -> bool:
    """Tell whether an import left rows to settle."""
    return any(report.rows.get(one, 0) for one in WAITING)


def editable_fields(row: WaitingRow) -> tuple[str, ...]:
    """The fields to show of a row that waits: those wrong first, then those filled in."""
    fields = fields_of(row.kind)
    wrong = [field for _, field in row.problems if field in fields]
    people = [name for name in ("case_number", "family_name", "given_name") if name in fields]
    concerned = people if any(field == "person" for _, field in row.problems) else []
    filled = [name for name in fields if row.cells.get(name)]
    return tuple(dict.fromkeys((*wrong, *concerned, *filled)))


def all_reasons(row: WaitingRow) -> str:
    """Everything that is wrong with a row that waits, in plain words."""
    reasons = [
        said_reason(code, {**(row.facts if code == row.reason else {}), "field": field})
        for code, field in row.problems
        if code
    ]
    said = list(dict.fromkeys(reasons)) or [reason_words(row)]
    words = " ; ".join(said).replace(" ;", "\u202f;")
    return f"{words[:1].upper()}{words[1:]}."


def settle_title(row: WaitingRow) -> str:
    """Which row of which sheet is settled."""
    if not row.sheet:
        return text("import.settle_title_unnamed", line=row.line)
    return text("import.settle_title", line=row.line, sheet=row.sheet)
