"""What of a case file may be ticked to be shared or written in a letter: nothing is by itself.

ANAS-17: the choice starts empty. Each item is the very words that would leave.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.assessments import DIMENSIONS, Assessment
from app.domain.cases import AttributeKind
from app.domain.plans import ActionPlan, PlanAction, PlanGoal
from app.usecases.codes import code_lists

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from app.domain.cases import CaseFile
    from app.domain.nomenclatures import Nomenclatures
    from app.domain.people import Person
    from app.ports.store import UnitOfWork

_TRAITS = (AttributeKind.STATUS, AttributeKind.CATEGORY, AttributeKind.UNIT)


@dataclass(frozen=True, slots=True)
class Shareable:
    """One item: `subject` says what it is about (an id of the texts), `words` what would leave.

    `fields` are the parts of those words that fill fields of their own in a letter.
    """

    subject: str
    words: str
    fields: tuple[tuple[str, str], ...] = ()


def shareable(work: UnitOfWork, case: CaseFile, today: date) -> tuple[Shareable, ...]:
    """Everything of a file that may be ticked, from what is known of the person to the plan."""
    lists = code_lists(work)
    person = work.persons.get(case.person_id)
    return (
        *_identity(person),
        *_employment(work, case, lists, today),
        *_household(person, lists),
        *_assessed(work, case),
        *_planned(work, case),
    )


def _identity(person: Person) -> Iterator[Shareable]:
    yield Shareable("name", f"{person.given_name} {person.family_name}".strip())
    if person.birth_year is not None:
        yield Shareable("birth_year", str(person.birth_year))
    if person.phone:
        yield Shareable("phone", person.phone)
    if person.email:
        yield Shareable("email", person.email)


def _employment(
    work: UnitOfWork, case: CaseFile, lists: Nomenclatures, today: date
) -> Iterator[Shareable]:
    yield Shareable("employer", work.entities.get(case.entity_id).name)
    for kind in _TRAITS:
        value = work.cases.attribute(case.id, kind, today)
        if value:
            yield Shareable(kind.value, lists.label_of(value) if value in lists else value)


def _household(person: Person, lists: Nomenclatures) -> Iterator[Shareable]:
    home = person.household
    for subject, code in (
        ("marital_status", home.marital_status),
        ("household_type", home.household_type),
        ("housing", home.housing),
    ):
        if code:
            yield Shareable(subject, lists.label_of(code))
    if home.dependent_children is not None:
        yield Shareable("children", str(home.dependent_children))


def _assessed(work: UnitOfWork, case: CaseFile) -> Iterator[Shareable]:
    versions = work.records(Assessment).of(case.id)
    if not versions:
        return
    for part in (*DIMENSIONS, "resources", "conclusion"):
        words = str(getattr(versions[-1], part)).strip()
        if words:
            yield Shareable(f"assessment_{part}", words)


def _planned(work: UnitOfWork, case: CaseFile) -> Iterator[Shareable]:
    running = {one.id for one in work.records(ActionPlan).of(case.id) if one.ended_on is None}
    for goal in work.records(PlanGoal).of(case.id):
        if goal.plan_id in running:
            yield Shareable("goal", goal.title)
    for action in work.records(PlanAction).of(case.id):
        if action.plan_id in running:
            yield Shareable("action", action.title)
