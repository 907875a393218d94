"""Values for tests, complete by default: a test names only what its rule is about."""

from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

from app.domain.agreements import FILE_OPENING, Agreement, AgreementForm, Answer
from app.domain.cases import CaseFile, Request
from app.domain.entities import ClientEntity
from app.domain.ids import (
    AgreementId,
    CaseId,
    EntityId,
    InterventionId,
    PersonId,
    RequestId,
)
from app.domain.interventions import Intervention
from app.domain.people import Person

A_DAY = date(2025, 3, 11)
ENTITY = EntityId(1)
_ids = count(1_000)


def an_entity(**changed: Any) -> ClientEntity:
    """An employer served, the one of every other builder."""
    return replace(ClientEntity(ENTITY, "Ville d’Exemple", quota_percent=40.0), **changed)


def a_person(**changed: Any) -> Person:
    """A person helped."""
    rank = next(_ids)
    return replace(Person(PersonId(rank), f"Fictive{rank}", "Nadège", "GEN.F", 1980), **changed)


def a_case(person: Person | None = None, **changed: Any) -> CaseFile:
    """The open file of a person; give the person when it has to exist too."""
    rank = next(_ids)
    owner = PersonId(rank) if person is None else person.id
    return replace(CaseFile(CaseId(rank), f"2025-{rank:04d}", owner, ENTITY, A_DAY), **changed)


def a_request(case: CaseFile, **changed: Any) -> Request:
    """A request of the agent herself."""
    return replace(Request(RequestId(next(_ids)), case.id, case.opened_on, "ORI.AGT"), **changed)


def an_agreement(case: CaseFile, **changed: Any) -> Agreement:
    """The person's agreement to her file."""
    value = Agreement(
        AgreementId(next(_ids)),
        case.id,
        FILE_OPENING,
        Answer.GIVEN,
        AgreementForm.ORAL,
        case.opened_on,
    )
    return replace(value, **changed)


def an_intervention(*cases: CaseFile, **changed: Any) -> Intervention:
    """An interview of three quarters of an hour with the persons of these files."""
    value = Intervention(
        id=InterventionId(next(_ids)),
        entity_id=ENTITY,
        on=A_DAY,
        kind="CTC.RDV",
        place="LIE.PER",
        minutes=45,
        case_ids=tuple(case.id for case in cases),
    )
    return replace(value, **changed)
