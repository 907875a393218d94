"""Opening a case file, with its number, its request and the person's agreement (BRY-24, BRY-25)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.agreements import FILE_OPENING, Agreement, AgreementForm, Answer, stands
from app.domain.cases import (
    OFFER_KIND,
    ORIGIN_UNKNOWN,
    AttributeKind,
    CaseAttribute,
    CaseFile,
    CaseState,
    Request,
    next_number,
)
from app.domain.errors import RuleBroken
from app.domain.ids import AgreementId, CaseId, PersonId, RequestId
from app.domain.offers import OfferAnswer
from app.domain.people import Person
from app.usecases.codes import code_lists, counted_as, refuse_unknown
from app.usecases.waiting_offers import settle_offers

if TYPE_CHECKING:
    from datetime import date

    from app.domain.drafts import NewCase
    from app.domain.ids import EntityId
    from app.ports.clock import Ids
    from app.ports.store import UnitOfWork

TRAIT_LISTS = {
    AttributeKind.STATUS: "STA",
    AttributeKind.CATEGORY: "CAT",
    AttributeKind.BENEFICIARY: "BEN",
    AttributeKind.POSITION: "POS",
}


@dataclass(frozen=True, slots=True)
class Start:
    """How the work started: the day, who asked (code ORI), how the person agreed, what was done.

    The kind is the standard one that counts.
    """

    on: date
    origin: str | None = None
    agreement: AgreementForm | None = None
    kind: str | None = None


def open_case(work: UnitOfWork, ids: Ids, new: NewCase, start: Start) -> CaseFile:
    """Open the file of a person with one entity; without her agreement it may be only an offer."""
    work.entities.get(new.entity_id)
    person = _person(work, ids, new)
    _refuse_second(work, person.id, new.entity_id)
    work.persons.save(person)
    case = CaseFile(
        id=CaseId(ids.new()),
        number=_number(work, new, start.on),
        person_id=person.id,
        entity_id=new.entity_id,
        opened_on=start.on,
    )
    work.cases.save(case)
    request = add_request(work, ids, case, start)
    add_traits(work, case, new, start.on)
    if start.agreement is not None:
        return add_agreement(work, ids, case, start)
    if _by_third_party(work, request) or start.kind == OFFER_KIND:
        case = case.waiting()
        work.cases.save(case)
    return case


def add_request(work: UnitOfWork, ids: Ids, case: CaseFile, start: Start) -> Request:
    """Keep what started the work; nobody known is an origin of its own."""
    origin = start.origin or ORIGIN_UNKNOWN
    refuse_unknown(code_lists(work), "ORI", (origin,))
    request = Request(RequestId(ids.new()), case.id, start.on, origin)
    work.cases.save_request(request)
    return request


def add_agreement(work: UnitOfWork, ids: Ids, case: CaseFile, start: Start) -> CaseFile:
    """Keep that the person agreed, unless she did already; a file that was an offer opens."""
    if start.agreement is None or stands(work.cases.agreements(case.id), FILE_OPENING):
        return case
    work.cases.save_agreement(
        Agreement(
            id=AgreementId(ids.new()),
            case_id=case.id,
            kind=FILE_OPENING,
            answer=Answer.GIVEN,
            form=start.agreement,
            on=start.on,
        )
    )
    agreed = case.agreed()
    if agreed is not case:
        work.cases.save(agreed)
        settle_offers(work, case.id, OfferAnswer.ACCEPTED, start.on)
    return agreed


def add_traits(work: UnitOfWork, case: CaseFile, new: NewCase, on: date) -> None:
    """Keep what is known of the agent from that day on."""
    known = {
        AttributeKind.BENEFICIARY: new.beneficiary,
        AttributeKind.STATUS: new.status,
        AttributeKind.CATEGORY: new.category,
        AttributeKind.UNIT: new.unit,
    }
    for kind, value in known.items():
        if value:
            add_trait(work, CaseAttribute(case.id, kind, value, on))


def add_trait(work: UnitOfWork, trait: CaseAttribute) -> None:
    """Keep one dated trait; all but the unit are codes."""
    if trait.kind in TRAIT_LISTS:
        refuse_unknown(code_lists(work), TRAIT_LISTS[trait.kind], (trait.value,))
    work.cases.save_attribute(trait)


def agreement_missing(work: UnitOfWork, case: CaseFile) -> bool:
    """Tell whether the person has still to agree: she said no, or somebody else asked for her."""
    agreements = work.cases.agreements(case.id)
    if any(one.kind == FILE_OPENING for one in agreements):
        return not stands(agreements, FILE_OPENING)
    requests = work.cases.requests(case.id)
    return bool(requests) and _by_third_party(work, requests[-1])


def never_agreed(work: UnitOfWork, case: CaseFile) -> bool:
    """Tell whether the file is or was nothing but an offer: open or closed, it takes no content."""
    if case.state is not CaseState.CLOSED:
        return case.state is CaseState.OFFER_MADE
    about_file = [one for one in work.cases.agreements(case.id) if one.kind == FILE_OPENING]
    if about_file:
        return all(one.answer is Answer.REFUSED for one in about_file)
    return agreement_missing(work, case)


def refuse_content(work: UnitOfWork, case: CaseFile, on: date) -> None:
    """Refuse content that the state of the file forbids, of whatever day if nobody ever agreed.

    A file that was closed without an answer is no way around the agreement (BRY-25).
    """
    case.refuse_content(on)
    if never_agreed(work, case):
        raise RuleBroken("agreement_needed", case=case.id)


def _by_third_party(work: UnitOfWork, request: Request) -> bool:
    """Tell whether somebody else asked; an origin of her own counts as its parent."""
    return replace(request, origin=counted_as(code_lists(work), request.origin)).by_third_party


def _person(work: UnitOfWork, ids: Ids, new: NewCase) -> Person:
    """Return the person known already, or the new one."""
    if new.person_id is not None:
        return work.persons.get(new.person_id)
    refuse_unknown(code_lists(work), "GEN", (new.gender,))
    return Person(
        id=PersonId(ids.new()),
        family_name=new.family_name.strip(),
        given_name=new.given_name.strip(),
        gender=new.gender,
        birth_year=new.birth_year,
    )


def _refuse_second(work: UnitOfWork, person_id: PersonId, entity_id: EntityId) -> None:
    for case in work.cases.of_person(person_id):
        if case.entity_id == entity_id:
            raise RuleBroken("case_exists", case=case.id)


def _number(work: UnitOfWork, new: NewCase, on: date) -> str:
    """Return the number asked for if it is free, or the next one of the year."""
    if new.number is None:
        return next_number(on.year, work.cases.numbers(on.year))
    if work.cases.by_number(new.number) is not None:
        raise RuleBroken("number_taken", number=new.number)
    return new.number
