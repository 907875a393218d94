"""Imports: brings in the spreadsheets that she keeps today, and settles what was not understood."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from app.changes import Changes, Touched
from app.domain.errors import RuleBroken
from app.domain.ids import ImportBatchId
from app.domain.journal import JournalEntry
from app.domain.people import folded
from app.importing import content
from app.importing.account import as_json
from app.importing.fingerprint import fingerprint
from app.importing.header import Header
from app.importing.mapping import Corrections, MappedRow, Sure, header_key
from app.importing.planner import Known
from app.importing.reading import Reader, ReadRow, ReadSheet
from app.importing.rows import Setting, understand
from app.importing.teaching import mapping_from_toml, refuse_unknown, refuse_unknown_value
from app.importing.vocabulary import SheetKind, Vocabulary, vocabulary
from app.ports.imports import ImportedRow, ImportProfile, Outcome
from app.ports.progress import nobody
from app.usecases.codes import code_lists
from app.usecases.import_matching import ReadFile, logged, met, planned
from app.usecases.import_undo import ImportUndone, Undoing, opened_cases, refuse_handed
from app.usecases.import_writing import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from pathlib import Path

    from app.importing.plan import ImportPlan, PlannedRow, PlannedSheet
    from app.ports.clock import Clock, Ids
    from app.ports.imports import SheetReader
    from app.ports.queries import ImportBatchRow, ScreenQueries
    from app.ports.store import Store, UnitOfWork

__all__ = ["ImportReport", "ImportService", "WaitingRow", "as_json", "mapping_from_toml"]

_WAITING = frozenset({Outcome.DOUBTFUL, Outcome.BAD})
_WRITTEN = (
    Touched.ENTITIES
    | Touched.PERSONS
    | Touched.CASES
    | Touched.INTERVENTIONS
    | Touched.AID
    | Touched.COLLECTIVE
    | Touched.IMPORTS
)


@dataclass(frozen=True, slots=True)
class ImportReport(Changes):
    """What an import did: rows by outcome, case files and employers added; the id is the batch."""

    rows: Mapping[Outcome, int] = field(default_factory=dict[Outcome, int])
    cases_opened: int = 0
    entities_added: int = 0


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One row to settle: its fields as read, and the (code, field) of all that is wrong with it."""

    batch_id: ImportBatchId
    sheet: str
    line: int
    outcome: Outcome
    reason: str
    kind: SheetKind
    cells: Mapping[str, str]
    problems: tuple[tuple[str, str], ...]
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class RowRef:
    """Which row is settled."""

    batch_id: ImportBatchId
    sheet: str
    line: int


