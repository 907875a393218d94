"""The dry run: decides row after row what would become of it. Nothing is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken
from app.domain.people import folded
from app.importing.employers import LOOKS_LIKE
from app.importing.plan import ImportPlan, PlannedRow, PlannedSheet, UnknownValue
from app.importing.rows import (
    AidRow,
    CollectiveRow,
    EntityRow,
    InterventionRow,
    Problem,
    Weight,
)
from app.importing.vocabulary import ENTITY_LIST, SheetKind
from app.ports.imports import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from app.domain.ids import CaseId
    from app.importing.employers import Employers
    from app.importing.identity import Register, Resolution, Subject
    from app.importing.mapping import Corrections
    from app.importing.people import Who
    from app.importing.reading import ReadRow, ReadSheet
    from app.importing.rows import Record

_TWICE = frozenset({"logged_before", "same_as_line"})
_ORDER = (SheetKind.ENTITIES, SheetKind.INTERVENTIONS, SheetKind.COLLECTIVE, SheetKind.AID)


@dataclass(frozen=True, slots=True)
class Known:
    """What the vault holds of a file: fingerprints, and what is logged in the case files met."""

    imported: frozenset[bytes] = frozenset()
    logged: Mapping[CaseId, Counter[tuple[date, str]]] = field(
        default_factory=dict["CaseId", "Counter[tuple[date, str]]"]
    )


@dataclass(slots=True)
class Planner:
    """Decides row after row, in the order employers, interventions, collective actions, aid."""

    employers: Employers
    register: Register
    known: Known
    suggest: Callable[[str, str], str | None]
    accepted: frozenset[str] = frozenset()
    _seen: dict[bytes, int] = field(default_factory=dict[bytes, int])
    _used: Counter[tuple[CaseId, date, str]] = field(
        default_factory=Counter["tuple[CaseId, date, str]"]
    )

    def plan(
        self, sheets: tuple[ReadSheet, ...], file_name: str, corrections: Corrections
    ) -> ImportPlan:
        """Decide every row of a file."""
        rows = [row for sheet in sheets for row in sheet.rows]
        self.employers.meet(row.meaning.record for row in rows if row.meaning.record)
        self.register.usual = _usual_names(rows)
        decided: dict[int, tuple[PlannedRow, ...]] = {}
        for kind in _ORDER:
            for rank, sheet in enumerate(sheets):
                if sheet.header is not None and sheet.header.kind is kind:
                    decided[rank] = tuple(self._decide(row) for row in sheet.rows)
        planned = tuple(
            PlannedSheet(sheet, decided.get(rank, ())) for rank, sheet in enumerate(sheets)
        )
        return ImportPlan(
            file_name=file_name,
            sheets=planned,
            subjects={one.key: one for one in self.register.subjects()},
            new_entities=dict(self.employers.new),
            unknown=self._unknown(planned),
            corrections=corrections,
        )

    def _decide(self, read: ReadRow) -> PlannedRow:
        if read.blank is not None:
            return PlannedRow(read, Outcome.BLANK, read.blank)
        if read.fingerprint in self.known.imported:
            self._note_known(read)
            return PlannedRow(read, Outcome.KNOWN, "imported_before")
        problems = [one for one in read.meaning.problems if not self._waved(one)]
        fault = _first(problems, Weight.FAULT)
        record = read.meaning.record
        if fault is not None or record is None:
            return _kept(read, fault or Problem("nothing_understood"))
        entity = self.employers.resolve(record.entity, self.accepted)
        if isinstance(entity, Problem):
            return _kept(read, entity)
        return self._decided(read, record, entity, _first(problems, Weight.DOUBT))

    def _waved(self, problem: Problem) -> bool:
        return problem.weight is Weight.DOUBT and problem.code in self.accepted

    def _decided(
        self, read: ReadRow, record: Record, entity: str, doubt: Problem | None
    ) -> PlannedRow:
        doubt = doubt or _nothing_said(record)
        if doubt is not None:
            return _kept(read, doubt)
        twin = self._seen.get(read.fingerprint)
        if twin is not None and "same_as_line" not in self.accepted:
            return _kept(read, Problem("same_as_line", "", Weight.DOUBT, {"line": twin}))
        match record:
            case InterventionRow():
                planned = self._intervention(read, record, entity)
            case AidRow():
                planned = self._aid(read, record, entity)
            case CollectiveRow():
                planned = PlannedRow(read, Outcome.NEW, entity=entity)
            case EntityRow():
                planned = self._entity(read, record, entity)
        if planned.outcome is Outcome.NEW:
            self._seen.setdefault(read.fingerprint, read.row.line)
        return planned

    def _intervention(self, read: ReadRow, record: InterventionRow, entity: str) -> PlannedRow:
        who = record.who
        nobody = not who.number and not who.named
        if nobody and (who.anonymous or "nobody_named" in self.accepted):
            return PlannedRow(read, Outcome.NEW, entity=entity)
        found = self.register.resolve(who, entity, self.accepted)
        if found.problem is not None:
            return _kept(read, found.problem)
        subject = self._subject(found, who, entity)
        problem = self._forbidden(subject, record)
        if problem is not None:
            return _kept(read, problem)
        return PlannedRow(read, Outcome.NEW, subject=subject.key, entity=entity)

    def _subject(self, found: Resolution, who: Who, entity: str) -> Subject:
        if found.subject is None:
            return self.register.open(who, entity, found)
        return self.register.completed(found.subject, who)

    def _forbidden(self, subject: Subject, record: InterventionRow) -> Problem | None:
        """What an existing case file says against a row: its state, or the same thing logged."""
        if subject.case is None:
            return None
        try:
            subject.case.refuse_unless_accepts(record.kind, record.on)
        except RuleBroken as broken:
            return Problem(broken.code, "date")
        logged = self.known.logged.get(subject.case.id, Counter())[record.on, record.kind]
        explained = self._used[subject.case.id, record.on, record.kind]
        if logged > explained and not _TWICE & self.accepted:
            return Problem("logged_before", "date", Weight.DOUBT)
        return None

    def _note_known(self, read: ReadRow) -> None:
        """A row imported before explains one of the interventions of its day."""
        record = read.meaning.record
        if not isinstance(record, InterventionRow):
            return
        found = self.register.by_number(record.who.number)
        if found is not None and found.case is not None:
            self._used[found.case.id, record.on, record.kind] += 1

    def _aid(self, read: ReadRow, record: AidRow, entity: str) -> PlannedRow:
        found = self.register.by_number(record.who.number)
        if found is None:
            return _kept(read, Problem("case_unknown", "case_number"))
        if found.entity != entity and "number_of_other_entity" not in self.accepted:
            return _kept(read, Problem("number_of_other_entity", "entity", Weight.DOUBT))
        return PlannedRow(read, Outcome.NEW, subject=found.key, entity=entity)

    def _entity(self, read: ReadRow, record: EntityRow, entity: str) -> PlannedRow:
        known = self.employers.known.get(entity)
        quota = known.quota_percent if known else None
        differs = quota is not None and record.quota is not None and quota != record.quota
        if differs and "quota_differs" not in self.accepted:
            return _kept(read, Problem("quota_differs", "quota", Weight.DOUBT))
        return PlannedRow(read, Outcome.NEW, entity=entity)

    def _unknown(self, sheets: tuple[PlannedSheet, ...]) -> tuple[UnknownValue, ...]:
        """Each value to be taught, with its number of rows."""
        rows: Counter[tuple[str, str]] = Counter()
        typed: dict[tuple[str, str], str] = {}
        for sheet in sheets:
            for row in sheet.rows:
                for list_id, text in _not_understood(row):
                    rows[list_id, folded(text)] += 1
                    typed.setdefault((list_id, folded(text)), text)
        return tuple(
            UnknownValue(key[0], typed[key], count, self._suggestion(key[0], typed[key]))
            for key, count in rows.most_common()
        )

    def _suggestion(self, list_id: str, text: str) -> str | None:
        if list_id != ENTITY_LIST:
            return self.suggest(list_id, text)
        key = self.employers.mistaken(folded(text))
        return self.employers.name(key) if key else None


def _not_understood(row: PlannedRow) -> Iterator[tuple[str, str]]:
    if row.outcome not in {Outcome.DOUBTFUL, Outcome.BAD}:
        return
    for piece in row.read.meaning.unknown:
        yield piece.list_id, piece.text
    if row.reason == LOOKS_LIKE and row.record is not None:
        yield ENTITY_LIST, row.record.entity


def _kept(read: ReadRow, problem: Problem) -> PlannedRow:
    outcome = Outcome.BAD if problem.weight is Weight.FAULT else Outcome.DOUBTFUL
    facts = {**problem.facts, "field": problem.field} if problem.field else problem.facts
    return PlannedRow(read, outcome, problem.code, facts)


def _nothing_said(record: Record) -> Problem | None:
    """What a row must say even when a doubt about it was accepted."""
    if isinstance(record, InterventionRow) and not record.kind:
        return Problem("kind_missing", "kind")
    if isinstance(record, AidRow) and not record.scheme:
        return Problem("scheme_missing", "scheme")
    return None


def _first(problems: list[Problem], weight: Weight) -> Problem | None:
    return next((one for one in problems if one.weight is weight), None)


def _usual_names(rows: list[ReadRow]) -> Mapping[str, tuple[str, str]]:
    """The name that most rows of a file give to each case number."""
    names: dict[str, Counter[tuple[str, str]]] = {}
    for row in rows:
        record = row.meaning.record
        if isinstance(record, InterventionRow) and record.who.number and record.who.named:
            names.setdefault(record.who.number, Counter())[record.who.key] += 1
    return {number: found.most_common(1)[0][0] for number, found in names.items()}
