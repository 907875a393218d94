"""Case files: find, open, agree, close, reopen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.changes import Changes, Touched
from app.domain.agreements import FILE_OPENING, Agreement, AgreementForm, Answer, stands
from app.domain.cases import CaseFile, CaseState
from app.domain.errors import RuleBroken
from app.domain.ids import AgreementId
from app.domain.journal import JournalEntry, differing
from app.domain.offers import OfferAnswer
from app.domain.people import folded, refuse_long
from app.ports.queries import CaseFilter, CaseListing, CaseRow, CaseSheet, TimelineEntry
from app.usecases.codes import code_lists, refuse_unknown
from app.usecases.handover_lines import refuse_away
from app.usecases.opening import Start, add_request, agreement_missing, open_case
from app.usecases.plans import end_plan
from app.usecases.waiting_offers import settle_offers

if TYPE_CHECKING:
    from datetime import date

    from app.domain.cases import Request
    from app.domain.drafts import NewCase
    from app.domain.ids import CaseId
    from app.domain.people import Person
    from app.domain.plans import PlanReview
    from app.ports.clock import Clock, Ids
    from app.ports.queries import ScreenQueries
    from app.ports.store import Store, UnitOfWork

WISH_OF_PERSON = "CLO.SOUHAIT_PERSONNE"


class CaseService:
    """What she does with the files of the persons she helps."""

    def __init__(self, store: Store, queries: ScreenQueries, *, clock: Clock, ids: Ids) -> None:
        self._store = store
        self._queries = queries
        self._clock = clock
        self._ids = ids

    def list(self, asked: CaseFilter) -> CaseListing:
        """Find case files by the words typed, the entity, the state; newest activity first."""
        return self._queries.cases(asked)

    def open(self, case_id: CaseId) -> CaseSheet:
        """Read everything about one file but its timeline."""
        return self._queries.case(case_id)

    def timeline(self, case_id: CaseId) -> tuple[TimelineEntry, ...]:
        """Read what happened in one file, newest first."""
        return self._queries.timeline(case_id)

    def suggest(self, words: str, limit: int = 8) -> tuple[CaseRow, ...]:
        """Propose files while a name or a number is being typed."""
        if not folded(words):
            return ()
        asked = CaseFilter(words=words, limit=limit)
        return self._queries.cases(asked).rows

    def possible_duplicates(self, family_name: str, given_name: str) -> tuple[CaseRow, ...]:
        """Find the files of persons of the same name, before a new one is opened.

        A given name that is not known, here or there, may be any. Both names are asked first: a
        common family name alone fills a list before an old file of the same person is reached.
        """
        family, given = folded(family_name), folded(given_name)
        asked = dict.fromkeys((f"{family_name} {given_name}".strip(), family_name))
        rows = [row for words in asked for row in self._queries.cases(CaseFilter(words=words)).rows]
        return tuple(
            row
            for row in dict.fromkeys(rows)
            if folded(row.family_name) == family
            and (not given or folded(row.given_name) in {given, ""})
        )

    def create(
        self, new: NewCase, *, on: date, origin: str | None, agreement: AgreementForm | None
    ) -> Changes:
        """Open a file; one asked for by somebody else waits for the person's agreement (BRY-25)."""
        self._refuse_future(on)
        refuse_long(new.family_name, new.given_name)
        with self._store.work() as work:
            case = open_case(work, self._ids, new, Start(on, origin, agreement))
            work.commit(JournalEntry("case_opened", "case", case.id))
        return Changes(Touched.PERSONS | Touched.CASES, case.id)

    def close(
        self, case_id: CaseId, *, on: date, reason: str, review: PlanReview | None = None
    ) -> Changes:
        """Close a file for a reason (code CLO); one that is away with a colleague waits for her.

        Its plan is reviewed in the same step; an offer that nobody answered stays without answer.
        No day before the last intervention: a closed file holds nothing later.
        """
        self._refuse_future(on)
        with self._store.work() as work:
            refuse_unknown(code_lists(work), "CLO", (reason,))
            closed = work.cases.get(case_id).closed(on, reason)
            refuse_away(work, case_id)
            _refuse_before_the_last(work, case_id, on)
            if review is not None:
                end_plan(work, review, on)
            settle_offers(work, case_id, OfferAnswer.NONE, on)
            work.cases.save(closed)
            work.commit(JournalEntry("case_closed", "case", case_id))
        return Changes(Touched.CASES | Touched.PLANS, case_id)

    def reopen(self, case_id: CaseId, *, on: date) -> Changes:
        """Reopen a closed file; it is only an offer again while the person has to agree."""
        self._refuse_future(on)
        with self._store.work() as work:
            closed = work.cases.get(case_id)
            case = closed.reopened()
            if closed.closed_on is not None and on < closed.closed_on:
                raise RuleBroken("reopened_before_closed", closed_on=closed.closed_on)
            work.cases.reopened(case.waiting() if agreement_missing(work, case) else case, on)
            work.commit(JournalEntry("case_reopened", "case", case_id))
        return Changes(Touched.CASES, case_id)

    def record_agreement(
        self,
        case_id: CaseId,
        *,
        kind: str,
        answer: Answer,
        form: AgreementForm,
        on: date,
        scope: str = "",
    ) -> Changes:
        """Keep what the person answered; her answer about the file itself opens or closes it."""
        self._refuse_future(on)
        said = Agreement(AgreementId(self._ids.new()), case_id, kind, answer, form, on, scope)
        with self._store.work() as work:
            refuse_unknown(code_lists(work), "ACC", (kind,))
            case = work.cases.get(case_id)
            work.cases.save_agreement(said)
            if kind == FILE_OPENING:
                _follow_answer(work, case, on)
            work.commit(JournalEntry("agreement_recorded", "case", case_id))
        return Changes(Touched.CASES, case_id)

    def record_request(self, case_id: CaseId, *, on: date, origin: str) -> Changes:
        """Keep that somebody asked (again) for help in this file."""
        self._refuse_future(on)
        with self._store.work() as work:
            add_request(work, self._ids, work.cases.get(case_id), Start(on, origin))
            work.commit(JournalEntry("request_recorded", "case", case_id))
        return Changes(Touched.CASES, case_id)

    def correct_request(self, request: Request) -> Changes:
        """Put right who asked, or when: what the figures count as the origin (BRY-24)."""
        self._refuse_future(request.received_on)
        with self._store.work() as work:
            refuse_unknown(code_lists(work), "ORI", (request.origin,))
            before = {one.id: one for one in work.cases.requests(request.case_id)}
            if request.id not in before:
                raise RuleBroken("unknown_record", table="request")
            work.cases.save_request(request)
            fields = differing(before[request.id], request)
            work.commit(JournalEntry("request_changed", "case", request.case_id, fields))
        return Changes(Touched.CASES, request.case_id)

    def save_person(self, person: Person) -> Changes:
        """Correct or complete identity and contact details; the household has its own history."""
        refuse_long(person.family_name, person.given_name, person.phone, person.email)
        with self._store.work() as work:
            lists = code_lists(work)
            refuse_unknown(lists, "GEN", (person.gender,))
            refuse_unknown(lists, "CTC", (person.reach.preferred_channel,))
            known = work.persons.get(person.id)
            kept = replace(person, household=known.household)
            work.persons.save(kept)
            changed = differing(known, kept)
            work.commit(JournalEntry("person_changed", "person", person.id, changed))
        return Changes(Touched.PERSONS | Touched.CASES, person.id)

    def _refuse_future(self, on: date) -> None:
        if on > self._clock.today():
            raise RuleBroken("date_in_future", on=on)


def _refuse_before_the_last(work: UnitOfWork, case_id: CaseId, on: date) -> None:
    last = work.interventions.last_day(case_id)
    if last is not None and on < last:
        raise RuleBroken("closed_before_last", done_on=last)


def _follow_answer(work: UnitOfWork, case: CaseFile, on: date) -> None:
    """Open an offer that is agreed to; close a file that the person does not want (ANAS 11).

    Her answer keeps its day; the file is closed with its last intervention, if that came later.
    """
    agreed = stands(work.cases.agreements(case.id), FILE_OPENING)
    if agreed and case.state is CaseState.OFFER_MADE:
        work.cases.save(case.agreed())
        settle_offers(work, case.id, OfferAnswer.ACCEPTED, on)
    if not agreed and case.state is not CaseState.CLOSED:
        last = work.interventions.last_day(case.id)
        work.cases.save(case.closed(max(on, last or on), WISH_OF_PERSON))
        settle_offers(work, case.id, OfferAnswer.DECLINED, on)