class ImportService:
    """Reads a file dry, imports it, takes it back, and settles the rows that wait."""

    def __init__(
        self,
        store: Store,
        queries: ScreenQueries,
        reader: SheetReader,
        *,
        clock: Clock,
        ids: Ids,
        before: Callable[[], object] | None = None,
    ) -> None:
        self._store = store
        self._queries = queries
        self._reader = reader
        self._clock = clock
        self._ids = ids
        self._before = before

    def examine(
        self,
        path: Path,
        *,
        corrections: Corrections | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> ImportPlan:
        """Say what would become of each row of a file; nothing is written."""
        told = progress or nobody
        sheets = self._reader.read(path, told)
        with self._store.work() as work:
            wanted = corrections or Corrections()
            words = _words(work, wanted)
            refuse_unknown(wanted, words, code_lists(work))
            meant = _with_only_entity(work, wanted)
            reading = Reader(words, self._clock.today(), meant, work.imports.profile, told)
            read = reading.read(sheets, path.name)
            found = met(work, read)
        known = Known(found.imported, logged(self._queries, found.cases))
        return planned(found, known, ReadFile(path.name, read, wanted), words=words)

    def run(
        self, plan: ImportPlan, *, progress: Callable[[int], None] | None = None
    ) -> ImportReport:
        """Import the new rows of a plan and set the doubtful and bad ones aside, all or nothing.

        `progress` may raise to stop: nothing is then written. What was given as `before` (a backup)
        is done first, if there is anything to import.
        """
        if self._before is not None and plan.count(Outcome.NEW):
            self._before()
        with self._store.work() as work:
            rows = _still(work, plan)
            kept = [row for row in rows if row.outcome is Outcome.NEW or row.outcome in _WAITING]
            if not kept:
                return ImportReport(Touched.NOTHING, rows=_counted(rows))
            batch = ImportBatchId(self._ids.new())
            work.imports.add_batch(batch, plan.file_name)
            new = [row for row in rows if row.outcome is Outcome.NEW]
            writer = Writer(work, self._ids, code_lists(work), batch, plan)
            writer.write(new, progress or nobody)
            work.imports.add_rows(batch, _account(plan, kept))
            _remember(work, plan)
            records = work.imports.records(batch)
            work.commit(JournalEntry("import_done", "import_batch", batch))
        return ImportReport(
            _WRITTEN,
            batch,
            rows=_counted(rows),
            cases_opened=len(opened_cases(records)),
            entities_added=sum(1 for kind, _ in records if kind == "entity"),
        )

    def undo(self, batch_id: ImportBatchId) -> ImportUndone:
        """Take back what an import created; what was used or changed since stays, and is named."""
        batch = next((one for one in self._queries.imports() if one.batch_id == batch_id), None)
        if batch is None:
            raise RuleBroken("unknown_import", batch=batch_id)
        if batch.undone_at is not None:
            raise RuleBroken("import_undone_already", batch=batch_id)
        with self._store.work() as work:
            records = work.imports.records(batch_id)
        timelines = {case: self._queries.timeline(case) for case in opened_cases(records)}
        with self._store.work() as work:
            refuse_handed(work, records)
            undoing = Undoing(work, records, timelines)
            undoing.undo()
            work.imports.mark_undone(batch_id)
            work.commit(JournalEntry("import_undone", "import_batch", batch_id))
        return ImportUndone(
            _WRITTEN, batch_id, removed=dict(undoing.removed), stayed=tuple(undoing.stayed)
        )

    def history(self) -> tuple[ImportBatchRow, ...]:
        """Return the past imports, newest first."""
        return self._queries.imports()

    def to_settle(self) -> tuple[WaitingRow, ...]:
        """Return the rows that wait for her, oldest import first."""
        with self._store.work() as work:
            return tuple(_waiting(row) for row in work.imports.to_settle())

    def settle(
        self,
        row: RowRef,
        *,
        values: Mapping[str, str] | None = None,
        accept: Collection[str] = (),
    ) -> ImportReport:
        """Import a row that waited, with fields typed anew or the doubts of these codes accepted.

        Refuses with the reason that is left; the row goes on waiting.
        """
        with self._store.work() as work:
            waiting = _one(work, row)
            kept = content.read(waiting.content or "", row.sheet, row.line)
            words = _words(work, Corrections())
            changed = _corrected(kept.row, values or {})
            sheet = self._reread(changed, words, kept.headcount_year)
            found = met(work, (sheet,))
        known = Known(found.imported - {waiting.fingerprint}, logged(self._queries, found.cases))
        read = ReadFile("", (sheet,), Corrections())
        plan = planned(found, known, read, words=words, accepted=frozenset(accept))
        return self._settled(row, plan)

    def _settled(self, row: RowRef, plan: ImportPlan) -> ImportReport:
        decided = next(plan.rows())
        if decided.outcome is not Outcome.NEW:
            raise RuleBroken(decided.reason or "nothing_understood", **decided.facts)
        with self._store.work() as work:
            Writer(work, self._ids, code_lists(work), row.batch_id, plan).write([decided], nobody)
            work.imports.settle(row.batch_id, row.sheet, row.line, Outcome.NEW)
            work.commit(JournalEntry("import_row_settled", "import_batch", row.batch_id))
        return ImportReport(_WRITTEN, row.batch_id, rows={Outcome.NEW: 1})

    def _reread(self, row: MappedRow, words: Vocabulary, headcount_year: int) -> ReadSheet:
        today = self._clock.today()
        read = ReadRow(
            row,
            understand(row, Setting(words, today, headcount_year)),
            fingerprint(row, today, headcount_year),
        )
        header = Header(0, row.kind)
        return ReadSheet(row.sheet, header, rows=(read,), size=1, headcount_year=headcount_year)

    def dismiss(self, row: RowRef) -> Changes:
        """Leave a row that waited out for good; the same row does not come back."""
        with self._store.work() as work:
            _one(work, row)
            work.imports.settle(row.batch_id, row.sheet, row.line, Outcome.DISMISSED)
            work.commit(JournalEntry("import_row_dismissed", "import_batch", row.batch_id))
        return Changes(Touched.IMPORTS, row.batch_id)

    def teach_columns(
        self, kind: SheetKind, headers: tuple[str, ...], *, columns: Mapping[str, str]
    ) -> Changes:
        """Remember what the columns of such a header mean; an empty field leaves a column out."""
        with self._store.work() as work:
            wanted = Corrections(columns=columns)
            refuse_unknown(wanted, _words(work, wanted), code_lists(work))
            profile = ImportProfile(header_key(kind, headers), kind.value, dict(columns))
            work.imports.save_profile(profile)
            work.commit(JournalEntry("import_column_taught", "import_profile", None))
        return Changes(Touched.IMPORTS)

    def teach_value(self, list_id: str, value: str, *, code: str) -> Changes:
        """Remember what a value means in a list; an empty code leaves it out."""
        with self._store.work() as work:
            refuse_unknown_value(list_id, code, code_lists(work))
            work.imports.save_value(list_id, folded(value), code)
            work.commit(JournalEntry("import_value_taught", "import_value", None))
        return Changes(Touched.IMPORTS)


def _words(work: UnitOfWork, corrections: Corrections) -> Vocabulary:
    return vocabulary(code_lists(work), {**work.imports.values(), **corrections.values})


def _with_only_entity(work: UnitOfWork, corrections: Corrections) -> Corrections:
    """Rows that name no employer are of the only one there is."""
    entities = work.entities.all()
    if corrections.entity or len(entities) != 1:
        return corrections
    return replace(corrections, entity=entities[0].name)


def _still(work: UnitOfWork, plan: ImportPlan) -> list[PlannedRow]:
    """The rows of a plan, those imported since it was made taken as known."""
    rows = list(plan.rows())
    known = work.imports.known(row.read.fingerprint for row in rows if row.read.fingerprint)
    return [
        replace(row, outcome=Outcome.KNOWN, reason="imported_before")
        if row.read.fingerprint in known
        else row
        for row in rows
    ]


def _counted(rows: list[PlannedRow]) -> Mapping[Outcome, int]:
    return {outcome: sum(1 for row in rows if row.outcome is outcome) for outcome in Outcome}


def _account(plan: ImportPlan, kept: list[PlannedRow]) -> Iterator[ImportedRow]:
    years = {sheet.read.name: sheet.read.headcount_year for sheet in plan.sheets}
    for row in kept:
        waits = row.outcome in _WAITING
        yield ImportedRow(
            sheet=row.read.row.sheet,
            line=row.read.row.line,
            fingerprint=row.read.fingerprint,
            outcome=row.outcome,
            reason=row.reason,
            content=content.written(row, years[row.read.row.sheet]) if waits else None,
        )


def _remember(work: UnitOfWork, plan: ImportPlan) -> None:
    """Keep the corrections of a file for the next one like it."""
    for (list_id, key), code in plan.corrections.values.items():
        work.imports.save_value(list_id, key, code)
    for sheet in plan.sheets:
        columns = _chosen(sheet)
        if sheet.read.header is not None and columns:
            kind = sheet.read.header.kind.value
            work.imports.save_profile(ImportProfile(sheet.read.key, kind, columns))


def _chosen(sheet: PlannedSheet) -> Mapping[str, str]:
    return {
        column.header: column.field or ""
        for column in sheet.read.columns
        if column.sure in {Sure.CORRECTED, Sure.REMEMBERED}
    }


def _one(work: UnitOfWork, row: RowRef) -> ImportedRow:
    for waiting in work.imports.to_settle():
        if (waiting.batch_id, waiting.sheet, waiting.line) == (row.batch_id, row.sheet, row.line):
            return waiting
    raise RuleBroken("row_not_waiting", line=row.line)


def _waiting(row: ImportedRow) -> WaitingRow:
    kept = content.read(row.content or "", row.sheet, row.line)
    return WaitingRow(
        batch_id=row.batch_id or ImportBatchId(0),
        sheet=row.sheet,
        line=row.line,
        outcome=row.outcome,
        reason=row.reason or "",
        kind=kept.row.kind,
        cells={name: kept.row.text(name) for name in kept.row.cells},
        problems=kept.problems,
        facts=kept.facts,
    )


def _corrected(row: MappedRow, values: Mapping[str, str]) -> MappedRow:
    """The row with some fields typed anew; an empty text empties the field."""
    cells = {**row.cells, **{name: (text,) for name, text in values.items()}}
    kept = {name: texts for name, texts in cells.items() if any(text.strip() for text in texts)}
    without = tuple(name for name in row.not_computed if name not in values)
    return replace(row, cells=kept, not_computed=without)
