"""Takes back what an import created, unless it was used or changed since."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from app.changes import Changes
from app.domain.agenda import Appointment, Reminder
from app.domain.assessments import Assessment
from app.domain.cases import AttributeKind, CaseAttribute
from app.domain.errors import RuleBroken
from app.domain.handovers import HandedCase, HandoverSide, UrgentCase
from app.domain.household import FileLink, HouseholdMember, PersonTrait
from app.domain.ids import AidId, CaseId, CollectiveActionId, EntityId, InterventionId, PersonId
from app.domain.legal_acts import LegalAct
from app.domain.offers import InformationGiven, OutreachOffer
from app.domain.partners import Sharing
from app.domain.plans import ActionPlan
from app.domain.working_notes import WorkingNote
from app.domain.writings import Writing
from app.usecases.handover_lines import in_progress
from app.usecases.import_writing import mark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.ports.queries import TimelineEntry
    from app.ports.store import UnitOfWork


_STATES = frozenset({"closing", "reopening"})
_OF_CASE: tuple[type[object], ...] = (
    ActionPlan,
    Appointment,
    Assessment,
    HandedCase,
    InformationGiven,
    LegalAct,
    OutreachOffer,
    Reminder,
    Sharing,
    UrgentCase,
    WorkingNote,
    Writing,
)
_HANDED = {
    HandoverSide.GIVEN: "import_file_away",
    HandoverSide.RECEIVED: "import_file_taken_over",
}
_OF_PERSON: tuple[type[object], ...] = (HouseholdMember, PersonTrait)


@dataclass(frozen=True, slots=True)
class Stayed:
    """One object that was left: `reason` is changed_since or used_since."""

    kind: str
    object_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class ImportUndone(Changes):
    """What undoing did: how many objects went, by kind, and which ones stayed and why."""

    removed: Mapping[str, int] = field(default_factory=dict[str, int])
    stayed: tuple[Stayed, ...] = ()


@dataclass(slots=True)
class Undoing:
    """One undoing, within one unit of work, over the records of the batch, last first.

    `timelines` holds the events of the case files that the batch opened, as they were before.
    """

    work: UnitOfWork
    records: tuple[tuple[str, int], ...]
    timelines: Mapping[CaseId, tuple[TimelineEntry, ...]]
    removed: Counter[str] = field(default_factory=Counter[str])
    stayed: list[Stayed] = field(default_factory=list[Stayed])
    _held: set[int] = field(default_factory=set[int])

    def undo(self) -> None:
        """Remove what may go, and list what stays."""
        for case_id in opened_cases(self.records):
            self._hold_if_used(case_id)
        for record, object_id in self.records:
            kind, _, detail = record.partition(":")
            self._take_back(kind, detail, object_id)

    def _hold_if_used(self, case_id: CaseId) -> None:
        """Keep a case file to which something was added since, or whose person was changed."""
        ours = {object_id for _, object_id in self.records}
        reason = None
        later = any(_later(entry, ours) for entry in self.timelines.get(case_id, ()))
        if later or self._worked_on(case_id):
            reason = "used_since"
        elif self._changed(case_id):
            reason = "changed_since"
        if reason is not None:
            self._held.add(case_id)
            self._held.add(self.work.cases.get(case_id).person_id)
            self.stayed.append(Stayed("case", case_id, reason))

    def _worked_on(self, case_id: CaseId) -> bool:
        """Tell whether anything hangs on the file that no import makes and no timeline tells."""
        person_id = self.work.cases.get(case_id).person_id
        return (
            any(self.work.records(kind).of(case_id) for kind in _OF_CASE)
            or any(self.work.records(kind).of(person_id) for kind in _OF_PERSON)
            or any(link.joins(case_id) for link in self.work.records(FileLink).all())
        )

    def _changed(self, case_id: CaseId) -> bool:
        case = self.work.cases.get(case_id)
        marks = {(kind, of) for kind, of in self.records}
        person = self.work.persons.get(case.person_id)
        ours = any(of == person.id for _, of in marks)
        return (f"case:{mark(case)}", case.id) not in marks or (
            ours and (f"person:{mark(person)}", person.id) not in marks
        )

    def _take_back(self, kind: str, detail: str, object_id: int) -> None:
        match kind:
            case "intervention":
                self._take_intervention(detail, InterventionId(object_id))
            case "request" | "agreement":
                self._take_from_case(kind, int(detail), object_id)
            case "trait" | "opening":
                self._take_change(kind, detail, CaseId(object_id))
            case "case":
                if object_id not in self._held:
                    self.work.cases.delete(CaseId(object_id))
                    self.removed[kind] += 1
            case _:
                self._take_object(kind, object_id)

    def _take_intervention(self, expected: str, intervention_id: InterventionId) -> None:
        try:
            found = self.work.interventions.get(intervention_id)
        except RuleBroken:
            return
        if mark(found) != expected:
            self.stayed.append(Stayed("intervention", intervention_id, "changed_since"))
            self._held.update(found.case_ids)
            self._held.update(self.work.cases.get(one).person_id for one in found.case_ids)
            return
        self.work.interventions.delete(intervention_id)
        self.removed["intervention"] += 1

    def _take_from_case(self, kind: str, case_id: int, object_id: int) -> None:
        """A case file that the import opened and that stays keeps its requests and agreement."""
        if case_id in self._held:
            return
        if kind == "request":
            self.work.cases.delete_request(object_id)
        else:
            self.work.cases.delete_agreement(object_id)
        self.removed[kind] += 1

    def _take_change(self, kind: str, detail: str, case_id: CaseId) -> None:
        if case_id in self._held:
            return
        if kind == "opening":
            case = self.work.cases.get(case_id)
            self.work.cases.save(replace(case, opened_on=date.fromisoformat(detail)))
            return
        name, _, day = detail.partition(":")
        on = date.fromisoformat(day)
        self.work.cases.delete_attribute(CaseAttribute(case_id, AttributeKind(name), "", on))
        self.removed[kind] += 1

    def _take_object(self, kind: str, object_id: int) -> None:
        if object_id in self._held:
            return
        try:
            match kind:
                case "person":
                    self.work.persons.delete(PersonId(object_id))
                case "entity":
                    self.work.entities.delete(EntityId(object_id))
                case "aid":
                    self.work.aid.delete(AidId(object_id))
                case _:
                    self.work.collective.delete(CollectiveActionId(object_id))
        except RuleBroken:
            self.stayed.append(Stayed(kind, object_id, "used_since"))
            return
        self.removed[kind] += 1


def refuse_handed(work: UnitOfWork, records: tuple[tuple[str, int], ...]) -> None:
    """Refuse while a file that the import touched is at a colleague's, or taken over from one.

    What it would take out there comes back with the return, and what was taken over is not hers.
    """
    handed = in_progress(work)
    touched = {case for kind, of in records for case in _cases_of(work, kind, of)}
    for side, code in _HANDED.items():
        if any(handed[case].side is side for case in touched & handed.keys()):
            raise RuleBroken(code)


def _cases_of(work: UnitOfWork, record: str, object_id: int) -> tuple[CaseId, ...]:
    """The files that an object made by the import belongs to; none for what is in no file."""
    kind, _, detail = record.partition(":")
    match kind:
        case "case" | "trait" | "opening":
            return (CaseId(object_id),)
        case "request" | "agreement":
            return (CaseId(int(detail)),)
        case "intervention":
            return _of_intervention(work, InterventionId(object_id))
        case "aid":
            case_id = work.aid.case_of(AidId(object_id))
            return () if case_id is None else (case_id,)
        case _:
            return ()


def _of_intervention(work: UnitOfWork, intervention_id: InterventionId) -> tuple[CaseId, ...]:
    """The files of an intervention, none once she removed it."""
    try:
        return work.interventions.get(intervention_id).case_ids
    except RuleBroken:
        return ()


def opened_cases(records: tuple[tuple[str, int], ...]) -> tuple[CaseId, ...]:
    """The case files that a batch opened."""
    return tuple(CaseId(of) for kind, of in records if kind.startswith("case:"))


def _later(entry: TimelineEntry, ours: set[int]) -> bool:
    """Tell whether an event came after the import; closing and reopening are never imported."""
    return entry.object_id not in ours or entry.kind in _STATES
