"""Interventions: propose from last time, log, correct, remove."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.changes import Changes, Touched
from app.domain.agenda import Appointment, AppointmentState
from app.domain.agreements import Answer, last_answer
from app.domain.cases import OFFER_KIND, CaseFile
from app.domain.errors import RuleBroken
from app.domain.ids import InterventionId
from app.domain.interventions import Intervention, OwnNote
from app.domain.journal import JournalEntry, differing
from app.domain.people import refuse_long
from app.domain.plans import ActionState, PlanAction
from app.usecases.codes import code_lists, counted_as, refuse_unknown
from app.usecases.opening import Start, add_agreement, add_request, never_agreed, open_case
from app.usecases.plans import agree_action
from app.usecases.records import put_in_bin

if TYPE_CHECKING:
    from app.domain.drafts import InterventionDraft
    from app.domain.ids import CaseId
    from app.domain.nomenclatures import Nomenclatures
    from app.ports.clock import Clock, Ids
    from app.ports.queries import LastTime, ScreenQueries
    from app.ports.store import Store, UnitOfWork

_GONE = Touched.INTERVENTIONS | Touched.CASES | Touched.AGENDA
_RESTS_ON = {"CTC.VAD": "ACC.HOME_VISIT", "CTC.REU": "ACC.CASE_MEETING"}
"""The kinds that she may refuse apart from all the rest, and the agreement about them."""


class InterventionService:
    """What she logs after (or during) each consultation, call, letter or step."""

    def __init__(self, store: Store, queries: ScreenQueries, *, clock: Clock, ids: Ids) -> None:
        self._store = store
        self._queries = queries
        self._clock = clock
        self._ids = ids

    def proposal(self, case_id: CaseId | None, kind: str | None = None) -> LastTime | None:
        """Propose kind, place and duration from last time, so that little is left to type."""
        return self._queries.last_time(case_id, kind)

    def usual(self, list_id: str, limit: int) -> tuple[str, ...]:
        """Name the codes of a list that she uses most."""
        return self._queries.usual_codes(list_id, limit)

    def get(self, intervention_id: InterventionId) -> Intervention:
        """Read one intervention, to correct it."""
        with self._store.work() as work:
            return work.interventions.get(intervention_id)

    def log(
        self,
        draft: InterventionDraft,
        *,
        form: str | None = None,
        left: str = "",
        appointment: int | None = None,
    ) -> Changes:
        """Log an intervention with the file, request, agreement and planned action it brings.

        The draft of the form is forgotten in the same write, or becomes what is `left` of it when
        the form holds more than this one. The appointment that it came from becomes one kept.
        """
        with self._store.work() as work:
            done = self._write(work, InterventionId(self._ids.new()), draft)
            if appointment is not None:
                _keep(work, appointment, done)
            if form is not None and left:
                work.drafts.write(form, left)
            elif form is not None:
                work.drafts.drop(form)
            work.commit(JournalEntry("intervention_logged", "intervention", done.id))
        kept = Touched.NOTHING if appointment is None else Touched.AGENDA
        return Changes(_touched(draft) | kept, done.id)

    def change(
        self, intervention_id: InterventionId, draft: InterventionDraft, *, form: str | None = None
    ) -> Changes:
        """Correct an intervention logged before."""
        with self._store.work() as work:
            before = work.interventions.get(intervention_id)
            done = self._write(work, intervention_id, draft, before.own_notes)
            if form is not None:
                work.drafts.drop(form)
            changed = differing(before, done)
            work.commit(JournalEntry("intervention_changed", "intervention", done.id, changed))
        return Changes(_touched(draft), done.id)

    def remove(self, intervention_id: InterventionId) -> Changes:
        """Put an intervention in the bin; the id told is the one that takes it back.

        What was agreed in it stays in the plan.
        """
        with self._store.work() as work:
            removed = work.interventions.get(intervention_id)
            binned = put_in_bin(work, self._ids, (removed,), self._clock.today())
            work.commit(JournalEntry("intervention_removed", "intervention", intervention_id))
        return Changes(_GONE, binned)

    def unlog(self, intervention_id: InterventionId) -> Changes:
        """Take back what was just logged, its planned action too: what was typed is a draft again.

        It goes for good; nobody read it as a part of the file.
        """
        with self._store.work() as work:
            done = work.interventions.get(intervention_id)
            _forget_actions(work, done)
            work.interventions.delete(intervention_id)
            work.commit(JournalEntry("intervention_unlogged", "intervention", intervention_id))
        return Changes(_GONE | Touched.PLANS, intervention_id)

    def _write(
        self,
        work: UnitOfWork,
        intervention_id: InterventionId,
        draft: InterventionDraft,
        noted: tuple[OwnNote, ...] = (),
    ) -> Intervention:
        """Check a draft against the rules, open what it opens, save it."""
        lists = code_lists(work)
        _refuse_unknown_codes(lists, draft)
        work.entities.get(draft.entity_id)
        kind = counted_as(lists, draft.kind)
        cases = self._cases(work, draft, kind)
        done = Intervention(
            id=intervention_id,
            entity_id=draft.entity_id,
            on=draft.on,
            kind=draft.kind,
            place=draft.place,
            minutes=draft.minutes,
            case_ids=tuple(case.id for case in cases),
            issues=draft.issues,
            natures=draft.natures,
            note=draft.note.strip(),
            own_notes=self._own_notes(draft, noted),
            circumstances=draft.circumstances,
        )
        done.refuse_after(self._clock.today())
        for case in cases:
            _refuse_for(work, case, done, kind)
        work.interventions.save(done)
        if words := draft.agreed_action.strip():
            agree_action(work, self._ids, done, words, self._clock.today())
        return done

    def _own_notes(
        self, draft: InterventionDraft, noted: tuple[OwnNote, ...]
    ) -> tuple[OwnNote, ...]:
        """The notes of one file each; one that was there before keeps its id."""
        before = {one.case_id: one.id for one in noted}
        return tuple(
            OwnNote(before.get(case_id) or self._ids.new(), case_id, words.strip())
            for case_id, words in draft.own_notes
            if words.strip()
        )

    def _cases(self, work: UnitOfWork, draft: InterventionDraft, kind: str) -> list[CaseFile]:
        """Return the files concerned, opened or agreed to by this very intervention if need be."""
        start = Start(draft.on, draft.origin, draft.agreement, kind)
        cases = [self._known(work, case_id, start) for case_id in draft.case_ids]
        if draft.new_case is not None:
            refuse_long(draft.new_case.family_name, draft.new_case.given_name)
            cases.append(open_case(work, self._ids, draft.new_case, start))
        return cases

    def _known(self, work: UnitOfWork, case_id: CaseId, start: Start) -> CaseFile:
        """Return a known file, with the request and the agreement that came that day."""
        case = work.cases.get(case_id)
        if start.origin is not None or not work.cases.requests(case_id):
            add_request(work, self._ids, case, start)
        return add_agreement(work, self._ids, case, start)


def _keep(work: UnitOfWork, appointment: int, done: Intervention) -> None:
    """Mark the appointment that became this intervention; one that is over already is refused."""
    planned = work.records(Appointment).get(appointment)
    if planned.stands is not AppointmentState.PLANNED:
        raise RuleBroken("appointment_over")
    kept = replace(planned, state=AppointmentState.KEPT, intervention_id=done.id)
    work.records(Appointment).save(kept)


def _refuse_unknown_codes(lists: Nomenclatures, draft: InterventionDraft) -> None:
    refuse_unknown(lists, "CTC", (draft.kind,))
    refuse_unknown(lists, "LIE", (draft.place,))
    refuse_unknown(lists, "ISS", draft.issues)
    refuse_unknown(lists, "NAT", draft.natures)


def _refuse_for(work: UnitOfWork, case: CaseFile, done: Intervention, kind: str) -> None:
    """Refuse what the file does not take: another employer, its state, content before agreement."""
    if case.entity_id != done.entity_id:
        raise RuleBroken("case_of_other_entity", case=case.id, entity=case.entity_id)
    case.refuse_unless_accepts(kind, done.on)
    if (done.issues or kind != OFFER_KIND) and never_agreed(work, case):
        raise RuleBroken("agreement_needed", case=case.id)
    said = last_answer(work.cases.agreements(case.id), _RESTS_ON.get(kind, ""))
    if said is not None and said.answer is not Answer.GIVEN and said.on <= done.on:
        raise RuleBroken("agreement_taken_back", kind=said.kind, on=said.on)


def _forget_actions(work: UnitOfWork, done: Intervention) -> None:
    """Remove the actions agreed in an intervention that nobody has worked on since."""
    for case_id in done.case_ids:
        for action in work.records(PlanAction).of(case_id):
            if action.intervention_id == done.id and action.state is ActionState.TO_DO:
                work.records(PlanAction).delete(action.id)


def _touched(draft: InterventionDraft) -> Touched:
    opened = Touched.NOTHING if draft.new_case is None else Touched.PERSONS
    planned = Touched.PLANS if draft.agreed_action.strip() else Touched.NOTHING
    return Touched.INTERVENTIONS | Touched.CASES | opened | planned
